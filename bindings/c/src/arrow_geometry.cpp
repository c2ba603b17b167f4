/// Geometry columns: WKB, and GeoArrow's nested lists of separated (struct) or interleaved (list of 2 to 4) coordinates.
#include "arrow_bytes.h"
#include "wkb.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace bailiwick::c {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool is_bytes(const Field& field) { return BytesColumn::fits(field) && (field.format.ends_with('z') || field.format.ends_with('Z')); }

/// Coordinates of consecutive slots.
struct Coordinates {
  Numbers x, y;                // separated
  const double* both = nullptr;  // interleaved
  std::size_t stride = 0;
  [[nodiscard]] double x_at(std::size_t i) const { return both != nullptr ? both[i * stride] : x.values[i]; }
  [[nodiscard]] double y_at(std::size_t i) const { return both != nullptr ? both[i * stride + 1] : y.values[i]; }
};

/// [from, from + count) slots of a coordinate type; the view's own offset is not added.
Coordinates coordinates_of(const View& view) {
  const auto& format = view.field->format;
  Coordinates out;
  if (format == "+s") {
    const auto& children = view.field->children;
    if (children.size() < 2 || children[0].name != "x" || children[1].name != "y" || children[0].format != "g" || children[1].format != "g") {
      view.refuse("coordinates x, y as doubles, found other members");
    }
    out.x = numbers_of(view.child(0, view.offset, view.length));
    out.y = numbers_of(view.child(1, view.offset, view.length));
    return out;
  }
  const bool fixed = format == "+w:2" || format == "+w:3" || format == "+w:4";
  if (!fixed || view.field->children.size() != 1 || view.field->children[0].format != "g") view.refuse("coordinates, found type '" + view.field->said() + "'");
  out.stride = static_cast<std::size_t>(format[3] - '0');
  const auto stride = static_cast<std::int64_t>(out.stride);
  const auto flat = view.child(0, view.offset * stride, view.length * stride);
  if (flat.has_nulls()) view.refuse("coordinates without nulls, found some");
  static constexpr double kEmpty[4] = {};
  out.both = view.length == 0 ? kEmpty : static_cast<const double*>(flat.array->buffers[1]) + flat.offset;
  return out;
}

/// Where the lists of `view` begin and end in their child.
std::vector<std::int64_t> offsets_of(const View& view) {
  const auto& format = view.field->format;
  if (format != "+l" && format != "+L") view.refuse("nested lists of coordinates, found type '" + view.field->said() + "'");
  std::vector<std::int64_t> offsets;
  if (view.length == 0) return {0};
  for (std::int64_t i = 0; i <= view.length; ++i) {
    const void* const buffer = view.array->buffers[1];
    offsets.push_back(format == "+l" ? static_cast<const std::int32_t*>(buffer)[view.offset + i] : static_cast<const std::int64_t*>(buffer)[view.offset + i]);
    if (offsets.back() < 0 || (i > 0 && offsets.back() < offsets[static_cast<std::size_t>(i) - 1])) view.refuse("offsets that rise, found others", i);
  }
  return offsets;
}
View members(const View& view, const std::vector<std::int64_t>& offsets) { return view.child(0, offsets.front(), offsets.back() - offsets.front()); }

void append_rings(std::int64_t first, std::int64_t last, const std::vector<std::int64_t>& vertex, const Coordinates& at, Polygons& shapes) {
  bool shell = false;  // without one its holes are in nothing
  for (auto r = first; r < last && (r == first || shell); ++r) {
    const auto begin = shapes.x.size();
    for (auto v = vertex[static_cast<std::size_t>(r)]; v < vertex[static_cast<std::size_t>(r) + 1]; ++v) {
      const auto slot = static_cast<std::size_t>(v - vertex.front());
      shapes.add_vertex(at.x_at(slot), at.y_at(slot));
    }
    const bool taken = end_ring(shapes, begin);
    if (r == first) shell = taken;
  }
  if (shell) shapes.end_part();
}

int list_depth(const Field& field) { return field.format == "+l" || field.format == "+L" ? 1 + (field.children.size() == 1 ? list_depth(field.children[0]) : 0) : 0; }

