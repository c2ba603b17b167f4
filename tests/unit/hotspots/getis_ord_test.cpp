#include <bailiwick/hotspots.h>

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace bailiwick {
namespace {

/// Five rows of six cells; the pile is in the middle.
const Lattice kTown{100, 0, 0, 6, 5};
const std::vector<std::uint32_t> kCounts{0, 1, 0, 2, 1, 0,  //
                                         1, 3, 2, 0, 0, 1,  //
                                         0, 4, 9, 5, 0, 0,  //
                                         2, 1, 6, 3, 1, 0,  //
                                         0, 0, 1, 0, 2, 1};

void expect_near(const std::vector<double>& found, const std::vector<double>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-12) << i;
}

// esda 2.9.0, libpysal 4.14.1: G_Local(x, lat2W(5, 6, rook=False), transform="B", star=True).Zs
TEST(GetisOrd, QueenZIsEsdas) {
  expect_near(getis_ord(kTown, kCounts, {}).z,
              {-0.28808565649902146, -0.4752499477888731, -0.2592272442484764, -0.9072953548696668, -1.1233180584100637, -1.0506653354670195,
               -0.04320454070807939, 1.1690724615195838,  2.3004329081514387,  0.9805123870809413,  -0.905088357305484,  -1.5553634654908572,
               0.38884086637271426,  2.6775530570287245,  3.6203534292219364,  2.3004329081514387,  -0.7165282828668416, -1.5553634654908572,
               -0.4752499477888731,  1.7347526848355115,  2.866113131467367,   2.4889929825900823,  -0.33940813398955655, -1.1233180584100637,
               -0.7964721091443534,  0.1728181628323173,  0.38884086637271426, 0.8208862734535076,  -0.4752499477888731, -0.5422788828216875});
}

// The same with rook=True.
TEST(GetisOrd, RookZIsEsdas) {
  GiOptions options;
  options.neighbours = Neighbours::rook;
  expect_near(getis_ord(kTown, kCounts, {}, options).z,
              {-0.7488787056067091, -0.5422788828216875, -0.28808565649902146, -0.7964721091443534,  -0.7964721091443534,  -0.7488787056067091,
               -0.5422788828216875, 0.772866319679379,   1.46844600739082,     0.30914652787175173,  -1.313872743454944,   -1.3048585617896855,
               0.22030079614631065, 2.1640256951022607,  4.250764758236583,    2.1640256951022607,   -0.38643315983968934, -1.3048585617896855,
               -0.7964721091443534, 1.236586111487006,   2.8596053828137014,   1.7003059032946335,   -0.38643315983968934, -1.0506653354670195,
               -0.7488787056067091, -1.0506653354670195, 0.22030079614631065,  -0.03389243017635549, -0.5422788828216875,  -0.4608484342195133});
}

TEST(GetisOrd, NormalPIsTwoSided) {
  const auto gi = getis_ord(kTown, kCounts, {});
  for (std::size_t i = 0; i < gi.z.size(); ++i) EXPECT_DOUBLE_EQ(gi.p_normal[i], std::erfc(std::abs(gi.z[i]) / std::sqrt(2.0)));
  EXPECT_NEAR(std::erfc(1.96 / std::sqrt(2.0)), 0.04999579029644087, 1e-16);  // scipy 1.17.1: 2 * norm.sf(1.96)
}

/// Two-sided conditional p of one cell by writing down every choice of its neighbours.
double enumerated_p(const std::vector<std::uint32_t>& counts, std::size_t cell, const std::vector<std::size_t>& neighbours) {
  std::uint64_t seen = 0, all = 0, at_least = 0, at_most = 0;
  for (const auto n : neighbours) seen += counts[n];
  for (std::uint32_t choice = 0; choice < (1U << counts.size()); ++choice) {
    if ((choice >> cell & 1U) != 0 || __builtin_popcount(choice) != static_cast<int>(neighbours.size())) continue;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) sum += (choice >> i & 1U) != 0 ? counts[i] : 0;
    ++all;
    at_least += sum >= seen ? 1 : 0;
    at_most += sum <= seen ? 1 : 0;
  }
  return std::min(1.0, 2 * static_cast<double>(std::min(at_least, at_most)) / static_cast<double>(all));
}

