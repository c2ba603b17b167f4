#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

namespace bailiwick::layers {

Table clusters_table(const Results& r) {
  const auto& found = *r.clusters;
  auto table = report_names(r, 0, r.located.size());
  std::vector<std::string> cluster;
  std::vector<std::int64_t> label, core, contested;
  for (std::size_t i = 0; i < r.located.size(); ++i) {
    const auto number = found.clusters.label[i];
    cluster.push_back(number < 0 ? std::string() : found.areas.id[static_cast<std::size_t>(number)]);
    label.push_back(number);
    core.push_back(found.clusters.core[i]);
    contested.push_back(found.clusters.contested[i]);
  }
  table.columns.push_back(optional_text_column("cluster", std::move(cluster)));
  table.columns.push_back(integer_column("label", std::move(label)));
  table.columns.push_back(boolean_column("core", std::move(core)));
  table.columns.push_back(boolean_column("contested", std::move(contested)));
  return table;
}

}  // namespace bailiwick::layers
