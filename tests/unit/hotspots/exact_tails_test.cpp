#include "hotspots/exact_tails.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>

#include "hotspots/drawn_tails.h"
#include "hotspots/numbered_random.h"

namespace bailiwick::hotspots_room {
namespace {

/// The same by writing down every choice of k of the other places.
Tails enumerated(const std::vector<std::uint32_t>& counts, std::size_t place, std::uint32_t neighbours, std::uint64_t sum) {
  std::vector<std::uint32_t> others = counts;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(place));
  std::uint64_t all = 0, at_least = 0, at_most = 0;
  for (std::uint32_t choice = 0; choice < (1U << others.size()); ++choice) {
    if (std::popcount(choice) != static_cast<int>(neighbours)) continue;
    std::uint64_t drawn = 0;
    for (std::size_t i = 0; i < others.size(); ++i) drawn += (choice >> i & 1U) != 0 ? others[i] : 0;
    ++all;
    at_least += drawn >= sum ? 1 : 0;
    at_most += drawn <= sum ? 1 : 0;
  }
  return {static_cast<double>(at_least) / static_cast<double>(all), static_cast<double>(at_most) / static_cast<double>(all)};
}

TEST(ExactTails, EqualEveryChoiceWrittenDown) {
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    std::vector<std::uint32_t> counts(4 + random() % 9);
    for (auto& c : counts) c = random() % 3 == 0 ? static_cast<std::uint32_t>(random() % 40) : static_cast<std::uint32_t>(random() % 3);
    std::vector<Observation> observed;
    std::vector<Tails> expected;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto neighbours = static_cast<std::uint32_t>(random() % counts.size());
      std::uint64_t sum = 0;
      for (std::uint32_t k = 1; k <= neighbours; ++k) sum += counts[(i + k) % counts.size()];
      observed.push_back({counts[i], neighbours, sum});
      expected.push_back(enumerated(counts, i, neighbours, sum));
    }
    const auto tails = exact_tails(counts, observed, {});
    for (std::size_t i = 0; i < counts.size(); ++i) {
      EXPECT_NEAR(tails[i].at_least / expected[i].at_least, 1, 1e-15) << round << " " << i;
      EXPECT_NEAR(tails[i].at_most / expected[i].at_most, 1, 1e-15) << round << " " << i;
    }
  }
}

TEST(ExactTails, ZerosAndOnesAreHypergeometric) {
  // 2000 places, 100 of them with one report. A place without a report has 8 neighbours with 5 reports or more:
  // scipy 1.17.1, hypergeom.sf(4, 1999, 100, 8) = 1.4107849865242067e-05, hypergeom.cdf(5, 1999, 100, 8) = 0.9999996505903713
  std::vector<std::uint32_t> counts(2000, 0);
  std::fill_n(counts.begin(), 100, 1U);
  const auto tails = exact_tails(counts, std::vector<Observation>{{0, 8, 5}}, {});
  EXPECT_NEAR(tails[0].at_least / 1.4107849865242067e-05, 1, 1e-13);
  EXPECT_NEAR(tails[0].at_most, 0.9999996505903713, 1e-15);
}

