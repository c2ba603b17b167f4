/// Densities and bandwidths against R's spatstat and ks and against QGIS's heatmap. Inputs, expected values and their sources: density.json, made by
/// density_reference.py.
#include <bailiwick/density.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

namespace bailiwick {
namespace {

using Reals = std::vector<double>;
using Mask = std::vector<std::uint8_t>;

const nlohmann::json& reference(const std::string& name) {
  static const auto all = [] {
    std::ifstream file(std::string(BAILIWICK_SOURCE_DIR) + "/tests/reference/density.json");
    return nlohmann::json::parse(file);
  }();
  return all.at(name);
}

Reals reals(const nlohmann::json& list) { return list.get<Reals>(); }

Kernel kernel_of(const nlohmann::json& one) {
  static const std::map<std::string, Kernel> kernels{{"gaussian", Kernel::gaussian},     {"epanechnikov", Kernel::epanechnikov}, {"quartic", Kernel::quartic},
                                                     {"triweight", Kernel::triweight},   {"triangular", Kernel::triangular},     {"disc", Kernel::uniform}};
  return kernels.at(one.at("kernel").get<std::string>());
}

DensityOptions options_of(const nlohmann::json& one, EdgeCorrection edge = EdgeCorrection::none) {
  return {kernel_of(one), {one.at("radius").get<double>(), "given", ""}, edge};
}

/// 2e-7 of each value or 1e-12 of the largest, the larger: what density() promises, and the nine digits of the file are well within it.
void expect_density(const std::vector<float>& ours, const Reals& theirs, const std::string& what) {
  ASSERT_EQ(ours.size(), theirs.size()) << what;
  const double largest = *std::max_element(theirs.begin(), theirs.end());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(ours[i]), theirs[i], std::max(2e-7 * theirs[i], 1e-12 * largest)) << what << ", cell " << i;
    if (theirs[i] == 0) {
      EXPECT_EQ(ours[i], 0.0F) << what << ", cell " << i;
    }
  }
}

struct Trees {
  const nlohmann::json& all = reference("longleaf");
  Reals x = reals(all.at("x")), y = reals(all.at("y")), width = reals(all.at("width"));
  Lattice lattice{10, 0, 0, 20, 20};

  [[nodiscard]] MetricView places() const { return {x, y}; }
  [[nodiscard]] std::vector<float> density_by(const DensityOptions& options, bool weighted) const {
    return density(places(), weighted ? width : Reals{}, lattice, {}, options).per_km2;
  }
};

TEST(DensityReference, KernelSumsAreThoseOfSpatstat) {
  const Trees trees;
  for (const auto& one : trees.all.at("fixed")) {
    expect_density(trees.density_by(options_of(one), one.at("weighted").get<bool>()), reals(one.at("density")), one.at("kernel").get<std::string>());
  }
}

TEST(DensityReference, GaussianSumsAreThoseOfKs) {
  const Trees trees;
  const DensityOptions twelve{Kernel::gaussian, {12, "given", ""}, EdgeCorrection::none};
  expect_density(trees.density_by(twelve, false), reals(trees.all.at("ks")), "ks");
  expect_density(trees.density_by(twelve, true), reals(trees.all.at("ks_weighted")), "ks, weighted");
}

TEST(DensityReference, ScottIsThatOfSpatstatAndSilvermanTheNormalScaleOfKs) {
  const Trees trees;
  const auto sigma = [&](BandwidthRule rule) { return bandwidth_by(rule, Kernel::gaussian, trees.places()).radius_m; };
  EXPECT_NEAR(sigma(BandwidthRule::scott), trees.all.at("scott_iso").get<double>(), 1e-7);
  EXPECT_NEAR(sigma(BandwidthRule::silverman), trees.all.at("silverman").get<double>(), 1e-7);
  const double quartic = bandwidth_by(BandwidthRule::scott, Kernel::quartic, trees.places()).radius_m;
  EXPECT_NEAR(quartic, std::sqrt(8.0) * trees.all.at("scott_iso").get<double>(), 1e-6);
}

/// R stops within a thousandth of a metre of a flat top; our golden section ends with 1e-4 of the logarithm of sigma.
TEST(DensityReference, TheLikeliestBandwidthIsThatOfSpatstat) {
  const Trees trees;
  const auto likeliest = [&](Kernel kernel, std::span<const double> weight) { return bandwidth_by(BandwidthRule::likelihood, kernel, trees.places(), weight).radius_m; };
  const double sigma = trees.all.at("likeliest").get<double>(), weighted = trees.all.at("likeliest_weighted").get<double>();
  EXPECT_NEAR(likeliest(Kernel::gaussian, {}), sigma, 2e-4 * sigma);
  EXPECT_NEAR(likeliest(Kernel::quartic, {}), std::sqrt(8.0) * sigma, 2e-4 * std::sqrt(8.0) * sigma);
  EXPECT_NEAR(likeliest(Kernel::gaussian, trees.width), weighted, 2e-4 * weighted);
}

/// A town with a bay and a hole, its reports on the centres of cells, several on some: spatstat moves reports there.
struct Town {
  const nlohmann::json& all = reference("edged");
  Reals x = reals(all.at("x")), y = reals(all.at("y")), weight = reals(all.at("weight"));
  Mask inside = all.at("inside").get<Mask>();
  Lattice lattice{50, 0, 0, 24, 20};

