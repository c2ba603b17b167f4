#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/geojson_check.h"

#include "read/shapefile_encoding.h"
#include "scratch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers {
namespace {

/// A unit square with its lower left corner at (x, 0), as GeoJSON coordinates.
std::string square(double x) {
  const auto a = std::to_string(x), b = std::to_string(x + 1);
  return "[[[" + a + ",0],[" + b + ",0],[" + b + ",1],[" + a + ",1],[" + a + ",0]]]";
}
std::string polygon(const std::string& properties, const std::string& coordinates) {
  return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":{"type":"Polygon","coordinates":)" + coordinates + "}}";
}
std::string collection(const std::vector<std::string>& features, const std::string& extra = {}) {
  std::string text = R"({"type":"FeatureCollection",)" + extra + R"("features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) text += (i == 0 ? "" : ",") + features[i];
  return text + "]}";
}

/// A .dbf of one field NAME of eight bytes, by the dBASE III layout: bytes 8-9 the header's length, 29 the language id, field records of 32 bytes from 32.
std::string dbf(unsigned char language, const std::string& name) {
  std::string bytes(32, '\0');
  bytes[0] = 3;
  bytes[4] = 1;
  bytes[8] = 65;
  bytes[10] = 9;
  bytes[29] = static_cast<char>(language);
  std::string field(32, '\0');
  field.replace(0, 4, "NAME");
  field[11] = 'C';
  field[16] = 8;
  return bytes + field + "\r " + name + std::string(8 - name.size(), ' ') + "\x1A";
}

// S\xFC-d is Windows-1252; \xBC\xF2\xCC\xE5 is GBK for a word of two characters, as in mapshaper's chinese.dbf.
TEST(ShapefileEncoding, LonelyLettersBeyondAsciiAreWesternWhereTheTableCallsItselfAnsi) {
  const Scratch scratch;
  const auto of = [&](unsigned char language, const std::string& name) {
    scratch.file("a.dbf", dbf(language, name));
    return shapefile_encoding(scratch.file("a.shp", ""), "a.shp");
  };
  EXPECT_EQ(of(0x57, "S\xFC" "d"), "CP1252");
  EXPECT_EQ(of(0x57, "\xBC\xF2\xCC\xE5"), "GB18030");
  EXPECT_EQ(of(0, "S\xFC" "d"), "GB18030") << "nothing says ANSI";
  EXPECT_EQ(of(0x57, "S\xC3\xBC" "d"), "UTF-8");
  EXPECT_EQ(of(0x03, "S\xFC" "d"), "") << "the id names a code page, and GDAL knows it";
}

class ReadZones : public testing::Test {
 protected:
  RawZones read(const std::string& text, const std::string& name = "zones.geojson") {
    source.level = "block";
    source.file = scratch.file(name, text);
    return read_zones(source, settings);
  }
  std::string fails(const std::string& text) {
    auto sentence = sentence_of([&] { return read(text); });
    const auto at = sentence.find(source.file);
    return at == 0 ? "FILE" + sentence.substr(source.file.size()) : sentence;
  }
  static std::uint64_t warned(const RawZones& zones, const std::string& code) {
    for (const auto& w : zones.warnings) {
      if (w.code == code) return w.count;
    }
    return 0;
  }

  Scratch scratch;
  ZoneSource source;
  Settings settings;
};

