/// A .qgz is a zip file with the project in it.
#pragma once

#include <string>

namespace bailiwick::layers::write {

/// A zip archive that holds one file; the same bytes on every run (no clock in it).
[[nodiscard]] std::string zip_of_one(const std::string& name, const std::string& content);

}  // namespace bailiwick::layers::write