TEST(ExactTails, AFarTailKeepsItsPrecisionBesideAHugeCount) {
  // One place holds 100,000 reports, nine hold 20, the rest nothing. The huge place has eight neighbours of 20: of the C(9999, 8) choices without
  // itself C(9, 8) = 9 do. Taking the huge count out of a table by subtraction would leave rounding noise alone here.
  std::vector<std::uint32_t> counts(10'000, 0);
  counts[0] = 100'000;
  for (int i = 1; i <= 9; ++i) counts[static_cast<std::size_t>(i)] = 20;
  const auto tails = exact_tails(counts, std::vector<Observation>{{100'000, 8, 160}}, {});
  long double choices = 1;
  for (int i = 0; i < 8; ++i) choices = choices * (9999 - i) / (i + 1);
  EXPECT_NEAR(static_cast<double>(tails[0].at_least * choices / 9), 1, 1e-14);
  EXPECT_DOUBLE_EQ(tails[0].at_most, 1);
}

TEST(ExactTails, ManyNeighboursDoNotOverflow) {
  // C(5000, 2000) is far beyond the range of long double. By symmetry a sum of one half is the median: half of 2500 ones.
  std::vector<std::uint32_t> counts(5001, 0);
  std::fill_n(counts.begin(), 2500, 1U);
  const auto tails = exact_tails(counts, std::vector<Observation>{{0, 200, 100}}, {});
  EXPECT_NEAR(tails[0].at_least, tails[0].at_most, 1e-13);  // 2500 ones and 2500 zeros among the others
}

TEST(DrawnTails, AgreeWithTheExactOnesWithinTheirNoiseAndDependOnTheSeedAlone) {
  std::mt19937 random(11);
  std::vector<std::uint32_t> counts(40);
  for (auto& c : counts) c = static_cast<std::uint32_t>(random() % 5);
  std::vector<Observation> observed;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::uint32_t neighbours = i % 2 == 0 ? 8 : 5;
    std::uint64_t sum = 0;
    for (std::uint32_t k = 1; k <= neighbours; ++k) sum += counts[(i + k) % counts.size()];
    observed.push_back({counts[i], neighbours, sum});
  }
  constexpr std::uint64_t kDraws = 50'000;
  Context one, three;
  one.threads = 1;
  three.threads = 3;
  const auto exact = exact_tails(counts, observed, {});
  const auto drawn = drawn_tails(observed, kDraws, 5, one), again = drawn_tails(observed, kDraws, 5, three);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double noise = 5 * std::sqrt(0.25 / kDraws);
    EXPECT_NEAR(drawn[i].at_least, exact[i].at_least, noise) << i;
    EXPECT_NEAR(drawn[i].at_most, exact[i].at_most, noise) << i;
    EXPECT_EQ(drawn[i].at_least, again[i].at_least);
    EXPECT_EQ(drawn[i].at_most, again[i].at_most);
  }
}

/// What the header says, draw by draw and place by place.
std::vector<Tails> drawn_plainly(const std::vector<Observation>& observed, std::uint64_t draws, std::uint64_t seed) {
  std::uint32_t most = 0;
  for (const auto& o : observed) most = std::max(most, o.neighbours);
  std::vector<std::uint64_t> at_least(observed.size(), 1), at_most(observed.size(), 1);
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    NumberedRandom random(seed, draw);
    std::vector<std::uint64_t> drawn;
    while (drawn.size() <= most) {
      const auto place = random.below(observed.size());
      if (std::find(drawn.begin(), drawn.end(), place) == drawn.end()) drawn.push_back(place);
    }
    for (std::size_t i = 0; i < observed.size(); ++i) {
      const auto k = observed[i].neighbours;
      std::uint64_t sum = 0;
      for (std::uint32_t at = 0; at < k; ++at) sum += observed[drawn[at] == i ? drawn[k] : drawn[at]].own;
      at_least[i] += sum >= observed[i].sum ? 1 : 0;
      at_most[i] += sum <= observed[i].sum ? 1 : 0;
    }
  }
  std::vector<Tails> tails;
  const auto of = static_cast<double>(draws + 1);
  for (std::size_t i = 0; i < observed.size(); ++i) tails.push_back({static_cast<double>(at_least[i]) / of, static_cast<double>(at_most[i]) / of});
  return tails;
}

TEST(DrawnTails, AreTheSharesOfTheDrawsOneByOneForFewDrawsAndForMany) {
  std::mt19937 random(19);
  for (const std::uint64_t range : {std::uint64_t{5}, std::uint64_t{3000}, std::uint64_t{1} << 50U}) {  // counts, large counts, steps of real values
    std::vector<Observation> observed(300);
    for (auto& o : observed) o.own = (std::uint64_t{random()} << 20U ^ random()) % range;
    for (std::size_t i = 0; i < observed.size(); ++i) {
      observed[i].neighbours = i % 50 == 0 ? 0 : i % 3 == 0 ? 8 : 5;
      for (std::uint32_t k = 1; k <= observed[i].neighbours; ++k) observed[i].sum += observed[(i + 7 * k) % observed.size()].own;
    }
    for (const std::uint64_t draws : {100U, 299U, 300U, 2000U}) {
      const auto tails = drawn_tails(observed, draws, 4, {}), expected = drawn_plainly(observed, draws, 4);
      for (std::size_t i = 0; i < observed.size(); ++i) {
        ASSERT_EQ(tails[i].at_least, expected[i].at_least) << range << " " << draws << " " << i;
        ASSERT_EQ(tails[i].at_most, expected[i].at_most) << range << " " << draws << " " << i;
      }
    }
  }
}

}  // namespace
}  // namespace bailiwick::hotspots_room
