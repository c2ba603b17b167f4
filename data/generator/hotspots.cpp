// Where reports shall pile up, and how high: the expected Gi* of each planted place.
#include "reports.h"

#include "names.h"

#include <algorithm>
#include <cmath>

namespace generator {
namespace {

struct Wish {
  const char *name, *site_kind, *minor, *trend;
  double sigma_m;
  int reports, pile;
  bool at_district_border;
  double start;
};

constexpr double kAcross = 420;  // metres that stay clear of the city limit

bool well_inside(const City& city, Spot spot) {
  for (int i = 0; i < 8; ++i) {
    const double angle = i * 0.7853981633974483;
    if (!contains(city.area, city.ground.at({spot.x + kAcross * std::cos(angle), spot.y + kAcross * std::sin(angle)}))) return false;
  }
  return true;
}

/// A hotspot well inside one district has a superior that can coordinate; one on the border of two has none.
bool in_one_district(const City& city, std::uint32_t face) {
  const Spot& spot = city.mesh.faces[face].centre;
  for (std::uint32_t other = 0; other < city.mesh.faces.size(); ++other) {
    const Spot& near = city.mesh.faces[other].centre;
    if (std::hypot(spot.x - near.x, spot.y - near.y) < 380 && city.district[other] != city.district[face]) return false;
  }
  return true;
}

bool near_a_plant(const City& city, Spot spot) {
  return std::any_of(city.planted.begin(), city.planted.end(),
                     [&](const Spot& plant) { return std::hypot(plant.x - spot.x, plant.y - spot.y) < 230; });
}

/// Cells whose middle lies in the city, by column and row in the metric plane; the plan is that plane moved to the city's middle.
class Cells {
 public:
  explicit Cells(const City& city) : plane_(metric_plane(box_of(city.area))) {
    const Metres middle = plane_(city.ground.middle);
    east_ = static_cast<double>(middle.x);
    north_ = static_cast<double>(middle.y);
    const auto index = [](double value) { return static_cast<std::int32_t>(std::floor(value / kCellM)); };
    for (std::int32_t column = index(east_ - 4500); column <= index(east_ + 4500); ++column)
      for (std::int32_t row = index(north_ - 4500); row <= index(north_ + 4500); ++row)
        if (contains(city.area, city.ground.at(middle_of({column, row})))) value[{column, row}] = 0;
  }
  using Key = std::array<std::int32_t, 2>;
  [[nodiscard]] Spot middle_of(const Key& key) const { return {(key[0] + 0.5) * kCellM - east_, (key[1] + 0.5) * kCellM - north_}; }
  [[nodiscard]] Key key(const Place& place) const {
    const Metres at = plane_(place);
    return {static_cast<std::int32_t>(std::floor(static_cast<double>(at.x) / kCellM)),
            static_cast<std::int32_t>(std::floor(static_cast<double>(at.y) / kCellM))};
  }
  /// Getis and Ord's Gi* (1995), binary queen weights, the cell itself included.
  [[nodiscard]] double z(const Key& at, double mean, double deviation) const {
    double sum = 0, k = 0;
    for (std::int32_t u = -1; u <= 1; ++u)
      for (std::int32_t v = -1; v <= 1; ++v)
        if (const auto found = value.find({at[0] + u, at[1] + v}); found != value.end()) {
          sum += found->second;
          k += 1;
        }
    const auto n = static_cast<double>(value.size());
    return (sum - k * mean) / (deviation * std::sqrt((n * k - k * k) / (n - 1)));
  }
  /// The largest z in the cells around a place.
  [[nodiscard]] double peak(const Place& place, double mean, double deviation) const {
    const Key at = key(place);
    double best = -1e300;
    for (std::int32_t u = -2; u <= 2; ++u)
      for (std::int32_t v = -2; v <= 2; ++v)
        if (value.contains({at[0] + u, at[1] + v})) best = std::max(best, z({at[0] + u, at[1] + v}, mean, deviation));
    return best;
  }
  std::map<Key, double> value;

