#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

#include <cmath>
#include <set>
#include <utility>

namespace bailiwick::layers {
namespace {

/// The area of every cluster, by number: its id is the cell of half eps of one of its cores, and cores of two clusters share none.
std::vector<std::string> ids_of(const ClustersFound& found, MetricView places) {
  const std::set<std::string> areas(found.areas.id.begin(), found.areas.id.end());
  const double cell_m = found.options.eps_m / 2;
  const auto along = [&](double place_m) { return static_cast<std::int64_t>(std::floor(place_m / cell_m)); };
  std::vector<std::string> id(found.clusters.count);
  for (std::size_t i = 0; i < found.clusters.label.size(); ++i) {
    if (found.clusters.core[i] == 0 || !id[static_cast<std::size_t>(found.clusters.label[i])].empty()) continue;
    auto cell = cell_id({cell_m, along(places.x_m[i]), along(places.y_m[i]), 1, 1}, 0, 0);
    if (areas.contains(cell)) id[static_cast<std::size_t>(found.clusters.label[i])] = std::move(cell);
  }
  return id;
}

}  // namespace

Table clusters_table(const Results& r) {
  const auto& found = *r.clusters;
  const auto id = ids_of(found, r.located.metric());
  auto table = report_names(r, 0, r.located.size());
  std::vector<std::string> cluster;
  std::vector<std::int64_t> label, core;
  for (std::size_t i = 0; i < r.located.size(); ++i) {
    const auto number = found.clusters.label[i];
    cluster.push_back(number < 0 ? std::string() : id[static_cast<std::size_t>(number)]);
    label.push_back(number);
    core.push_back(found.clusters.core[i]);
  }
  table.columns.push_back(optional_text_column("cluster", std::move(cluster)));
  table.columns.push_back(integer_column("label", std::move(label)));
  table.columns.push_back(boolean_column("core", std::move(core)));
  return table;
}

}  // namespace bailiwick::layers
