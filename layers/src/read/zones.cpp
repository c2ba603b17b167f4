#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/crs_choice.h"
#include "read/field_guess.h"
#include "read/limits.h"
#include "read/text.h"
#include "read/vector_source.h"
#include "read/warnings.h"
#include "read/zone_fields.h"
#include "read/zone_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace bailiwick::layers {
namespace {

std::string place_of(const VectorSource& source, const std::string& layer) {
  return source.layers().size() > 1 ? fmt::format("{}, layer '{}'", source.name(), shown(layer)) : source.name();
}

/// The place in a warning, in no language.
std::string named(const VectorSource& source, const std::string& layer) {
  const auto file = name_alone(source.name());
  return source.layers().size() > 1 ? fmt::format("{} ({})", file, shown(layer)) : file;
}

/// Metres of a line's strip: a number for all, or a field.
struct Width {
  double metres = std::numeric_limits<double>::quiet_NaN();
  int field = -1;
};

Width width_of(const ZoneSource& source, const Table& table, const std::string& place) {
  Width width;
  if (source.width.empty()) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: expected polygons, found lines; give their width in metres or a field that holds it (--zone-option {}.width=30)", place,
                            source.level),
                place);
  }
  width.metres = number_or_nan(source.width);
  if (std::isnan(width.metres)) {
    width.field = find_field(column_names(table), source.width, place);
    if (width.field < 0) {
      throw Error(ErrorCode::missing_column, fmt::format("{}: expected a width in metres or a field, found '{}'", place, shown(source.width)), place, -1,
                  source.width);
    }
  } else if (width.metres <= 0 || width.metres > 10'000) {
    throw Error(ErrorCode::invalid_argument, fmt::format("{}: expected a width between 0 and 10000 m, found '{}'", place, source.width), place);
  }
  return width;
}

/// What is read of every feature; the caller asks for ids or not.
struct Reader {
  const gdal::Features& features;
  RawZones& out;
  const std::string& place;
  bool lines;
  Width width;

  void reject(std::size_t i, const std::string& reason) {
    const bool missing = reason == "no geometry" || reason == "an empty geometry";  // sound, only without ground
    out.rejected.push_back({0, features.fid[i], !missing, reason});
  }

  double width_at(std::size_t i) const {
    if (width.field < 0) return width.metres;
    return number_or_nan(cell_text(features.attributes, width.field, i));
  }

  /// Why feature i has no place in the level; empty: it has.
  std::string fault_of(std::size_t i, bool geographic) const {
    if (!features.fault[i].empty()) return features.fault[i];
    switch (features.kind[i]) {
      case gdal::ShapeKind::point: return "a point has no ground; expected a polygon";
      case gdal::ShapeKind::line:
        if (!lines) return "a line among polygons; put lines into a level of their own with a width";
        break;
      case gdal::ShapeKind::polygon:
        if (lines) return "a polygon among lines";
        break;
      default: return "no geometry";
    }
    const auto& shapes = lines ? features.lines : features.polygons;
    if (auto fault = coordinate_fault(shapes.view(), i, geographic); !fault.empty()) return fault;
    if (lines) {
      const double metres = width_at(i);
      if (!(metres > 0 && metres <= 10'000)) return "width is not a number of metres between 0 and 10000";
    }
    return {};
  }
};

bool has_kind(const gdal::Features& features, gdal::ShapeKind kind) {
  return std::find(features.kind.begin(), features.kind.end(), kind) != features.kind.end();
}

void take_features(Reader& reader, const ZoneFields& fields, bool geographic, bool need_ids, const Context& context) {
  auto& out = reader.out;
  const auto& from = reader.features;
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < from.fid.size(); ++i) {
    if (i % 4096 == 0) context.check();
    if (auto fault = reader.fault_of(i, geographic); !fault.empty()) {
      reader.reject(i, fault);
      continue;
    }
    auto row = zone_row(from.attributes, fields, i, from.fid[i]);
    if (need_ids && row.id.empty()) {
      reader.reject(i, fmt::format("field '{}': expected a non-empty id, found none", shown(out.source.id)));
      continue;
    }
    rows.push_back(static_cast<std::uint32_t>(i));
    out.input.rows.push_back(std::move(row));
    out.input.shapes.append((reader.lines ? from.lines : from.polygons).view(), i);
    out.fid.push_back(from.fid[i]);
    if (reader.lines) out.width_m.push_back(reader.width_at(i));
  }
  for (const auto& column : from.attributes.columns) out.attributes.columns.push_back(take(column, rows));
}

void warn_of_shapes(const gdal::Features& features, RawZones& out, const std::string& place) {
  const auto say = [&](std::uint64_t count, const char* key) {
    if (count > 0) warn(out.warnings, Warning(key, {{"place", place}}, count));
  };
  say(features.closed_rings, "open_ring");
  say(features.short_rings, "short_ring");
  say(features.curves, "curve");
  say(features.mixed, "mixed_collection");
  say(features.bad_text, "bad_text.attributes");
}

/// A zone that is left out takes its reports with it, so nobody should have to find it in a table. Of several reasons the most frequent is named.
void warn_of_rejected(RawZones& out, const std::string& place) {
  if (out.rejected.empty()) return;
  std::map<std::string, std::uint64_t> reasons;
  for (const auto& rejected : out.rejected) ++reasons[rejected.reason];
  const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };
  warn(out.warnings, Warning("zones_rejected", {{"place", place},
                                                {"n", std::to_string(out.rejected.size())},
                                                {"features", std::to_string(out.features)},
                                                {"reason", std::max_element(reasons.begin(), reasons.end(), fewer)->first}}));
}

