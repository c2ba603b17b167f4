#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/byte_source.h"
#include "read/column_look.h"
#include "read/csv_reader.h"
#include "read/field_guess.h"
#include "read/numbers.h"
#include "read/report_plan.h"
#include "read/text.h"
#include "read/vector_source.h"
#include "read/warnings.h"
#include "read/zone_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kPiece = 4U << 20;

void grow(LayerInfo& layer, double x, double y) {
  layer.west = std::min(layer.west, x);
  layer.east = std::max(layer.east, x);
  layer.south = std::min(layer.south, y);
  layer.north = std::max(layer.north, y);
}

LayerInfo empty_box() {
  LayerInfo layer;
  layer.west = layer.south = std::numeric_limits<double>::infinity();
  layer.east = layer.north = -layer.west;
  return layer;
}

void set_guess(LayerInfo& layer, const std::string& field, const std::string& word) {
  for (auto& info : layer.fields) {
    if (info.name == field && info.guess.empty()) info.guess = word;
  }
}

void guess_zone_fields(LayerInfo& layer, const std::string& place) {
  std::vector<std::string> names;
  for (const auto& field : layer.fields) names.push_back(field.name);
  const auto ids = candidates(names, FieldRole::id, place);
  const auto of = [&](const std::string& name) {
    return std::find_if(layer.fields.begin(), layer.fields.end(), [&](const auto& f) { return f.name == name; });
  };
  const auto distinct = [&](const std::string& name) {
    const auto info = of(name);
    return info->distinct_cut || info->distinct >= layer.features;
  };
  const auto best = std::find_if(ids.begin(), ids.end(), distinct);
  if (!ids.empty()) set_guess(layer, best != ids.end() ? *best : ids.front(), "id");
  const auto zone_names = candidates(names, FieldRole::name, place);
  std::vector<std::uint64_t> telling;
  for (const auto& name : zone_names) telling.push_back(of(name)->distinct);
  if (!zone_names.empty()) set_guess(layer, zone_names[most_telling(telling, layer.features)], "name");
  for (const auto role : {FieldRole::unit, FieldRole::unit_name, FieldRole::person, FieldRole::parent, FieldRole::priority}) {
    const auto guess = choose_field(names, role, {}, place);
    if (!guess.field.empty()) set_guess(layer, guess.field, role_word(role));
  }
}

/// Guesses for reports; columns that cannot be found are a doubt, not an error.
void guess_report_fields(LayerInfo& layer, bool geometry, FileInfo& file) {
  std::vector<std::string> names;
  for (const auto& field : layer.fields) names.push_back(field.name);
  try {
    const auto plan = plan_reports(names, geometry, {}, file.file);
    if (!plan.geometry) {
      set_guess(layer, plan.names.x, "x");
      set_guess(layer, plan.names.y, "y");
    }
    set_guess(layer, plan.names.time, "time");
    set_guess(layer, plan.names.id, "id");
    set_guess(layer, plan.names.status, "status");
    for (const auto& name : plan.names.category) set_guess(layer, name, "category");
    if (layer.crs.empty() && plan.degrees) layer.crs = "OGC:CRS84";
  } catch (const Error& e) {
    file.doubts.emplace_back(e.what());
  }
}

bool in_degrees(const LayerInfo& layer) { return layer.crs == "OGC:CRS84" || layer.crs == "EPSG:4326" || layer.crs == "EPSG:4490"; }

void doubt_box(const LayerInfo& layer, FileInfo& file) {
  if (!(layer.west <= layer.east)) return;
  if (layer.crs.empty()) file.doubts.push_back(fmt::format("{}: names no CRS; pass --zones-crs or --reports-crs", file.file));
  if (!in_degrees(layer)) return;
  if (layer.west < -180 || layer.east > 180 || layer.south < -90 || layer.north > 90) {
    file.doubts.push_back(fmt::format("{}: coordinates reach beyond 180 or 90 degrees: another CRS, or longitude and latitude exchanged", file.file));
  }
  if (layer.crs != "EPSG:4490" && may_be_shifted(layer.west, layer.south, layer.east, layer.north)) {
    std::vector<Warning> warnings;
    warn_of_unnamed_datum(warnings, file.file, "--zones-datum or --reports-datum");
    file.doubts.push_back(sentence_of(warnings.front(), Words("en")));
  }
  // China lies in 73-135 E and 18-54 N: a box that fits only the other way round was exchanged.
  if (layer.west >= 15 && layer.east <= 55 && layer.south >= 73 && layer.north <= 90) {
    file.doubts.push_back(fmt::format("{}: longitude and latitude look exchanged", file.file));
  }
}

