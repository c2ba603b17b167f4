/// Reads back what put_geojson wrote.
#pragma once

#include <bailiwick/context.h>

#include <cstdint>
#include <filesystem>

namespace bailiwick::layers::write {

/// Parses the file and counts its features, a line at a time (our writer lays one feature on each line), so that memory stays that of the
/// largest feature. Throws Error(unwritable_file) where the file is no feature collection of `features` features.
void check_geojson(const std::filesystem::path& path, std::uint64_t features, const Context& context);

}  // namespace bailiwick::layers::write
