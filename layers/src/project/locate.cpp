#include <bailiwick/layers/project.h>

#include "project/carry.h"
#include "project/pile.h"
#include "project/survey_axes.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>
#include <iterator>

namespace bailiwick::layers {
namespace {

constexpr double kLargest = 1e15;  // beyond it differences and products of coordinates overflow
constexpr std::size_t kBlock = 65'536;

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool names_longitude(const std::string& name) {
  const auto word = lower(name);
  return word == "lon" || word == "lng" || word == "long" || word.find("longitude") != std::string::npos || word.find("经度") != std::string::npos;
}
bool names_latitude(const std::string& name) {
  const auto word = lower(name);
  return word == "lat" || word.find("latitude") != std::string::npos || word.find("纬度") != std::string::npos;
}

SourcePlane plane_of_reports(const RawReports& raw, const Settings& settings) {
  CrsClues clues;
  clues.place = raw.files.empty() ? "reports" : raw.files.front();
  clues.given = settings.reports_crs;
  clues.file_label = raw.crs_label;
  clues.file_wkt = raw.crs_wkt;
  clues.option = "--reports-crs";
  clues.datum = settings.reports_datum;
  const bool unnamed = clues.given.empty() && clues.file_label.empty() && clues.file_wkt.empty();
  const bool judged = clues.given.empty() && clues.file_wkt.empty() && clues.file_label == "OGC:CRS84";  // by reading, by the same names
  const bool by_name = (unnamed || judged) && names_longitude(raw.fields.x) && names_latitude(raw.fields.y);
  if (by_name) clues.file_label = "OGC:CRS84";
  if (unnamed && !by_name) clues.hint = survey_hint(raw.x, raw.y, clues.option);
  auto plane = source_plane(clues);
  if (by_name) {
    const auto* const undone = plane.datum == Datum::gcj02 ? ", GCJ-02 undone to 1 mm" : plane.datum == Datum::bd09 ? ", BD-09 undone to 1 mm" : "";
    plane.reason = fmt::format("{}: longitude and latitude, by the column names {} and {}{}",
                               std::filesystem::path(clues.place).filename().string(), raw.fields.x, raw.fields.y, undone);
  }
  return plane;
}

Box box_of(const City& city) {
  if (!city.extent) return layers::box_of(city.zones.shapes.view());
  return {city.extent->west, city.extent->south, city.extent->east, city.extent->north};
}

enum class Verdict : std::uint8_t { good, no_position, too_large, longitude, latitude, no_way, swapped };

/// Positions on their way into the location plane, each with what is wrong with it.
struct Positions {
  std::vector<double> x, y;
  std::vector<Verdict> verdict;
};

Verdict first_look(double x, double y, bool degrees, const Box& zones) {
  if (!(std::abs(x) <= kLargest) || !(std::abs(y) <= kLargest)) return Verdict::too_large;
  if (!degrees) return Verdict::good;
  if (x == 0 && y == 0 && !zones.holds(0, 0)) return Verdict::no_position;
  if (std::abs(x) > 180) return Verdict::longitude;
  if (std::abs(y) > 90) return Verdict::latitude;
  return Verdict::good;
}

void carry_over(std::vector<double>& x, std::vector<double>& y, const std::optional<PlaneMap>& map, const Context& context) {
  if (!map) return;
  for (std::size_t begin = 0; begin < x.size(); begin += kBlock) {
    context.check();
    const auto count = std::min(kBlock, x.size() - begin);
    (*map)(std::span(x).subspan(begin, count), std::span(y).subspan(begin, count));
    context.report("locate", static_cast<double>(begin) / static_cast<double>(x.size()));
  }
}

/// The zones' box grown by half: half as wide and high again.
Box grown(Box box) {
  const double across = (box.east - box.west) / 4, up = (box.north - box.south) / 4;
  return {box.west - across, box.south - up, box.east + across, box.north + up};
}

/// Out of range, or far from the zones: if the mirror image lies among the zones the numbers changed places. Rejected, never swapped silently.
void find_swapped(Positions& positions, const RawReports& raw, bool axes_swapped, const Box& box, const std::optional<PlaneMap>& map,
                  const Context& context) {
  std::vector<std::size_t> doubtful;
  std::vector<double> x, y;
  for (std::size_t i = 0; i < positions.x.size(); ++i) {
    const auto verdict = positions.verdict[i];
    if (verdict == Verdict::no_position || verdict == Verdict::too_large) continue;
    if (verdict == Verdict::good && box.holds(positions.x[i], positions.y[i])) continue;
    doubtful.push_back(i);
    x.push_back(axes_swapped ? raw.x[i] : raw.y[i]);
    y.push_back(axes_swapped ? raw.y[i] : raw.x[i]);
  }
  carry_over(x, y, map, context);
  for (std::size_t k = 0; k < doubtful.size(); ++k) {
    if (box.holds(x[k], y[k])) positions.verdict[doubtful[k]] = Verdict::swapped;
  }
}

/// Undoes the datum and transforms; what has a verdict already is left where it was.
Positions placed(const RawReports& raw, bool axes_swapped, bool degrees, const Box& zones, const std::optional<PlaneMap>& map,
                 const Context& context) {
  Positions positions{axes_swapped ? raw.y : raw.x, axes_swapped ? raw.x : raw.y, std::vector<Verdict>(raw.size())};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    positions.verdict[i] = first_look(positions.x[i], positions.y[i], degrees, zones);
    if (positions.verdict[i] != Verdict::good) positions.x[i] = positions.y[i] = 0;
  }
  carry_over(positions.x, positions.y, map, context);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool lost = !(std::abs(positions.x[i]) <= kLargest) || !(std::abs(positions.y[i]) <= kLargest);
    if (positions.verdict[i] == Verdict::good && lost) positions.verdict[i] = Verdict::no_way;
  }
  find_swapped(positions, raw, axes_swapped, grown(zones), map, context);
  return positions;
}