TEST(GetisOrd, PIsExactOnAMaskedLattice) {
  // Three rows of four cells, one of them in the lake:
  //   5 6 0 0        centre row from the south is row 1
  //   1 . 0 2        '.' takes no part
  //   0 1 0 1
  const Lattice lattice{100, 0, 0, 4, 3};
  const std::vector<std::uint32_t> counts{0, 1, 0, 1, 1, 77, 0, 2, 5, 6, 0, 0};
  const std::vector<std::uint8_t> inside{1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1};
  const std::vector<std::uint32_t> members{0, 1, 0, 1, 1, 0, 2, 5, 6, 0, 0};  // cells 0-4, 6-11
  const auto gi = getis_ord(lattice, counts, inside);
  EXPECT_EQ(gi.method, "exact");
  EXPECT_EQ(gi.tests, 11U);
  EXPECT_TRUE(std::isnan(gi.z[5]));
  EXPECT_EQ(gi.q[5], 1);
  EXPECT_EQ(gi.bin[5], 0);
  // Positions among the members: cell 0 -> 0 with neighbours 1, 4; cell 8 -> 7 with 4 and 9 (8); cell 6 -> 5 with 1, 2, 3, 7, 9, 10, 11.
  EXPECT_NEAR(gi.p[0], enumerated_p(members, 0, {1, 4}), 1e-15);
  EXPECT_NEAR(gi.p[8], enumerated_p(members, 7, {4, 8}), 1e-15);
  EXPECT_NEAR(gi.p[6], enumerated_p(members, 5, {1, 2, 3, 6, 8, 9, 10}), 1e-15);
}

TEST(GetisOrd, AStrongPileIsHotAndItsQuietSurroundingsAreNot) {
  const Lattice lattice{100, 0, 0, 20, 20};
  std::vector<std::uint32_t> counts(400, 0);
  for (std::size_t i = 0; i < counts.size(); i += 3) counts[i] = 1;
  for (const std::size_t cell : {189U, 190U, 191U, 209U, 210U, 211U, 229U, 230U, 231U}) counts[cell] = 30;
  const auto gi = getis_ord(lattice, counts, {});
  EXPECT_EQ(gi.bin[210], 3);
  EXPECT_EQ(gi.bin[0], 0);
  EXPECT_LT(gi.p[210], 1e-9);
  EXPECT_GE(gi.q[210], gi.p[210]);
}

TEST(GetisOrd, ConstantCountsAreNoHotspots) {
  const auto gi = getis_ord(kTown, std::vector<std::uint32_t>(30, 4), {});
  EXPECT_EQ(gi.z, std::vector<double>(30, 0.0));
  EXPECT_EQ(gi.p, std::vector<double>(30, 1.0));
  EXPECT_EQ(gi.bin, std::vector<std::int8_t>(30, 0));
}

TEST(GetisOrd, ALonelyCellHasNothingToBeComparedWith) {
  const Lattice lattice{100, 0, 0, 3, 1};
  const auto gi = getis_ord(lattice, std::vector<std::uint32_t>{9, 0, 1}, std::vector<std::uint8_t>{1, 0, 1});
  EXPECT_EQ(gi.p[0], 1);
  const auto one = getis_ord({100, 0, 0, 1, 1}, std::vector<std::uint32_t>{9}, {});
  EXPECT_EQ(one.z[0], 0);
  EXPECT_EQ(one.p[0], 1);
  EXPECT_TRUE(getis_ord({100, 0, 0, 0, 0}, {}, {}).z.empty());
}

