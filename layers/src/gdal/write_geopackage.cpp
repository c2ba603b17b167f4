#include "gdal/write_geopackage.h"

#include "gdal/gdal_drivers.h"
#include "gdal/gdal_errors.h"
#include "gdal/gdal_handles.h"
#include "gdal/write_reference.h"
#include "gdal/write_settings.h"
#include "write/field_names.h"
#include "write/geopackage_rows.h"
#include "write/sqlite.h"
#include "write/temporary.h"

#include <fmt/format.h>
#include <unistd.h>

namespace bailiwick::layers::gdal {
namespace {

constexpr const char* kStyleTime = "2000-01-01T00:00:00.000Z";  // the same bytes on every run

/// GDAL calls on one file; whatever GDAL calls a failure becomes an Error that names the file.
class Writer {
 public:
  Writer(const std::filesystem::path& path, const CrsInfo& crs)
      : path_(path), place_(write::shown(path)), reference_(crs.local ? nullptr : geopackage_reference(crs.location_wkt)) {
    register_drivers();
    ::unlink(path.c_str());  // the driver makes the file itself and takes an empty one for a broken GeoPackage
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr) throw Error(ErrorCode::unsupported, "this GDAL has no GeoPackage driver");
    dataset_.reset(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(dataset_ != nullptr);
  }

  /// The empty table of a layer.
  void create(const Layer& layer) {
    CPLStringList options;
    options.SetNameValue("GEOMETRY_NAME", "geom");
    options.SetNameValue("FID", "fid");
    options.SetNameValue("DESCRIPTION", layer.title.c_str());
    OGRLayer* table = dataset_->CreateLayer(layer.name.c_str(), layer.geometry == GeometryKind::none ? nullptr : reference_.get(),
                                            geometry_type(layer.geometry), options.List());
    check(table != nullptr);
    const auto names = write::field_names(layer.table);
    for (std::size_t c = 0; c < names.size(); ++c) add_field(table, names[c], layer.table.columns[c].type);
  }

