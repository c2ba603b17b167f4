/// Hotspots on the zones of a level: zones and areas as streams.
#include "arrow_out.h"
#include "ground.h"
#include "hotspot_areas.h"

#include <bailiwick/exposure.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace bailiwick::c {
namespace {

ZoneNeighbours rule_of(const bailiwick_zone_hotspots_options& asked) {
  if (!std::isfinite(asked.band_m)) refuse("options: expected a band in metres, found no number", "band_m");
  ZoneNeighbours rule{neighbours_of(asked.neighbours), asked.nearest, -1};
  if (asked.band_m != 0) rule.band_m = std::max(asked.band_m, 0.0);
  return rule;
}

/// The numbers that the stream gives each zone of the level; those it does not name have none.
std::vector<double> given_exposure(const bailiwick_zone_hotspots_options& asked, const Zones& zones, std::uint32_t level) {
  Stream in(asked.exposure, "exposure");
  const auto id = in.find(asked.exposure_id, {"zone_id", "id"});
  if (!id) throw Error(ErrorCode::missing_column, "exposure: expected a column of zone ids, found none; name it zone_id", "exposure", -1, "exposure_id");
  const auto value = in.find(asked.per, {});
  const auto& of = zones.levels[level];
  std::vector<std::vector<double>> rows(of.zone_count);
  std::int64_t first_row = 0;
  while (const auto batch = in.next()) {
    const auto column = batch->column(*value);
    const auto ids = texts_of(batch->column(*id));
    const auto numbers = numbers_of(column);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto row = first_row + static_cast<std::int64_t>(i);
      const auto zone = ids[i] ? zones.find(level, *ids[i]) : kNoZone;
      if (zone == kNoZone) continue;  // of another level, or of no zone
      const double number = numbers.values[i];
      if (!(std::isfinite(number) && number >= 0 && column.valid(static_cast<std::int64_t>(i)))) column.refuse("a number of 0 or more, found another value; correct it", row);
      rows[index_of(zone) - of.first_zone].push_back(number);
    }
    first_row += batch->length();
  }
  std::vector<double> exposure;
  for (const auto& of_zone : rows) exposure.push_back(joined_exposure(of_zone));
  return exposure;
}

std::vector<double> exposure_of(const bailiwick_zone_hotspots_options& asked, const Zones& zones, std::uint32_t level, const std::vector<double>& area_m2) {
  if (asked.per == nullptr) refuse("options: expected what a zone's reports are set against, found NULL; pass area_km2, none or a column of exposure", "per");
  const std::string_view per(asked.per);
  if (asked.exposure != nullptr) return given_exposure(asked, zones, level);
  if (per == "none") return std::vector<double>(area_m2.size(), 1.0);
  if (per != "area_km2") refuse("options: expected area_km2, none, or a stream of exposure that has '" + std::string(per) + "', found no stream", "exposure");
  std::vector<double> exposure;
  for (const double area : area_m2) exposure.push_back(area / 1e6);
  return exposure;
}

struct Tested {
  std::uint32_t level = 0;
  std::vector<std::uint64_t> count;
  std::vector<double> exposure;
  Weights weights;
  ZoneHotspots found;
};

void hand_out_tested(const Tested& tested, const Polygons& shapes, const Zones& zones, ArrowArrayStream* out) {
  const auto& level = zones.levels[tested.level];
  std::vector<std::string> id, name, unit, unit_name;
  std::vector<std::int64_t> neighbours;
  for (std::uint32_t z = 0; z < level.zone_count; ++z) {
    const auto at = level.first_zone + z;
    const auto of = zones.unit[at];
    id.push_back(zones.id[at]);
    name.push_back(zones.name[at]);
    unit.push_back(of == kNoUnit ? std::string() : zones.units[index_of(of)].id);
    unit_name.push_back(of == kNoUnit ? std::string() : zones.units[index_of(of)].name);
    neighbours.push_back(static_cast<std::int64_t>(tested.weights.of(z).size()));
  }
  const auto& found = tested.found;
  hand_out(rows_field({text_field("zone_id"), text_field("name"), text_field("unit_id"), text_field("unit_name"), integer_field("count"), double_field("exposure"),
                       double_field("rate"), double_field("rate_smoothed"), integer_field("neighbors"), integer_field("around"), double_field("around_expected"),
                       double_field("binomial_z"), double_field("binomial_p"), double_field("binomial_q"), integer_field("gi_bin"), double_field("gi_rate_z"),
                       wkb_field("geometry", zones.location_crs)}),
           rows({texts(id), texts(name), texts(unit), texts(unit_name), integers({tested.count.begin(), tested.count.end()}), doubles(tested.exposure, true),
                 doubles(found.rate, true), doubles(found.smoothed_rate, true), integers(std::move(neighbours)), integers({found.count.begin(), found.count.end()}),
                 doubles(found.expected, true), doubles(found.z, true), doubles(found.p, true), doubles(found.q, true), integers({found.bin.begin(), found.bin.end()}),
                 doubles(found.gi_star_rate_z, true), wkb(shapes.view())},
                level.zone_count),
           out);
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_zone_hotspots(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_zone_hotspots_options* options, bailiwick_call* call,
                                                    ArrowArrayStream* tested, ArrowArrayStream* areas, bailiwick_error* error) {
  const Taken moved(reports);
  return enter(error, [&] {
    const auto asked = taken(&needed(options, "options"), "options");
    const Taken exposure(asked.exposure);
    needed(tested, "tested") = {};
    if (areas != nullptr) *areas = {};
    const auto data = data_of(zones);
    const auto context = context_of(data_of(call));
    need_metres(*data);
    const auto& table = table_of(*data);
    Tested made;
    made.level = level_of(table, asked.level);
    const auto rule = rule_of(asked);
    const auto correction = correction_of(asked.correction);
    const auto shapes = shapes_of_level(table, made.level);
    const auto area_m2 = shape_areas_m2(shapes.view(), data->planes);
    made.exposure = c::exposure_of(asked, table, made.level, area_m2);
    const auto all = read_all(reports, asked.report_options, *data, context);
    const auto view = all.view();
    const auto placed = assign(data->index, view, data->rules, context);
    const auto& level = table.levels[made.level];
    made.count.assign(level.zone_count, 0);
    for (const auto zone : placed.levels[made.level].zone) {
      if (zone != kNoZone) ++made.count[index_of(zone) - level.first_zone];
    }
    check_exposure(table, made.level, made.count, made.exposure, asked.per);
    made.weights = zone_weights(shapes.view(), data->planes, rule);
    made.found = zone_hotspots(made.count, made.exposure, made.weights, correction, context);
    ArrowArrayStream stream{};
    c::hand_out_tested(made, shapes, table, &stream);
    const Taken unfinished(&stream);
    if (areas != nullptr) {
      AreaOptions area_rules;
      area_rules.assign = data->rules;
      hand_out_areas(zone_hotspot_areas(made.found, made.exposure, area_m2, table, made.level, view, placed, data->index, data->planes, area_rules, context), all.categories,
                     *data, areas);
    }
    *tested = std::exchange(stream, ArrowArrayStream{});
  });
}
