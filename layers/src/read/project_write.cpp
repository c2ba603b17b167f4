#include <bailiwick/layers/read.h>

#include "read/project_words.h"
#include "read/text.h"

#include <fmt/format.h>

#include <filesystem>

namespace bailiwick::layers {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : valid_utf8(text)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string key_text(const std::string& key) {
  const bool bare = !key.empty() && key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
  return bare ? key : quoted(key);
}

/// The text of the file, table by table; empty values are left out.
class Writer {
 public:
  explicit Writer(const std::string& folder) : folder_(folder) {}

  void table(const std::string& name) { head_ = fmt::format("\n[{}]\n", name); }
  void text(const char* key, const std::string& value) {
    if (!value.empty()) line(key, quoted(value));
  }
  void path(const char* key, const std::string& value) {
    if (!value.empty()) line(key, quoted(relative(value)));
  }
  void number(const char* key, double value) { line(key, number_text(value)); }
  void word(const char* key, std::string_view value) { line(key, quoted(std::string(value))); }
  void raw(const char* key, const std::string& value) { line(key, value); }
  void texts(const char* key, const std::vector<std::string>& values, bool paths = false) {
    if (values.empty()) return;
    std::string list;
    for (const auto& value : values) list += (list.empty() ? "" : ", ") + quoted(paths ? relative(value) : value);
    line(key, "[" + list + "]");
  }
  [[nodiscard]] const std::string& result() const { return out_; }

 private:
  void line(const char* key, const std::string& value) {
    out_ += head_;
    head_.clear();
    out_ += fmt::format("{} = {}\n", key, value);
  }
  /// From the folder in which the project file will lie; links are followed first, so that '..' means what it says.
  [[nodiscard]] std::string relative(const std::string& file) const {
    std::error_code error;
    const auto target = fs::weakly_canonical(file, error);
    const auto base = fs::weakly_canonical(folder_.empty() ? fs::path(".") : fs::path(folder_), error);
    if (error) return file;
    const auto way = target.lexically_relative(base);
    return way.empty() ? target.string() : way.generic_string();
  }

