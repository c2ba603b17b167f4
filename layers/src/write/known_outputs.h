/// The files a run may write, known by name, and by how they begin.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bailiwick::layers::write {

/// Regular files in the folder that have the name of an output, ascending. A level's name may be anything, so that gaps_<level>.geojson in `layers`
/// counts for every level.
[[nodiscard]] std::vector<std::string> files_named_as_outputs(const std::filesystem::path& folder);

/// Whether the file begins as this program writes it: a file of the same name that someone else made is none of ours.
[[nodiscard]] bool begins_as_ours(const std::filesystem::path& folder, const std::string& name);

}  // namespace bailiwick::layers::write