TEST_F(ReadZones, FieldsAreGuessedInChinese) {
  const auto zones = read(collection({polygon(R"({"网格编码":"03","网格名称":"一","责任单位":"城管局","责任人":"王","上级编码":"9","优先级":2})", square(0)),
                                      polygon(R"({"网格编码":"3","网格名称":"二","责任单位":"环卫处","责任人":"李","上级编码":"9","优先级":null})", square(1))}));
  ASSERT_EQ(zones.input.rows.size(), 2U);
  const auto& first = zones.input.rows[0];
  EXPECT_EQ(first.id, "03") << "ids are text: 03 is not 3";
  EXPECT_EQ(first.name, "一");
  EXPECT_EQ(first.unit_id, "城管局");
  EXPECT_EQ(first.person, "王");
  EXPECT_EQ(first.parent_id, "9");
  EXPECT_EQ(first.priority, 2);
  EXPECT_TRUE(std::isnan(zones.input.rows[1].priority));
  EXPECT_TRUE(zones.input.has_unit_field);
  EXPECT_EQ(zones.source.id, "网格编码");
  EXPECT_EQ(zones.crs_label, "OGC:CRS84");
  EXPECT_EQ(zones.input.shapes.size(), 2U);
  EXPECT_EQ(zones.input.shapes.x[0], 0);
}

TEST_F(ReadZones, NumbersAsIdsAreTextWithoutAPoint) {
  const auto zones = read(collection({polygon(R"({"code":411002001001001})", square(0)), polygon(R"({"code":7.0})", square(1))}));
  EXPECT_EQ(zones.input.rows[0].id, "411002001001001");
  EXPECT_EQ(zones.input.rows[1].id, "7");
}

TEST_F(ReadZones, TheIdIsTheFieldThatDoesNotRepeat) {
  const auto zones = read(collection({polygon(R"({"code":"a","id":"1"})", square(0)), polygon(R"({"code":"a","id":"2"})", square(1))}));
  EXPECT_EQ(zones.source.id, "id");
  source.id = "code";
  EXPECT_EQ(warned(read(collection({polygon(R"({"code":"a"})", square(0)), polygon(R"({"code":"a"})", square(1))})), "multi_part"), 1U);
}

TEST_F(ReadZones, ANamedFieldThatIsNotThereIsAnErrorThatListsTheOthers) {
  source.unit = "dept";
  EXPECT_EQ(fails(collection({polygon(R"({"id":"1","name":"x"})", square(0))})), "FILE: expected field 'dept', found id, name");
}

TEST_F(ReadZones, AZoneWithoutAnIdIsRejected) {
  const auto zones = read(collection({polygon(R"({"id":"1"})", square(0)), polygon(R"({"id":null})", square(1)), polygon(R"({"id":" "})", square(2))}));
  EXPECT_EQ(zones.input.rows.size(), 1U);
  ASSERT_EQ(zones.rejected.size(), 2U);
  EXPECT_EQ(zones.rejected[0].reason, "field 'id': expected a non-empty id, found none");
  EXPECT_EQ(zones.features, 3U);
}

// The reports of a zone that is left out lie outside: the cause must stand beside them, not in a table alone.
TEST_F(ReadZones, ZonesThatAreLeftOutAreWarnedOfWithTheMostFrequentReason) {
  const std::string empty = R"({"type":"Feature","properties":{"id":"9"},"geometry":null})";
  const auto zones = read(collection({polygon(R"({"id":"1"})", square(0)), polygon(R"({"id":null})", square(1)), empty, empty}));
  const auto warning = std::find_if(zones.warnings.begin(), zones.warnings.end(), [](const auto& w) { return w.code == "zones_rejected"; });
  ASSERT_NE(warning, zones.warnings.end());
  EXPECT_EQ(warning->values, (Warning::Values{{"place", "zones.geojson"}, {"n", "3"}, {"features", "4"}, {"reason", "no geometry"}}));
  EXPECT_EQ(warned(read(collection({polygon(R"({"id":"1"})", square(0))})), "zones_rejected"), 0U);
}

