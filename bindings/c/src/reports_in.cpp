#include "reports_in.h"

#include <bailiwick/datum.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace bailiwick::c {
namespace {

constexpr double kLargest = 1e15;

bool holds(const Extent& box, double x, double y) { return x >= box.west && x <= box.east && y >= box.south && y <= box.north; }

/// Half as wide and high again.
Extent grown(const Extent& box) {
  const double across = (box.east - box.west) / 4, up = (box.north - box.south) / 4;
  return {box.west - across, box.south - up, box.east + across, box.north + up};
}

/// Values of the rows that have a place.
template <class Column, class Value>
void append_kept(Column& to, const std::vector<Value>& from, const Positions& kept) {
  if (kept.row.empty() && kept.x.size() == from.size()) to.insert(to.end(), from.begin(), from.end());
  else for (const auto row : kept.row) to.push_back(from[row]);
}

/// Numbers the words of a column: in the order in which they come, in the end by their bytes, whatever the order of rows.
class Numbering {
 public:
  [[nodiscard]] std::vector<std::uint32_t> of(const View& view) {
    std::vector<std::uint32_t> numbers;
    for (auto& text : texts_of(view)) {
      if (!text || text->empty()) numbers.push_back(kNoCategory);
      else numbers.push_back(number_.try_emplace(std::move(*text), static_cast<std::uint32_t>(number_.size())).first->second);
    }
    return numbers;
  }
  /// The words by their bytes; `numbers` become places among them.
  [[nodiscard]] std::vector<std::string> settle(std::vector<std::uint32_t>& numbers) const {
    std::vector<std::string> words;
    std::vector<std::uint32_t> place(number_.size());
    for (const auto& [word, number] : number_) {
      place[number] = static_cast<std::uint32_t>(words.size());
      words.push_back(word);
    }
    for (auto& number : numbers) {
      if (number != kNoCategory) number = place[number];
    }
    return words;
  }

 private:
  std::map<std::string, std::uint32_t> number_;
};

/// What each row weighs. Throws Error(invalid_argument) naming the first that cannot be.
std::vector<double> weights_of(const View& view, std::size_t first_row) {
  const auto numbers = numbers_of(view);
  std::vector<double> weights(numbers.values.begin(), numbers.values.end());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!view.valid(static_cast<std::int64_t>(i))) weights[i] = 0;
    if (!(std::isfinite(weights[i]) && weights[i] >= 0)) {
      throw Error(ErrorCode::invalid_argument, "reports: expected a weight of 0 or more, found another in row " + std::to_string(first_row + i) + "; mend it or make it null",
                  "reports", static_cast<std::int64_t>(first_row + i), "weight");
    }
  }
  return weights;
}

void append(std::vector<double>& to, std::span<const double> from) { to.insert(to.end(), from.begin(), from.end()); }

}  // namespace

ReportReader::ReportReader(const Stream& stream, const bailiwick_report_options& options, const ZonesData& zones)
    : degrees_(zones.planes.geographic), zones_(zones.index.extent()), grown_(grown(zones_)) {
  if (options.datum < BAILIWICK_DATUM_WGS84 || options.datum > BAILIWICK_DATUM_BD09) refuse("reports: expected a datum of 0 to 2, found " + std::to_string(options.datum), "datum");
  datum_ = static_cast<Datum>(options.datum);
  if ((options.x == nullptr) != (options.y == nullptr)) refuse("reports: expected both x and y or none, found one", options.x == nullptr ? "x" : "y");
  if ((options.x_m == nullptr) != (options.y_m == nullptr)) refuse("reports: expected both x_m and y_m or none, found one", options.x_m == nullptr ? "x_m" : "y_m");
  if (options.x == nullptr) geometry_ = geometry_of(stream, options.geometry);
  if (!geometry_) {
    x_ = stream.find(options.x, {"lon", "lng", "longitude", "x", "经度"});
    y_ = stream.find(options.y, {"lat", "latitude", "y", "纬度"});
    if (!x_ || !y_) {
      throw Error(ErrorCode::missing_column, stream.place() + ": expected columns of positions such as lon and lat, or a geometry, found none; name them", stream.place(), -1,
                  x_ ? "y" : "x");
    }
  } else {
    const auto crs = crs_of(stream.schema().children[*geometry_]);
    const std::string own(zones.index.location_crs());
    if (!crs.empty() && !same_system(crs, own)) {
      throw Error(ErrorCode::unknown_crs, stream.place() + ": expected positions in " + own + " like the zones, found " + crs + "; bring them there first", stream.place());
    }
  }
  x_m_ = stream.find(options.x_m, {});
  y_m_ = stream.find(options.y_m, {});
}

bool ReportReader::near(double x, double y) const { return holds(grown_, x, y); }

