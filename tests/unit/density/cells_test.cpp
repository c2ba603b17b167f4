#include <bailiwick/error.h>
#include <bailiwick/lattice.h>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace bailiwick {
namespace {

Polygons ring(std::initializer_list<std::pair<double, double>> corners) {
  Polygons p;
  for (const auto& [x, y] : corners) p.add_vertex(x, y);
  p.add_vertex(corners.begin()->first, corners.begin()->second);
  p.end_ring();
  p.end_part();
  p.end_shape();
  return p;
}

Polygons rectangle(double west, double south, double east, double north) {
  return ring({{west, south}, {east, south}, {east, north}, {west, north}});
}

TEST(Lattice, CellsLieAtMultiplesOfTheirSizeAndCoverTheBox) {
  const auto lattice = lattice_over(rectangle(-150, 250, 430, 600).view(), 100);
  EXPECT_EQ(lattice.first_column, -2);
  EXPECT_EQ(lattice.first_row, 2);
  EXPECT_EQ(lattice.columns, 7U);  // -200 .. 500
  EXPECT_EQ(lattice.rows, 4U);     // 200 .. 600: the line at 600 has no ground beyond it
  EXPECT_EQ(lattice.west_m(), -200);
  EXPECT_EQ(lattice.centre_y_m(0), 250);
  EXPECT_EQ(cell_id(lattice, 0, 3), "100m_-2_5");
  EXPECT_EQ(cell_id(lattice_over(rectangle(0, 0, 100, 100).view(), 62.5), 1, 1), "62.5m_1_1");
}

TEST(Lattice, AMarginGrowsTheBoxOnEverySide) {
  const auto lattice = lattice_over(rectangle(0, 0, 100, 100).view(), 50, 60);
  EXPECT_EQ(lattice.first_column, -2);
  EXPECT_EQ(lattice.columns, 6U);
}

TEST(Lattice, TooManyCellsAreRefusedWithTheSizeThatWouldWork) {
  try {
    (void)lattice_over(rectangle(0, 0, 100'000, 100'000).view(), 3);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::limit_exceeded);
    EXPECT_STREQ(e.what(), "cell size 3 m makes about 1111155556 cells over this area (some 13 GiB): expected at most 50000000; use 20 m or more");
  }
}

