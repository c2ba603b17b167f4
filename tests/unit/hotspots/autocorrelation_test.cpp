/// Expected values: esda 2.9.0 with libpysal 4.14.1 on the town of getis_ord_test.cpp, lat2W(5, 6, rook=False); see each test.
#include <bailiwick/autocorrelation.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick {
namespace {

const Lattice kTown{100, 0, 0, 6, 5};
const std::vector<std::uint32_t> kCounts{0, 1, 0, 2, 1, 0,  //
                                         1, 3, 2, 0, 0, 1,  //
                                         0, 4, 9, 5, 0, 0,  //
                                         2, 1, 6, 3, 1, 0,  //
                                         0, 0, 1, 0, 2, 1};
const std::vector<double> kValues(kCounts.begin(), kCounts.end());

Weights queen() { return lattice_weights(kTown, {}, Neighbours::queen); }

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-12) << i;
}

// Moran_Local(x, w, transformation="r").Is and .q
TEST(LocalStatistics, MoranIsEsdas) {
  const auto local = local_statistics(kCounts, queen());
  expect_near(local.moran, {-0.045794713353930615, 0.03982148987298321,  -0.0228973566769653,  -0.09756265018880879,  0.11150017164435294,  0.2976656368005493,
                            -0.007964297974596628, 0.1943786474424991,   0.15331273601098522,  -0.2890791280466873,   0.14024630964641263,  0.15928595949193278,
                            -0.22897356676965325,  0.8103673189152076,   2.453003776175764,    0.8476999656711297,    0.09731376587710268,  0.38925506350841066,
                            -0.05575008582217645,  -0.14534843803638867, 1.3423575351870924,   0.4818400274630965,    0.018915207689667025, 0.25187092344661866,
                            0.18317885341572265,   -0.1602814967387573,  -0.05575008582217647, -0.36635770683144525,  -0.05575008582217645, 0.0637143837967731});
  const std::vector<int> expected{2, 3, 2, 4, 3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1, 1, 3, 3, 4, 2, 1, 1, 3, 3, 3, 2, 2, 2, 4, 3};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(static_cast<int>(local.quadrant[i]), expected[i]) << i;
}

// G_Local(x, w, transform="B", star=False).Zs
TEST(LocalStatistics, GiIsEsdas) {
  expect_near(local_statistics(kCounts, queen()).gi_z,
              {0.06909871062807489,  -0.4025081535421519, 0.015916903290246576, -1.0493980249982144, -1.0891397095846462,  -0.7896995500351418,
               0.055246217152844314, 1.001376649527344,   2.293945133619882,    1.2308798262136744,  -0.7196947617752084,  -1.5468940802796423,
               0.7083021964159802,   2.4590714659814243,  3.5788541806334604,   1.9691317544620919,  -0.5246373029763203,  -1.3688536829612206,
               -0.5917658035704217,  1.8543225692368839,  2.521653165139012,    2.3656683264001686,  -0.27347922783709444, -0.9072634875440648,
               -0.5034334631474029,  0.47750709870740227, 0.5130005878478403,   1.1698923918331356,  -0.5917658035704217,  -0.469882277596171});
}

TEST(LocalStatistics, GiStarAndItsPAreThoseOfTheLattice) {
  const auto local = local_statistics(kCounts, queen());
  const auto cells = getis_ord(kTown, kCounts, {});
  expect_near(local.gi_star_z, cells.z);
  EXPECT_EQ(local.p, cells.p);
  EXPECT_EQ(local.q, cells.q);
}

TEST(LocalStatistics, AnIslandHasNothingToBeComparedWith) {
  Weights weights;
  weights.begin = {0, 1, 2, 2};
  weights.neighbour = {1, 0};
  const auto local = local_statistics(std::vector<std::uint32_t>{4, 5, 99}, weights);
  EXPECT_EQ(local.p[2], 1);
  EXPECT_EQ(local.gi_z[2], 0);
  EXPECT_EQ(local.moran[2], 0);
  EXPECT_EQ(local.quadrant[2], Quadrant::none);
  EXPECT_THROW((void)local_statistics(std::vector<std::uint32_t>{4, 5}, weights), Error);
}