/// As the command line judges: no position; not a number, too large or beyond the degrees there are; the two coordinates changed places.
Rejection ReportReader::judge(double x, double y, bool there) const {
  if (!there) return Rejection::unlocated;
  if (!(std::abs(x) <= kLargest) || !(std::abs(y) <= kLargest)) return Rejection::malformed;
  if (degrees_ && x == 0 && y == 0 && !holds(zones_, 0, 0)) return Rejection::unlocated;
  const bool beyond = degrees_ && (std::abs(x) > 180 || std::abs(y) > 90);
  double mirror_x = y, mirror_y = x, at_x = x, at_y = y;
  to_wgs84(datum_, {&at_x, 1}, {&at_y, 1});
  if (!beyond && near(at_x, at_y)) return Rejection::none;
  to_wgs84(datum_, {&mirror_x, 1}, {&mirror_y, 1});
  return beyond || near(mirror_x, mirror_y) ? Rejection::malformed : Rejection::none;
}

Positions ReportReader::read(const Batch& batch) const {
  Positions out;
  std::optional<View> whole, x_view, y_view;
  if (geometry_) {
    whole = batch.column(*geometry_);
    auto points = points_of(*whole);
    out.read_x = std::move(points.x);
    out.read_y = std::move(points.y);
  } else {
    x_view = batch.column(*x_);
    y_view = batch.column(*y_);
    out.read_x = numbers_of(*x_view);
    out.read_y = numbers_of(*y_view);
  }
  const auto x = out.read_x.values, y = out.read_y.values;
  const auto there = [&](std::size_t i) {
    const auto row = static_cast<std::int64_t>(i);
    if (whole) return whole->valid(row) && !(std::isnan(x[i]) && std::isnan(y[i]));  // an empty point is no position
    return x_view->valid(row) && y_view->valid(row);
  };
  std::size_t bad = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (datum_ == Datum::wgs84 && near(x[i], y[i]) && (x[i] != 0 || y[i] != 0)) continue;
    const auto verdict = judge(x[i], y[i], there(i));
    if (verdict == Rejection::none) continue;
    if (out.rejected.empty()) out.rejected.assign(x.size(), Rejection::none);
    out.rejected[i] = verdict;
    ++bad;
  }
  if (x_m_) {
    const auto x_m = batch.column(*x_m_), y_m = batch.column(*y_m_);
    out.read_x_m = numbers_of(x_m);
    out.read_y_m = numbers_of(y_m);
  }
  if (bad == 0 && datum_ == Datum::wgs84) {
    out.x = x;
    out.y = y;
    out.x_m = out.read_x_m.values;
    out.y_m = out.read_y_m.values;
    return out;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (bad > 0 && out.rejected[i] != Rejection::none) continue;
    out.own_x.push_back(x[i]);
    out.own_y.push_back(y[i]);
    if (bad > 0) out.row.push_back(static_cast<std::uint32_t>(i));
    if (!x_m_) continue;
    out.own_x_m.push_back(out.read_x_m.values[i]);
    out.own_y_m.push_back(out.read_y_m.values[i]);
  }
  to_wgs84(datum_, out.own_x, out.own_y);
  out.x = out.own_x;
  out.y = out.own_y;
  out.x_m = out.own_x_m;
  out.y_m = out.own_y_m;
  return out;
}

AllReports read_all(ArrowArrayStream* stream, const bailiwick_report_options* options, const ZonesData& zones, const Context& context) {
  Stream in(stream, "reports");
  const auto asked = taken(options, "reports");
  const ReportReader reader(in, asked, zones);
  const auto time = in.find(asked.time, {}), category = in.find(asked.category, {}), weight = in.find(asked.weight, {});
  Numbering categories;
  AllReports all;
  while (const auto batch = in.next()) {
    context.check();
    const auto found = reader.read(*batch);
    append(all.x, found.x);
    append(all.y, found.y);
    append(all.x_m, found.x_m);
    append(all.y_m, found.y_m);
    if (time) append_kept(all.time_ms, times_of(batch->column(*time)), found);
    if (category) append_kept(all.category, categories.of(batch->column(*category)), found);
    if (weight) append_kept(all.weight, weights_of(batch->column(*weight), all.rejected.size()), found);
    all.rejected.resize(all.rejected.size() + static_cast<std::size_t>(batch->length()), Rejection::none);
    std::copy(found.rejected.begin(), found.rejected.end(), all.rejected.end() - static_cast<std::ptrdiff_t>(found.rejected.size()));
  }
  all.categories = categories.settle(all.category);
  if (reader.metric() || !zones.planes.to_metric) return all;
  all.x_m = all.x;
  all.y_m = all.y;
  zones.planes.to_metric(all.x_m, all.y_m);
  return all;
}

}  // namespace bailiwick::c
