#include "hotspots/drawn_tails.h"

#include <algorithm>
#include <atomic>
#include <bit>
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

/// From where on a draw is at least a seen sum, and from where on it is no longer at most that; sums up to `slack` apart are equal.
std::uint64_t low_cut(std::uint64_t seen, std::uint64_t slack) { return seen > slack ? seen - slack : 0; }
std::uint64_t high_cut(std::uint64_t seen, std::uint64_t slack) { return seen + slack + 1; }

/// The cuts of the cells with k neighbours, and how many draws fall between them.
struct Thresholds {
  std::vector<std::uint64_t> cut;      ///< rising
  std::vector<std::uint64_t> between;  ///< draws with i cuts at or below them
  std::vector<std::uint64_t> above;    ///< draws at or above each cut

  void add(std::uint64_t drawn, std::uint64_t times) {
    const auto cuts = static_cast<std::size_t>(std::upper_bound(cut.begin(), cut.end(), drawn) - cut.begin());
    std::atomic_ref(between[cuts]).fetch_add(times, std::memory_order_relaxed);
  }
  void cumulate() {
    above.resize(cut.size());
    std::uint64_t draws = 0;
    for (std::size_t i = cut.size(); i > 0; --i) above[i - 1] = draws += between[i];
  }
  [[nodiscard]] std::uint64_t from(std::uint64_t at) const { return above[static_cast<std::size_t>(std::lower_bound(cut.begin(), cut.end(), at) - cut.begin())]; }
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

std::map<std::uint32_t, Thresholds> thresholds_of(std::span<const Observation> observed, std::uint64_t slack) {
  std::map<std::uint32_t, Thresholds> by_neighbours;
  for (const auto& o : observed) {
    auto& cut = by_neighbours[o.neighbours].cut;
    cut.push_back(low_cut(o.sum, slack));
    cut.push_back(high_cut(o.sum, slack));
  }
  for (auto& [k, t] : by_neighbours) {
    std::sort(t.cut.begin(), t.cut.end());
    t.cut.erase(std::unique(t.cut.begin(), t.cut.end()), t.cut.end());
    t.between.assign(t.cut.size() + 1, 0);
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
void swap_in_spare(std::span<const Observation> observed, std::span<const std::uint32_t> drawn, std::span<const std::uint64_t> sums, std::uint64_t slack, Extremes& own) {
  const auto add = [](std::uint64_t& counter, std::uint64_t change) {
    if (change != 0) std::atomic_ref(counter).fetch_add(change, std::memory_order_relaxed);
  };
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const auto cell = drawn[i];
    const auto& self = observed[cell];
    if (i >= self.neighbours) continue;
    const std::uint64_t sum = sums[self.neighbours], low = low_cut(self.sum, slack), high = high_cut(self.sum, slack);
    const std::uint64_t swapped = sum - self.own + observed[drawn[self.neighbours]].own;
    add(own.at_least[cell], std::uint64_t{swapped >= low} - std::uint64_t{sum >= low});
    add(own.at_most[cell], std::uint64_t{swapped < high} - std::uint64_t{sum < high});
  }
}

/// What every draw needs.
struct Draws {
  std::span<const Observation> observed;
  std::uint64_t number, seed, slack;
  std::size_t most = 0;  ///< neighbours of a place

  [[nodiscard]] std::size_t wanted() const { return std::min(most + 1, observed.size()); }
};

/// Draws the draws of a block; calls per_draw(draw, sums), where sums[k] is the sum of its first k.
template <class PerDraw>
void draw_block(const Draws& draws, const run::Block& block, Extremes& own, PerDraw per_draw) {
  std::vector<std::uint32_t> drawn;
  std::vector<std::uint64_t> sums(draws.wanted() + 1, 0);
  for (auto draw = block.begin; draw < block.end; ++draw) {
    draw_cells(NumberedRandom(draws.seed, draw), draws.wanted(), draws.observed.size(), drawn);
    for (std::size_t i = 0; i < drawn.size(); ++i) sums[i + 1] = sums[i] + draws.observed[drawn[i]].own;
    per_draw(draw, sums);
    swap_in_spare(draws.observed, drawn, sums, draws.slack, own);
  }
}

/// How many draws were at least and at most a place's sum, before the places drawn themselves are put right.
struct Common {
  std::uint64_t at_least, at_most;
};

/// Many draws for few places: the draws are counted in between the places' cuts.
class ManyDraws {
 public:
  explicit ManyDraws(const Draws& draws) : draws_(draws), by_neighbours_(thresholds_of(draws.observed, draws.slack)) {}
  void draw(const run::Block& block, Extremes& own) {
    std::vector<std::pair<std::uint32_t, SumTally>> tallies;
    for (auto& [neighbours, thresholds] : by_neighbours_) tallies.emplace_back(neighbours, SumTally(thresholds));
    draw_block(draws_, block, own, [&](std::size_t, const std::vector<std::uint64_t>& sums) {
      for (auto& [neighbours, tally] : tallies) tally.add(sums[neighbours]);
    });
    for (auto& [neighbours, tally] : tallies) tally.flush();
  }
  void finish() {
    for (auto& [neighbours, thresholds] : by_neighbours_) thresholds.cumulate();
  }
  [[nodiscard]] Common common(const Observation& seen) const {
    const auto& thresholds = by_neighbours_.at(seen.neighbours);
    return {thresholds.from(low_cut(seen.sum, draws_.slack)), draws_.number - thresholds.from(high_cut(seen.sum, draws_.slack))};
  }

 private:
  const Draws& draws_;
  std::map<std::uint32_t, Thresholds> by_neighbours_;
};

/// Sums in rising order, and where each stretch of them begins: one or two steps find a place among them.
class SortedSums {
 public:
  std::vector<std::uint64_t> sum;

  void sort() {
    std::sort(sum.begin(), sum.end());
    const auto width = static_cast<unsigned>(std::bit_width(sum.back() - sum.front()));
    shift_ = width > kStretchBits ? width - kStretchBits : 0U;
    begin_.assign(stretch_of(sum.back()) + 2, 0);
    for (const auto s : sum) ++begin_[stretch_of(s) + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  }
  /// How many lie at `at` or above.
  [[nodiscard]] std::uint64_t from(std::uint64_t at) const {
    if (at <= sum.front()) return sum.size();
    if (at > sum.back()) return 0;
    const auto stretch = stretch_of(at);
    return static_cast<std::uint64_t>(sum.end() - std::lower_bound(sum.begin() + begin_[stretch], sum.begin() + begin_[stretch + 1], at));
  }

 private:
  static constexpr unsigned kStretchBits = 17;
  [[nodiscard]] std::size_t stretch_of(std::uint64_t s) const { return static_cast<std::size_t>((s - sum.front()) >> shift_); }
  std::vector<std::ptrdiff_t> begin_;
  unsigned shift_ = 0;
};

/// Few draws for many places: the draws themselves are sorted, and each place looks its cuts up.
class FewDraws {
 public:
  explicit FewDraws(const Draws& draws) : draws_(draws), of_(draws.most + 1) {
    for (const auto& o : draws.observed) {
      if (of_[o.neighbours].sum.empty()) of_[o.neighbours].sum.assign(draws.number, 0);
    }
    for (std::uint32_t k = 0; k < of_.size(); ++k) {
      if (!of_[k].sum.empty()) kinds_.push_back(k);
    }
  }
  void draw(const run::Block& block, Extremes& own) {
    draw_block(draws_, block, own, [&](std::size_t draw, const std::vector<std::uint64_t>& sums) {
      for (const auto k : kinds_) of_[k].sum[draw] = sums[k];
    });
  }
  void finish() {
    for (const auto k : kinds_) of_[k].sort();
  }
  [[nodiscard]] Common common(const Observation& seen) const {
    const auto& sums = of_[seen.neighbours];
    return {sums.from(low_cut(seen.sum, draws_.slack)), draws_.number - sums.from(high_cut(seen.sum, draws_.slack))};
  }

 private:
  const Draws& draws_;
  std::vector<SortedSums> of_;        ///< by the number of neighbours
  std::vector<std::uint32_t> kinds_;  ///< numbers that occur
};

template <class Way>
std::vector<Tails> tails_by(const Draws& draws, const Context& context) {
  const auto observed = draws.observed;
  Way all(draws);
  Extremes own{std::vector<std::uint64_t>(observed.size(), 0), std::vector<std::uint64_t>(observed.size(), 0)};
  run::for_blocks(draws.number, 16'384, context, "hotspots", [&](const run::Block& block) { all.draw(block, own); });
  all.finish();
  std::vector<Tails> tails(observed.size());
  const auto of = static_cast<double>(draws.number + 1);
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const auto common = all.common(observed[i]);
    tails[i] = {static_cast<double>(common.at_least + own.at_least[i] + 1) / of, static_cast<double>(common.at_most + own.at_most[i] + 1) / of};
  }
  return tails;
}

}  // namespace

std::uint64_t draws_for(std::uint64_t cells) { return std::max<std::uint64_t>(99'999, 40 * cells); }

std::vector<Tails> drawn_tails(std::span<const Observation> observed, std::uint64_t draws, std::uint64_t seed, const Context& context, std::uint64_t slack) {
  if (observed.empty()) return {};
  Draws all{observed, draws, seed, slack};
  for (const auto& o : observed) all.most = std::max<std::size_t>(all.most, o.neighbours);
  return draws < observed.size() ? tails_by<FewDraws>(all, context) : tails_by<ManyDraws>(all, context);
}

}  // namespace bailiwick::hotspots_room