// The neighbourhoods of New York carry the name of their borough before their own.
TEST_F(ReadZones, TheFieldThatTellsZonesApartIsTheirName) {
  const auto named = [&](const std::string& other) {
    return read(collection({polygon(R"({"BoroName":"Queens","NTAName":"Astoria"})", square(0)), polygon(R"({"BoroName":"Queens","NTAName":")" + other + R"("})", square(1)),
                            polygon(R"({"BoroName":"Bronx","NTAName":"Norwood"})", square(2)), polygon(R"({"BoroName":"Bronx","NTAName":"Belmont"})", square(3))}))
        .input.rows[0].name;
  };
  EXPECT_EQ(named("Jamaica"), "Astoria");
  EXPECT_EQ(named("Astoria"), "Astoria") << "three of four";
  EXPECT_EQ(read(collection({polygon(R"({"name":"High St"})", square(0)), polygon(R"({"name":"High St"})", square(1))})).input.rows[0].name, "High St")
      << "one field, and its name says what it is";
}

TEST_F(ReadZones, SpreadsheetDamageIsWarnedOf) {
  EXPECT_EQ(warned(read(collection({polygon(R"({"id":"4.11002E+14"})", square(0)), polygon(R"({"id":"2"})", square(1))})), "spreadsheet_id"), 1U);
  EXPECT_EQ(warned(read(collection({polygon(R"({"id":"41100200100100100"})", square(0)), polygon(R"({"id":"41100200100100200"})", square(1))})),
                   "spreadsheet_id"),
            2U);
  EXPECT_EQ(warned(read(collection({polygon(R"({"id":"41100200100100123"})", square(0)), polygon(R"({"id":"41100200100100200"})", square(1))})),
                   "spreadsheet_id"),
            0U);
}

TEST_F(ReadZones, JunkMembersOfFeaturesAreRejectedWithTheirIndex) {
  const auto zones = read(collection({"null", polygon(R"({"id":"1"})", square(0)), "7", "\"x\"", polygon(R"({"id":"2"})", square(1))}));
  EXPECT_EQ(zones.features, 5U);
  EXPECT_EQ(zones.input.rows.size(), 2U);
  ASSERT_EQ(zones.rejected.size(), 3U);
  std::vector<std::string> reasons;
  for (const auto& r : zones.rejected) reasons.push_back(std::to_string(r.row) + " " + r.reason);
  std::sort(reasons.begin(), reasons.end());
  EXPECT_EQ(reasons, (std::vector<std::string>{"0 member 0 of features is null, not a feature", "2 member 2 of features is a number, not a feature",
                                               "3 member 3 of features is a text, not a feature"}));
}

TEST_F(ReadZones, NumbersThatAreNotFiniteAreRejected) {
  const auto zones = read(collection({polygon(R"({"id":"1"})", "[[[0,0],[1e400,0],[1,1],[0,0]]]"), polygon(R"({"id":"2"})", square(1)),
                                      polygon(R"({"id":"3"})", "[[[0,0],[NaN,0],[1,1],[0,0]]]"), polygon(R"({"id":"4"})", "[[[0,0],[1e300,0],[1,1],[0,0]]]")}));
  EXPECT_EQ(zones.input.rows.size(), 1U);
  ASSERT_EQ(zones.rejected.size(), 3U);
  EXPECT_EQ(zones.rejected[0].reason, "a coordinate is not finite");
  EXPECT_EQ(zones.rejected[1].reason, "a coordinate is not a number");
  EXPECT_EQ(zones.rejected[2].reason, "a coordinate is beyond 1e15");
}

TEST_F(ReadZones, DegreesHaveTheirRange) {
  const auto zones = read(collection({polygon(R"({"id":"1"})", "[[[0,0],[1,0],[1,377.2],[0,0]]]"), polygon(R"({"id":"2"})", "[[[170,0],[-170,0],[-170,1],[170,0]]]"),
                                      polygon(R"({"id":"3"})", "[[[170,0],[190,0],[190,1],[170,0]]]")}));
  ASSERT_EQ(zones.rejected.size(), 3U);
  EXPECT_EQ(zones.rejected[0].reason, "latitude 377.2 is not between -90 and 90");
  EXPECT_EQ(zones.rejected[1].reason, "an edge from longitude 170 to -170 is wider than 180 degrees; cut the zone at the antimeridian");
  EXPECT_EQ(zones.rejected[2].reason, "longitude 190 is not between -180 and 180");
  EXPECT_EQ(warned(zones, "empty_level"), 1U);
}

