#include "layer/svg_faults.h"

#include "layer/naming.h"
#include "layer/text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace bailiwick::layers::svg {
namespace {

/// Names of zones by level and id, and of units by id, as the zone layers hold them.
struct Names {
  std::map<std::pair<std::string, std::string>, std::string> zones;
  std::map<std::string, std::string> units;

  explicit Names(const Sorted& layers) {
    for (const auto* list : {&layers.partitions, &layers.across}) {
      for (const auto* layer : *list) {
        for (std::size_t i = 0; i < layer->table.rows(); ++i) add(*layer, i);
      }
    }
  }
  [[nodiscard]] std::string zone(const std::string& level, const std::string& id, const Words& words) const {
    const auto found = zones.find({level, id});
    return found == zones.end() ? unnamed_title(level, id, words) : found->second;
  }
  [[nodiscard]] std::string unit(const std::string& id) const {
    const auto found = units.find(id);
    return found == units.end() ? id : found->second;
  }

 private:
  void add(const Layer& layer, std::size_t i) {
    auto name = text_of(layer, "name", i);
    if (!name.empty()) zones[{text_of(layer, "level", i), text_of(layer, "zone_id", i)}] = std::move(name);
    auto unit_name = text_of(layer, "unit_name", i);
    if (!unit_name.empty()) units[text_of(layer, "unit_id", i)] = std::move(unit_name);
  }
};

std::vector<std::string> parts_of(const std::string& ids) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < ids.size();) {
    const auto end = std::min(ids.find(';', at), ids.size());
    parts.push_back(ids.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// Names of the zones, at most two; of a child at odds with its parent the child.
std::string place_of(const Layer& layer, std::size_t row, bool child, const Names& names, const Words& words) {
  const auto level = text_of(layer, "level", row);
  auto ids = parts_of(text_of(layer, "zones", row));
  const auto all = ids.size();
  if (child && all > 1) ids.resize(1);
  if (ids.size() > 2) ids.resize(2);
  std::vector<std::string> list;
  for (const auto& id : ids) list.push_back(names.zone(level, id, words));
  const auto text = joined(list, words("line.list"));
  if (child || all <= 2) return text;
  return filled(words("line.more_places"), {{"places", text}, {"n", std::to_string(all - 2)}, {"all", std::to_string(all)}});
}

std::string problem_of(const Layer& layer, std::size_t row, double area, const Words& words) {
  const auto kind = text_of(layer, "kind", row);
  const auto label = words("class." + kind, kind);
  return kind == "tie" || !std::isfinite(area) ? label : label + " " + area_text(area, words);
}

}  // namespace

std::vector<Fault> worst_faults(const Sorted& layers, const Words& words) {
  std::vector<Fault> faults;
  std::set<std::tuple<std::string, long long, double>> seen;
  const auto add = [&](const std::vector<const Layer*>& list, const char* colour) {
    for (const auto* layer : list) {
      for (std::size_t i = 0; i < layer->table.rows(); ++i) {
        if (!counts(*layer, i)) continue;
        Fault fault{layer, i, colour, {}, {}, {}, number_of(*layer, "reports", i), number_of(*layer, "area_m2", i)};
        if (!std::isfinite(fault.reports)) fault.reports = 0;
        const auto ground = std::isfinite(fault.area_m2) ? std::llround(fault.area_m2 * 100) : 0;
        if (ground != 0 && !seen.emplace(text_of(*layer, "kind", i), ground, fault.reports).second) continue;
        faults.push_back(std::move(fault));
      }
    }
  };
  add(layers.gaps, kGap);
  add(layers.overlaps, kOverlap);
  add(layers.children, kChildren);
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
    return a.reports != b.reports ? a.reports > b.reports : a.area_m2 > b.area_m2;
  });
  if (faults.size() > kLettered) faults.resize(kLettered);
  const Names names(layers);
  for (auto& fault : faults) {
    fault.problem = problem_of(*fault.layer, fault.row, fault.area_m2, words);
    fault.place = place_of(*fault.layer, fault.row, fault.colour == kChildren, names, words);
    fault.unit = names.unit(text_of(*fault.layer, "suggested_unit", fault.row));
  }
  return faults;
}

}  // namespace bailiwick::layers::svg
