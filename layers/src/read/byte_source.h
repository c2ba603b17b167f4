/// The bytes of a file in order, plain or unpacked from gzip, and their survey.
#pragma once

#include "read/limits.h"

#include <bailiwick/context.h>

#include <cstdint>
#include <memory>
#include <string>

namespace bailiwick::layers {

/// Reads forward. Opens the file itself and checks that it is a regular one.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `capacity` bytes; fewer only at the end, 0 after it. Throws Error(unreadable_file), or Error(limit_exceeded) where unpacking
  /// gives more than the limit.
  virtual std::size_t read(char* out, std::size_t capacity) = 0;
};

/// `path` from local_file(), `shown` the name for messages. A file that begins with gzip's magic is unpacked, several members in a row included; one
/// named .gz that does not is refused.
[[nodiscard]] std::unique_ptr<ByteSource> open_bytes(const std::string& path, const std::string& shown,
                                                     std::uint64_t unpacked_limit = kReadLimits.unpacked_bytes);

/// Ends in .gz, whatever the case.
[[nodiscard]] bool named_gz(const std::string& name);
/// The name without .gz, then its ending in lower case without the dot: "csv", "geojson", "xlsx".
[[nodiscard]] std::string inner_extension(const std::string& name);

/// Refuses kinds of files people try, with what to do instead: spreadsheets, archives, ...
void refuse_known_kinds(const std::string& shown);

/// The whole content, at most `limit` bytes.
[[nodiscard]] std::string read_all(const std::string& path, const std::string& shown, std::uint64_t limit);

/// sha256 of the file as it lies on disk, in lower-case hex.
[[nodiscard]] std::string file_sha256(const std::string& path, const std::string& shown, const Context& context = {});

}  // namespace bailiwick::layers