  [[nodiscard]] std::vector<float> of_cells_inside(const std::vector<float>& grid) const {
    std::vector<float> kept;
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
      if (inside[cell] != 0) kept.push_back(grid[cell]);
    }
    return kept;
  }
};

TEST(DensityReference, CellsInsideAreThePixelsOfSpatstat) {
  Polygons area;
  for (const auto& ring : {std::vector<std::array<double, 2>>{{0, 0}, {1200, 0}, {1200, 1000}, {610, 1000}, {590, 420}, {310, 1000}, {0, 930}, {0, 0}},
                           std::vector<std::array<double, 2>>{{820, 210}, {820, 390}, {1010, 390}, {1010, 210}, {820, 210}}}) {
    for (const auto& [x, y] : ring) area.add_vertex(x, y);
    area.end_ring();
  }
  area.end_part();
  area.end_shape();
  const Town town;
  EXPECT_EQ(cells_inside(town.lattice, area.view()), town.inside);
}

TEST(DensityReference, BothEdgeCorrectionsAreThoseOfSpatstat) {
  const Town town;
  for (const auto& one : town.all.at("edges")) {
    const auto edge = one.at("edge") == "diggle" ? EdgeCorrection::diggle : EdgeCorrection::uniform;
    const auto grid = density({town.x, town.y}, one.at("weighted").get<bool>() ? town.weight : Reals{}, town.lattice, town.inside, options_of(one, edge));
    EXPECT_EQ(grid.lost_weight, 0);
    expect_density(town.of_cells_inside(grid.per_km2), reals(one.at("density")), one.at("kernel").get<std::string>() + " " + one.at("edge").get<std::string>());
  }
}

TEST(DensityReference, WithoutCorrectionTheTownIsThatOfSpatstat) {
  const Town town;
  const auto grid = density({town.x, town.y}, {}, town.lattice, town.inside, {Kernel::quartic, {220, "given", ""}, EdgeCorrection::none});
  expect_density(town.of_cells_inside(grid.per_km2), reals(town.all.at("none")), "quartic");
}

TEST(DensityReference, RepeatsLeaveNoTraceInTheLikeliestBandwidth) {
  const Town town;
  const double sigma = town.all.at("likeliest").get<double>();
  EXPECT_NEAR(bandwidth_by(BandwidthRule::likelihood, Kernel::gaussian, {town.x, town.y}).radius_m, sigma, 2e-4 * sigma);
}

TEST(DensityReference, AdaptiveKernelsAreThoseOfSpatstat) {
  const Town town;
  for (const auto& one : town.all.at("abramson")) {
    auto options = options_of(one);
    options.adaptive = true;
    const auto grid = density({town.x, town.y}, {}, town.lattice, town.inside, options);
    expect_density(town.of_cells_inside(grid.per_km2), reals(one.at("density")), "adaptive " + one.at("kernel").get<std::string>());
  }
}

double peak_of(Kernel kernel) {  // Silverman 1986, section 4.2.1; a cone for triangular
  const std::map<Kernel, double> times_pi{{Kernel::quartic, 3}, {Kernel::triangular, 3}, {Kernel::uniform, 1}, {Kernel::triweight, 4}, {Kernel::epanechnikov, 2}};
  return times_pi.at(kernel) / 3.14159265358979323846;
}

/// QGIS adds up in 32 bits. A sum of n positive numbers that way is off by n half units in the last place at most; two more for the stored value and ours.
TEST(DensityReference, RawHeatmapsAreThoseOfQgis) {
  const auto& all = reference("qgis");
  const double cell = all.at("cell").get<double>(), radius = all.at("radius").get<double>();
  const Lattice lattice{cell, all.at("first_column").get<int>(), all.at("first_row").get<int>(), all.at("columns").get<unsigned>(), all.at("rows").get<unsigned>()};
  const auto in_reach = all.at("in_reach").get<std::vector<unsigned>>();
  const auto weight = reals(all.at("weight"));
  Reals ones(weight.size(), 1.0);
  ones[0] = ones[1] = 0;  // they only make the box
  for (const auto& one : all.at("cases")) {
    const auto name = one.at("reports").get<std::string>(), kernel = one.at("kernel").get<std::string>();
    const auto x = reals(all.at("x")), y = reals(all.at(name == "mirrored" ? "y_mirrored" : "y"));
    const auto ours = density({x, y}, name == "weights" ? weight : ones, lattice, {}, {kernel_of(one), {radius, "given", ""}, EdgeCorrection::none}).per_km2;
    const auto raw = reals(one.at("raw"));
    ASSERT_EQ(ours.size(), raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const double theirs = raw[i] * peak_of(kernel_of(one)) / (radius * radius) * 1e6;
      // A mirrored report may be in reach of other cells than the one it stands for: all reports, then.
      const double reports = name == "mirrored" ? static_cast<double>(weight.size()) : in_reach[i];
      EXPECT_NEAR(static_cast<double>(ours[i]), theirs, (reports + 3) * 0x1p-24 * theirs) << kernel << " " << name << ", cell " << i;
    }
  }
}

}  // namespace
}  // namespace bailiwick
