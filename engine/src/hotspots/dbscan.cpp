/// DBSCAN over square bins with a diagonal of eps: all places of a bin are neighbours, so a bin with enough of them is all core, and clusters are
/// joined bin by bin (Gunawan 2013).
#include <bailiwick/clusters.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "run/blocks.h"

namespace bailiwick {
namespace {

struct Bin {
  std::int64_t row, column;
  std::uint32_t begin, end;  ///< of its places
};

/// Bins with places, by row, then column; places in the order of their bins.
struct Bins {
  std::vector<Bin> bin;
  std::vector<double> x, y;
  std::vector<std::uint32_t> report;                    ///< of each place
  std::vector<std::array<std::uint32_t, 10>> near;      ///< per bin, for row offsets -2 .. 2: begin and end of the bins within two columns
};

constexpr int kReach = 2;  // bins of side eps / sqrt(2): eps reaches two of them

void check_options(MetricView reports, const ClusterOptions& options) {
  if (!std::isfinite(options.eps_m) || options.eps_m <= 0 || options.least == 0 || reports.y_m.size() != reports.size()) {
    throw Error(ErrorCode::invalid_argument, "clusters: expected eps above 0 m, at least 1 report and as many y as x, found others; use such as 50m and 20");
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (!std::isfinite(reports.x_m[i]) || !std::isfinite(reports.y_m[i]) ||
        std::max(std::abs(reports.x_m[i]), std::abs(reports.y_m[i])) / options.eps_m > 1e9) {
      throw Error(ErrorCode::invalid_coordinate, "report " + std::to_string(i) + ": expected finite metres within 1e9 eps of the origin, found others; leave it out",
                  {}, static_cast<std::int64_t>(i));
    }
  }
}

void find_near(Bins& bins) {
  bins.near.resize(bins.bin.size());
  for (int offset = -kReach; offset <= kReach; ++offset) {
    std::uint32_t begin = 0;  // moves on steadily, as bins are sorted
    for (std::size_t b = 0; b < bins.bin.size(); ++b) {
      const Bin& own = bins.bin[b];
      const std::int64_t row = own.row + offset;
      const auto before = [&](std::uint32_t other, std::int64_t column) {
        return bins.bin[other].row < row || (bins.bin[other].row == row && bins.bin[other].column < column);
      };
      while (begin < bins.bin.size() && before(begin, own.column - kReach)) ++begin;
      std::uint32_t end = begin;
      while (end < bins.bin.size() && before(end, own.column + kReach + 1)) ++end;
      const auto slot = static_cast<std::size_t>(2 * (offset + kReach));
      bins.near[b][slot] = begin;
      bins.near[b][slot + 1] = end;
    }
  }
}

Bins bins_of(MetricView reports, double eps_m) {
  struct Key {
    std::int32_t row, column;
    std::uint32_t report;
    auto operator<=>(const Key&) const = default;
  };
  const double side = eps_m / std::sqrt(2.0) * (1 - 1e-9);  // a hair less, so that rounding never puts two places of a bin beyond eps
  std::vector<Key> keys(reports.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    keys[i] = {static_cast<std::int32_t>(std::floor(reports.y_m[i] / side)), static_cast<std::int32_t>(std::floor(reports.x_m[i] / side)), i};
  }
  std::sort(keys.begin(), keys.end());
  Bins bins;
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    if (i == 0 || keys[i].row != keys[i - 1].row || keys[i].column != keys[i - 1].column) bins.bin.push_back({keys[i].row, keys[i].column, i, i});
    bins.bin.back().end = i + 1;
    bins.x.push_back(reports.x_m[keys[i].report]);
    bins.y.push_back(reports.y_m[keys[i].report]);
    bins.report.push_back(keys[i].report);
  }
  find_near(bins);
  return bins;
}

/// Calls visit(bin) for the bins whose places may lie within eps of those of bin b, itself included; stops when it returns false.
template <typename Visit>
void visit_near(const Bins& bins, std::size_t b, Visit visit) {
  for (std::size_t slot = 0; slot < 10; slot += 2) {
    for (auto other = bins.near[b][slot]; other < bins.near[b][slot + 1]; ++other) {
      if (!visit(other)) return;
    }
  }
}

double squared_distance(const Bins& bins, std::uint32_t a, std::uint32_t b) {
  const double dx = bins.x[a] - bins.x[b], dy = bins.y[a] - bins.y[b];
  return dx * dx + dy * dy;
}

bool within(const Bins& bins, std::uint32_t a, std::uint32_t b, double squared) { return squared_distance(bins, a, b) <= squared; }

/// 1 for each place with enough neighbours.
std::vector<std::uint8_t> cores_of(const Bins& bins, const ClusterOptions& options, const Context& context) {
  std::vector<std::uint8_t> core(bins.x.size(), 0);
  const double squared = options.eps_m * options.eps_m;
  run::for_blocks(bins.bin.size(), 1024, context, "clusters", [&](const run::Block& block) {
    for (auto b = block.begin; b < block.end; ++b) {
      const Bin& own = bins.bin[b];
      const bool full = own.end - own.begin >= options.least;
      for (auto place = own.begin; place < own.end; ++place) {
        std::uint32_t neighbours = own.end - own.begin;
        if (!full) {
          visit_near(bins, b, [&](std::uint32_t other) {
            if (other == b) return true;
            for (auto p = bins.bin[other].begin; p < bins.bin[other].end; ++p) neighbours += within(bins, place, p, squared) ? 1 : 0;
            return neighbours < options.least;
          });
        }
        core[place] = neighbours >= options.least ? 1 : 0;
      }
    }
  });
  return core;
}

class Union {
 public:
  explicit Union(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[std::max(root(a), root(b))] = std::min(root(a), root(b)); }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Whether a core of one bin is within eps of a core of the other.
bool linked(const Bins& bins, const std::vector<std::uint8_t>& core, const Bin& a, const Bin& b, double squared) {
  for (auto p = a.begin; p < a.end; ++p) {
    if (core[p] == 0) continue;
    for (auto q = b.begin; q < b.end; ++q) {
      if (core[q] != 0 && within(bins, p, q, squared)) return true;
    }
  }
  return false;
}

Union joined(const Bins& bins, const std::vector<std::uint8_t>& core, double squared, const Context& context) {
  std::vector<std::uint8_t> has_core(bins.bin.size(), 0);
  for (std::size_t b = 0; b < bins.bin.size(); ++b) {
    has_core[b] = std::any_of(core.begin() + bins.bin[b].begin, core.begin() + bins.bin[b].end, [](auto c) { return c != 0; }) ? 1 : 0;
  }
  Union clusters(bins.bin.size());
  for (std::uint32_t b = 0; b < bins.bin.size(); ++b) {
    if (b % 4096 == 0) context.check();
    if (has_core[b] == 0) continue;
    visit_near(bins, b, [&](std::uint32_t other) {
      if (other >= b) return false;  // each pair once
      if (has_core[other] != 0 && clusters.root(b) != clusters.root(other) && linked(bins, core, bins.bin[b], bins.bin[other], squared)) {
        clusters.join(b, other);
      }
      return true;
    });
  }
  return clusters;
}

/// South before north, then west before east.
struct Place {
  double y, x;
  auto operator<=>(const Place&) const = default;
};

/// The cluster of every bin with cores, -1 elsewhere, numbered by their first bins; and the first core of every cluster.
struct Found {
  std::vector<std::int32_t> of_bin;
  std::vector<Place> first_core;
};

Found found_clusters(const Bins& bins, const std::vector<std::uint8_t>& core, Union& clusters) {
  Found found;
  found.of_bin.assign(bins.bin.size(), -1);
  for (std::uint32_t b = 0; b < bins.bin.size(); ++b) {
    for (auto p = bins.bin[b].begin; p < bins.bin[b].end; ++p) {
      if (core[p] == 0) continue;
      auto& cluster = found.of_bin[clusters.root(b)];  // the root is the smallest bin, met first
      const Place place{bins.y[p], bins.x[p]};
      if (cluster < 0) {
        cluster = static_cast<std::int32_t>(found.first_core.size());
        found.first_core.push_back(place);
      }
      found.of_bin[b] = cluster;
      auto& first = found.first_core[static_cast<std::size_t>(cluster)];
      first = std::min(first, place);
    }
  }
  return found;
}

/// The cluster of the nearest core in reach of a place that is none itself; of equally near cores the first counts.
struct Nearest {
  double squared = 0;
  Place core{};
  std::int32_t cluster = -1;
  bool contested = false;  ///< cores of more than one cluster are in reach
};

Nearest nearest_core(const Bins& bins, const std::vector<std::uint8_t>& core, const Found& found, std::size_t bin, std::uint32_t place, double reach) {
  Nearest nearest;
  visit_near(bins, bin, [&](std::uint32_t other) {
    const auto cluster = found.of_bin[other];
    if (cluster < 0) return true;
    for (auto p = bins.bin[other].begin; p < bins.bin[other].end; ++p) {
      if (core[p] == 0) continue;
      const double away = squared_distance(bins, place, p);
      if (away > reach) continue;
      nearest.contested = nearest.contested || (nearest.cluster >= 0 && nearest.cluster != cluster);
      const Place there{bins.y[p], bins.x[p]};
      if (nearest.cluster < 0 || away < nearest.squared || (away == nearest.squared && there < nearest.core)) {
        nearest.squared = away;
        nearest.core = there;
        nearest.cluster = cluster;
      }
    }
    return true;
  });
  return nearest;
}

Clusters labelled(const Bins& bins, const std::vector<std::uint8_t>& core, const Found& found, double reach, const Context& context) {
  const std::size_t reports = bins.x.size();
  Clusters out;
  out.label.assign(reports, -1);
  out.core.assign(reports, 0);
  out.contested.assign(reports, 0);
  out.count = static_cast<std::uint32_t>(found.first_core.size());
  run::for_blocks(bins.bin.size(), 1024, context, "clusters", [&](const run::Block& block) {
    for (auto b = block.begin; b < block.end; ++b) {
      for (auto place = bins.bin[b].begin; place < bins.bin[b].end; ++place) {
        const auto report = bins.report[place];
        out.core[report] = core[place];
        if (core[place] != 0) {
          out.label[report] = found.of_bin[b];
        } else {
          const auto nearest = nearest_core(bins, core, found, b, place, reach);
          out.label[report] = nearest.cluster;
          out.contested[report] = nearest.contested ? 1 : 0;
        }
      }
    }
  });
  return out;
}

/// Numbers clusters by reports falling, then by their first core: the same for any order of rows.
void number(Clusters& clusters, const std::vector<Place>& first_core) {
  std::vector<std::uint64_t> reports(clusters.count, 0);
  for (const auto label : clusters.label) {
    if (label >= 0) ++reports[static_cast<std::size_t>(label)];
  }
  std::vector<std::uint32_t> order(clusters.count);
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return reports[a] != reports[b] ? reports[a] > reports[b] : first_core[a] < first_core[b]; });
  std::vector<std::int32_t> number_of(clusters.count);
  for (std::uint32_t i = 0; i < order.size(); ++i) number_of[order[i]] = static_cast<std::int32_t>(i);
  for (auto& label : clusters.label) label = label < 0 ? label : number_of[static_cast<std::size_t>(label)];
}

}  // namespace

Clusters dbscan(MetricView reports, const ClusterOptions& options, const Context& context) {
  check_options(reports, options);
  const Bins bins = bins_of(reports, options.eps_m);
  const double squared = options.eps_m * options.eps_m;
  const auto core = cores_of(bins, options, context);
  Union clusters = joined(bins, core, squared, context);
  const auto found = found_clusters(bins, core, clusters);
  auto out = labelled(bins, core, found, squared, context);
  number(out, found.first_core);
  return out;
}

}  // namespace bailiwick