// Moran(x, w, transformation="r"): I, EI, VI_rand, z_rand, p_rand
TEST(Moran, IsEsdas) {
  const auto global = moran(kValues, queen());
  EXPECT_NEAR(global.value, 0.2242833848266393, 1e-14);
  EXPECT_NEAR(global.expected, -0.034482758620689655, 1e-15);
  EXPECT_NEAR(global.variance, 0.00809688908191614, 1e-15);
  EXPECT_NEAR(global.z, 2.875731657115778, 1e-11);
  EXPECT_NEAR(global.p_normal, 0.0040309223603536394, 1e-13);
  EXPECT_LT(global.p, 0.03);
  EXPECT_EQ(global.draws, 9'999U);
}

// G(x, w): G, EG, VG, z_norm
TEST(GeneralG, IsEsdas) {
  const auto global = general_g(kValues, queen());
  EXPECT_NEAR(global.value, 0.42588726513569936, 1e-14);
  EXPECT_NEAR(global.expected, 0.2045977011494253, 1e-14);
  EXPECT_NEAR(global.variance, 0.0020772912274045555, 1e-15);
  EXPECT_NEAR(global.z, 4.855257184450705, 1e-10);
}

// The same with KNN(points, k=2), which is not symmetric.
TEST(GlobalStatistics, HoldForOneSidedNeighboursToo) {
  const std::vector<double> x{0, 100, 0, 300, 310, 900, 330, 120}, y{0, 0, 100, 50, 60, 900, 40, 20}, value{3, 1, 2, 0, 5, 1, 0, 7};
  const auto weights = nearest({x, y}, 2);
  const auto i = moran(value, weights, 0), g = general_g(value, weights, 0);
  EXPECT_NEAR(i.value, -0.2905982905982906, 1e-14);
  EXPECT_NEAR(i.variance, 0.068863129175502, 1e-14);
  EXPECT_NEAR(g.value, 0.22058823529411764, 1e-14);
  EXPECT_NEAR(g.variance, 0.010643089956570873, 1e-14);
}

TEST(GlobalStatistics, TheSameForAnyNumberOfThreads) {
  Context one, three;
  one.threads = 1;
  three.threads = 3;
  EXPECT_EQ(moran(kValues, queen(), 999, 7, one).p, moran(kValues, queen(), 999, 7, three).p);
  EXPECT_EQ(general_g(kValues, queen(), 999, 7, one).p, general_g(kValues, queen(), 999, 7, three).p);
}

TEST(GlobalStatistics, ConstantValuesAndIslandsAloneSayNothing) {
  EXPECT_EQ(moran(std::vector<double>(30, 2.0), queen()).p, 1);
  Weights islands;
  islands.begin.assign(31, 0);
  EXPECT_EQ(moran(kValues, islands).p, 1);
  EXPECT_EQ(general_g(kValues, islands).p_normal, 1);
  EXPECT_THROW((void)general_g(std::vector<double>(30, -1.0), queen()), Error);
}

/// A city with a hole and a bay, as counts and as real values.
struct Holed {
  Lattice lattice{100, 0, 0, 9, 8};
  std::vector<std::uint8_t> inside;
  std::vector<std::uint32_t> count;
  std::vector<double> value;

  explicit Holed(CellShape shape) {
    lattice.shape = shape;
    for (std::uint32_t cell = 0; cell < lattice.size(); ++cell) {
      inside.push_back(cell % 9 == 4 && cell < 40 ? 0 : 1);
      count.push_back(cell * 7919 % 13);
      value.push_back(static_cast<double>(cell * 104729 % 1009) / 7.0 - 50);
    }
    value[4] = std::nan("");  // a cell that takes no part
  }
  template <class Value>
  [[nodiscard]] std::vector<Value> taking_part(const std::vector<Value>& values) const {
    std::vector<Value> out;
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
      if (inside[cell] != 0) out.push_back(values[cell]);
    }
    return out;
  }
};