TEST_F(ReadZones, HeightsAreDroppedRingsClosedLeftoversLeftOut) {
  const auto zones = read(collection({polygon(R"({"id":"1"})", "[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]"), polygon(R"({"id":"2"})", "[[[0,0],[1,0],[1,1]]]"),
                                      polygon(R"({"id":"3"})", "[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,2],[1,1]]]"), polygon(R"({"id":"4"})", "[[[0,0],[1,0],[0,0]]]")}));
  ASSERT_EQ(zones.input.rows.size(), 3U);
  EXPECT_EQ(zones.crs_label, "OGC:CRS84");
  EXPECT_EQ(warned(zones, "open_ring"), 1U);
  EXPECT_EQ(warned(zones, "short_ring"), 2U);
  const auto closed = zones.input.shapes.view().vertices_of_shape(1);
  EXPECT_EQ(closed.end - closed.begin, 4U);
  EXPECT_EQ(zones.input.shapes.x[closed.end - 1], zones.input.shapes.x[closed.begin]);
  ASSERT_EQ(zones.rejected.size(), 1U);
  EXPECT_EQ(zones.rejected[0].reason, "no ring with an inside");
}

TEST_F(ReadZones, OfACollectionThePolygonsAreTaken) {
  const auto zones = read(collection({R"({"type":"Feature","properties":{"id":"1"},"geometry":{"type":"GeometryCollection","geometries":[)"
                                      R"({"type":"Point","coordinates":[0,0]},{"type":"Polygon","coordinates":)" + square(0) +
                                      R"(},{"type":"Polygon","coordinates":)" + square(5) + "}]}}"}));
  ASSERT_EQ(zones.input.rows.size(), 1U);
  EXPECT_EQ(zones.input.shapes.part_offsets.size(), 3U);
  EXPECT_EQ(warned(zones, "mixed_collection"), 1U);
}

TEST_F(ReadZones, NoGeometryIsRejectedAsSuch) {
  const auto zones = read(collection({R"({"type":"Feature","properties":{"id":"1"},"geometry":null})", polygon(R"({"id":"2"})", square(0))}));
  ASSERT_EQ(zones.rejected.size(), 1U);
  EXPECT_EQ(zones.rejected[0].reason, "no geometry");
  EXPECT_FALSE(zones.rejected[0].malformed);
}

TEST_F(ReadZones, LinesNeedAWidth) {
  const std::string line = R"({"type":"Feature","properties":{"id":"1","w":16},"geometry":{"type":"LineString","coordinates":[[0,0],[1,0],[2,1]]}})";
  EXPECT_EQ(fails(collection({line})),
            "FILE: expected polygons, found lines; give their width in metres or a field that holds it (--zone-option block.width=30)");
  source.width = "30";
  auto zones = read(collection({line}));
  EXPECT_TRUE(zones.lines);
  EXPECT_EQ(zones.width_m, std::vector<double>{30});
  EXPECT_EQ(zones.input.shapes.x, (std::vector<double>{0, 1, 2}));
  source.width = "w";
  EXPECT_EQ(read(collection({line})).width_m, std::vector<double>{16});
  source.width = "road_width";
  EXPECT_EQ(fails(collection({line})), "FILE: expected a width in metres or a field, found 'road_width'");
  source.width = "-3";
  EXPECT_EQ(fails(collection({line})), "FILE: expected a width between 0 and 10000 m, found '-3'");
}

TEST_F(ReadZones, TheCrsMemberIsHonouredAndAxesStayLongitudeFirst) {
  const auto zones = read(collection({polygon(R"({"id":"1"})", "[[[113.8,34],[113.9,34],[113.9,34.1],[113.8,34]]]")},
                                     R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},)"));
  EXPECT_EQ(zones.crs_label, "EPSG:4490");
  EXPECT_EQ(zones.input.shapes.x[0], 113.8);
  EXPECT_EQ(zones.input.shapes.y[0], 34);
  EXPECT_EQ(warned(zones, "datum_unnamed"), 0U) << "the CRS names the datum";
}