TEST(Lattice, SizesThatCannotBeAreRefused) {
  const auto area = rectangle(0, 0, 100, 100);
  for (const double cell : {0.0, -5.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW((void)lattice_over(area.view(), cell), Error) << cell;
  }
  EXPECT_THROW((void)lattice_over(Polygons{}.view(), 10), Error);
  EXPECT_THROW((void)lattice_over(area.view(), 1e-300), Error);
}

TEST(Lattice, AnEstimateBeyondAllCountingIsStillASentence) {
  const auto area = rectangle(-700, -700, 100'000, 100'000);
  const auto sentence = [&](double cell_m, std::uint64_t most) {
    try {
      (void)lattice_over(area.view(), cell_m, 0, {most});
    } catch (const Error& e) {
      return std::string(e.what());
    }
    return std::string("laid");
  };
  EXPECT_EQ(sentence(1e-300, 50'000'000), "cell size 1e-300 m makes more than 1e+300 cells over this area: expected at most 50000000; use 20 m or more");
  EXPECT_EQ(sentence(1e-9, 50'000'000), "cell size 1e-09 m makes about 1e+28 cells over this area: expected at most 50000000; use 20 m or more");
  // Cells larger than the box: four about the corner at 0|0, whatever their size.
  EXPECT_EQ(sentence(1e6, 3), "cell size 1000000 m makes about 4 cells over this area: expected at most 3; raise the limit to 4 or more");
}

TEST(Lattice, AFittingCellIsTheGivenOneOrTheNextRoundOne) {
  const auto area = rectangle(0, 0, 4000, 6000);
  EXPECT_EQ(fitting_cell(area.view(), 30), 30);                  // 134 x 200 cells
  EXPECT_EQ(fitting_cell(area.view(), 30, {26'799}), 50);        // 80 x 120
  EXPECT_EQ(fitting_cell(area.view(), 1, {24}), 1000);           // 4 x 6
  EXPECT_EQ(fitting_cell(rectangle(-1, -1, 1, 1).view(), 5, {3}), 0);
}

TEST(CellsInside, OnlyCellsWithTheirCentreInTheAreaTakePart) {
  const auto area = ring({{0, 0}, {300, 0}, {0, 300}});  // the centres 50|150 and 150|50 lie inside, 150|150 lies on the slope
  const auto lattice = lattice_over(area.view(), 100);
  EXPECT_EQ(cells_inside(lattice, area.view()), (std::vector<std::uint8_t>{1, 1, 0,  //
                                                                           1, 0, 0,  //
                                                                           0, 0, 0}));
}

TEST(CellsInside, ACentreOnABorderBelongsToTheAreaAboveOrToTheRight) {
  const auto left = rectangle(0, 0, 150, 150), right = rectangle(150, 0, 300, 150), above = rectangle(0, 150, 150, 300);
  const Lattice lattice{100, 0, 0, 3, 3};
  EXPECT_EQ(cells_inside(lattice, left.view()), (std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(cells_inside(lattice, right.view()), (std::vector<std::uint8_t>{0, 1, 1, 0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(cells_inside(lattice, above.view()), (std::vector<std::uint8_t>{0, 0, 0, 1, 0, 0, 1, 0, 0}));
}

TEST(CellsInside, AHoleIsOutAndAnIslandInItIsIn) {
  Polygons area = rectangle(0, 0, 500, 500);
  area.append(rectangle(100, 100, 400, 400).view(), 0);
  area.append(rectangle(200, 200, 300, 300).view(), 0);
  const auto inside = cells_inside(lattice_over(area.view(), 100), area.view());
  EXPECT_EQ(inside, (std::vector<std::uint8_t>{1, 1, 1, 1, 1,  //
                                               1, 0, 0, 0, 1,  //
                                               1, 0, 1, 0, 1,  //
                                               1, 0, 0, 0, 1,  //
                                               1, 1, 1, 1, 1}));
}

TEST(CellsInside, GroundBeyondTheLatticeIsNoTrouble) {
  const Lattice lattice{100, 0, 0, 2, 2};
  EXPECT_EQ(cells_inside(lattice, rectangle(-1e6, -1e6, 1e6, 1e6).view()), (std::vector<std::uint8_t>{1, 1, 1, 1}));
  EXPECT_EQ(cells_inside(lattice, rectangle(120, -1e6, 1e6, 1e6).view()), (std::vector<std::uint8_t>{0, 1, 0, 1}));
}

TEST(CellOf, ReportsOnTheWestAndSouthSidesBelongToTheCell) {
  const Lattice lattice{100, -1, 0, 3, 2};
  const std::vector<double> x{-100, -0.001, 0, 199.999, 200, -100.001, 50, std::nan("")}, y{0, 0, 100, 199, 50, 50, 200, 50};
  EXPECT_EQ(cell_of(lattice, {x, y}), (std::vector<std::uint32_t>{0, 0, 4, 5, kNoCell, kNoCell, kNoCell, kNoCell}));
}

TEST(CellOf, TheBorderDecidesWhereTheQuotientRounds) {
  // 0.3 / 0.1 is below 3 in doubles while 3 * 0.1 is above 0.3: the cell whose borders hold 0.3 is number 2.
  const Lattice lattice{0.1, 0, 0, 10, 1};
  const std::vector<double> x{0.3, 3 * 0.1}, y{0, 0};
  EXPECT_EQ(cell_of(lattice, {x, y}), (std::vector<std::uint32_t>{2, 3}));
}

}  // namespace
}  // namespace bailiwick