void append_nested(const View& view, std::int64_t first_row, Polygons& shapes) {
  const int depth = list_depth(*view.field);
  if (depth != 2 && depth != 3) view.refuse("polygons or multipolygons, found type '" + view.field->said() + "'");
  const auto part = offsets_of(view);
  const View parts = members(view, part);
  const auto ring = depth == 3 ? offsets_of(parts) : part;
  const View rings = depth == 3 ? members(parts, ring) : parts;
  const auto vertex = offsets_of(rings);
  const auto at = coordinates_of(members(rings, vertex));
  for (std::int64_t i = 0; i < view.length; ++i) {
    if (!view.valid(i)) view.refuse("a polygon, found null", first_row + i);
    const auto before = shapes.part_offsets.size();
    const auto row = static_cast<std::size_t>(i);
    if (depth == 2) {
      append_rings(part[row] - part.front(), part[row + 1] - part.front(), vertex, at, shapes);
    } else {
      for (auto p = part[row] - part.front(); p < part[row + 1] - part.front(); ++p) {
        const auto slot = static_cast<std::size_t>(p);
        append_rings(ring[slot] - ring.front(), ring[slot + 1] - ring.front(), vertex, at, shapes);
      }
    }
    if (shapes.part_offsets.size() == before) view.refuse("a polygon, found one without an inside", first_row + i);
    shapes.end_shape();
  }
}

}  // namespace

Points points_of(const View& view) {
  Points out;
  const auto count = static_cast<std::size_t>(view.length);
  const auto own = [&] {
    out.x.own.assign(count, kNone);
    out.y.own.assign(count, kNone);
  };
  if (is_bytes(*view.field)) {
    own();
    const BytesColumn wkb(view);
    for (std::size_t i = 0; i < count; ++i) {
      const auto row = static_cast<std::int64_t>(i);
      if (!view.valid(row)) continue;
      if (const Fault fault = read_point(wkb.at(row), out.x.own[i], out.y.own[i])) view.refuse(fault, row);
    }
  } else {
    auto at = coordinates_of(view);
    if (at.both == nullptr && !view.has_nulls()) return {std::move(at.x), std::move(at.y)};
    own();
    for (std::size_t i = 0; i < count; ++i) {
      if (!view.valid(static_cast<std::int64_t>(i))) continue;
      out.x.own[i] = at.x_at(i);
      out.y.own[i] = at.y_at(i);
    }
  }
  out.x.values = out.x.own;
  out.y.values = out.y.own;
  return out;
}

void append_polygons(const View& view, std::int64_t first_row, Polygons& shapes) {
  if (!is_bytes(*view.field)) return append_nested(view, first_row, shapes);
  const BytesColumn wkb(view);
  for (std::int64_t i = 0; i < view.length; ++i) {
    if (!view.valid(i)) view.refuse("a polygon, found null", first_row + i);
    if (const Fault fault = append_shape(wkb.at(i), shapes)) view.refuse(fault, first_row + i);
  }
}

std::optional<std::size_t> geometry_of(const Stream& stream, const char* name) {
  if (name == nullptr) {
    const auto& columns = stream.schema().children;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto extension = columns[i].extension();
      if (extension.starts_with("geoarrow.") || extension == "ogc.wkb") return i;
    }
  }
  return stream.find(name, {"geometry", "geom", "wkb_geometry", "shape"});
}

std::string crs_of(const Field& geometry) {
  const auto found = geometry.metadata.find("ARROW:extension:metadata");
  if (found == geometry.metadata.end() || found->second.size() > 1'000'000) return {};
  const auto json = nlohmann::json::parse(found->second, nullptr, false);
  if (!json.is_object() || !json.contains("crs")) return {};
  const auto& crs = json["crs"];
  if (crs.is_string()) return crs.get<std::string>();
  if (!crs.is_object() || !crs.contains("id") || !crs["id"].is_object()) return {};
  const auto& id = crs["id"];
  if (!id.contains("authority") || !id["authority"].is_string() || !id.contains("code")) return {};
  const auto& code = id["code"];
  return id["authority"].get<std::string>() + ":" + (code.is_string() ? code.get<std::string>() : code.dump());
}

}  // namespace bailiwick::c
