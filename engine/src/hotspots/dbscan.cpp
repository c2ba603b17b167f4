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

bool within(const Bins& bins, std::uint32_t a, std::uint32_t b, double squared) {
  const double dx = bins.x[a] - bins.x[b], dy = bins.y[a] - bins.y[b];
  return dx * dx + dy * dy <= squared;
}

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

/// Numbers per bin with cores, by the smallest core report of their cluster.
std::vector<std::int32_t> numbers_of(const Bins& bins, const std::vector<std::uint8_t>& core, Union& clusters, Clusters& out) {
  std::vector<std::uint32_t> bin_of_report(bins.x.size(), kNoCategory);
  for (std::uint32_t b = 0; b < bins.bin.size(); ++b) {
    for (auto p = bins.bin[b].begin; p < bins.bin[b].end; ++p) {
      if (core[p] != 0) bin_of_report[bins.report[p]] = b;
    }
  }
  std::vector<std::int32_t> number(bins.bin.size(), -1);
  for (const auto b : bin_of_report) {
    if (b == kNoCategory) continue;
    auto& of_root = number[clusters.root(b)];
    if (of_root < 0) of_root = static_cast<std::int32_t>(out.count++);
  }
  for (std::uint32_t b = 0; b < bins.bin.size(); ++b) number[b] = number[clusters.root(b)];
  return number;
}

}  // namespace

Clusters dbscan(MetricView reports, const ClusterOptions& options, const Context& context) {
  check_options(reports, options);
  const Bins bins = bins_of(reports, options.eps_m);
  const double squared = options.eps_m * options.eps_m;
  const auto core = cores_of(bins, options, context);
  Union clusters = joined(bins, core, squared, context);
  Clusters out{std::vector<std::int32_t>(reports.size(), -1), std::vector<std::uint8_t>(reports.size(), 0), 0};
  const auto number = numbers_of(bins, core, clusters, out);
  for (std::uint32_t b = 0; b < bins.bin.size(); ++b) {
    for (auto place = bins.bin[b].begin; place < bins.bin[b].end; ++place) {
      std::int32_t& label = out.label[bins.report[place]];
      out.core[bins.report[place]] = core[place];
      if (core[place] != 0) {
        label = number[b];
        continue;
      }
      visit_near(bins, b, [&](std::uint32_t other) {
        const auto candidate = number[other];
        if (candidate < 0 || (label >= 0 && candidate >= label)) return true;
        for (auto p = bins.bin[other].begin; p < bins.bin[other].end; ++p) {
          if (core[p] != 0 && within(bins, place, p, squared)) {
            label = candidate;
            break;
          }
        }
        return true;
      });
    }
  }
  return out;
}

}  // namespace bailiwick