/// Positions of a CSV: the box of those that can be right, and the others by kind.
class PositionLook {
 public:
  PositionLook(bool degrees, LayerInfo& layer) : degrees_(degrees), layer_(layer) {}

  void add(const Number& x, const Number& y) {
    if (x.fault == NumberFault::empty || y.fault == NumberFault::empty) {
      ++empty_;
    } else if (x.fault != NumberFault::none || y.fault != NumberFault::none) {
      ++no_number_;
    } else if (degrees_ && x.value == 0 && y.value == 0) {
      ++zero_;
    } else if (degrees_ && (std::abs(x.value) > 180 || std::abs(y.value) > 90)) {
      ++out_of_range_;
    } else {
      grow(layer_, x.value, y.value);
    }
  }
  void say(FileInfo& file) const {
    const auto one = [&](std::uint64_t count, const char* what) {
      if (count > 0) file.doubts.push_back(fmt::format("{}: {} rows {}", file.file, count, what));
    };
    one(empty_, "have no position");
    one(no_number_, "have a position that is no number");
    one(zero_, "lie at 0/0");
    one(out_of_range_, "lie beyond 180 or 90 degrees: another CRS, or longitude and latitude exchanged");
  }

 private:
  bool degrees_;
  LayerInfo& layer_;
  std::uint64_t empty_ = 0, no_number_ = 0, zero_ = 0, out_of_range_ = 0;
};

/// Every record of the file: values into `looks`, positions into `positions`.
struct CsvLook {
  std::vector<ColumnLook> looks;
  std::uint64_t broken = 0, blank = 0;

  void read(CsvReader& reader, LayerInfo& layer, PositionLook& positions, int x, int y, const Context& context) {
    std::string scratch;
    for (auto piece = reader.next_piece(kPiece); !piece.text.empty(); piece = reader.next_piece(kPiece)) {
      context.check();
      CsvRecords records(piece.text, reader.delimiter());
      CsvRecord record;
      while (records.next(record)) {
        if (record.blank() && looks.size() > 1) {
          ++blank;
          continue;
        }
        ++layer.features;
        if (record.fault != CsvFault::none || record.fields.size() != looks.size()) {
          ++broken;
          continue;
        }
        for (std::size_t c = 0; c < looks.size(); ++c) looks[c].add(value_of(record.fields[c], scratch));
        if (x < 0 || y < 0) continue;
        const auto number = [&](int column) { return parse_number(value_of(record.fields[static_cast<std::size_t>(column)], scratch)); };
        positions.add(number(x), number(y));
      }
    }
  }
};

int guessed(const LayerInfo& layer, const std::string& word) {
  for (std::size_t c = 0; c < layer.fields.size(); ++c) {
    if (layer.fields[c].guess == word) return static_cast<int>(c);
  }
  return -1;
}

void inspect_csv(FileInfo& file, const std::string& path, const Context& context) {
  CsvReader reader(path, file.file, {}, context);
  file.format = fmt::format("CSV, delimiter '{}'", reader.delimiter() == '\t' ? std::string("tab") : std::string(1, reader.delimiter()));
  file.encoding = reader.survey().encoding;
  const auto faults = reader.survey().faults;
  if (faults > 0) file.doubts.push_back(fmt::format("{}: {} byte sequences are no valid {}", file.file, faults, file.encoding));
  LayerInfo layer = empty_box();
  layer.name = "rows";
  CsvLook look;
  for (const auto& name : reader.columns()) {
    look.looks.emplace_back(name);
    layer.fields.push_back(look.looks.back().info());
  }
  guess_report_fields(layer, false, file);
  PositionLook positions(in_degrees(layer), layer);
  look.read(reader, layer, positions, guessed(layer, "x"), guessed(layer, "y"), context);
  for (std::size_t c = 0; c < look.looks.size(); ++c) {
    auto info = look.looks[c].info();
    info.guess = layer.fields[c].guess;
    layer.fields[c] = std::move(info);
    if (const auto cut = look.looks[c].exponents(); cut > 0) {
      file.doubts.push_back(fmt::format("{}, column '{}': {} values like 4.11002E+14 were cut by a spreadsheet", file.file, shown(layer.fields[c].name), cut));
    }
  }
  if (look.broken > 0) file.doubts.push_back(fmt::format("{}: {} rows cannot be told into {} columns", file.file, look.broken, look.looks.size()));
  if (look.blank > 0) file.doubts.push_back(fmt::format("{}: {} blank lines", file.file, look.blank));
  positions.say(file);
  doubt_box(layer, file);
  file.layers.push_back(std::move(layer));
}

