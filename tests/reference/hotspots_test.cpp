/// The statistics against other programs, on data of the literature. Inputs, expected values and their sources: hotspots.json.
#include <bailiwick/autocorrelation.h>
#include <bailiwick/clusters.h>
#include <bailiwick/exposure.h>
#include <bailiwick/hotspots.h>

#include "hotspots/drawn_tails.h"
#include "hotspots/exact_tails.h"
#include "hotspots/neighbour_sums.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

namespace bailiwick {
namespace {

using Reals = std::vector<double>;
using Counts = std::vector<std::uint32_t>;

const nlohmann::json& reference(const std::string& name) {
  static const auto all = [] {
    std::ifstream file(std::string(BAILIWICK_SOURCE_DIR) + "/tests/reference/hotspots.json");
    return nlohmann::json::parse(file);
  }();
  return all.at(name);
}

Weights weights_of(const nlohmann::json& lists) {
  Weights weights;
  for (const auto& list : lists) {
    for (const auto& neighbour : list) weights.neighbour.push_back(neighbour.get<std::uint32_t>());
    weights.begin.push_back(static_cast<std::uint32_t>(weights.neighbour.size()));
  }
  return weights;
}

void expect_near(const Reals& ours, const nlohmann::json& theirs, const std::string& what) {
  const auto expected = theirs.get<Reals>();
  ASSERT_EQ(ours.size(), expected.size()) << what;
  for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_NEAR(ours[i], expected[i], 1e-9) << what << " of place " << i;
}

void expect_global(const GlobalStatistic& ours, const nlohmann::json& theirs, const std::string& what) {
  EXPECT_NEAR(ours.value, theirs[0].get<double>(), 1e-9) << what;
  EXPECT_NEAR(ours.expected, theirs[1].get<double>(), 1e-9) << what;
  EXPECT_NEAR(ours.variance, theirs[2].get<double>(), 1e-9) << what;
  EXPECT_NEAR(ours.z, theirs[3].get<double>(), 1e-9) << what;
}

void expect_statistics(const nlohmann::json& city, const Weights& weights) {
  const auto count = city.at("count").get<Counts>();
  const auto local = local_statistics(count, weights);
  expect_near(local.gi_star_z, city.at("gi_star_z"), "Gi*");
  expect_near(local.gi_z, city.at("gi_z"), "Gi");
  expect_near(local.moran, city.at("moran"), "local Moran");
  if (city.contains("quadrant")) {
    for (std::size_t i = 0; i < count.size(); ++i) EXPECT_EQ(static_cast<int>(local.quadrant[i]), city["quadrant"][i].get<int>()) << i;
  }
  const Reals value(count.begin(), count.end());
  expect_global(moran(value, weights, 0), city.at("moran_i"), "Moran's I");
  expect_global(general_g(value, weights, 0), city.at("general_g"), "General G");
}

TEST(HotspotsReference, ColumbusIsThatOfSpdepAndEsda) { expect_statistics(reference("columbus"), weights_of(reference("columbus").at("neighbours"))); }

TEST(HotspotsReference, SidsIsThatOfSpdepAndEsda) { expect_statistics(reference("sids"), weights_of(reference("sids").at("neighbours"))); }

TEST(HotspotsReference, BinaryMoranAndRowStandardisedGAreThoseOfSpdep) {
  for (const auto* const name : {"columbus", "sids"}) {
    const auto& city = reference(name);
    auto weights = weights_of(city.at("neighbours"));
    const auto count = city.at("count").get<Counts>();
    const Reals value(count.begin(), count.end());
    weights.style = Style::binary;
    expect_global(moran(value, weights, 0), city.at("moran_binary"), "Moran's I, binary");
    expect_global(general_g(value, weights, 0), city.at("general_g"), "General G, binary");
    expect_near(local_statistics(count, weights).moran, city.at("local_moran_binary"), "local Moran, binary");
    expect_near(local_statistics(count, weights).gi_star_z, city.at("gi_star_z"), "Gi*");
    weights.style = Style::row_standardised;
    expect_global(general_g(value, weights, 0), city.at("general_g_row"), "General G, row-standardised");
    expect_global(moran(value, weights, 0), city.at("moran_i"), "Moran's I, row-standardised");
    expect_near(local_statistics(count, weights).moran, city.at("moran"), "local Moran, row-standardised");
  }
}

TEST(HotspotsReference, StatisticsOfRatesAreThoseOfEsda) {
  const auto& sids = reference("sids");
  const auto count = sids.at("count").get<Reals>(), births = sids.at("births").get<Reals>();
  Reals rate;
  for (std::size_t i = 0; i < count.size(); ++i) rate.push_back(count[i] / births[i]);
  const auto local = local_statistics(rate, weights_of(sids.at("neighbours")));
  EXPECT_EQ(local.method, "draws:99999");
  expect_near(local.gi_star_z, sids.at("gi_star_rate_z"), "Gi*");
  expect_near(local.gi_z, sids.at("rate_gi_z"), "Gi");
  expect_near(local.moran, sids.at("rate_moran"), "local Moran");
  for (std::size_t i = 0; i < rate.size(); ++i) EXPECT_EQ(static_cast<int>(local.quadrant[i]), sids.at("rate_quadrant")[i].get<int>()) << i;
}

TEST(HotspotsReference, TheLatticeOfGetisAndOrdIsThatOfSpdep) {
  const Lattice lattice{30, 0, 0, 16, 16};
  expect_statistics(reference("getis_ord"), lattice_weights(lattice, {}, Neighbours::rook));
  GiOptions rook;
  rook.neighbours = Neighbours::rook;
  expect_near(getis_ord(lattice, reference("getis_ord").at("count").get<Counts>(), {}, rook).z, reference("getis_ord").at("gi_star_z"), "Gi* on the lattice");
}

/// Tails of the sum over the neighbours of each place, exactly.
std::vector<hotspots_room::Tails> tails_of(const Counts& count, const Weights& weights) {
  std::vector<hotspots_room::Observation> observed;
  for (std::size_t i = 0; i < count.size(); ++i) {
    std::uint64_t around = 0;
    for (const auto other : weights.of(i)) around += count[other];
    observed.push_back({count[i], static_cast<std::uint32_t>(weights.of(i).size()), around});
  }
  return hotspots_room::exact_tails(count, observed, {});
}

/// The one-sided p of esda is drawn from the conditional distribution that ours is counted from: the share of draws at least as large as seen, folded.
/// Its rounding (fast arithmetic, a product with the reciprocal on one side of the comparison) takes all ties of a place for larger or none.
/// Five standard errors, for a hundred places. Ours has ties in both tails and is twice the smaller.
void expect_permutation_p(const nlohmann::json& city, const Weights& weights) {
  const auto count = city.at("count").get<Counts>();
  const auto draws = city.at("draws").get<double>();
  const auto local = local_statistics(count, weights);
  ASSERT_EQ(local.method, "exact");
  const auto tails = tails_of(count, weights);
  const auto theirs = city.at("p_sim").get<Reals>();
  ASSERT_EQ(theirs.size(), count.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const auto is_theirs = [&](double larger) {
      const double p = std::min(larger, 1 - larger);
      return std::abs(theirs[i] - p) <= 5 * std::sqrt(p * (1 - p) / draws) + 1 / draws;
    };
    EXPECT_TRUE(is_theirs(tails[i].at_least) || is_theirs(1 - tails[i].at_most)) << i << ": " << theirs[i] << ", exactly " << tails[i].at_least << " " << 1 - tails[i].at_most;
    EXPECT_NEAR(local.p[i], std::min(1.0, 2 * std::min(tails[i].at_least, tails[i].at_most)), 1e-15) << i;
  }
}

/// Of rates both are drawn: 9,999 times there, 99,999 times here.
TEST(HotspotsReference, ThePermutationPOfRatesIsEsdasWithinTheNoiseOfBoth) {
  const auto& sids = reference("sids");
  const auto count = sids.at("count").get<Reals>(), births = sids.at("births").get<Reals>();
  Reals rate;
  for (std::size_t i = 0; i < count.size(); ++i) rate.push_back(count[i] / births[i]);
  const auto weights = weights_of(sids.at("neighbours"));
  const auto steps = hotspots_room::steps_of(rate, {}, 10);
  const auto around = hotspots_room::lags(steps.step, weights);
  std::vector<hotspots_room::Observation> observed;
  for (std::size_t i = 0; i < rate.size(); ++i) observed.push_back({around.count[i], around.neighbours[i], around.sum[i]});
  const auto tails = hotspots_room::drawn_tails(observed, 99'999, 1, {});
  const auto local = local_statistics(rate, weights);
  for (std::size_t i = 0; i < rate.size(); ++i) {
    const double theirs = sids.at("rate_p_sim")[i].get<double>();
    const auto is_theirs = [&](double larger) {
      const double p = std::min(larger, 1 - larger);
      return std::abs(theirs - p) <= 5 * std::sqrt(p * (1 - p) * (1 / 9999.0 + 1 / 99999.0)) + 1 / 9999.0;
    };
    EXPECT_TRUE(is_theirs(tails[i].at_least) || is_theirs(1 - tails[i].at_most)) << i << ": " << theirs << ", ours " << tails[i].at_least << " " << 1 - tails[i].at_most;
    EXPECT_EQ(local.p[i], std::min(1.0, 2 * std::min(tails[i].at_least, tails[i].at_most))) << i;
  }
}

TEST(HotspotsReference, ThePermutationPOfEsdaIsOursWithinItsNoise) {
  expect_permutation_p(reference("random_queen"), lattice_weights({100, 0, 0, 11, 9}, {}, Neighbours::queen));
  expect_permutation_p(reference("random_rook"), lattice_weights({100, 0, 0, 11, 9}, {}, Neighbours::rook));
}

TEST(HotspotsReference, RandomLatticesAreThoseOfEsda) {
  expect_statistics(reference("random_queen"), lattice_weights({100, 0, 0, 11, 9}, {}, Neighbours::queen));
  expect_statistics(reference("random_rook"), lattice_weights({100, 0, 0, 11, 9}, {}, Neighbours::rook));
}

TEST(HotspotsReference, LocalMoranIsThatOfGeoda) {
  const auto& sids = reference("sids");
  expect_near(local_statistics(sids.at("count").get<Counts>(), weights_of(sids.at("neighbours"))).moran, sids.at("geoda_moran"), "local Moran");
}

/// The same cores, noise and parts, numbers aside; only a report in reach of two clusters may lie in the other.
TEST(HotspotsReference, ClustersAreThoseOfScikitLearnButForContestedReports) {
  const auto& places = reference("dbscan");
  const auto x = places.at("x").get<Reals>(), y = places.at("y").get<Reals>();
  std::size_t contested = 0;
  for (const auto& one : places.at("cases")) {
    const auto found = dbscan({x, y}, {one.at("eps").get<double>(), one.at("min").get<std::uint32_t>()});
    const auto theirs = one.at("label").get<std::vector<std::int32_t>>();
    EXPECT_EQ(found.core, one.at("core").get<std::vector<std::uint8_t>>()) << one.at("eps");
    std::map<std::int32_t, std::int32_t> there, back;
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      EXPECT_EQ(found.label[i] < 0, theirs[i] < 0) << i;
      contested += found.contested[i];
      if (found.contested[i] != 0) continue;
      EXPECT_EQ(there.emplace(found.label[i], theirs[i]).first->second, theirs[i]) << i;
      EXPECT_EQ(back.emplace(theirs[i], found.label[i]).first->second, found.label[i]) << i;
    }
  }
  EXPECT_GT(contested, 0U);
}

TEST(HotspotsReference, EmpiricalBayesAndGiStarOfRatesAreThoseOfSpdepAndEsda) {
  const auto& sids = reference("sids");
  const auto births = sids.at("births").get<Reals>();
  const auto count = sids.at("count").get<std::vector<std::uint64_t>>();
  expect_near(empirical_bayes(count, births), sids.at("eb"), "empirical Bayes");
  expect_near(zone_hotspots(count, births, weights_of(sids.at("neighbours"))).gi_star_rate_z, sids.at("gi_star_rate_z"), "Gi* of the rate");
}

void expect_tails(const nlohmann::json& tails, const Counts& counts) {
  for (const auto& one : tails.at("cases")) {
    const hotspots_room::Observation observed{counts[one[0].get<std::size_t>()], one[1].get<std::uint32_t>(), one[2].get<std::uint64_t>()};
    const auto ours = hotspots_room::exact_tails(counts, std::span(&observed, 1), {}).front();
    const double at_least = one[3].get<double>(), at_most = one[4].get<double>();
    EXPECT_NEAR(ours.at_least, at_least, at_least * 1e-12) << one.dump();
    EXPECT_NEAR(ours.at_most, at_most, at_most * 1e-12) << one.dump();
  }
}

TEST(HotspotsReference, ExactTailsAreThoseOfWholeNumbers) {
  const auto& tails = reference("exact_tails");
  Counts counts(tails.at("cells").get<std::size_t>());
  for (std::uint64_t i = 0; i < counts.size(); ++i) counts[i] = static_cast<std::uint32_t>(i % 7 == 0 ? i % 3 : i * i * 7919 % 101 % 13);
  expect_tails(tails, counts);
}

// Down to 1e-105.
TEST(HotspotsReference, TheFarthestTailsAreThoseOfWholeNumbers) {
  const auto& tails = reference("deep_tails");
  Counts counts;
  for (std::uint32_t i = 0; i < tails.at("cells").get<std::uint32_t>(); ++i) {
    std::uint32_t times = 0;
    for (std::uint32_t rest = i + 1; rest % 3 == 0; rest /= 3) ++times;
    counts.push_back(times * times);
  }
  expect_tails(tails, counts);
}

}  // namespace
}  // namespace bailiwick
