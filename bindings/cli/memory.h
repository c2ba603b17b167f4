/// How much memory this process has and may have.
#pragma once

#include <cstdint>

namespace bailiwick::cli {

/// Half of the machine's memory or of what its control group allows, whichever is less.
[[nodiscard]] std::uint64_t default_memory_limit();

/// What of this process lies in memory now, in bytes; 0 where the system does not tell.
[[nodiscard]] std::uint64_t resident_bytes();

/// Gives back to the system what was freed in many small pieces.
void return_freed_memory();

}  // namespace bailiwick::cli
