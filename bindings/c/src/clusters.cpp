/// Clusters: who belongs to which, and their areas, as streams.
#include "arrow_out.h"
#include "ground.h"
#include "hotspot_areas.h"

#include <bailiwick/clusters.h>

#include <cmath>
#include <limits>
#include <utility>

namespace bailiwick::c {
namespace {

ClusterOptions rules_of(const bailiwick_clusters_options& asked) {
  if (!(asked.eps_m >= 0) || !std::isfinite(asked.eps_m)) refuse("options: expected an eps of 0 m or more, found another", "eps_m");
  ClusterOptions options;
  if (asked.eps_m > 0) options.eps_m = asked.eps_m;
  if (asked.min_points > 0) options.least = asked.min_points;
  return options;
}

void hand_out_members(const Clusters& found, const std::vector<std::string>& id, const std::vector<Rejection>& rejected, ArrowArrayStream* out) {
  constexpr auto kNull = std::numeric_limits<std::int64_t>::min();
  std::vector<std::int64_t> cluster;
  std::vector<std::int32_t> id_at, verdict;
  std::vector<std::uint8_t> core, contested;
  std::size_t sound = 0;
  for (const auto why : rejected) {
    const bool in = why == Rejection::none;
    cluster.push_back(in ? found.label[sound] : kNull);
    id_at.push_back(in ? found.label[sound] : -1);
    core.push_back(in ? found.core[sound] : 0);
    contested.push_back(in ? found.contested[sound] : 0);
    verdict.push_back(static_cast<std::int32_t>(why));
    sound += in ? 1 : 0;
  }
  const auto length = static_cast<std::int64_t>(cluster.size());
  hand_out(rows_field({integer_field("cluster"), words_field("cluster_id"), flag_field("core"), flag_field("contested"), words_field("rejected")}),
           rows({integers(std::move(cluster), kNull), words(std::move(id_at), word_list({id.begin(), id.end()})), flags(core), flags(contested),
                 words(std::move(verdict), word_list({"unlocated", "malformed"}))},
                length),
           out);
}

}  // namespace
}  // namespace bailiwick::c

using namespace bailiwick;
using namespace bailiwick::c;

extern "C" bailiwick_status bailiwick_clusters(const bailiwick_zones* zones, ArrowArrayStream* reports, const bailiwick_clusters_options* options, bailiwick_call* call,
                                               ArrowArrayStream* members, ArrowArrayStream* areas, bailiwick_error* error) {
  const Taken moved(reports);
  return enter(error, [&] {
    const auto asked = taken(options, "options");
    needed(members, "members") = {};
    if (areas != nullptr) *areas = {};
    const auto data = data_of(zones);
    const auto context = context_of(data_of(call));
    const auto rules = c::rules_of(asked);
    need_metres(*data);
    const auto all = read_all(reports, asked.report_options, *data, context);
    const MetricView places{all.x_m, all.y_m};
    const auto found = dbscan(places, rules, context);
    const auto view = all.view();
    AreaOptions area_rules;
    area_rules.assign = data->rules;
    area_rules.sub = 4;  // cells of half eps are small
    const auto placed = assign(data->index, view, data->rules, context);
    auto described = cluster_areas(found, rules.eps_m, places, view, placed, data->index, data->planes, area_rules, context);
    ArrowArrayStream made{};
    hand_out_members(found, described.id, all.rejected, &made);
    const Taken unfinished(&made);
    data->planes.from_metric(described.shapes.x, described.shapes.y);
    if (areas != nullptr) hand_out_areas(std::move(described), all.categories, *data, areas);
    *members = std::exchange(made, ArrowArrayStream{});
  });
}