 private:
  EqualArea plane_;
  double east_, north_;
};

/// Share of a Gaussian pile that falls into a cell.
double share(const Hotspot& hotspot, Spot middle) {
  const auto part = [&](double at, double centre) {
    const auto phi = [&](double edge) { return 0.5 * std::erfc(-(edge - centre) / (hotspot.sigma_m * 1.4142135623730951)); };
    return phi(at + kCellM / 2) - phi(at - kCellM / 2);
  };
  return part(middle.x, hotspot.centre.x) * part(middle.y, hotspot.centre.y);
}

}  // namespace

void choose_hotspots(City& city) {
  const Wish wishes[] = {
      {"", "集贸市场", "无照经营游商", "growing", 140, 115, 0, false, 0.45},
      {"", "汽车站", "机动车乱停放", "steady", 145, 105, 0, false, 0.12},
      {"", "小学", "非机动车乱停放", "growing", 130, 100, 0, false, 0.70},
      {"", "物流园", "积存垃圾渣土", "fading", 150, 110, 0, false, 0.30},
      {"交界巷", "", "暴露垃圾", "growing", 135, 110, 0, true, 0.55},
      {"", "商场", "店外经营", "steady", 140, 105, 0, false, 0.88},
      {"", "公园", "绿地脏乱", "steady", 150, 38, 0, false, 0.20},
      {"", "医院", "非法小广告", "fading", 150, 36, 0, false, 0.78},
      // A default geocode is no hotspot: under permutation some eight cells have the pile for a neighbour wherever it lies, so no p near it is
      // small; and a large pile puts that floor (8 of 2,400 cells) under every other place too. Hence a modest one.
      {"市民", "服务中心", "道路不洁", "steady", 0, 18, 18, false, 0.62},
  };
  Picker picker(city, 820);
  for (const Wish& wish : wishes) {
    const auto face = picker.pick(wish.start, [&](std::uint32_t candidate) {
      const Spot spot = city.mesh.faces[candidate].centre;
      if (!well_inside(city, spot) || near_a_plant(city, spot) || city.community[candidate] == kNone) return false;
      if (!wish.at_district_border) return in_one_district(city, candidate);
      for (const auto next : city.mesh.neighbours(candidate))
        if (city.district[next] != city.district[candidate]) return true;
      return false;
    });
    Hotspot hotspot;
    hotspot.name = *wish.name != 0 ? wish.name : place_name(city.communities.zones[city.community[face]].name);
    hotspot.site_kind = wish.site_kind;
    hotspot.centre = city.mesh.faces[face].centre;
    hotspot.sigma_m = wish.sigma_m;
    hotspot.reports = wish.reports;
    hotspot.category = category_named(wish.minor);
    hotspot.trend = wish.trend;
    hotspot.pile = wish.pile;
    hotspot.at = city.ground.at(hotspot.centre);
    if (wish.pile > 0) {  // a default geocode is a round number, and of no one category
      hotspot.at.lon -= hotspot.at.lon % 100'000;
      hotspot.at.lat -= hotspot.at.lat % 100'000;
      hotspot.category_share = 0;
    }
    city.hotspots.push_back(std::move(hotspot));
  }
}

void score_hotspots(City& city, const std::vector<Report>& reports, double background_per_m2) {
  Cells expected(city), drawn(city);
  for (auto& [key, value] : expected.value) {
    value = background_per_m2 * kCellM * kCellM;
    for (const Hotspot& hotspot : city.hotspots)
      value += (hotspot.reports - hotspot.pile) * share(hotspot, expected.middle_of(key));
  }
  for (const Hotspot& hotspot : city.hotspots)
    expected.value.at(expected.key(hotspot.at)) += hotspot.pile;
  for (const Report& report : reports)
    if (report.fault == Fault::none)
      if (const auto found = drawn.value.find(drawn.key(report.place)); found != drawn.value.end()) found->second += 1;
  const auto moments = [](const Cells& cells, bool poisson) {
    double mean = 0, square = 0;
    for (const auto& [key, value] : cells.value) {
      mean += value;
      square += value * value + (poisson ? value : 0);  // a Poisson count has E x^2 = mean^2 + mean
    }
    const auto n = static_cast<double>(cells.value.size());
    mean /= n;
    return std::pair{mean, std::sqrt(square / n - mean * mean)};
  };
  const auto [mean, deviation] = moments(expected, true);
  const auto [drawn_mean, drawn_deviation] = moments(drawn, false);
  for (Hotspot& hotspot : city.hotspots) {
    hotspot.expected_z = expected.peak(hotspot.at, mean, deviation);
    hotspot.z = drawn.peak(hotspot.at, drawn_mean, drawn_deviation);
  }
}

}  // namespace generator
