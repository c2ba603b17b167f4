// A service in one page: loads zones from columns, then answers places with the chain of zones, the unit and the rule.
//
//   service < places.txt        one "x y" a line, in the plane of the zones
//
// Three square districts of a small town: north (1 km x 1 km) over west and east, which share the line x = 500.
#include <bailiwick/assign.h>
#include <bailiwick/zone_index.h>
#include <bailiwick/zones.h>

#include <cmath>
#include <iostream>

namespace {

void add_rectangle(bailiwick::Polygons& shapes, double west, double south, double east, double north) {
  for (const auto& [x, y] : {std::pair{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}) shapes.add_vertex(x, y);
  shapes.end_ring();
  shapes.end_part();
  shapes.end_shape();
}

bailiwick::ZoneRow row(std::string id, std::string parent, std::string unit) {
  return {.id = id, .name = "", .person = "", .parent_id = std::move(parent), .unit_id = unit, .unit_name = unit, .priority = std::nan("")};
}

bailiwick::ZoneIndex town() {
  bailiwick::LevelInput city{.name = "city", .parent = "", .has_unit_field = true, .rows = {row("town", "", "town hall")}, .shapes = {}};
  add_rectangle(city.shapes, 0, 0, 1000, 2000);
  bailiwick::LevelInput district{.name = "district", .parent = "city", .has_unit_field = true, .rows = {}, .shapes = {}};
  district.rows = {row("north", "town", "office north"), row("west", "town", "office west"), row("east", "town", "")};
  add_rectangle(district.shapes, 0, 1000, 1000, 2000);
  add_rectangle(district.shapes, 0, 0, 500, 1000);
  add_rectangle(district.shapes, 500, 0, 1000, 1000);  // no unit: its superior answers
  return bailiwick::ZoneIndex::build(bailiwick::build_zones({city, district}, "local").zones);
}

}  // namespace

int main() {
  const auto index = town();
  double x = 0, y = 0;
  while (std::cin >> x >> y) {
    const auto placed = bailiwick::assign(index, {.x = {&x, 1}, .y = {&y, 1}, .time_ms = {}, .category = {}});
    std::cout << x << ' ' << y << ':';
    for (std::uint32_t level = 0; level < index.level_count(); ++level) {
      const auto zone = placed.levels[level].zone[0];
      std::cout << ' ' << index.level_name(level) << '=' << (zone == bailiwick::kNoZone ? "outside" : index.id(zone)) << " ("
                << code(placed.levels[level].placement[0]) << ')';
    }
    const auto unit = placed.answer.unit[0];
    std::cout << " -> " << (unit == bailiwick::kNoUnit ? "nobody" : index.unit_id(unit))
              << (placed.answer.rule[0] == bailiwick::AnswerRule::superior ? " (superior)" : "") << '\n';
  }
}
