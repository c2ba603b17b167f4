#include <bailiwick/hotspots.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick {
namespace {

/// A city grid in plane metres: two blocks in one street, a third in another, all in one district; a road strip across.
///
///     y 1000 +-----------+-----------+
///            |  block A  |  block B  |   street S: A and B; street T: C (south of y = 0)
///          0 +-----------+-----------+
///            |        block C        |
///      -1000 +-----------------------+
///            0         1000        2000
class City {
 public:
  City() {
    std::vector<LevelInput> levels(4);
    levels[0] = level("district", "");
    add(levels[0], "D", "", 0, -1000, 2000, 1000);
    levels[1] = level("street", "district");
    add(levels[1], "S", "D", 0, 0, 2000, 1000);
    add(levels[1], "T", "D", 0, -1000, 2000, 0);
    levels[2] = level("block", "street");
    add(levels[2], "A", "S", 0, 0, 1000, 1000);
    add(levels[2], "B", "S", 1000, 0, 2000, 1000);
    add(levels[2], "C", "T", 0, -1000, 2000, 0);
    levels[3] = level("road", "");
    levels[3].role = Role::across;
    add(levels[3], "R", "", 0, 450, 2000, 470);
    zones_ = build_zones(levels, "local").zones;
    const PlaneMap same = [](std::span<double>, std::span<double>) {};
    planes_ = {"local", "local", "local", false, same, same, same};
  }

  void report(double x, double y, std::uint32_t category = 0, std::int64_t time = kNoTime) {
    x_.push_back(x);
    y_.push_back(y);
    category_.push_back(category);
    time_.push_back(time);
  }

  /// The areas when the cells of 100 m with these numbers are hot.
  [[nodiscard]] HotspotAreas areas(const std::vector<std::uint32_t>& hot) const {
    const auto index = ZoneIndex::build(zones_);
    GiResult gi;
    gi.z.assign(lattice_.size(), 0.5);
    gi.q.assign(lattice_.size(), 1);
    gi.bin.assign(lattice_.size(), 0);
    for (const auto cell : hot) {
      gi.bin[cell] = 2;
      gi.z[cell] = 4 + cell * 0.001;
      gi.q[cell] = 0.04 - cell * 0.00001;
    }
    const auto cell = cell_of(lattice_, {x_, y_});
    const ReportsView reports{x_, y_, time_, category_};
    return hotspot_areas(lattice_, gi, cell, reports, assign(index, reports), index, planes_);
  }
  [[nodiscard]] std::string unit(UnitId id) const { return id == kNoUnit ? "(none)" : zones_.units[index_of(id)].id; }
  [[nodiscard]] std::string unit(const Share& share) const { return unit(UnitId{share.key}); }
  [[nodiscard]] std::string zone(const Share& share) const { return zones_.id[share.key]; }
  [[nodiscard]] std::uint32_t cell_at(double x, double y) const {
    return cell_of(lattice_, {std::span(&x, 1), std::span(&y, 1)}).front();
  }