// A reader that drops a member in the middle must not shift what is said of those behind it.
TEST(GeoJsonMembers, AreFoundAgainByTheirFirstPositionsWhereSomeWereDropped) {
  const auto at = [](double x) { return GeoJsonMember{true, {}, std::pair{x, 0.0}}; };
  const GeoJsonMember null{false, "null", {}}, faulty{true, "a coordinate is text", {}};
  using Which = std::vector<std::size_t>;
  using Firsts = std::vector<std::optional<std::pair<double, double>>>;
  const auto place = [](double x) { return std::optional(std::pair{x, 0.0}); };
  EXPECT_EQ(match_members({at(1), null, at(2), faulty, at(3)}, Firsts{place(1), place(2), std::nullopt, place(3)}), (Which{0, 2, 3, 4}));
  EXPECT_EQ(match_members({at(1), null, at(2), faulty, at(3)}, Firsts{place(1), std::nullopt, place(3)}), (Which{0, 3, 4})) << "2 was dropped";
  EXPECT_EQ(match_members({at(1), at(2), faulty, at(3)}, Firsts{place(1), place(2)}), (Which{0, 1})) << "the end was dropped";
  EXPECT_EQ(match_members({at(1), at(2)}, Firsts{place(7), place(8)}), (Which{0, 1})) << "as many as there are";
  EXPECT_EQ(match_members({at(1), at(2), at(3)}, Firsts{place(1), place(9)}), std::nullopt) << "nothing is guessed";
  EXPECT_EQ(match_members({at(1)}, Firsts{place(1), place(2)}), std::nullopt) << "more than there are";
}

TEST_F(ReadZones, AnOptionThatContradictsTheFileWinsWithAWarning) {
  const auto with = [&](const std::string& crs) {
    return read(collection({polygon(R"({"id":"1"})", "[[[113.8,34],[113.9,34],[113.9,34.1],[113.8,34]]]")}, crs));
  };
  const std::string says = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},)";
  settings.zones_crs = "EPSG:4267";  // NAD27, up to 100 m off
  const auto zones = with(says);
  EXPECT_EQ(zones.crs_label, "EPSG:4267");
  ASSERT_EQ(warned(zones, "crs_differs"), 1U);
  EXPECT_NE(sentence_of(zones.warnings[0], Words("en")).find(": says that it is in EPSG:4490, and was given as EPSG:4267, which is taken"), std::string::npos);
  EXPECT_EQ(warned(with({}), "crs_differs"), 0U) << "without a crs member WGS 84 is only the default";
  settings.zones_crs = "EPSG:4326";
  EXPECT_EQ(warned(with(says), "crs_differs"), 0U) << "one plane";
  settings.zones_crs = "local";
  EXPECT_EQ(warned(with(says), "crs_differs"), 1U);
}

// GDAL 3.6 takes a name that it does not know for WGS 84, and foot by foot a city for degrees.
TEST_F(ReadZones, ACrsMemberThatNobodyKnowsIsNoCrs) {
  const auto zones = read(collection({polygon(R"({"id":"1"})", "[[[113.8,34],[113.9,34],[113.9,34.1],[113.8,34]]]")},
                                     R"("crs":{"type":"name","properties":{"name":"city grid 7"}},)"));
  EXPECT_EQ(zones.crs_label, "");
  EXPECT_EQ(zones.crs_wkt, "");
}

