#include "write/geopackage_rows.h"

#include "write/geopackage_shape.h"
#include "write/spatial_index.h"
#include "write/sqlite.h"
#include "write/text.h"

#include <cmath>
#include <string_view>
#include <utility>

namespace bailiwick::layers::write {
namespace {

/// The triggers of a table, put away while it lives by take() and laid back as they were by restore().
class Triggers {
 public:
  Triggers(Database& database, const std::string& table) : database_(database) {
    std::vector<std::string> names;
    {
      Statement list(database, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?1 ORDER BY rowid");
      list.bind_text(1, table);
      while (list.step()) {
        names.push_back(list.text(0));
        sql_.push_back(list.text(1));
      }
    }
    for (const auto& name : names) database.execute("DROP TRIGGER " + quoted_name(name));
  }
  void restore() {
    for (const auto& sql : sql_) database_.execute(sql);
  }

 private:
  Database& database_;
  std::vector<std::string> sql_;
};

std::int32_t srs_of(Database& database, const std::string& table) {
  Statement ask(database, "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?1");
  ask.bind_text(1, table);
  return ask.step() ? static_cast<std::int32_t>(ask.integer(0)) : 0;
}

/// Writes the rows of one layer and remembers their boxes.
class Rows {
 public:
  Rows(Database& database, const Layer& layer)
      : layer_(layer), insert_(database, sql(layer)), shapes_(layer.polygons.view()), srs_(srs_of(database, layer.name)), times_(layer.table.columns.size() + 2) {}

  void add(std::size_t row) {
    int place = 1;
    insert_.bind_integer(place++, static_cast<std::int64_t>(row) + 1);
    if (layer_.geometry != GeometryKind::none) bind_shape(place++, row);
    for (const auto& column : layer_.table.columns) bind(place++, column, row);
    insert_.run();
  }

  [[nodiscard]] std::vector<IndexEntry> take_boxes() { return std::move(boxes_); }
  [[nodiscard]] const Box& extent() const { return extent_; }

 private:
  static std::string sql(const Layer& layer) {
    const auto values = 1 + (layer.geometry != GeometryKind::none ? 1 : 0) + layer.table.columns.size();
    std::string sql = "INSERT INTO " + quoted_name(layer.name) + " VALUES(?";
    for (std::size_t i = 1; i < values; ++i) sql += ",?";
    return sql + ")";
  }

  void bind_shape(int place, std::size_t row) {
    Box box;
    if (layer_.geometry == GeometryKind::polygon) {
      box = multipolygon_bytes(shape_, srs_, shapes_, row);
    } else if (!std::isnan(layer_.x[row]) && !std::isnan(layer_.y[row])) {
      box = point_bytes(shape_, srs_, layer_.x[row], layer_.y[row]);
    }
    if (box.empty()) {
      insert_.bind_null(place);
      return;
    }
    insert_.bind_bytes(place, shape_);
    boxes_.push_back(index_entry(static_cast<std::int64_t>(row) + 1, box.min_x, box.max_x, box.min_y, box.max_y));
    extent_.add(box);
  }

  void bind(int place, const Column& column, std::size_t row) {
    const bool not_finite = column.type == Type::real && !std::isfinite(column.real[row]);
    if (column.is_null(row) || not_finite) {
      insert_.bind_null(place);
      return;
    }
    switch (column.type) {
      case Type::text: insert_.bind_text(place, until_null(column.text[row])); break;
      case Type::integer: insert_.bind_integer(place, column.integer[row]); break;
      case Type::boolean: insert_.bind_integer(place, column.integer[row] != 0 ? 1 : 0); break;
      case Type::real: insert_.bind_real(place, column.real[row]); break;
      case Type::datetime: {
        auto& text = times_[static_cast<std::size_t>(place) - 1];
        text.clear();
        append_datetime(text, column.integer[row], Fraction::always);
        insert_.bind_text(place, text);
        break;
      }
    }
  }

  /// SQL text ends at a zero byte wherever it is used as text.
  static std::string_view until_null(const std::string& text) { return std::string_view(text).substr(0, text.find('\0')); }

  const Layer& layer_;
  Statement insert_;
  PolygonsView shapes_;
  std::int32_t srs_;
  std::string shape_;
  std::vector<std::string> times_;  ///< by place: SQLite reads them at the step
  std::vector<IndexEntry> boxes_;
  Box extent_;
};

void describe(Database& database, const Layer& layer, const Box& extent) {
  Statement count(database, "UPDATE gpkg_ogr_contents SET feature_count = ?2 WHERE table_name = ?1");
  count.bind_text(1, layer.name);
  count.bind_integer(2, static_cast<std::int64_t>(layer.table.rows()));
  count.run();
  if (extent.empty()) return;
  Statement contents(database, "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5 WHERE table_name = ?1");
  contents.bind_text(1, layer.name);
  contents.bind_real(2, extent.min_x);
  contents.bind_real(3, extent.min_y);
  contents.bind_real(4, extent.max_x);
  contents.bind_real(5, extent.max_y);
  contents.run();
}

void fill(Database& database, const Layer& layer, const Context& context) {
  Triggers triggers(database, layer.name);
  Rows rows(database, layer);
  for (std::size_t row = 0; row < layer.table.rows(); ++row) {
    if (row % 4096 == 0) context.check();
    rows.add(row);
  }
  if (layer.geometry != GeometryKind::none) fill_spatial_index(database, "rtree_" + layer.name + "_geom", rows.take_boxes(), context);
  describe(database, layer, rows.extent());
  triggers.restore();
}

}  // namespace

void fill_geopackage(const std::filesystem::path& path, const std::vector<Layer>& layers, const Context& context) {
  Database database(path);
  database.execute("BEGIN");
  for (const auto& layer : layers) fill(database, layer, context);
  database.execute("COMMIT");
  database.close();
}

}  // namespace bailiwick::layers::write