 private:
  static LevelInput level(const std::string& name, const std::string& parent) {
    LevelInput input;
    input.name = name;
    input.parent = parent;
    input.has_unit_field = true;
    return input;
  }
  static void add(LevelInput& input, const std::string& id, const std::string& parent, double west, double south, double east, double north) {
    input.rows.push_back({id, "", "", parent, "unit-" + id, "", std::nan("")});
    for (const auto& [x, y] : {std::pair{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}) input.shapes.add_vertex(x, y);
    input.shapes.end_ring();
    input.shapes.end_part();
    input.shapes.end_shape();
  }

  Zones zones_;
  Planes planes_;
  Lattice lattice_{100, 0, -10, 20, 20};
  std::vector<double> x_, y_;
  std::vector<std::uint32_t> category_;
  std::vector<std::int64_t> time_;
};

TEST(HotspotAreas, AnAreaOverTwoBlocksIsCoordinatedByTheirStreet) {
  City city;
  for (int i = 0; i < 3; ++i) city.report(950, 250 + i, 7, 1000 + i);  // block A
  city.report(1050, 250, 8);                                           // block B
  city.report(300, 300);                                               // elsewhere
  const auto areas = city.areas({city.cell_at(950, 250), city.cell_at(1050, 250)});
  ASSERT_EQ(areas.size(), 1U);
  EXPECT_EQ(areas.reports[0], 4U);
  EXPECT_DOUBLE_EQ(areas.share[0], 0.8);
  EXPECT_DOUBLE_EQ(areas.expected[0], 5.0 / 400 * 2);
  EXPECT_EQ(areas.area_m2[0], 20'000);
  EXPECT_EQ(areas.id[0], "100m_9_2");
  EXPECT_EQ(areas.first_ms[0], 1000);
  EXPECT_EQ(areas.last_ms[0], 1002);
  ASSERT_EQ(areas.units[0].size(), 2U);
  EXPECT_EQ(city.unit(areas.units[0][0]), "unit-A");
  EXPECT_DOUBLE_EQ(areas.units[0][0].share, 0.75);
  EXPECT_DOUBLE_EQ(areas.units[0][0].area_share, 0.5);
  EXPECT_EQ(city.unit(areas.units[0][1]), "unit-B");
  EXPECT_EQ(city.unit(areas.coordinator[0]), "unit-S");
  ASSERT_EQ(areas.zones[0].size(), 4U);
  EXPECT_EQ(city.zone(areas.zones[0][2][0]), "A");
  EXPECT_TRUE(areas.zones[0][3].empty());
  EXPECT_EQ(areas.categories[0][0].key, 7U);
  EXPECT_EQ(areas.categories[0][0].reports, 3U);
  EXPECT_TRUE(std::isnan(areas.trend[0]));
  EXPECT_EQ(areas.shapes.x, (std::vector<double>{900, 1100, 1100, 900, 900}));
}

TEST(HotspotAreas, AcrossStreetsTheDistrictCoordinates) {
  City city;
  city.report(550, 50);
  city.report(550, -50);
  const auto areas = city.areas({city.cell_at(550, 50), city.cell_at(550, -50)});
  EXPECT_EQ(city.unit(areas.coordinator[0]), "unit-D");
}

TEST(HotspotAreas, ABlockAndARoadInItAreCoordinatedByTheStreet) {
  City city;
  city.report(550, 460);  // on the road, which answers before the block
  city.report(550, 420);
  const auto areas = city.areas({city.cell_at(550, 460)});
  EXPECT_EQ(city.unit(areas.units[0][0]), "unit-A");  // equal reports: the one with more ground first
  EXPECT_EQ(city.unit(areas.units[0][1]), "unit-R");
  EXPECT_NEAR(areas.units[0][1].area_share, 0.2, 0.13);  // 20 m of 100 m, measured in eighths
  EXPECT_EQ(city.unit(areas.coordinator[0]), "unit-S");
}

TEST(HotspotAreas, OneUnitNeedsNoCoordinator) {
  City city;
  city.report(550, 50);
  EXPECT_EQ(city.areas({city.cell_at(550, 50)}).coordinator[0], kNoUnit);
}

TEST(HotspotAreas, APileOfOneCoordinateIsToldApart) {
  City city;
  for (int i = 0; i < 9; ++i) city.report(550, 50);
  city.report(560, 60);
  const auto areas = city.areas({city.cell_at(550, 50)});
  EXPECT_EQ(areas.distinct_places[0], 2U);
  EXPECT_DOUBLE_EQ(areas.pile_share[0], 0.9);
  EXPECT_EQ(areas.pile[0], 1);
}

TEST(HotspotAreas, ALonePileBesideTheCellsItMakesHotIsToldOfThemAll) {
  City city;
  for (int i = 0; i < 18; ++i) city.report(550, 50);
  city.report(650, 150);
  city.report(651, 151);
  city.report(652, 152);
  const auto areas = city.areas({city.cell_at(650, 150), city.cell_at(450, 50)});  // north-east and west of the pile
  ASSERT_EQ(areas.size(), 2U);
  EXPECT_EQ(areas.cells[0], (std::vector<std::uint32_t>{city.cell_at(650, 150)}));
  EXPECT_EQ(areas.reports[0], 3U);
  EXPECT_EQ(areas.distinct_places[0], 3U);
  EXPECT_DOUBLE_EQ(areas.pile_share[0], 18.0 / 21);
  EXPECT_EQ(areas.reports[1], 0U);
  EXPECT_DOUBLE_EQ(areas.pile_share[1], 1);
  EXPECT_EQ(areas.pile, (std::vector<std::uint8_t>{1, 1}));
}

TEST(HotspotAreas, AFullerCellBesideWithoutAPileMakesNone) {
  City city;
  for (int i = 0; i < 9; ++i) city.report(510 + 10 * i, 50);
  city.report(450, 50);
  city.report(450, 50);
  const auto areas = city.areas({city.cell_at(450, 50)});
  EXPECT_EQ(areas.reports[0], 2U);
  EXPECT_DOUBLE_EQ(areas.pile_share[0], 2.0 / 11);
  EXPECT_EQ(areas.pile[0], 0);
}

TEST(HotspotAreas, APileBesideAFullerAreaIsNotOfIt) {
  City city;
  for (int i = 0; i < 5; ++i) city.report(510 + 10 * i, 50);
  for (int i = 0; i < 5; ++i) city.report(650, 50);
  const auto areas = city.areas({city.cell_at(550, 50)});
  EXPECT_DOUBLE_EQ(areas.pile_share[0], 0.2);
  EXPECT_EQ(areas.pile[0], 0);
}

TEST(HotspotAreas, MoreReportsComeFirstAndEqualOnesByTheirSmallestCell) {
  City city;
  city.report(150, 150);
  city.report(350, 150);
  city.report(550, 150);
  city.report(555, 155);
  const auto areas = city.areas({city.cell_at(150, 150), city.cell_at(350, 150), city.cell_at(550, 150)});
  EXPECT_EQ(areas.id, (std::vector<std::string>{"100m_5_1", "100m_1_1", "100m_3_1"}));
  EXPECT_EQ(areas.first_ms[0], kNoTime);
}

TEST(HotspotAreas, ReportsOutsideEveryZoneAreAnsweredByNobody) {
  City city;
  city.report(-5, 50);  // west of the city and of the lattice
  city.report(550, 50);
  const auto areas = city.areas({city.cell_at(550, 50)});
  EXPECT_EQ(areas.reports[0], 1U);
  EXPECT_DOUBLE_EQ(areas.share[0], 0.5);  // of both, though one lies in no cell
}

TEST(HotspotAreas, NothingHotIsAnEmptyTable) {
  City city;
  city.report(550, 50);
  const auto areas = city.areas({});
  EXPECT_EQ(areas.size(), 0U);
  EXPECT_EQ(areas.shapes.size(), 0U);
}

}  // namespace
}  // namespace bailiwick
