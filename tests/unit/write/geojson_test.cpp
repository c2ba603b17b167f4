#include "scratch.h"
#include "write/geojson_rings.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

std::string geojson(const Layer& layer, const CrsInfo& crs = lonlat()) {
  const Scratch scratch;
  OutputFolder out(scratch.path(), false);
  put_geojson(out, "l.geojson", layer, crs);
  return scratch.read("l.geojson");
}

/// The geometry of the one feature of a layer of one shape.
std::string geometry(const std::vector<std::vector<Ring>>& parts) {
  Layer layer;
  layer.name = "layer";
  layer.geometry = GeometryKind::polygon;
  add_shape(layer.polygons, parts);
  layer.table.columns = {integer_column("n", {1})};
  const auto text = geojson(layer);
  const std::string begin = "\"geometry\":";
  const auto at = text.find(begin) + begin.size();
  return text.substr(at, text.find("}\n]}") - at);
}

TEST(GeoJson, AWholeFile) {
  Layer layer;
  layer.name = "outside";
  layer.geometry = GeometryKind::point;
  layer.x = {113.5, -0.00000004};
  layer.y = {34.123456749, 0};
  layer.table.columns = {text_column("id", {"03", "a\"b"}), real_column("share", {0.25, std::nan("")}), boolean_column("late", {1, 0}),
                         datetime_column("time", {0, 1500})};
  EXPECT_EQ(geojson(layer),
            "{\"type\":\"FeatureCollection\",\"name\":\"outside\",\"features\":[\n"
            "{\"type\":\"Feature\",\"properties\":{\"id\":\"03\",\"share\":0.25,\"late\":true,\"time\":\"1970-01-01T00:00:00Z\"},"
            "\"geometry\":{\"type\":\"Point\",\"coordinates\":[113.5,34.1234567]}},\n"
            "{\"type\":\"Feature\",\"properties\":{\"id\":\"a\\\"b\",\"share\":null,\"late\":false,\"time\":\"1970-01-01T00:00:01.500Z\"},"
            "\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}\n"
            "]}\n");
}

TEST(GeoJson, AnEmptyLayerIsAFileWithoutFeatures) {
  Layer layer;
  layer.name = "gaps_block";
  layer.geometry = GeometryKind::polygon;
  layer.table.columns = {text_column("id", {})};
  EXPECT_EQ(geojson(layer), "{\"type\":\"FeatureCollection\",\"name\":\"gaps_block\",\"features\":[\n]}\n");
}

TEST(GeoJson, ShellsTurnLeftAndHolesTurnRight) {
  const Ring clockwise{{0, 0}, {0, 4}, {4, 4}, {4, 0}};
  EXPECT_EQ(geometry({{clockwise, box(1, 1, 2, 2)}}),
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]}");
}

TEST(GeoJson, SeveralPartsAreAMultiPolygon) {
  EXPECT_EQ(geometry({{box(0, 0, 1, 1)}, {box(2, 0, 3, 1)}}),
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,1],[0,0]]],[[[2,0],[3,0],[3,1],[2,1],[2,0]]]]}");
}

TEST(GeoJson, NoPartsAndDegenerateRingsAreNoGeometry) {
  EXPECT_EQ(geometry({}), "null");
  EXPECT_EQ(geometry({{Ring{{0, 0}, {1, 1}}}}), "null");
}

TEST(GeoJson, VerticesThatRoundingMakesEqualAreWrittenOnce) {
  EXPECT_EQ(geometry({{Ring{{0, 0}, {1, 0}, {1.00000001, 0.00000001}, {1, 1}, {0, 0.00000002}}}}),
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}");
}

TEST(GeoJson, ARingThatRoundingWouldFlattenIsWrittenInFull) {
  EXPECT_EQ(geometry({{Ring{{0, 0}, {1, 0}, {1, 2e-8}, {0, 2e-8}}}}),
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,2e-08],[0,2e-08],[0,0]]]}");
}

TEST(GeoJson, TheRightHandRuleHoldsForWhatIsWrittenNotForWhatWas) {
  // Rounding turns this clockwise sliver into a counter-clockwise triangle: nothing may be swapped after it.
  std::string out;
  write::RingScratch scratch;
  const std::vector<double> x{0, 1, 2, 0}, y{0, 0.4e-7, 0.7e-7, 0};
  write::append_ring(out, x, y, true, scratch);
  EXPECT_EQ(out, "[[0,0],[1,0],[2,0.0000001],[0,0]]");
}

TEST(GeoJson, NegativeAndSmallNumbersKeepTheirSign) {
  std::string out;
  write::append_position(out, -73.9876543, -0.5);
  write::append_position(out, -0.0000001, 10.01);
  EXPECT_EQ(out, "[-73.9876543,-0.5][-0.0000001,10.01]");
}

TEST(GeoJson, AProjectedPlaneIsCarriedOver) {
  Layer layer;
  layer.name = "layer";
  layer.geometry = GeometryKind::point;
  layer.x = {500000};
  layer.y = {4649776.22482};  // UTM on the central meridian: 0.9996 times the meridian arc to latitude 42 (WGS 84)
  layer.table.columns = {integer_column("n", {1})};
  CrsInfo crs;
  crs.location_wkt = "EPSG:32650";
  EXPECT_NE(geojson(layer, crs).find("\"coordinates\":[117,42]"), std::string::npos) << geojson(layer, crs);
}

TEST(GeoJson, ACityGridHasNoLongitudes) {
  CrsInfo crs;
  crs.local = true;
  Layer layer;
  layer.name = "layer";
  try {
    (void)geojson(layer, crs);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::unsupported);
  }
}

TEST(GeoJson, APositionOffTheGlobeIsAnErrorThatNamesTheFeature) {
  Layer layer;
  layer.name = "layer";
  layer.geometry = GeometryKind::point;
  layer.x = {0, 1};
  layer.y = {0, 91};
  layer.table.columns = {integer_column("n", {1, 2})};
  try {
    (void)geojson(layer);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::invalid_coordinate);
    EXPECT_EQ(e.feature(), 2);
  }
}

TEST(GeoJson, InfiniteNumbersAreNull) {
  Layer layer;
  layer.name = "layer";
  layer.table.columns = {real_column("z", {HUGE_VAL})};
  EXPECT_NE(geojson(layer).find("\"z\":null"), std::string::npos);
}

}  // namespace
}  // namespace bailiwick::layers
