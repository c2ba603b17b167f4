#include "hotspots/drawn_tails.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <utility>

#include "hotspots/numbered_random.h"
#include "run/blocks.h"

namespace bailiwick::hotspots_room {
namespace {

/// How many draws were at least and at most each cell's sum. Atomic integers: the order of additions does not matter.
struct Extremes {
  std::vector<std::uint64_t> at_least, at_most;
};

/// The distinct observed sums of the cells with k neighbours, with the number of draws that fall on or between them.
struct Thresholds {
  std::vector<std::uint64_t> sum;    ///< rising
  std::vector<std::uint64_t> equal;  ///< draws with exactly sum[i]
  std::vector<std::uint64_t> below;  ///< draws in (sum[i - 1], sum[i]); one entry more than `sum` for those above all

  void add(std::uint64_t drawn, std::uint64_t times) {
    const auto at = std::lower_bound(sum.begin(), sum.end(), drawn) - sum.begin();
    const auto index = static_cast<std::size_t>(at);
    auto& counter = index < sum.size() && sum[index] == drawn ? equal[index] : below[index];
    std::atomic_ref(counter).fetch_add(times, std::memory_order_relaxed);
  }
  [[nodiscard]] Extremes cumulated() const {
    Extremes result{std::vector<std::uint64_t>(sum.size()), std::vector<std::uint64_t>(sum.size())};
    std::uint64_t up = sum.empty() ? 0 : below[sum.size()], down = 0;
    for (std::size_t i = sum.size(); i-- > 0;) {
      result.at_least[i] = up += equal[i];
      up += below[i];
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
      result.at_most[i] = down += below[i] + equal[i];
    }
    return result;
  }
};

/// The draws of one block with k neighbours by their sum: small sums are tallied, the few large ones searched for at once.
class SumTally {
 public:
  explicit SumTally(Thresholds& thresholds) : thresholds_(thresholds), small_(kSmall, 0) {}
  void add(std::uint64_t sum) {
    if (sum < kSmall) {
      ++small_[sum];
      top_ = std::max(top_, sum);
    } else {
      thresholds_.add(sum, 1);
    }
  }
  void flush() {
    for (std::uint64_t sum = 0; sum <= top_; ++sum) {
      if (small_[sum] > 0) thresholds_.add(sum, small_[sum]);
    }
  }

 private:
  static constexpr std::uint64_t kSmall = 1024;
  Thresholds& thresholds_;
  std::vector<std::uint32_t> small_;
  std::uint64_t top_ = 0;
};

std::map<std::uint32_t, Thresholds> thresholds_of(std::span<const Observation> observed) {
  std::map<std::uint32_t, Thresholds> by_neighbours;
  for (const auto& o : observed) by_neighbours[o.neighbours].sum.push_back(o.sum);
  for (auto& [k, t] : by_neighbours) {
    std::sort(t.sum.begin(), t.sum.end());
    t.sum.erase(std::unique(t.sum.begin(), t.sum.end()), t.sum.end());
    t.equal.assign(t.sum.size(), 0);
    t.below.assign(t.sum.size() + 1, 0);
  }
  return by_neighbours;
}

/// `wanted` distinct cells out of `cells`, from the figures of one draw.
void draw_cells(NumberedRandom random, std::size_t wanted, std::uint64_t cells, std::vector<std::uint32_t>& drawn) {
  drawn.clear();
  while (drawn.size() < wanted) {
    const auto cell = static_cast<std::uint32_t>(random.below(cells));
    if (std::find(drawn.begin(), drawn.end(), cell) == drawn.end()) drawn.push_back(cell);
  }
}

/// Corrections for the cells that were drawn as their own neighbours, for which the spare one steps in; wraps around zero until the common
/// counts are added. `sums[k]` is the sum of the first k drawn.
void swap_in_spare(std::span<const Observation> observed, std::span<const std::uint32_t> drawn, std::span<const std::uint64_t> sums, Extremes& own) {
  const auto add = [](std::uint64_t& counter, std::uint64_t change) {
    if (change != 0) std::atomic_ref(counter).fetch_add(change, std::memory_order_relaxed);
  };
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const auto cell = drawn[i];
    const auto& self = observed[cell];
    if (i >= self.neighbours) continue;
    const std::uint64_t sum = sums[self.neighbours], seen = self.sum;
    const std::uint64_t swapped = sum - self.own + observed[drawn[self.neighbours]].own;
    add(own.at_least[cell], std::uint64_t{swapped >= seen} - std::uint64_t{sum >= seen});
    add(own.at_most[cell], std::uint64_t{swapped <= seen} - std::uint64_t{sum <= seen});
  }
}

}  // namespace

std::uint64_t draws_for(std::uint64_t cells) { return std::max<std::uint64_t>(99'999, 40 * cells); }

std::vector<Tails> drawn_tails(std::span<const std::uint32_t> counts, std::span<const Observation> observed, std::uint64_t draws,
                               std::uint64_t seed, const Context& context) {
  auto by_neighbours = thresholds_of(observed);
  Extremes own{std::vector<std::uint64_t>(observed.size(), 0), std::vector<std::uint64_t>(observed.size(), 0)};
  const std::size_t most = by_neighbours.empty() ? 0 : by_neighbours.rbegin()->first;
  const std::size_t wanted = std::min(most + 1, counts.size());
  run::for_blocks(draws, 16'384, context, "hotspots", [&](const run::Block& block) {
    std::vector<std::uint32_t> drawn;
    std::vector<std::uint64_t> sums(wanted + 1, 0);
    std::vector<std::pair<std::uint32_t, SumTally>> tallies;
    for (auto& [neighbours, thresholds] : by_neighbours) tallies.emplace_back(neighbours, SumTally(thresholds));
    for (auto draw = block.begin; draw < block.end; ++draw) {
      draw_cells(NumberedRandom(seed, draw), wanted, counts.size(), drawn);
      for (std::size_t i = 0; i < drawn.size(); ++i) sums[i + 1] = sums[i] + observed[drawn[i]].own;
      for (auto& [neighbours, tally] : tallies) tally.add(sums[neighbours]);
      swap_in_spare(observed, drawn, sums, own);
    }
    for (auto& [neighbours, tally] : tallies) tally.flush();
  });
  std::map<std::uint32_t, Extremes> common;
  for (const auto& [neighbours, thresholds] : by_neighbours) common[neighbours] = thresholds.cumulated();
  std::vector<Tails> tails(observed.size());
  const auto all = static_cast<double>(draws + 1);
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const auto& sums = by_neighbours[observed[i].neighbours].sum;
    const auto at = static_cast<std::size_t>(std::lower_bound(sums.begin(), sums.end(), observed[i].sum) - sums.begin());
    const auto& extremes = common[observed[i].neighbours];
    tails[i] = {static_cast<double>(extremes.at_least[at] + own.at_least[i] + 1) / all,
                static_cast<double>(extremes.at_most[at] + own.at_most[i] + 1) / all};
  }
  return tails;
}

}  // namespace bailiwick::hotspots_room