void warn_of_ids(RawZones& out, const std::string& place) {
  std::vector<std::string> ids;
  std::map<std::string, std::uint64_t> seen;
  for (const auto& row : out.input.rows) {
    ids.push_back(row.id);
    ++seen[row.id];
  }
  warn_of_damaged_ids(out.warnings, ids, place, out.source.id);
  const auto shared = static_cast<std::uint64_t>(std::count_if(seen.begin(), seen.end(), [](const auto& entry) { return entry.second > 1; }));
  if (shared > 0) warn(out.warnings, Warning("multi_part", {{"place", place}}, shared));
}

void warn_of_datum(RawZones& out, const std::string& place, bool geographic, const std::string& option) {
  const auto& shapes = out.input.shapes;
  if (!geographic || !out.source.datum.empty() || shapes.x.empty() || out.crs_label == "EPSG:4490") return;
  const auto [west, east] = std::minmax_element(shapes.x.begin(), shapes.x.end());
  const auto [south, north] = std::minmax_element(shapes.y.begin(), shapes.y.end());
  if (may_be_shifted(*west, *south, *east, *north)) warn_of_unnamed_datum(out.warnings, place, option);
}

void check_datum(const std::string& datum, const std::string& place) {
  if (datum.empty() || datum == "wgs84" || datum == "gcj02" || datum == "bd09") return;
  throw Error(ErrorCode::invalid_argument, fmt::format("{}: expected datum wgs84, gcj02 or bd09, found '{}'", place, shown(datum)), place);
}

struct ReadPlan {
  std::string crs_option, datum_option, layer_option;
  bool level = true;  ///< fields matter; else only the ground
};

RawZones read_ground(ZoneSource asked, const ReadPlan& plan, const Context& context) {
  const VectorSource source(asked.file, asked.encoding, context);
  const auto layer = source.choose_layer(asked.layer, plan.layer_option);
  const auto place = place_of(source, layer);
  check_datum(asked.datum, place);
  auto read = source.read(layer, {}, context);
  const auto& features = read.features;

  RawZones out;
  out.source = std::move(asked);
  out.source.layer = layer;
  out.file_version = source.sha256();
  const auto name = named(source, layer);
  const auto crs = out.source.crs.empty()
                       ? features.head.crs
                       : chosen_crs(out.source.crs, plan.crs_option, source.says_crs() ? features.head.crs : gdal::CrsName{}, name, out.warnings);
  out.crs_wkt = crs.wkt;
  out.crs_label = crs.label;
  out.features = features.fid.size() + read.lost.size();
  out.lines = plan.level && !has_kind(features, gdal::ShapeKind::polygon) && has_kind(features, gdal::ShapeKind::line);

  ZoneFields fields;
  if (plan.level) fields = resolve_zone_fields(features.attributes, out.source, place, out.reasons);
  Width width;
  if (out.lines) width = width_of(out.source, features.attributes, place);
  if (features.head.geometry == "None" && !features.fid.empty()) {
    throw Error(ErrorCode::invalid_geometry, place + ": expected polygons, found a table without geometry", place);
  }
  Reader reader{features, out, place, out.lines, width};
  take_features(reader, fields, crs.geographic, plan.level, context);
  for (const auto& lost : read.lost) out.rejected.push_back({0, lost.index, true, lost.reason});
  std::stable_sort(out.rejected.begin(), out.rejected.end(), [](const auto& a, const auto& b) { return a.row < b.row; });

  warn_of_shapes(features, out, name);
  if (out.input.rows.empty()) warn(out.warnings, Warning("empty_level", {{"place", name}}));
  warn_of_datum(out, name, crs.geographic, plan.datum_option);
  out.input.has_unit_field = fields.unit >= 0;
  if (plan.level) warn_of_rejected(out, name);
  if (plan.level) warn_of_ids(out, name);
  return out;
}

}  // namespace

RawZones read_zones(const ZoneSource& source, const Settings& settings, const Context& context) {
  ZoneSource asked = source;
  if (asked.crs.empty()) asked.crs = settings.zones_crs;
  if (asked.datum.empty()) asked.datum = settings.zones_datum;
  auto out = read_ground(std::move(asked), {source.crs.empty() ? "--zones-crs" : "crs of level " + source.level, "--zones-datum",
                                      fmt::format("--zone-option {}.layer=NAME", source.level), true}, context);
  out.input.name = source.level;
  out.input.role = source.role.value_or(Role::partition);
  out.input.parent = source.parent_level;
  return out;
}

RawZones read_area(const std::string& file, const std::string& layer, const std::string& crs, const std::string& datum, const Context& context) {
  ZoneSource asked;
  asked.file = file;
  asked.layer = layer;
  asked.crs = crs;
  asked.datum = datum;
  return read_ground(std::move(asked), {"--area-crs", "--area-datum", "--area-layer, or save it to a file of its own", false}, context);
}

}  // namespace bailiwick::layers