TEST(GetisOrd, BeyondTheCostBoundDrawsAreUsedAndSaid) {
  GiOptions options;
  options.max_table_cells = 10;
  const auto drawn = getis_ord(kTown, kCounts, {}, options), exact = getis_ord(kTown, kCounts, {});
  EXPECT_EQ(drawn.method, "draws:99999");
  for (std::size_t i = 0; i < drawn.p.size(); ++i) EXPECT_NEAR(drawn.p[i], exact.p[i], 0.016) << i;  // 2 x 5 standard errors
}

TEST(GetisOrd, ColumnsOfAnotherLengthAreRefused) {
  EXPECT_THROW((void)getis_ord(kTown, std::vector<std::uint32_t>(29, 0), {}), Error);
  EXPECT_THROW((void)getis_ord(kTown, kCounts, std::vector<std::uint8_t>(3, 1)), Error);
}

TEST(HotspotCell, IsGriffithsQuadratRoundedUp) {
  const auto choice = hotspot_cell(24e6, 5000);  // sqrt(2 x 24e6 / 5000) = 97.98
  EXPECT_EQ(choice.cell_m, 100);
  EXPECT_EQ(choice.reason, "Griffith's quadrat of area 2 A / n with A = 24 km2 and n = 5000 has sides of 98 m, rounded up to 100 m");
  EXPECT_EQ(hotspot_cell(1e6, 10'000'000).cell_m, 50);
  EXPECT_THROW((void)hotspot_cell(1e6, 0), Error);
}

TEST(HotspotCell, FewReportsInALargeCityStillLeaveAHundredCells) {
  const auto choice = hotspot_cell(12'000e6, 3);  // sqrt(2 A / n) = 89.4 km; sqrt(A / 100) = 10.95 km
  EXPECT_EQ(choice.cell_m, 10'000);
  EXPECT_EQ(choice.reason,
            "Griffith's quadrat of area 2 A / n with A = 12000 km2 and n = 3 has sides of 89442.7 m, rounded up to 100000 m; lowered to 10000 m so "
            "that the study area holds about 100 cells");
  EXPECT_EQ(hotspot_cell(40'000, 10).cell_m, 20);  // a yard of 200 m: the floor of 50 m would leave 16 cells
}

TEST(HotspotCell, IsEnlargedToStayUnderTheLimit) {
  Polygons ground;
  for (const auto& [x, y] : {std::pair{0, 0}, {4000, 0}, {4000, 6000}, {0, 6000}, {0, 0}}) ground.add_vertex(x, y);
  ground.end_ring();
  ground.end_part();
  ground.end_shape();
  const auto of = [&](std::uint64_t limit, CellShape shape) { return hotspot_cell(ground.view(), 24e6, 5000, {limit}, shape); };
  const auto rule = hotspot_cell(24e6, 5000);  // 100 m: 40 x 60 squares
  EXPECT_EQ(of(2400, CellShape::square).reason, rule.reason);
  EXPECT_EQ(of(2400, CellShape::square).cell_m, 100);
  EXPECT_EQ(of(2399, CellShape::square).cell_m, 200);  // 20 x 30
  EXPECT_EQ(of(2399, CellShape::square).reason, rule.reason + "; enlarged to 200 m to stay under 2399 cells");
  EXPECT_EQ(of(599, CellShape::square).cell_m, 500);
  const auto hexagons = lattice_over(ground.view(), 100, 0, {}, CellShape::hexagon);
  const auto laid = std::uint64_t{hexagons.columns} * hexagons.rows;
  EXPECT_EQ(of(laid, CellShape::hexagon).cell_m, 100);
  EXPECT_EQ(of(laid - 1, CellShape::hexagon).cell_m, 200);
}

TEST(Counts, ReportsOffTheLatticeCountNowhere) {
  EXPECT_EQ(counts({100, 0, 0, 3, 1}, std::vector<std::uint32_t>{0, 2, 2, kNoCell}), (std::vector<std::uint32_t>{1, 0, 2}));
}

}  // namespace
}  // namespace bailiwick