TEST_F(ReadZones, DataInChinaWithoutANamedDatumIsWarnedOf) {
  const std::string text = collection({polygon(R"({"id":"1"})", "[[[113.8,34],[113.9,34],[113.9,34.1],[113.8,34]]]")});
  EXPECT_EQ(warned(read(text), "datum_unnamed"), 1U);
  settings.zones_datum = "gcj02";
  const auto zones = read(text);
  EXPECT_EQ(warned(zones, "datum_unnamed"), 0U);
  EXPECT_EQ(zones.source.datum, "gcj02");
  settings.zones_datum = "wgs72";
  EXPECT_EQ(fails(text), "FILE: expected datum wgs84, gcj02 or bd09, found 'wgs72'");
}

TEST_F(ReadZones, CrsGivenByTheUserReplacesThatOfTheFile) {
  settings.zones_crs = "EPSG:2263";
  EXPECT_EQ(read(collection({polygon(R"({"id":"1"})", "[[[1000000,200000],[1000100,200000],[1000100,200100],[1000000,200000]]]")})).crs_label, "EPSG:2263");
  settings.zones_crs = "EPSG:999999";
  EXPECT_EQ(fails(collection({polygon(R"({"id":"1"})", square(0))})), "--zones-crs: expected a CRS such as EPSG:4490, found 'EPSG:999999', which PROJ does not know");
  settings.zones_crs = "/etc/passwd";
  EXPECT_EQ(fails(collection({polygon(R"({"id":"1"})", square(0))})), "--zones-crs: expected a CRS such as EPSG:4490, found a file or network name");
}

TEST_F(ReadZones, WhatIsNoGeoJsonIsSaidInOneSentence) {
  EXPECT_EQ(fails("[]"), "FILE: expected GeoJSON, found a text that is no JSON object");
  EXPECT_EQ(fails(R"({"type":"FeatureCollection","features":[)"), "FILE: expected GeoJSON, found JSON that ends too early; was the file saved whole?");
  const auto damaged = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":K[0,0]]}}]})";
  EXPECT_EQ(fails(damaged).substr(0, 44), "FILE: expected GeoJSON, found damaged JSON (");
  EXPECT_EQ(fails("{\"a\":1}"), "FILE: expected GeoJSON, found JSON without a type");
  EXPECT_EQ(fails("{\"type\":\"Topology\"}"), "FILE: expected GeoJSON, found JSON of type 'Topology'");
  EXPECT_EQ(fails(std::string(100'000, '[')), "FILE: expected JSON nested at most 32 deep, found 100000");
  EXPECT_EQ(fails("<OGRVRTDataSource/>"), "FILE: expected GeoJSON, found a text that is no JSON object");
}

TEST_F(ReadZones, AFileOfAnotherKindIsRefusedByItsName) {
  source.level = "a";
  source.file = scratch.file("zones.vrt", "<OGRVRTDataSource/>");
  EXPECT_EQ(sentence_of([&] { return read_zones(source, settings); }),
            source.file + ": expected a name ending in .geojson, .json, .gpkg, .shp or .fgb, found 'vrt'");
  source.file = scratch.file("zones.gpkg", "<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>");
  EXPECT_EQ(sentence_of([&] { return read_zones(source, settings); }).substr(0, source.file.size() + 60),
            source.file + ": expected GeoJSON, GeoPackage, Shapefile or FlatGeobuf, fou");
}

TEST_F(ReadZones, TheAreaIsEveryPolygonWhateverItsFields) {
  const auto file = scratch.file("area.geojson", collection({polygon("{}", square(0)), polygon("{}", square(3))}));
  const auto area = read_area(file, {}, {}, {});
  EXPECT_EQ(area.input.rows.size(), 2U);
  EXPECT_TRUE(area.reasons.empty());
}

TEST_F(ReadZones, TheSameFileReadTwiceGivesTheSameVersion) {
  const auto text = collection({polygon(R"({"id":"1"})", square(0))});
  const auto version = read(text).file_version;
  EXPECT_EQ(version.size(), 64U);
  EXPECT_EQ(read(text).file_version, version);
  EXPECT_NE(read(text + " ").file_version, version);
}

}  // namespace
}  // namespace bailiwick::layers
