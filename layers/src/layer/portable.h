/// Sentences and names without the paths of one machine.
#pragma once

#include <string>

namespace bailiwick::layers {

/// Every absolute path in a sentence cut to its last part: a summary must be the same on every machine.
[[nodiscard]] std::string without_folders(const std::string& sentence);

}  // namespace bailiwick::layers