  /// Closes the file and opens it anew: GDAL makes tables and their spatial indexes when it closes, in the order in which they were asked for.
  void make_tables() {
    close_checked(dataset_, place_);
    const char* const drivers[] = {"GPKG", nullptr};
    dataset_.reset(GDALDataset::Open(path_.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    check(dataset_ != nullptr);
  }

  /// GDAL 3.6 calls a missing CRS the undefined geographic one (0). Metres of a city grid are the undefined Cartesian one (-1), which also
  /// stands in every geometry: so before the first row.
  void make_cartesian() {
    execute("UPDATE gpkg_contents SET srs_id = -1 WHERE data_type = 'features'");
    execute("UPDATE gpkg_geometry_columns SET srs_id = -1");
  }

  void add_styles(const std::vector<StoredStyle>& styles) {
    CPLStringList options;
    options.SetNameValue("FID", "id");
    OGRLayer* table = dataset_->CreateLayer("layer_styles", nullptr, wkbNone, options.List());
    check(table != nullptr);
    for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column"}) add_text_field(table, name, 256);
    add_text_field(table, "styleName", 30);
    add_text_field(table, "styleQML", 0);
    add_text_field(table, "styleSLD", 0);
    add_field(table, "useAsDefault", Type::boolean);
    add_text_field(table, "description", 0);
    add_text_field(table, "owner", 30);
    add_text_field(table, "ui", 30);
    add_field(table, "update_time", Type::datetime);
    check(dataset_->StartTransaction() == OGRERR_NONE);
    for (const auto& style : styles) add_style(table, style);
    check(dataset_->CommitTransaction() == OGRERR_NONE);
  }

  /// As QGIS 3 does it: a table that gpkg_contents does not know, the .qgz as hexadecimal text.
  void add_project(const StoredProject& project) {
    execute("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
    std::string hex;
    hex.reserve(project.zip.size() * 2);
    for (const char c : project.zip) fmt::format_to(std::back_inserter(hex), "{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    std::string name;
    for (const char c : project.name) name += c == '\'' ? std::string("''") : std::string(1, c);
    execute(fmt::format("INSERT INTO qgis_projects VALUES('{}', '{{\"last_modified_time\": \"{}\", \"last_modified_user\": \"bailiwick\"}}', '{}')",
                        name, kStyleTime, hex));
  }

  void close() { close_checked(dataset_, place_); }

 private:
  void check(bool sound) const {
    errors_.throw_if_failed(ErrorCode::unwritable_file, place_);
    if (!sound) throw Error(ErrorCode::unwritable_file, place_ + ": GDAL could not write it and did not say why", place_);
  }

  void execute(const std::string& sql) {
    OGRLayer* result = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (result != nullptr) dataset_->ReleaseResultSet(result);
    check(true);
  }

  static OGRwkbGeometryType geometry_type(GeometryKind kind) {
    switch (kind) {
      case GeometryKind::point: return wkbPoint;
      case GeometryKind::polygon: return wkbMultiPolygon;
      case GeometryKind::none: break;
    }
    return wkbNone;
  }

  void add_text_field(OGRLayer* table, const char* name, int width) {
    OGRFieldDefn field(name, OFTString);
    field.SetWidth(width);
    check(table->CreateField(&field) == OGRERR_NONE);
  }

  void add_field(OGRLayer* table, const std::string& name, Type type) {
    OGRFieldDefn field(name.c_str(), OFTString);
    switch (type) {
      case Type::text: break;
      case Type::integer: field.SetType(OFTInteger64); break;
      case Type::real: field.SetType(OFTReal); break;
      case Type::boolean:
        field.SetType(OFTInteger);
        field.SetSubType(OFSTBoolean);
        break;
      case Type::datetime: field.SetType(OFTDateTime); break;
    }
    check(table->CreateField(&field) == OGRERR_NONE);
  }

  void add_style(OGRLayer* table, const StoredStyle& style) {
    OGRFeature row(table->GetLayerDefn());
    row.SetField("f_table_catalog", "");
    row.SetField("f_table_schema", "");
    row.SetField("f_table_name", style.table.c_str());
    row.SetField("f_geometry_column", style.geometry ? "geom" : "");
    row.SetField("styleName", style.name.c_str());
    row.SetField("styleQML", style.qml.c_str());
    row.SetField("styleSLD", "");
    row.SetField("useAsDefault", style.is_default ? 1 : 0);
    row.SetField("description", style.description.c_str());
    row.SetField("owner", "");
    row.SetField("update_time", 2000, 1, 1, 0, 0, 0.0F, 100);
    check(table->CreateFeature(&row) == OGRERR_NONE);
  }

  std::string path_, place_;
  WriteSettings settings_;
  ErrorCollector errors_;
  SpatialReference reference_;
  Dataset dataset_;
};

/// The first value of a statement's first row; -1 and "" where it gives none.
struct Answer {
  long long number = -1;
  std::string text;
};
Answer ask(GDALDataset& dataset, const std::string& sql) {
  Answer answer;
  OGRLayer* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
  if (result == nullptr) return answer;
  {
    const Feature row(result->GetNextFeature());
    if (row) answer = {row->GetFieldAsInteger64(0), row->GetFieldAsString(0)};
  }
  dataset.ReleaseResultSet(result);
  return answer;
}

}  // namespace

void write_geopackage(const std::filesystem::path& path, const std::vector<Layer>& layers, const CrsInfo& crs,
                      const std::vector<StoredStyle>& styles, const StoredProject& project, const Context& context) {
  {
    Writer writer(path, crs);
    for (const auto& layer : layers) writer.create(layer);
    writer.make_tables();
    if (crs.local) writer.make_cartesian();
    writer.add_styles(styles);
    writer.add_project(project);
    writer.close();
  }
  write::fill_geopackage(path, layers, context);
}

void check_geopackage(const std::filesystem::path& path, const std::vector<Layer>& layers, const Context& context) {
  const auto place = write::shown(path);
  const WriteSettings settings;
  const ErrorCollector errors;
  const char* const drivers[] = {"GPKG", nullptr};
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
  errors.throw_if_failed(ErrorCode::unwritable_file, place);
  // The whole check compares every index with its table; on a large file the quick one still reads every page.
  const bool small = std::filesystem::file_size(path) < (std::uintmax_t{64} << 20U);
  const auto verdict = dataset ? ask(*dataset, small ? "PRAGMA integrity_check" : "PRAGMA quick_check").text : "not opened";
  if (verdict != "ok") throw Error(ErrorCode::unwritable_file, fmt::format("{}: expected a sound GeoPackage when reading back, found: {}", place, verdict), place);
  // GDAL leaves a table without its feature count, and says nothing, where it could not read the file for a moment.
  const auto counted = ask(*dataset, "SELECT COUNT(*) FROM gpkg_ogr_contents").number, tables = static_cast<long long>(layers.size()) + 1;
  if (counted != tables) {
    throw Error(ErrorCode::unwritable_file, fmt::format("{}: expected the feature counts of {} tables when reading back, found {}", place, tables, counted), place);
  }
  for (const auto& layer : layers) {
    context.check();
    const auto found = ask(*dataset, "SELECT COUNT(*) FROM " + write::quoted_name(layer.name)).number;
    const auto expected = static_cast<long long>(layer.table.rows());
    if (found == expected) continue;
    throw Error(ErrorCode::unwritable_file,
                fmt::format("{}, layer '{}': expected {} rows when reading back, found {}", place, layer.name, expected, found), place);
  }
}

}  // namespace bailiwick::layers::gdal
