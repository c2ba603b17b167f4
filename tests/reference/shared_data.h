/// Where the shared data lies: $BAILIWICK_SHARED_DATA, else beside the project's folder.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace bailiwick::layers {

/// The path of a part of it; empty when it is not there.
inline std::string shared_data(const std::string& part) {
  const char* named = std::getenv("BAILIWICK_SHARED_DATA");
  const std::filesystem::path folder = named != nullptr ? named : BAILIWICK_SOURCE_DIR "/../shared/data";
  std::error_code error;
  const auto path = folder / part;
  return std::filesystem::exists(path, error) ? path.string() : std::string{};
}

}  // namespace bailiwick::layers