std::string reason_of(Verdict verdict, double x, double y, const SourcePlane& from, const SourcePlane& to) {
  switch (verdict) {
    case Verdict::no_position: return "no position (0, 0)";
    case Verdict::too_large: return "a coordinate is not finite or beyond 1e15";
    case Verdict::longitude: return fmt::format("longitude {} is not between -180 and 180", x);
    case Verdict::latitude: return fmt::format("latitude {} is not between -90 and 90", y);
    case Verdict::no_way: return fmt::format("cannot be carried from {} to {}", from.label(), to.label());
    case Verdict::swapped: return "swapped: the two coordinates changed places";
    case Verdict::good: break;
  }
  return {};
}

void keep(const RawReports& raw, std::size_t i, double x, double y, Located& located) {
  located.x.push_back(x);
  located.y.push_back(y);
  located.source.push_back(static_cast<std::uint32_t>(i));
  if (!raw.time_ms.empty()) located.time_ms.push_back(raw.time_ms[i]);
  if (!raw.month.empty()) located.month.push_back(raw.month[i]);
  if (!raw.category.empty()) located.category.push_back(raw.category[i]);
  if (!raw.weight.empty()) located.weight.push_back(raw.weight[i]);
  if (!raw.part.empty()) located.part.push_back(raw.part[i]);
}

void reserve(Located& located, const RawReports& raw) {
  const auto n = raw.size();
  located.x.reserve(n);
  located.y.reserve(n);
  located.source.reserve(n);
  if (!raw.time_ms.empty()) located.time_ms.reserve(n);
  if (!raw.month.empty()) located.month.reserve(n);
  if (!raw.category.empty()) located.category.reserve(n);
}

void count_rows(const RawReports& raw, Located& located) {
  std::stable_sort(located.rejected.begin(), located.rejected.end(), [](const Rejected& a, const Rejected& b) {
    return a.file != b.file ? a.file < b.file : a.row < b.row;
  });
  located.rows.rows = raw.rows;
  located.rows.excluded = raw.excluded;
  for (const auto& rejected : located.rejected) ++(rejected.malformed ? located.rows.malformed : located.rows.unlocated);
}

SourcePlane location_of(const City& city) {
  SourcePlane plane;
  if (!city.local) plane.crs = Crs::from_text(city.location_wkt, city.planes.location_crs);
  return plane;
}

void warn(const RawReports& raw, const City& city, const SourcePlane& from, Located& located) {
  const bool near_china = city.centre_lon > 72.004 && city.centre_lon < 137.8347 && city.centre_lat > 0.8293 && city.centre_lat < 55.8271;
  if (raw.size() > 0 && near_china && !from.datum_named && !warned_of_datum(raw.warnings)) {
    located.warnings.emplace_back("datum_unnamed.reports");
  }
}

/// From one report in a hundred on, and a score of them.
void warn_of_pile(Located& located) {
  constexpr std::uint64_t kOneIn = 100, kLeast = 20;
  const auto pile = largest_pile(located.x, located.y, kOneIn);
  if (!pile || pile->reports < kLeast) return;
  const double share = 100.0 * static_cast<double>(pile->reports) / static_cast<double>(located.size());
  located.warnings.emplace_back("pile", Warning::Values{{"n", std::to_string(pile->reports)},
                                                        {"reports", std::to_string(located.size())},
                                                        {"share", fmt::format("{:.1f}", share)},
                                                        {"x", fmt::format("{}", pile->x)},
                                                        {"y", fmt::format("{}", pile->y)}});
}

/// From the files to the location plane, chosen by all reports.
struct Way {
  SourcePlane from, to;
  SurveyAxes axes;
  std::optional<PlaneMap> map;
  bool degrees;
};

