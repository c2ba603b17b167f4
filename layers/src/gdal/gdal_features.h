/// Features of a vector file as columns: every record is kept, with what is wrong with its shape.
#pragma once

#include "gdal/gdal_crs.h"

#include <bailiwick/context.h>
#include <bailiwick/layers/table.h>
#include <bailiwick/polygons.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bailiwick::layers::gdal {

struct FieldHead {
  std::string name;
  Type type = Type::text;
};
struct LayerHead {
  std::string name;
  std::string geometry;  ///< as OGR names it: "Polygon", "3D Point", "None"
  std::int64_t features = 0;
  CrsName crs;
  std::vector<FieldHead> fields;
};

enum class ShapeKind : std::uint8_t { none, point, line, polygon, other };

/// One layer, feature by feature in the order GDAL delivers them.
struct Features {
  LayerHead head;
  std::string failure;             ///< GDAL's first complaint while reading; empty: none
  std::vector<std::int64_t> fid;   ///< unique; where the file repeats them, the feature's place in the layer, from 0
  std::vector<ShapeKind> kind;
  std::vector<std::string> fault;  ///< what keeps the shape from being used; empty: nothing
  Polygons polygons;               ///< one shape per feature; empty unless `kind` is polygon
  Polygons lines;                  ///< rings are line strings; one shape per feature; empty unless `kind` is line
  std::vector<double> x, y;        ///< of points; NaN otherwise
  Table attributes;
  std::uint64_t closed_rings = 0;   ///< open rings that were closed
  std::uint64_t short_rings = 0;    ///< rings of fewer than four vertices, left out
  std::uint64_t curves = 0;         ///< curved shapes drawn as straight pieces
  std::uint64_t mixed = 0;          ///< collections of which only the polygons (or lines) were taken
  std::uint64_t bad_text = 0;       ///< attribute texts with bytes that are no UTF-8, replaced
};

struct FeatureLimits {
  std::uint64_t zone_vertices;
  std::size_t field_bytes;
};

class VectorFile {
 public:
  /// `path` canonical or of a MemoryFile; `shown` for messages; `encoding` of a Shapefile's attributes, empty: GDAL's.
  VectorFile(const std::string& path, const std::string& shown, const std::string& encoding = {});
  ~VectorFile();
  VectorFile(const VectorFile&) = delete;
  VectorFile& operator=(const VectorFile&) = delete;

  [[nodiscard]] std::string driver() const;  ///< "GeoJSON", "GPKG", ...
  [[nodiscard]] const std::vector<LayerHead>& layers() const;

  /// Reads a layer. `wanted` tells which fields to keep; empty: all. A feature whose attributes or vertices exceed the limits gets a fault. What
  /// GDAL complains of on the way is in Features::failure: whether the run can go on is for the caller to say.
  [[nodiscard]] Features read(const std::string& layer, const std::function<bool(const std::string&)>& wanted, const FeatureLimits& limits,
                              const Context& context) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace bailiwick::layers::gdal