  std::string folder_, out_, head_;
};

void write_level(Writer& out, const ZoneSource& zones) {
  out.table("levels." + key_text(zones.level));
  out.path("file", zones.file);
  out.text("layer", zones.layer);
  out.text("id", zones.id);
  out.text("unit", zones.unit);
  out.text("unit_name", zones.unit_name);
  out.text("person", zones.person);
  out.text("name", zones.name);
  out.text("parent", zones.parent);
  out.text("priority", zones.priority);
  if (zones.role) out.word("role", word_of(kRoleWords, *zones.role));
  out.text("in", zones.parent_level);
  out.text("width", zones.width);
  out.text("crs", zones.crs);
  out.text("datum", zones.datum);
  out.text("encoding", zones.encoding);
}

std::vector<std::string> filters(const Settings& settings, bool negate) {
  std::vector<std::string> texts;
  for (const auto& filter : settings.where) {
    if (filter.negate == negate) texts.push_back(filter.field + "=" + filter.value);
  }
  return texts;
}

void write_reports(Writer& out, const Settings& settings) {
  out.table("reports");
  out.texts("files", settings.reports, true);
  out.text("layer", settings.reports_layer);
  out.text("preset", settings.preset);
  out.text("crs", settings.reports_crs);
  out.text("datum", settings.reports_datum);
  out.text("encoding", settings.reports_encoding);
  out.text("time_format", settings.time_format);
  out.text("time_zone", settings.time_zone);
  out.text("from", settings.from);
  out.text("to", settings.to);
  out.texts("where", filters(settings, false));
  out.texts("where_not", filters(settings, true));
  out.texts("keep", settings.keep);
  out.raw("with_text", settings.with_text ? "true" : "false");
  out.number("max_rejects", settings.max_rejects);
  out.table("reports.fields");
  out.text("x", settings.fields.x);
  out.text("y", settings.fields.y);
  out.text("time", settings.fields.time);
  out.text("id", settings.fields.id);
  out.text("status", settings.fields.status);
  out.texts("category", settings.fields.category);
}

void write_places(Writer& out, const Settings& settings) {
  out.table("zones");
  out.text("crs", settings.zones_crs);
  out.text("datum", settings.zones_datum);
  out.table("area");
  out.path("file", settings.area);
  out.text("layer", settings.area_layer);
  out.text("crs", settings.area_crs);
  out.text("datum", settings.area_datum);
  out.table("planes");
  out.text("location_crs", settings.location_crs);
  out.text("metric_crs", settings.metric_crs);
}

void write_methods(Writer& out, const Settings& settings) {
  out.table("assign");
  out.texts("precedence", settings.precedence);
  out.word("overlap", word_of(kOverlapWords, settings.overlap));
  out.word("border", word_of(kBorderWords, settings.border));
  out.number("nearest_m", settings.nearest_m);
  out.table("audit");
  out.number("min_width_m", settings.min_width_m);
  out.number("tolerance_m", settings.tolerance_m);
  if (settings.snap_m > 0) out.number("snap_m", settings.snap_m);
  out.path("lawful", settings.lawful);
  out.path("exempt", settings.exempt);
  out.table("density");
  out.word("kernel", word_of(kKernelWords, settings.kernel));
  out.number("bandwidth_m", settings.bandwidth_m);
  if (settings.bandwidth_by_rule) out.raw("bandwidth_by_rule", "true");
  if (settings.bandwidth_rule != BandwidthRule::arcgis) out.word("bandwidth_rule", word_of(kBandwidthRuleWords, settings.bandwidth_rule));
  out.number("cell_m", settings.density_cell_m);
  if (settings.edge != EdgeCorrection::none) out.word("edge", word_of(kEdgeWords, settings.edge));
  if (settings.adaptive) out.raw("adaptive", "true");
  if (settings.gaussian_bound != Settings().gaussian_bound) out.number("gaussian_bound", settings.gaussian_bound);
  out.text("weight", settings.weight);
  if (settings.without_piles) out.raw("without_piles", "true");
  out.text("risk", settings.risk);
  out.table("hotspots");
  out.number("cell_m", settings.cell_m);
  if (settings.cell_by_rule) out.raw("cell_by_rule", "true");
  if (settings.cell_shape != CellShape::square) out.word("cells", word_of(kCellShapeWords, settings.cell_shape));
  out.text("on", settings.on);
  out.text("per", settings.per);
  out.word("neighbours", word_of(kNeighbourWords, settings.neighbours));
  if (settings.style != Style::customary) out.word("weights", word_of(kStyleWords, settings.style));
  if (settings.band_m >= 0) out.number("band_m", settings.band_m);
  if (settings.nearest > 0) out.raw("nearest", std::to_string(settings.nearest));
  if (settings.by_category) out.raw("by_category", "true");
  out.text("period", settings.period);
  if (settings.seed != 1) out.raw("seed", std::to_string(settings.seed));
  out.word("fdr", word_of(kCorrectionWords, settings.correction));
  out.raw("max_cells", std::to_string(settings.max_cells));
  out.table("clusters");
  out.number("eps_m", settings.eps_m);
  out.raw("min", std::to_string(settings.least_reports));
  out.table("output");
  out.text("csv_encoding", settings.csv_encoding);
  out.text("lang", settings.lang);
}

}  // namespace

std::string project_text(const Settings& settings, const std::string& folder) {
  Writer out(folder);
  for (const auto& zones : settings.zones) write_level(out, zones);
  write_places(out, settings);
  write_reports(out, settings);
  write_methods(out, settings);
  const auto& text = out.result();
  return text.empty() || text.front() != '\n' ? text : text.substr(1);
}

}  // namespace bailiwick::layers
