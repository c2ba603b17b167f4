#include "hotspot_areas.h"

#include "arrow_out.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace bailiwick::c {
namespace {

using Json = nlohmann::ordered_json;

Json number(double v) { return std::isfinite(v) ? Json(v) : Json(nullptr); }
std::string text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string id_of(const ZoneIndex& index, UnitId unit) { return unit == kNoUnit ? std::string() : std::string(index.unit_id(unit)); }

/// The ids of those who answer, most reports first, joined by ';'.
std::string units_text(const ZoneIndex& index, const std::vector<Share>& shares) {
  std::string all;
  for (const auto& share : shares) {
    if (UnitId{share.key} != kNoUnit) all.append(all.empty() ? "" : ";").append(id_of(index, UnitId{share.key}));
  }
  return all;
}

std::string units_json(const ZoneIndex& index, const std::vector<Share>& shares) {
  auto list = Json::array();
  for (const auto& s : shares) {
    const UnitId unit{s.key};
    list.push_back({{"unit", unit == kNoUnit ? Json(nullptr) : Json(id_of(index, unit))}, {"reports", s.reports}, {"unit_share", number(s.share)}, {"unit_area_share", number(s.area_share)}});
  }
  return text(list);
}

std::string zones_json(const ZoneIndex& index, const std::vector<std::vector<Share>>& levels) {
  auto list = Json::array();
  for (std::uint32_t level = 0; level < levels.size(); ++level) {
    for (const auto& s : levels[level]) {
      if (s.key == index_of(kNoZone)) continue;
      const ZoneId zone{s.key};
      list.push_back({{"level", index.level_name(level)}, {"zone", index.id(zone)}, {"unit", id_of(index, index.unit(zone))}, {"reports", s.reports}, {"share", number(s.share)},
                      {"area_share", number(s.area_share)}});
    }
  }
  return text(list);
}

/// The columns that are worked out of an area's shares.
struct Columns {
  std::vector<std::string> unit, units, coordinator, category, units_json, zones_json;
  std::vector<double> unit_share, unit_area_share, category_share;
  std::vector<std::int64_t> cells;

  Columns(const HotspotAreas& areas, const std::vector<std::string>& categories, const ZoneIndex& index) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < areas.size(); ++i) {
      const auto& shares = areas.units[i];
      const bool answered = !shares.empty();
      unit.push_back(answered ? id_of(index, UnitId{shares[0].key}) : std::string());
      unit_share.push_back(answered ? shares[0].share : kNone);
      unit_area_share.push_back(answered ? shares[0].area_share : kNone);
      units.push_back(units_text(index, shares));
      units_json.push_back(c::units_json(index, shares));
      zones_json.push_back(c::zones_json(index, areas.zones[i]));
      coordinator.push_back(id_of(index, areas.coordinator[i]));
      cells.push_back(static_cast<std::int64_t>(areas.cells[i].size()));
      const auto& kinds = areas.categories[i];
      const bool kind = !kinds.empty() && kinds[0].key < categories.size();
      category.push_back(kind ? categories[kinds[0].key] : std::string());
      category_share.push_back(kinds.empty() ? kNone : kinds[0].share);
    }
  }
};

std::vector<double> km2(std::vector<double> m2) {
  for (auto& v : m2) v /= 1e6;
  return m2;
}

}  // namespace

Neighbours neighbours_of(std::int32_t asked) {
  if (asked < BAILIWICK_QUEEN || asked > BAILIWICK_ROOK) refuse("options: expected neighbours of 0 or 1, found " + std::to_string(asked), "neighbours");
  return static_cast<Neighbours>(asked);
}

Correction correction_of(std::int32_t asked) {
  if (asked < BAILIWICK_BENJAMINI_HOCHBERG || asked > BAILIWICK_NO_CORRECTION) refuse("options: expected a correction of 0 to 3, found " + std::to_string(asked), "correction");
  return static_cast<Correction>(asked);
}

void hand_out_areas(HotspotAreas areas, const std::vector<std::string>& categories, const ZonesData& zones, ArrowArrayStream* out) {
  Columns c(areas, categories, zones.index);
  const auto length = static_cast<std::int64_t>(areas.size());
  hand_out(rows_field({text_field("id"), integer_field("reports"), integer_field("distinct_places"), double_field("share"), double_field("expected"), double_field("peak_z"),
                       double_field("min_q"), double_field("area_km2"), double_field("pile_share"), text_field("unit"), double_field("unit_share"), text_field("units"),
                       text_field("coordinator_unit"), integer_field("cells"), flag_field("is_pile"), double_field("unit_area_share"), time_field("first_report"),
                       time_field("last_report"), text_field("top_category"), double_field("top_category_share"), text_field("units_json"), text_field("zones_json"),
                       wkb_field("geometry", std::string(zones.index.location_crs()))}),
           rows({texts(areas.id), integers({areas.reports.begin(), areas.reports.end()}), integers({areas.distinct_places.begin(), areas.distinct_places.end()}),
                 doubles(std::move(areas.share), true), doubles(std::move(areas.expected), true), doubles(std::move(areas.peak_z), true), doubles(std::move(areas.min_q), true),
                 doubles(km2(std::move(areas.area_m2)), true), doubles(std::move(areas.pile_share), true), texts(c.unit), doubles(std::move(c.unit_share), true), texts(c.units),
                 texts(c.coordinator), integers(std::move(c.cells)), flags(areas.pile), doubles(std::move(c.unit_area_share), true), times(std::move(areas.first_ms)),
                 times(std::move(areas.last_ms)), texts(c.category), doubles(std::move(c.category_share), true), texts(c.units_json), texts(c.zones_json),
                 wkb(areas.shapes.view())},
                length),
           out);
}

}  // namespace bailiwick::c
