#include "gdal/write_crs.h"
#include "write/field_names.h"
#include "write/file_writer.h"
#include "write/geojson_check.h"
#include "write/geojson_rings.h"
#include "write/text.h"

#include <bailiwick/layers/write.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace bailiwick::layers {
namespace {

using write::append_json_string;

constexpr std::size_t kBlock = 4096;

void append_value(std::string& out, const Column& column, std::size_t row) {
  if (column.is_null(row)) {
    out += "null";
    return;
  }
  switch (column.type) {
    case Type::text: append_json_string(out, column.text[row]); break;
    case Type::integer: write::append_integer(out, column.integer[row]); break;
    case Type::real: std::isfinite(column.real[row]) ? write::append_real(out, column.real[row]) : void(out += "null"); break;
    case Type::boolean: out += column.integer[row] != 0 ? "true" : "false"; break;
    case Type::datetime:
      out += '"';
      write::append_datetime(out, column.integer[row], write::Fraction::where_needed, column.offset_min.empty() ? 0 : column.offset_min[row]);
      out += '"';
      break;
  }
}

/// `"name":` of each column, made once.
std::vector<std::string> property_keys(const Table& table) {
  std::vector<std::string> keys;
  for (const auto& name : write::field_names(table)) {
    std::string key = keys.empty() ? "" : ",";
    append_json_string(key, name);
    keys.push_back(key + ":");
  }
  return keys;
}

/// Writes the geometry of one row after the other, carried over to longitude and latitude a block at a time.
class Geometries {
 public:
  Geometries(const Layer& layer, const CrsInfo& crs, const std::string& file) : layer_(layer), file_(file) {
    if (!crs.lonlat && layer.geometry != GeometryKind::none) map_ = gdal::crs_map(crs.location_wkt, "OGC:CRS84");
  }

  void append(std::string& out, std::size_t row) {
    switch (layer_.geometry) {
      case GeometryKind::none: out += "null"; break;
      case GeometryKind::point: append_point(out, row); break;
      case GeometryKind::polygon: append_polygon(out, row); break;
    }
  }

 private:
  /// Copies vertices [begin, end) as longitude and latitude.
  void carry(const std::vector<double>& x, const std::vector<double>& y, std::size_t begin, std::size_t end) {
    const auto from = static_cast<std::ptrdiff_t>(begin), to = static_cast<std::ptrdiff_t>(end);
    lon_.assign(x.begin() + from, x.begin() + to);
    lat_.assign(y.begin() + from, y.begin() + to);
    if (map_) map_(lon_, lat_);
  }

  void check(std::size_t i, std::size_t row) const {
    if (std::abs(lon_[i]) <= 360 && std::abs(lat_[i]) <= 90) return;
    throw Error(ErrorCode::invalid_coordinate,
                fmt::format("{}, feature {}: expected longitude and latitude, found a position the location CRS has no place for", file_, row + 1),
                file_, static_cast<std::int64_t>(row + 1));
  }

  void append_point(std::string& out, std::size_t row) {
    if (row >= block_end_ || row < block_begin_) {
      block_begin_ = row;
      block_end_ = std::min(row + kBlock, layer_.x.size());
      carry(layer_.x, layer_.y, block_begin_, block_end_);
    }
    const auto i = row - block_begin_;
    if (std::isnan(layer_.x[row])) {
      out += "null";
      return;
    }
    check(i, row);
    out += R"({"type":"Point","coordinates":)";
    write::append_position(out, lon_[i], lat_[i]);
    out += '}';
  }

  void append_polygon(std::string& out, std::size_t row) {
    const auto shapes = layer_.polygons.view();
    const auto vertices = shapes.vertices_of_shape(row);
    carry(layer_.polygons.x, layer_.polygons.y, vertices.begin, vertices.end);
    for (std::size_t i = 0; i < lon_.size(); ++i) check(i, row);
    parts_.clear();
    for (auto part = shapes.shape_offsets[row]; part < shapes.shape_offsets[row + 1]; ++part) append_part(shapes, part, vertices.begin);
    if (parts_.empty()) {
      out += "null";
      return;
    }
    const bool several = parts_.size() > 1;
    out += several ? R"({"type":"MultiPolygon","coordinates":[)" : R"({"type":"Polygon","coordinates":)";
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      if (p > 0) out += ',';
      out += parts_[p];
    }
    out += several ? "]}" : "}";
  }

  /// The first ring of a part is its shell, the others are its holes; rings of fewer than four vertices have no inside.
  void append_part(const PolygonsView& shapes, std::size_t part, std::size_t first_vertex) {
    std::string text;
    for (auto ring = shapes.part_offsets[part]; ring < shapes.part_offsets[part + 1]; ++ring) {
      const auto [begin, end] = shapes.vertices_of(ring);
      if (end - begin < 4) {
        if (ring == shapes.part_offsets[part]) return;
        continue;
      }
      const bool shell = ring == shapes.part_offsets[part];
      text += shell ? '[' : ',';
      const auto lon = std::span<const double>(lon_).subspan(begin - first_vertex, end - begin);
      const auto lat = std::span<const double>(lat_).subspan(begin - first_vertex, end - begin);
      write::append_ring(text, lon, lat, shell, scratch_);
    }
    if (!text.empty()) parts_.push_back(text + "]");
  }

  const Layer& layer_;
  const std::string& file_;
  gdal::CoordinateMap map_;
  std::vector<double> lon_, lat_;
  std::size_t block_begin_ = 0, block_end_ = 0;
  std::vector<std::string> parts_;
  write::RingScratch scratch_;
};

void write_features(write::FileWriter& out, const Layer& layer, const CrsInfo& crs, const std::string& file, const Context& context) {
  const auto keys = property_keys(layer.table);
  Geometries geometries(layer, crs, file);
  auto& text = out.text();
  text += R"({"type":"FeatureCollection","name":)";
  append_json_string(text, layer.name);
  text += ",\"features\":[\n";
  const auto rows = layer.table.rows();
  for (std::size_t row = 0; row < rows; ++row) {
    if (row % kBlock == 0) context.check();
    text += R"({"type":"Feature","properties":{)";
    for (std::size_t c = 0; c < keys.size(); ++c) {
      text += keys[c];
      append_value(text, layer.table.columns[c], row);
    }
    text += R"(},"geometry":)";
    geometries.append(text, row);
    text += row + 1 < rows ? "},\n" : "}\n";
    out.drain();
  }
  text += "]}\n";
}

}  // namespace

void put_geojson(OutputFolder& folder, const std::string& name, const Layer& layer, const CrsInfo& crs, const Context& context) {
  const auto file = (folder.path() / name).string();
  if (crs.local) {
    throw Error(ErrorCode::unsupported,
                file + ": GeoJSON is longitude and latitude, which a city grid without a known CRS has none of; use the GeoPackage", file);
  }
  folder.put(
      name,
      [&](const std::filesystem::path& path) {
        write::FileWriter out(path);
        write_features(out, layer, crs, file, context);
        out.close();
      },
      [&](const std::filesystem::path& path) { write::check_geojson(path, layer.table.rows(), context); });
}

}  // namespace bailiwick::layers
