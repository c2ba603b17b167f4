/// A look at GeoJSON before GDAL sees it.
///
/// GDAL 3.6 skips members of `features` that are no objects, turns 1e400 into infinity and accepts NaN, all without a word. This pass counts the
/// members and says what is wrong with each, so that the difference to what GDAL delivers becomes rejected features.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::layers {

struct GeoJsonMember {
  bool feature = false;  ///< an object, so GDAL makes a feature of it
  std::string fault;     ///< why it cannot be used; empty: nothing seen
  std::optional<std::pair<double, double>> first;  ///< its first position, as far as it can be read
};

struct GeoJsonCheck {
  bool collection = false;  ///< else one bare feature or geometry, as one member
  bool has_crs = false;     ///< a crs member at the top: the 2008 dialect
  bool null_crs = false;    ///< which is null: no CRS can be assumed
  std::string crs_name;     ///< which names one
  std::vector<GeoJsonMember> members;
};

/// Checks text without its byte-order mark. Throws Error(unreadable_file) where it is no JSON object of GeoJSON, Error(limit_exceeded) where it
/// nests deeper than `depth`. May grow `text`'s capacity for padding; never changes its bytes.
[[nodiscard]] GeoJsonCheck check_geojson(std::string& text, const std::string& shown, int depth);

/// Which member each delivered feature is, where the reader dropped some: order is kept, and first positions tell them apart. `firsts` holds those of the
/// features, none where a feature has no shape. None where it cannot be told.
[[nodiscard]] std::optional<std::vector<std::size_t>> match_members(const std::vector<GeoJsonMember>& members,
                                                                    const std::vector<std::optional<std::pair<double, double>>>& firsts);

}  // namespace bailiwick::layers
