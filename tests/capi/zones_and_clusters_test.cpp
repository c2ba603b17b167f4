/// Hotspots on zones and on hexagons, and clusters, through the C functions: drawn by hand, or against the engine called as the command line calls it.
#include "read.h"

#include <bailiwick/coverage.h>
#include <bailiwick/exposure.h>

#include <array>
#include <cmath>

namespace bailiwick::test {
namespace {

/// Three zones of one hectare in a row; six reports in the first, one that lies nowhere.
class Row {
 public:
  CZones zones{{{"patch", {{"ABC"}}, Role::partition, "", {{'A', "west"}, {'B', "west"}, {'C', "east"}}, {}, {}}}};
  bailiwick_zone_hotspots_options options{};
  bailiwick_error error = new_error();
  ArrowArrayStream tested{}, areas{};

  Row() {
    options.struct_size = sizeof options;
    options.level = "patch";
    options.per = "area_km2";
  }
  ~Row() { forget(); }
  /// What was handed out and nobody read.
  void forget() {
    for (auto* stream : {&tested, &areas}) {
      if (stream->release != nullptr) stream->release(stream);
    }
  }
  bailiwick_status ask() {
    forget();
    auto reports = points({10, 20, 30, 40, 50, 60, std::nan("")}, {50, 50, 50, 50, 50, 50, std::nan("")});
    return bailiwick_zone_hotspots(zones.handle, &reports, &options, nullptr, &tested, &areas, &error);
  }
  static ArrowArrayStream people(std::vector<std::string> id, std::vector<double> number) {
    return stream_of({{c::text_field("zone_id"), c::texts(id)}, {c::double_field("people"), c::doubles(std::move(number), true)}});
  }
};

// By hand: a zone stands with its neighbours, so of six reports A and B together expect 4 and have 6, p = 2 (2/3)^6; all three always hold them
// all, p = 1; B and C expect 4 and have none, p = 2 (1/3)^6.
TEST(ZonesAndClusters, ZonesAreTestedWithTheirNeighboursAgainstTheirGround) {
  Row row;
  ASSERT_EQ(row.ask(), BAILIWICK_OK) << row.error.message;
  const auto found = read(&row.tested);
  EXPECT_EQ(found.text.at("zone_id"), (std::vector<std::string>{"A", "B", "C"}));
  EXPECT_EQ(found.text.at("unit_id"), (std::vector<std::string>{"west", "west", "east"}));
  EXPECT_EQ(found.number.at("count"), (std::vector<double>{6, 0, 0}));
  EXPECT_EQ(found.number.at("neighbors"), (std::vector<double>{1, 2, 1}));
  EXPECT_EQ(found.number.at("around"), (std::vector<double>{6, 6, 0}));
  EXPECT_NEAR(found.number.at("exposure")[0], 0.01, 1e-12);
  EXPECT_NEAR(found.number.at("rate")[0], 600, 1e-9);
  EXPECT_NEAR(found.number.at("around_expected")[0], 4, 1e-12);
  EXPECT_NEAR(found.number.at("binomial_p")[0], 2 * std::pow(2.0 / 3, 6), 1e-12);
  EXPECT_NEAR(found.number.at("binomial_p")[1], 1, 1e-12);
  EXPECT_NEAR(found.number.at("binomial_p")[2], 2 * std::pow(1.0 / 3, 6), 1e-12);
  EXPECT_EQ(found.number.at("gi_bin"), (std::vector<double>{0, 0, -3}));  // q = 3 p
  EXPECT_EQ(found.shapes.size(), 3U);
  EXPECT_EQ(read(&row.areas).rows, 0);  // a cold zone makes no area
}

// By hand: with a hundredth of the people in A and B, six reports there are far too many: p = 2 (1/100)^6.
TEST(ZonesAndClusters, ExposureComesFromAStreamByZone) {
  Row row;
  row.options.per = "people";
  auto people = Row::people({"C", "A", "elsewhere", "B"}, {1980, 10, -5, 10});
  row.options.exposure = &people;
  ASSERT_EQ(row.ask(), BAILIWICK_OK) << row.error.message;
  EXPECT_EQ(people.release, nullptr);
  const auto found = read(&row.tested), areas = read(&row.areas);
  EXPECT_EQ(found.number.at("exposure"), (std::vector<double>{10, 10, 1980}));
  EXPECT_NEAR(found.number.at("binomial_p")[0], 2e-12, 1e-22);
  EXPECT_EQ(found.number.at("gi_bin")[0], 3);
  ASSERT_EQ(areas.rows, 1);
  EXPECT_EQ(areas.text.at("id")[0], "patch/A");
  EXPECT_EQ(areas.text.at("unit")[0], "west");
  EXPECT_EQ(areas.number.at("reports")[0], 6);
  const auto [west, east] = std::minmax_element(areas.shapes.x.begin(), areas.shapes.x.end());
  EXPECT_EQ(*west, 0);
  EXPECT_EQ(*east, 100);
}

TEST(ZonesAndClusters, BadExposureIsRefusedInASentence) {
  Row row;
  row.options.per = "people";
  EXPECT_EQ(row.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(row.error.message, "options: expected area_km2, none, or a stream of exposure that has 'people', found no stream");
  auto people = Row::people({"A", "B"}, {1, -1});
  row.options.exposure = &people;
  EXPECT_EQ(row.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(row.error.message, "exposure, column 'people', row 1: expected a number of 0 or more, found another value; correct it");
  people = Row::people({"B", "C"}, {1, 1});
  EXPECT_EQ(row.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(row.error.message, "level patch, zone 'A': expected people above 0 where there are reports, found 0 and 6 reports; correct it or leave the zone out");
  row.options.per = "trees";
  people = Row::people({"A"}, {1});
  EXPECT_EQ(row.ask(), BAILIWICK_MISSING_COLUMN);
  EXPECT_EQ(people.release, nullptr);
  row.options.exposure = nullptr;
  row.options.per = nullptr;
  EXPECT_EQ(row.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(row.error.message, "options: expected what a zone's reports are set against, found NULL; pass area_km2, none or a column of exposure");
  row.options.per = "none";
  row.options.level = "parish";
  EXPECT_EQ(row.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(row.error.message, "options: expected the name of a level of the zones, found 'parish'");
}

TEST(ZonesAndClusters, NeighboursByDistanceOrNumber) {
  Row row;
  row.options.per = "none";
  row.options.band_m = -1;  // centres lie 100 m apart
  ASSERT_EQ(row.ask(), BAILIWICK_OK) << row.error.message;
  EXPECT_EQ(read(&row.tested).number.at("neighbors"), (std::vector<double>{1, 2, 1}));
  row.options.band_m = 99;
  ASSERT_EQ(row.ask(), BAILIWICK_OK) << row.error.message;
  EXPECT_EQ(read(&row.tested).number.at("neighbors"), (std::vector<double>{0, 0, 0}));
  row.options.nearest = 2;
  ASSERT_EQ(row.ask(), BAILIWICK_OK) << row.error.message;
  EXPECT_EQ(read(&row.tested).number.at("neighbors"), (std::vector<double>{2, 2, 2}));
  row.options.band_m = std::nan("");
  EXPECT_EQ(row.ask(), BAILIWICK_INVALID_ARGUMENT);
}

// By hand: five reports on a line 10 m apart, of which the middle three have three within 10 m; two far off; one that is no place.
TEST(ZonesAndClusters, ClustersAreNumberedAndNoiseIsMinusOne) {
  const CZones zones;
  const auto nowhere = std::nan("");
  auto reports = points({300, 10, nowhere, 20, 30, 40, 50, 500}, {250, 150, nowhere, 150, 150, 150, 150, 250});
  bailiwick_clusters_options options{};
  options.struct_size = sizeof options;
  options.min_points = 3;
  options.eps_m = 10;
  ArrowArrayStream members{}, areas{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_clusters(zones.handle, &reports, &options, nullptr, &members, &areas, &error), BAILIWICK_OK) << error.message;
  const auto found = read(&members), described = read(&areas);
  EXPECT_EQ(found.number.at("cluster"), (std::vector<double>{-1, 0, kNull, 0, 0, 0, 0, -1}));
  EXPECT_EQ(found.flag.at("core"), (std::vector<int>{0, 0, 0, 1, 1, 1, 0, 0}));
  EXPECT_EQ(found.text.at("rejected"), (std::vector<std::string>{"", "", "malformed", "", "", "", "", ""}));
  ASSERT_EQ(described.rows, 1);
  EXPECT_EQ(found.flag.at("contested"), (std::vector<int>(8, 0)));
  EXPECT_EQ(described.number.at("peak_z")[0], kNull);  // nothing is tested
  EXPECT_EQ(described.number.at("reports")[0], 5);
  EXPECT_EQ(described.number.at("distinct_places")[0], 5);
  EXPECT_EQ(described.number.at("share")[0], 5.0 / 7);
  EXPECT_EQ(described.text.at("unit")[0], "p");  // block P
  EXPECT_EQ(found.text.at("cluster_id")[1], described.text.at("id")[0]);
  EXPECT_EQ(found.text.at("cluster_id")[0], "");
  EXPECT_EQ(described.text.at("id")[0], "5m_4_30");  // cell of half eps of the first core, 20 150
}

TEST(ZonesAndClusters, HexagonsAreThoseOfTheEngine) {
  const std::vector<TownLevel> drawn{{"town", {{"AAAAAA", "AAAAAA", "AAAAAA", "AAAAAA"}}, Role::partition, "", {}, {}, {}}};
  const CZones zones(drawn);
  const Town town(drawn);
  std::vector<double> x, y;
  for (int i = 0; i < 60; ++i) x.push_back(i % 10 * 59.0 + 1), y.push_back(i / 10 * 65.0 + 1);
  for (int i = 0; i < 40; ++i) x.push_back(150 + i % 7), y.push_back(150 + i / 7);
  auto reports = points(x, y);
  bailiwick_hotspots_options options{};
  options.struct_size = sizeof options;
  options.cells = BAILIWICK_HEXAGON;
  options.cell_m = 50;
  ArrowArrayStream cells{};
  auto error = new_error();
  ASSERT_EQ(bailiwick_hotspots(zones.handle, &reports, &options, nullptr, &cells, nullptr, nullptr, &error), BAILIWICK_OK) << error.message;
  const auto found = read(&cells);
  const auto ground = level_union(town.zones(), 0, true);
  const auto lattice = lattice_over(ground.view(), 50, 0, {}, CellShape::hexagon);
  const auto inside = cells_inside(lattice, ground.view());
  const auto gi = getis_ord(lattice, counts(lattice, cell_of(lattice, {x, y})), inside);
  std::vector<double> z;
  for (std::size_t c = 0; c < inside.size(); ++c) {
    if (inside[c] != 0) z.push_back(gi.z[c]);
  }
  EXPECT_EQ(found.number.at("gi_z"), z);
  EXPECT_EQ(found.text.at("cell_id")[0].substr(0, 7), "50m_hex");
  EXPECT_EQ(found.shapes.x.size(), static_cast<std::size_t>(found.rows) * 7);  // six corners, closed
  options.cells = 2;
  reports = points(x, y);
  EXPECT_EQ(bailiwick_hotspots(zones.handle, &reports, &options, nullptr, &cells, nullptr, nullptr, &error), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(error.field, "cells");
}

}  // namespace
}  // namespace bailiwick::test