Way way_of(const RawReports& raw, const City& city, const Settings& settings, Located& located) {
  auto from = plane_of_reports(raw, settings);
  auto to = location_of(city);
  auto axes = from.local() ? local_axes(raw.fields.x, raw.fields.y, raw.x, raw.y) : survey_axes(*from.crs, raw.fields.x, raw.fields.y, raw.x, raw.y);
  auto map = way_over(from, to, raw.files.empty() ? "reports" : raw.files.front());
  const bool degrees = !from.local() && from.crs->geographic();
  located.reasons.push_back(from.reason);
  if (!axes.reason.empty()) located.reasons.push_back(axes.reason);
  if (axes.swapped) located.warnings.emplace_back("survey_axes", Warning::Values{{"x", raw.fields.y}, {"y", raw.fields.x}});
  return {std::move(from), std::move(to), std::move(axes), std::move(map), degrees};
}

/// Adds the reports that are located, and those that are rejected.
void add_located(const RawReports& raw, const Way& way, const City& city, Located& located, const Context& context) {
  auto positions = placed(raw, way.axes.swapped, way.degrees, box_of(city), way.map, context);
  reserve(located, raw);
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (positions.verdict[i] == Verdict::good) {
      keep(raw, i, positions.x[i], positions.y[i], located);
      continue;
    }
    const double x = way.axes.swapped ? raw.y[i] : raw.x[i], y = way.axes.swapped ? raw.x[i] : raw.y[i];
    located.rejected.push_back(
        {raw.file[i], raw.row[i], positions.verdict[i] != Verdict::no_position, reason_of(positions.verdict[i], x, y, way.from, way.to)});
  }
  positions = {};
  located.x_m = located.x;
  located.y_m = located.y;
  carry_over(located.x_m, located.y_m, city.planes.to_metric, context);
}

template <class Values>
Values cut_out(const Values& values, std::size_t begin, std::size_t end) {
  const auto first = values.begin();
  return values.empty() ? Values{} : Values(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
}

RawReports part_of(const RawReports& raw, std::size_t begin, std::size_t end) {
  RawReports part;
  part.x = cut_out(raw.x, begin, end);
  part.y = cut_out(raw.y, begin, end);
  part.file = cut_out(raw.file, begin, end);
  part.row = cut_out(raw.row, begin, end);
  part.weight = cut_out(raw.weight, begin, end);
  return part;
}

}  // namespace

Located locate(const RawReports& raw, const City& city, const Settings& settings, const Context& context) {
  Located located;
  located.rejected = raw.rejected;
  if (raw.size() == 0) {
    count_rows(raw, located);
    return located;
  }
  const auto way = way_of(raw, city, settings, located);
  add_located(raw, way, city, located, context);
  count_rows(raw, located);
  warn(raw, city, way.from, located);
  warn_of_pile(located);
  context.report("locate", 1);
  return located;
}

Located locate_places(RawReports& raw, const City& city, const Settings& settings, const std::function<void(const Located&)>& look, const Context& context) {
  Located located;
  located.rejected = std::move(raw.rejected);
  const auto reports = raw.size();
  if (reports == 0) {
    count_rows(raw, located);
    return located;
  }
  const auto way = way_of(raw, city, settings, located);
  warn(raw, city, way.from, located);
  constexpr std::size_t kPart = 262'144;
  const Context quiet{{}, context.stop, context.threads};
  located.x_m.reserve(reports);
  located.y_m.reserve(reports);
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < reports; begin += kPart) {
    context.report("locate", static_cast<double>(begin) / static_cast<double>(reports));
    Located part;
    add_located(part_of(raw, begin, std::min(begin + kPart, reports)), way, city, part, quiet);
    look(part);
    // What is located takes the place of what was read: never behind it.
    std::copy(part.x.begin(), part.x.end(), raw.x.begin() + static_cast<std::ptrdiff_t>(kept));
    std::copy(part.y.begin(), part.y.end(), raw.y.begin() + static_cast<std::ptrdiff_t>(kept));
    if (!raw.weight.empty()) std::copy(part.weight.begin(), part.weight.end(), raw.weight.begin() + static_cast<std::ptrdiff_t>(kept));
    kept += part.size();
    located.x_m.insert(located.x_m.end(), part.x_m.begin(), part.x_m.end());
    located.y_m.insert(located.y_m.end(), part.y_m.begin(), part.y_m.end());
    located.rejected.insert(located.rejected.end(), std::make_move_iterator(part.rejected.begin()), std::make_move_iterator(part.rejected.end()));
  }
  raw.file = {};
  raw.row = {};
  located.x = std::move(raw.x);
  located.y = std::move(raw.y);
  located.weight = std::move(raw.weight);
  located.x.resize(kept);
  located.y.resize(kept);
  if (!located.weight.empty()) located.weight.resize(kept);
  count_rows(raw, located);
  warn_of_pile(located);
  context.report("locate", 1);
  return located;
}

}  // namespace bailiwick::layers