const char* type_word(Type type) {
  switch (type) {
    case Type::integer: return "integer";
    case Type::real: return "number";
    case Type::boolean: return "boolean";
    default: return "text";
  }
}

std::string value_text(const Column& column, std::size_t row) {
  if (column.is_null(row)) return {};
  if (column.type == Type::text) return column.text[row];
  return column.type == Type::real ? number_text(column.real[row]) : std::to_string(column.integer[row]);
}

void look_at_shapes(const gdal::Features& features, bool degrees, LayerInfo& layer, FileInfo& file) {
  std::uint64_t without = 0, faulty = 0;
  std::string first;
  for (std::size_t i = 0; i < features.fid.size(); ++i) {
    std::string fault = features.fault[i];
    if (fault == "no geometry" || fault == "an empty geometry") {
      ++without;
      continue;
    }
    const auto& shapes = features.kind[i] == gdal::ShapeKind::line ? features.lines : features.polygons;
    if (fault.empty()) fault = coordinate_fault(shapes.view(), i, degrees);
    if (!fault.empty()) {
      if (faulty++ == 0) first = fmt::format("feature {}: {}", features.fid[i], fault);
      continue;
    }
    const auto vertices = shapes.view().vertices_of_shape(i);
    for (auto v = vertices.begin; v < vertices.end; ++v) grow(layer, shapes.x[v], shapes.y[v]);
    if (features.kind[i] == gdal::ShapeKind::point) grow(layer, features.x[i], features.y[i]);
  }
  const auto say = [&](std::uint64_t count, const char* what) {
    if (count > 0) file.doubts.push_back(fmt::format("{}: {} {}", file.file, count, what));
  };
  say(without, "features have no geometry");
  say(features.closed_rings, "rings are not closed");
  say(features.short_rings, "rings have fewer than four points and enclose nothing");
  say(features.curves, "features are curved; they are read as straight pieces");
  if (faulty > 0) file.doubts.push_back(fmt::format("{}: {} features cannot be used; {}", file.file, faulty, first));
}

void inspect_vector(FileInfo& file, const Context& context) {
  const VectorSource source(file.file, {}, context);
  file.format = source.driver();
  file.encoding = source.encoding();
  for (const auto& head : source.layers()) {
    const auto read = source.read(head.name, {}, context);
    LayerInfo layer = empty_box();
    layer.name = head.name;
    layer.geometry = head.geometry;
    layer.crs = head.crs.label;
    layer.features = read.features.fid.size() + read.lost.size();
    for (const auto& column : read.features.attributes.columns) {
      ColumnLook look(column.name);
      look.set_type(type_word(column.type));
      for (std::size_t row = 0; row < read.features.fid.size(); ++row) look.add(value_text(column, row));
      layer.fields.push_back(look.info());
    }
    if (!read.lost.empty()) {
      file.doubts.push_back(fmt::format("{}: {} members are no features; {}", file.file, read.lost.size(), read.lost.front().reason));
    }
    look_at_shapes(read.features, head.crs.geographic, layer, file);
    const auto is = [&](gdal::ShapeKind kind) { return std::count(read.features.kind.begin(), read.features.kind.end(), kind); };
    const bool zones = is(gdal::ShapeKind::polygon) + is(gdal::ShapeKind::line) >= is(gdal::ShapeKind::point) && head.geometry != "None" &&
                       head.geometry.find("Point") == std::string::npos;
    file.zones = file.zones || zones;
    if (zones) {
      guess_zone_fields(layer, file.file);
    } else {
      guess_report_fields(layer, head.geometry != "None", file);
    }
    doubt_box(layer, file);
    file.layers.push_back(std::move(layer));
  }
}

}  // namespace

FileInfo inspect(const std::string& name, const Context& context) {
  FileInfo file;
  file.file = name;
  refuse_known_kinds(name);
  const auto path = local_file(name);
  if (is_vector_name(name)) {
    inspect_vector(file, context);
  } else {
    inspect_csv(file, path, context);
  }
  return file;
}

}  // namespace bailiwick::layers
