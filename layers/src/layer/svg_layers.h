/// What a picture needs to know of its layers.
#pragma once

#include <bailiwick/layers/table.h>
#include <bailiwick/layers/write.h>

#include <array>
#include <string>
#include <vector>

namespace bailiwick::layers::svg {

[[nodiscard]] std::string text_of(const Layer& layer, const char* column, std::size_t row);  ///< empty where null or absent
[[nodiscard]] double number_of(const Layer& layer, const char* column, std::size_t row);     ///< NaN where null or absent; also integers and booleans
[[nodiscard]] bool is_set(const Layer& layer, const char* column, std::size_t row);

/// The layers of a picture by what they show.
struct Sorted {
  std::vector<const Layer*> partitions;  ///< zones, the level with the fewest first: the coarsest
  std::vector<const Layer*> across;      ///< roads, sites: levels that are not judged for coverage
  std::vector<const Layer*> gaps, overlaps, children;
  const Layer* bands = nullptr;
  const Layer* cells = nullptr;
  const Layer* areas = nullptr;
  const Layer* reports = nullptr;
  const Layer* outside = nullptr;
};
[[nodiscard]] Sorted sorted(const std::vector<const Layer*>& layers);

/// A finding that is drawn and counted: no sliver, not lawful, not exempt, no parent whose gap is there already.
[[nodiscard]] bool counts(const Layer& findings, std::size_t row);

/// Totals of findings over levels; ground that several levels show counts once.
struct FindingTotals {
  std::uint64_t count = 0, reports = 0;
  double area_m2 = 0;
};
[[nodiscard]] FindingTotals totals(const std::vector<const Layer*>& layers);

/// Is there a cell of this class?
[[nodiscard]] bool has_bin(const Layer* cells, int bin);
[[nodiscard]] const char* bin_colour(int bin);  ///< ArcGIS's colours of hot spots

/// Two heat maps over each other say less than one: density is drawn where no cell is hot or cold.
[[nodiscard]] bool shows_density(const Sorted& layers);
inline constexpr std::array<const char*, 5> kDensityTints{"#fff3d6", "#fde3ae", "#f9c988", "#f2a566", "#e57f4a"};  ///< a quiet warm tint, paler for less

extern const char* const kGap;
extern const char* const kOverlap;
extern const char* const kChildren;
extern const char* const kArea;
inline constexpr std::size_t kAreasNumbered = 12;  ///< hotspot areas with a number on the map and a line in the list

}  // namespace bailiwick::layers::svg
