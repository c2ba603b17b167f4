/// Shapes laid over each other, and where they agree.
#pragma once

#include "coverage/soup.h"

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace bailiwick::coverage {

/// A level's zones with what they are judged against. Shape s of `zones` has the label s.
struct Sheet {
  PolygonsView zones;
  std::uint32_t first = 0, end = 0;  ///< the level's own zones
  std::vector<std::pair<std::uint32_t, std::uint32_t>> above;  ///< ranges of zones of the levels above
  PolygonsView study;   ///< every shape of it has the label kStudy
  PolygonsView exempt;  ///< shape s has the label exempt_first + s
  Label exempt_first = 0;

  /// Where a spot of zone first + i should lie besides: chains[kin[i]], ascending. Only a guess to begin with: where the ground is otherwise, it shows.
  std::vector<std::uint32_t> kin;
  std::vector<std::vector<Label>> chains;
  /// Zones whose rings may cross or run the wrong way, and such as are to be looked at whole: their ground is never taken for sound.
  std::vector<std::uint8_t> odd;

  static constexpr Label kStudy = 0xffffffffU;

  [[nodiscard]] bool is_own(Label label) const { return label >= first && label < end; }
};

/// What of the winding numbers (or of a change in them) is not as it should be: an own zone counts 1 under kCount and takes its chain away, an odd one
/// keeps its label, exempt areas count nothing. Ground is sound where nothing remains (nobody should be there, and nobody is), or where
/// only {kCount, 1} does (one zone, in its chain). This needs winding numbers of own zones that are not odd to be 0 or 1.
inline constexpr Label kCount = 0xfffffffeU;
[[nodiscard]] std::vector<Toggle> unsettled(const Sheet& sheet, std::span<const Toggle> toggles);
[[nodiscard]] bool is_sound(std::span<const Toggle> unsettled_rest);

/// Calls `visit(label, view, shape)` for every shape of the sheet, own zones first.
template <typename Visit>
void for_each_shape(const Sheet& sheet, Visit visit) {
  for (auto z = sheet.first; z < sheet.end; ++z) visit(Label{z}, sheet.zones, z);
  for (const auto& [begin, end] : sheet.above) {
    for (auto z = begin; z < end; ++z) visit(Label{z}, sheet.zones, z);
  }
  for (std::uint32_t s = 0; s < sheet.study.size(); ++s) visit(Sheet::kStudy, sheet.study, s);
  for (std::uint32_t s = 0; s < sheet.exempt.size(); ++s) visit(sheet.exempt_first + s, sheet.exempt, s);
}

struct Box {
  double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;

  void take(Point p) {
    west = p.x < west ? p.x : west;
    east = p.x > east ? p.x : east;
    south = p.y < south ? p.y : south;
    north = p.y > north ? p.y : north;
  }
  [[nodiscard]] bool holds(Point p) const { return west <= p.x && p.x <= east && south <= p.y && p.y <= north; }
};
/// How far places within the box may be off when they are crossings rounded to doubles.
[[nodiscard]] double rounding_of(const Box& box);
[[nodiscard]] Box box_of(const PolygonsView& shapes, std::size_t shape);

}  // namespace bailiwick::coverage