void expect_same(const LocalStatistics& a, const LocalStatistics& b) {
  EXPECT_EQ(a.gi_star_z, b.gi_star_z);
  EXPECT_EQ(a.gi_z, b.gi_z);
  EXPECT_EQ(a.moran, b.moran);
  EXPECT_EQ(a.quadrant, b.quadrant);
  EXPECT_EQ(a.p, b.p);
  EXPECT_EQ(a.q, b.q);
  EXPECT_EQ(a.method, b.method);
}

TEST(Autocorrelation, ALatticeWithoutListsOfNeighboursSaysWhatListsSay) {
  for (const auto shape : {CellShape::square, CellShape::hexagon}) {
    const Holed city(shape);
    for (const auto neighbours : {Neighbours::queen, Neighbours::rook}) {
      for (const auto style : {Style::customary, Style::binary, Style::row_standardised}) {
        auto weights = lattice_weights(city.lattice, city.inside, neighbours);
        weights.style = style;
        GiOptions options;
        options.neighbours = neighbours;
        options.style = style;
        expect_same(local_statistics(city.lattice, city.count, city.inside, options), local_statistics(city.taking_part(city.count), weights, options));
        expect_same(local_statistics(city.lattice, city.value, city.inside, options), local_statistics(city.taking_part(city.value), weights, options));
        GlobalOptions global;
        global.neighbours = neighbours;
        global.style = style;
        global.draws = 99;
        const auto there = moran(city.lattice, city.value, city.inside, global), lists = moran(city.taking_part(city.value), weights, 99);
        EXPECT_EQ(there.z, lists.z);
        EXPECT_EQ(there.p, lists.p);
        std::vector<double> positive = city.value;
        for (double& v : positive) v += 60;
        const auto g = general_g(city.lattice, positive, city.inside, global), g_lists = general_g(city.taking_part(positive), weights, 99);
        EXPECT_EQ(g.z, g_lists.z);
        EXPECT_EQ(g.p, g_lists.p);
      }
    }
  }
}

TEST(Autocorrelation, CountsAsRealValuesHaveTheSameStatisticsAndAPNearTheExactOne) {
  const std::vector<double> values(kCounts.begin(), kCounts.end());
  const auto exact = local_statistics(kCounts, queen()), drawn = local_statistics(values, queen());
  EXPECT_EQ(drawn.method, "draws:99999");
  expect_near(drawn.gi_star_z, exact.gi_star_z);
  expect_near(drawn.gi_z, exact.gi_z);
  expect_near(drawn.moran, exact.moran);
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(drawn.p[i], exact.p[i], 10 * std::sqrt(0.25 / 99'999)) << i;
}

// 0.1 + 0.2 is not 0.3 as doubles: equal sums are equal all the same.
TEST(Autocorrelation, TenthsTieWhereTheirCountsDo) {
  std::vector<double> values(kCounts.begin(), kCounts.end()), tenths, beyond;
  for (const double v : values) {
    tenths.push_back(v * 0.1);
    beyond.push_back(1e6 + v * 0.1);
  }
  EXPECT_EQ(local_statistics(tenths, queen()).p, local_statistics(values, queen()).p);
  EXPECT_EQ(local_statistics(beyond, queen()).p, local_statistics(values, queen()).p);
}

TEST(Autocorrelation, RealValuesScaledAndMovedKeepTheirPAndZ) {
  const Holed city(CellShape::square);
  const auto values = city.taking_part(city.value);
  const auto weights = lattice_weights(city.lattice, city.inside, Neighbours::queen);
  std::vector<double> moved;
  for (const double v : values) moved.push_back(v * 1024 + 4096);
  const auto a = local_statistics(values, weights), b = local_statistics(moved, weights);
  EXPECT_EQ(a.p, b.p);
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(a.gi_star_z[i], b.gi_star_z[i], 1e-11);
}

TEST(Autocorrelation, RealValuesThatAreNoNumbersAreRefusedWhereTheyTakePart) {
  Holed city(CellShape::square);
  city.value[20] = std::nan("");
  try {
    (void)local_statistics(city.lattice, city.value, city.inside);
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "local statistics, place 20: expected a finite value, found another; leave the place out");
  }
  EXPECT_EQ(local_statistics(std::vector<double>(30, 2.5), queen()).p, std::vector<double>(30, 1.0));
}

}  // namespace
}  // namespace bailiwick
