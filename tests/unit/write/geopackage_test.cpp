#include "scratch.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <gdal_priv.h>
#include <memory>
#include <ogrsf_frmts.h>

namespace bailiwick::layers {
namespace {

CrsInfo cgcs2000() {
  CrsInfo crs;
  crs.location_wkt = "EPSG:4490";
  crs.metric_wkt = "EPSG:4547";
  crs.lonlat = true;
  return crs;
}

/// Two zones whose corners have no short decimal form; the first turns right and has a hole.
Layer two_zones() {
  Layer layer;
  layer.name = "zones_block";
  layer.title = "Zones <block>";
  layer.group = "Zones";
  layer.style = "zones";
  layer.geometry = GeometryKind::polygon;
  const double a = 113.1 + 1.0 / 3, b = 34 + 1.0 / 7;
  add_shape(layer.polygons, {{Ring{{a, b}, {a, b + 0.3}, {a + 0.3, b + 0.3}, {a + 0.3, b}}, box(a + 0.1, b + 0.1, a + 0.2, b + 0.2)}});
  add_shape(layer.polygons, {{box(114, 34, 114.5, 34.5)}, {box(115, 34, 115.5, 34.5)}});
  layer.table.columns = {text_column("zone_id", {"03", "b"}), text_column("name", {"东城", ""}), integer_column("count", {5, -1}),
                         real_column("density_per_km2", {1.0 / 3, std::nan("")}), boolean_column("flag", {1, 0}),
                         datetime_column("time", {1709211900000, -1000})};
  return layer;
}

void put(const Scratch& scratch, const std::vector<Layer>& layers, const CrsInfo& crs, const Context& context = {}) {
  OutputFolder out(scratch.path(), true);
  put_geopackage(out, "city.gpkg", layers, crs, "A city", {}, "en", context);
}

struct Opened {
  explicit Opened(const Scratch& scratch) {
    const char* const drivers[] = {"GPKG", nullptr};
    dataset.reset(GDALDataset::Open((scratch.path() / "city.gpkg").c_str(), GDAL_OF_VECTOR, drivers, nullptr, nullptr));
  }
  /// The first column of the first row a statement gives.
  [[nodiscard]] std::string ask(const std::string& sql) const {
    OGRLayer* result = dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (result == nullptr) return "(nothing)";
    std::string text = "(no row)";
    if (auto* row = result->GetNextFeature(); row != nullptr) {
      text = row->GetFieldAsString(0);
      OGRFeature::DestroyFeature(row);
    }
    dataset->ReleaseResultSet(result);
    return text;
  }
  std::unique_ptr<GDALDataset> dataset;
};

TEST(GeoPackage, GivenZonesLieInItBitForBit) {
  const Scratch scratch;
  const auto layer = two_zones();
  put(scratch, {layer}, cgcs2000());
  const Opened file(scratch);
  auto* table = file.dataset->GetLayerByName("zones_block");
  ASSERT_NE(table, nullptr);
  std::size_t vertex = 0;
  for (auto& feature : *table) {
    const auto* shape = feature->GetGeometryRef()->toMultiPolygon();
    for (const auto* part : *shape) {
      for (const auto* ring : *part) {
        for (int i = 0; i < ring->getNumPoints(); ++i, ++vertex) {
          const double x = ring->getX(i), y = ring->getY(i);
          EXPECT_EQ(std::memcmp(&x, &layer.polygons.x[vertex], sizeof x), 0);
          EXPECT_EQ(std::memcmp(&y, &layer.polygons.y[vertex], sizeof y), 0);
        }
      }
    }
  }
  EXPECT_EQ(vertex, layer.polygons.x.size());
}

TEST(GeoPackage, ColumnsKeepTheirTypesAndNulls) {
  const Scratch scratch;
  put(scratch, {two_zones()}, cgcs2000());
  const Opened file(scratch);
  auto* table = file.dataset->GetLayerByName("zones_block");
  const std::unique_ptr<OGRFeature> first(table->GetFeature(1)), second(table->GetFeature(2));
  EXPECT_STREQ(first->GetFieldAsString("zone_id"), "03");
  EXPECT_STREQ(first->GetFieldAsString("name"), "东城");
  EXPECT_EQ(second->GetFieldAsInteger64("count"), -1);
  EXPECT_EQ(first->GetFieldAsDouble("density_per_km2"), 1.0 / 3);
  EXPECT_TRUE(second->IsFieldNull(second->GetFieldIndex("density_per_km2")));
  EXPECT_STREQ(first->GetFieldAsString("time"), "2024/02/29 13:05:00+00");
  EXPECT_STREQ(second->GetFieldAsString("time"), "1969/12/31 23:59:59+00");
  EXPECT_EQ(table->GetLayerDefn()->GetFieldDefn(4)->GetSubType(), OFSTBoolean);
}

TEST(GeoPackage, Cgcs2000ArrivesUnderItsNumber) {
  const Scratch scratch;
  put(scratch, {two_zones()}, cgcs2000());
  const Opened file(scratch);
  EXPECT_EQ(file.ask("SELECT organization || ':' || organization_coordsys_id FROM gpkg_spatial_ref_sys s JOIN gpkg_geometry_columns g "
                     "ON s.srs_id = g.srs_id WHERE table_name = 'zones_block'"),
            "EPSG:4490");
}

TEST(GeoPackage, Crs84IsStoredAsItsNumberedTwin) {
  const Scratch scratch;
  auto crs = cgcs2000();
  crs.location_wkt = "OGC:CRS84";
  put(scratch, {two_zones()}, crs);
  EXPECT_EQ(Opened(scratch).ask("SELECT srs_id FROM gpkg_geometry_columns"), "4326");
}

TEST(GeoPackage, ACityGridHasAnUndefinedCrs) {
  const Scratch scratch;
  CrsInfo crs;
  crs.local = true;
  put(scratch, {two_zones()}, crs);
  EXPECT_EQ(Opened(scratch).ask("SELECT srs_id FROM gpkg_geometry_columns"), "-1");
}

TEST(GeoPackage, EveryLayerHasItsDefaultStyleAndASpatialIndex) {
  const Scratch scratch;
  put(scratch, {two_zones()}, cgcs2000());
  const Opened file(scratch);
  EXPECT_EQ(file.ask("SELECT f_geometry_column || useAsDefault FROM layer_styles WHERE f_table_name = 'zones_block' AND f_table_catalog = '' AND "
                     "f_table_schema = ''"),
            "geom1");
  EXPECT_NE(file.ask("SELECT styleQML FROM layer_styles").find("renderer-v2"), std::string::npos);
  EXPECT_EQ(file.ask("SELECT count(*) FROM rtree_zones_block_geom"), "2");
}

/// So many points that the index is three nodes deep (51 entries a node, sqlite.org/rtree.html); every hundredth has no place.
Layer scattered_points() {
  Layer layer;
  layer.name = layer.style = "reports";
  layer.geometry = GeometryKind::point;
  std::vector<std::int64_t> number;
  for (std::int64_t i = 0; i < 6000; ++i) {
    number.push_back(i);
    layer.x.push_back(i % 100 == 99 ? std::nan("") : 113 + static_cast<double>(i * 7919 % 6007) / 6007);
    layer.y.push_back(34 + static_cast<double>(i * 104729 % 6011) / 6011);
  }
  layer.table.columns = {integer_column("number", number)};
  return layer;
}

TEST(GeoPackage, TheSpatialIndexIsSoundByItsOwnModuleAndFindsWhatAScanFinds) {
  const Scratch scratch;
  const auto layer = scattered_points();
  put(scratch, {layer}, cgcs2000());
  const Opened file(scratch);
  EXPECT_EQ(file.ask("SELECT rtreecheck('rtree_reports_geom')"), "ok");
  EXPECT_EQ(file.ask("SELECT count(*) FROM rtree_reports_geom"), "5940");
  EXPECT_EQ(file.ask("SELECT hex(substr(data, 1, 2)) FROM rtree_reports_geom_node WHERE nodeno = 1"), "0002");  // the depth, as SQLite counts it
  for (int i = 0; i < 40; ++i) {
    const double west = 113 + 0.02 * i, south = 34.9 - 0.02 * i, side = 0.003 * i;
    int expected = 0;
    for (std::size_t k = 0; k < layer.x.size(); ++k) {
      expected += layer.x[k] >= west && layer.x[k] <= west + side && layer.y[k] >= south && layer.y[k] <= south + side ? 1 : 0;
    }
    auto* table = file.dataset->GetLayerByName("reports");
    table->SetSpatialFilterRect(west, south, west + side, south + side);
    EXPECT_EQ(table->GetFeatureCount(), expected) << i;
  }
}

TEST(GeoPackage, WhoEditsTheFileLaterKeepsItsIndexAndItsCount) {
  const Scratch scratch;
  put(scratch, {scattered_points()}, cgcs2000());
  {
    const char* const drivers[] = {"GPKG", nullptr};
    const std::unique_ptr<GDALDataset> editable(
        GDALDataset::Open((scratch.path() / "city.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers, nullptr, nullptr));
    auto* table = editable->GetLayerByName("reports");
    OGRFeature added(table->GetLayerDefn());
    OGRPoint place(120, 40);
    added.SetGeometry(&place);
    ASSERT_EQ(table->CreateFeature(&added), OGRERR_NONE);
    EXPECT_EQ(added.GetFID(), 6001);
    ASSERT_EQ(table->DeleteFeature(17), OGRERR_NONE);
  }
  const Opened file(scratch);
  EXPECT_EQ(file.ask("SELECT rtreecheck('rtree_reports_geom')"), "ok");
  EXPECT_EQ(file.ask("SELECT id FROM rtree_reports_geom WHERE minX > 115"), "6001");
  EXPECT_EQ(file.ask("SELECT count(*) FROM rtree_reports_geom"), "5940");
  EXPECT_EQ(file.ask("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'reports'"), "6000");
  EXPECT_EQ(file.ask("SELECT max_x FROM gpkg_contents WHERE table_name = 'reports'"), "120");
}

TEST(GeoPackage, TablesAreListedAsGivenAndTheStylesLast) {
  const Scratch scratch;
  put(scratch, {two_zones(), scattered_points()}, cgcs2000());
  EXPECT_EQ(Opened(scratch).ask("SELECT group_concat(table_name) FROM (SELECT table_name FROM gpkg_contents ORDER BY rowid)"),
            "zones_block,reports,layer_styles");
}

TEST(GeoPackage, TheProjectIsInsideAsAZipInHexadecimal) {
  const Scratch scratch;
  put(scratch, {two_zones()}, cgcs2000());
  const Opened file(scratch);
  EXPECT_EQ(file.ask("SELECT substr(content, 1, 8) FROM qgis_projects WHERE name = 'city'"), "504b0304");
}

TEST(GeoPackage, TheSameLayersGiveTheSameBytes) {
  const Scratch one, two;
  put(one, {two_zones()}, cgcs2000());
  put(two, {two_zones()}, cgcs2000());
  EXPECT_EQ(sha256_of(one.path() / "city.gpkg"), sha256_of(two.path() / "city.gpkg"));
}

TEST(GeoPackage, NamesThatDifferInCaseOnlyOrBelongToTheFormatAreKeptApart) {
  const Scratch scratch;
  auto layer = two_zones();
  layer.table.columns.push_back(text_column("NAME", {"x", "y"}));
  layer.table.columns.push_back(text_column("fid", {"f", "g"}));
  layer.table.columns.push_back(text_column("geom", {"h", "i"}));
  put(scratch, {layer}, cgcs2000());
  const Opened file(scratch);
  const std::unique_ptr<OGRFeature> first(file.dataset->GetLayerByName("zones_block")->GetFeature(1));
  EXPECT_STREQ(first->GetFieldAsString("NAME_2"), "x");
  EXPECT_STREQ(first->GetFieldAsString("fid_2"), "f");
  EXPECT_STREQ(first->GetFieldAsString("geom_2"), "h");
}

TEST(GeoPackage, EmptyLayersAreThere) {
  const Scratch scratch;
  Layer layer;
  layer.name = layer.style = "gaps";
  layer.name = "gaps_city \"x\"";
  layer.geometry = GeometryKind::polygon;
  layer.table.columns = {text_column("id", {})};
  put(scratch, {layer}, cgcs2000());
  EXPECT_EQ(Opened(scratch).ask("SELECT count(*) FROM gpkg_geometry_columns"), "1");
}

TEST(GeoPackage, AStopLeavesNothing) {
  const Scratch scratch;
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  EXPECT_THROW(put(scratch, {two_zones()}, cgcs2000(), context), Error);
  EXPECT_TRUE(scratch.names().empty());
}

TEST(GeoPackage, NothingButItselfIsLeftBesideIt) {
  const Scratch scratch;
  put(scratch, {two_zones()}, cgcs2000());
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"city.gpkg"});
}

}  // namespace
}  // namespace bailiwick::layers
