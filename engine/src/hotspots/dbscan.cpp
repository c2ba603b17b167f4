/// DBSCAN over square bins with a diagonal of eps: all places of a bin are neighbours, so a bin with enough of them is all core, and clusters are
/// joined bin by bin (Gunawan 2013).
#include <bailiwick/clusters.h>
#include <bailiwick/error.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "run/blocks.h"

namespace bailiwick {
namespace {

struct Bin {
  std::int64_t row, column;
  std::uint32_t begin, end;  ///< of its places
};

/// Bins with places, by row, then column; places in the order of their bins. In crowded bins a place is a coordinate with all of its reports, so that many
/// reports on one coordinate cost no more than one.
struct Bins {
  std::vector<Bin> bin;
  std::vector<double> x, y;
  std::vector<std::uint32_t> report;                ///< in the order of the places
  std::vector<std::uint32_t> first;                 ///< of each place in `report`, and the end
  std::vector<std::array<std::uint32_t, 10>> near;  ///< per bin, for row offsets -2 .. 2: begin and end of the bins within two columns

  [[nodiscard]] std::uint32_t reports_of(std::uint32_t place) const { return first[place + 1] - first[place]; }
  [[nodiscard]] std::uint32_t reports_in(const Bin& b) const { return first[b.end] - first[b.begin]; }
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

struct Key {
  std::uint64_t bin;
  std::uint32_t report;
};

/// By bin, 11 bits at a time.
void sort_by_bin(std::vector<Key>& keys, std::uint64_t largest) {
  constexpr unsigned kBits = 11;
  std::vector<Key> next(keys.size());
  for (unsigned shift = 0; shift < 64 && largest >> shift > 0; shift += kBits) {
    std::array<std::uint32_t, (1U << kBits) + 1> begin{};
    const auto digit = [&](const Key& key) { return static_cast<std::size_t>(key.bin >> shift & ((1U << kBits) - 1)); };
    for (const auto& key : keys) ++begin[digit(key) + 1];
    for (std::size_t d = 1; d < begin.size(); ++d) begin[d] += begin[d - 1];
    for (const auto& key : keys) next[begin[digit(key)]++] = key;
    keys.swap(next);
  }
}

/// The bins of reports in rows of `columns` from a first row and column.
struct Frame {
  double side;
  std::int64_t row = 0, column = 0, columns = 1, rows = 1;

  Frame(MetricView reports, double eps_m) : side(eps_m / std::sqrt(2.0) * (1 - 1e-9)) {  // a hair less, so that rounding never puts two places of a bin beyond eps
    if (reports.size() == 0) return;
    const auto [west, east] = std::minmax_element(reports.x_m.begin(), reports.x_m.end());
    const auto [south, north] = std::minmax_element(reports.y_m.begin(), reports.y_m.end());
    row = along(*south);
    column = along(*west);
    rows = along(*north) - row + 1;
    columns = along(*east) - column + 1;
  }
  [[nodiscard]] std::int64_t along(double place_m) const { return static_cast<std::int64_t>(std::floor(place_m / side)); }
  [[nodiscard]] std::uint64_t bin(double x_m, double y_m) const {
    return static_cast<std::uint64_t>(along(y_m) - row) * static_cast<std::uint64_t>(columns) + static_cast<std::uint64_t>(along(x_m) - column);
  }
};

/// Adds the reports keys[begin, end) of one bin as its places.
void add_bin(MetricView reports, std::span<Key> keys, Bins& bins) {
  constexpr std::size_t kCrowd = 256;
  const auto place_of = [&](const Key& key) { return std::pair(reports.y_m[key.report], reports.x_m[key.report]); };
  const bool crowded = keys.size() > kCrowd;
  if (crowded) std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) { return place_of(a) < place_of(b); });
  bins.bin.back().begin = static_cast<std::uint32_t>(bins.x.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!crowded || i == 0 || place_of(keys[i]) != place_of(keys[i - 1])) {
      bins.first.push_back(static_cast<std::uint32_t>(bins.report.size()));
      bins.x.push_back(reports.x_m[keys[i].report]);
      bins.y.push_back(reports.y_m[keys[i].report]);
    }
    bins.report.push_back(keys[i].report);
  }
  bins.bin.back().end = static_cast<std::uint32_t>(bins.x.size());
}

Bins bins_of(MetricView reports, double eps_m) {
  const Frame frame(reports, eps_m);
  std::vector<Key> keys(reports.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = {frame.bin(reports.x_m[i], reports.y_m[i]), i};
  sort_by_bin(keys, static_cast<std::uint64_t>(frame.rows) * static_cast<std::uint64_t>(frame.columns) - 1);
  Bins bins;
  bins.x.reserve(keys.size());
  bins.y.reserve(keys.size());
  bins.report.reserve(keys.size());
  bins.first.reserve(keys.size() + 1);
  for (std::size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
    while (end < keys.size() && keys[end].bin == keys[begin].bin) ++end;
    const auto columns = static_cast<std::uint64_t>(frame.columns);
    bins.bin.push_back({static_cast<std::int64_t>(keys[begin].bin / columns), static_cast<std::int64_t>(keys[begin].bin % columns), 0, 0});
    add_bin(reports, std::span(keys).subspan(begin, end - begin), bins);
  }
  bins.first.push_back(static_cast<std::uint32_t>(bins.report.size()));
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
      const bool full = bins.reports_in(own) >= options.least;
      for (auto place = own.begin; place < own.end; ++place) {
        std::uint32_t neighbours = bins.reports_in(own);
        if (!full) {
          visit_near(bins, b, [&](std::uint32_t other) {
            if (other == b) return true;
            for (auto p = bins.bin[other].begin; p < bins.bin[other].end; ++p) neighbours += within(bins, place, p, squared) ? bins.reports_of(p) : 0;
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
  const std::size_t reports = bins.report.size();
  Clusters out;
  out.label.assign(reports, -1);
  out.core.assign(reports, 0);
  out.contested.assign(reports, 0);
  out.count = static_cast<std::uint32_t>(found.first_core.size());
  run::for_blocks(bins.bin.size(), 1024, context, "clusters", [&](const run::Block& block) {
    for (auto b = block.begin; b < block.end; ++b) {
      for (auto place = bins.bin[b].begin; place < bins.bin[b].end; ++place) {
        Nearest nearest;
        nearest.cluster = found.of_bin[b];
        if (core[place] == 0) nearest = nearest_core(bins, core, found, b, place, reach);
        for (auto at = bins.first[place]; at < bins.first[place + 1]; ++at) {
          const auto report = bins.report[at];
          out.core[report] = core[place];
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
