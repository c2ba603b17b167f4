#include <bailiwick/coverage.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace bailiwick {
namespace {

struct Box {
  double west = 0, south = 0, east = 0, north = 0;

  [[nodiscard]] bool meets(const EarlierFinding& other) const {
    return west < other.east && other.west < east && south < other.north && other.south < north;
  }
};

Box box_of(const Polygons& shapes, std::size_t shape) {
  const auto [begin, end] = shapes.view().vertices_of_shape(shape);
  if (begin == end) return {};
  const auto [west, east] = std::minmax_element(shapes.x.begin() + begin, shapes.x.begin() + end);
  const auto [south, north] = std::minmax_element(shapes.y.begin() + begin, shapes.y.begin() + end);
  return {*west, *south, *east, *north};
}

using Kin = std::tuple<std::string, std::string, std::vector<std::string>>;

Kin kin_of(const Findings& now, std::size_t i, const Zones& zones) {
  std::vector<std::string> ids;
  for (const auto z : now.zones[i]) ids.push_back(zones.id[index_of(z)]);
  std::sort(ids.begin(), ids.end());
  return {zones.levels[now.level[i]].name, std::string(code(now.kind[i])), std::move(ids)};
}

Kin kin_of(const EarlierFinding& earlier) {
  auto ids = earlier.zones;
  std::sort(ids.begin(), ids.end());
  return {earlier.level, earlier.kind, std::move(ids)};
}

}  // namespace

History since(const Findings& now, const Zones& zones, const std::vector<EarlierFinding>& earlier) {
  History result;
  result.earlier_id.resize(now.size());
  std::vector<std::uint8_t> taken(earlier.size(), 0);
  std::map<std::string, std::size_t> by_id;
  std::map<Kin, std::vector<std::size_t>> by_kin;
  for (std::size_t e = 0; e < earlier.size(); ++e) {
    by_id.try_emplace(earlier[e].id, e);
    by_kin[kin_of(earlier[e])].push_back(e);
  }
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto same = by_id.find(now.id[i]);
    if (same == by_id.end()) continue;
    result.earlier_id[i] = now.id[i];
    taken[same->second] = 1;
  }
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (!result.earlier_id[i].empty()) continue;
    const auto box = box_of(now.shapes, i);
    for (const auto e : by_kin[kin_of(now, i, zones)]) {
      if (taken[e] != 0 || !box.meets(earlier[e])) continue;
      taken[e] = 1;
      result.earlier_id[i] = earlier[e].id;
      break;
    }
  }
  for (std::size_t e = 0; e < earlier.size(); ++e) {
    if (taken[e] == 0) result.fixed.push_back(e);
  }
  return result;
}

}  // namespace bailiwick
