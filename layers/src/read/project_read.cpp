#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/byte_source.h"
#include "read/project_words.h"
#include "read/text.h"

#include <fmt/format.h>

// Damaged input trips assertions of the parser (3.3: a control character as a key); they must end in a sentence, not in an abort.
namespace bailiwick::layers::project {
constexpr void parser_assumes(bool holds) {
  if (!holds) throw Error(ErrorCode::unreadable_file, "damaged TOML");
}
}  // namespace bailiwick::layers::project
#define TOML_ASSERT(holds) ::bailiwick::layers::project::parser_assumes(static_cast<bool>(holds))
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

namespace bailiwick::layers {
namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kLargestProject = 4U << 20;
constexpr int kDeepestProject = 32;

/// One table of the file: keys that were asked for are known, what is left over is an error.
class Keys {
 public:
  Keys(const toml::table& table, std::string path, std::string file) : table_(table), path_(std::move(path)), file_(std::move(file)) {}

  void text(const std::string& key, std::string& into) {
    if (const auto* node = take(key)) {
      const auto value = node->value_exact<std::string>();
      if (!value) wrong(key, *node, "a text");
      into = *value;
    }
  }
  void text_of_each(std::initializer_list<std::pair<const char*, std::string*>> list) {
    for (const auto& [key, into] : list) text(key, *into);
  }
  /// A text or a number, kept as text: width = 30.
  void text_or_number(const std::string& key, std::string& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    into = node->is_number() ? number_text(*node->value<double>()) : node->value_exact<std::string>().value_or("");
    if (!node->is_number() && !node->is_string()) wrong(key, *node, "a text or a number");
  }
  void texts(const std::string& key, std::vector<std::string>& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    into.clear();
    if (const auto one = node->value_exact<std::string>()) {
      into.push_back(*one);
      return;
    }
    const auto* list = node->as_array();
    if (list == nullptr) wrong(key, *node, "a text or a list of texts");
    for (const auto& item : *list) {
      const auto value = item.value_exact<std::string>();
      if (!value) wrong(key, item, "a list of texts");
      into.push_back(*value);
    }
  }
  void number(const std::string& key, double& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value || !std::isfinite(*value) || *value < 0) wrong(key, *node, "a number that is not negative");
    into = *value;
  }
  void count(const std::string& key, std::uint64_t& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::int64_t>();
    if (!value || *value < 1) wrong(key, *node, "a whole number above 0");
    into = static_cast<std::uint64_t>(*value);
  }
  void flag(const std::string& key, bool& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<bool>();
    if (!value) wrong(key, *node, "true or false");
    into = *value;
  }
  template <class Enum, std::size_t N>
  bool choice(const std::string& key, const std::array<Word<Enum>, N>& words, Enum& into) {
    const auto* node = take(key);
    if (node == nullptr) return false;
    std::string expected;
    for (const auto& one : words) {
      if (node->value_exact<std::string>() == std::string(one.word)) {
        into = one.value;
        return true;
      }
      expected += (expected.empty() ? "" : ", ") + std::string(one.word);
    }
    wrong(key, *node, expected);
  }
  /// One of these words, kept as text.
  template <std::size_t N>
  void word(const std::string& key, const std::array<std::string_view, N>& words, std::string& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::string>();
    if (!value || std::find(words.begin(), words.end(), *value) == words.end()) wrong(key, *node, fmt::format("{}", fmt::join(words, ", ")));
    into = *value;
  }
  /// The table below `key`; null when there is none.
  const toml::table* table(const std::string& key) {
    const auto* node = take(key);
    if (node == nullptr) return nullptr;
    if (node->as_table() == nullptr) wrong(key, *node, "a table");
    return node->as_table();
  }
  [[nodiscard]] std::string below(const std::string& key) const { return path_.empty() ? key : path_ + "." + key; }

  /// Throws Error(invalid_argument) naming the first key that nobody asked for.
  void done() const {
    const toml::key* first = nullptr;
    for (const auto& [key, node] : table_) {
      if (known_.count(std::string(key.str())) > 0) continue;
      if (first == nullptr || key.source().begin < first->source().begin) first = &key;
    }
    if (first == nullptr) return;
    std::string list;
    for (const auto& key : known_) list += (list.empty() ? "" : ", ") + key;
    const auto name = below(std::string(first->str()));
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}, line {}: unknown key '{}'; expected one of {}", file_, first->source().begin.line, shown(name), list), file_,
                first->source().begin.line, name);
  }

 private:
  const toml::node* take(const std::string& key) {
    known_.insert(key);
    return table_.get(key);
  }
  [[noreturn]] void wrong(const std::string& key, const toml::node& node, const std::string& expected) const {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}, line {}, key '{}': expected {}, found something else", file_, node.source().begin.line, shown(below(key)), expected), file_,
                node.source().begin.line, below(key));
  }

  const toml::table& table_;
  std::string path_, file_;
  std::set<std::string> known_;
};

/// A name in the project file is relative to its folder.
void resolve_path(std::string& name, const fs::path& folder) {
  if (!name.empty() && name.front() != '/') name = (folder / name).lexically_normal().string();
}

void read_level(Keys keys, const fs::path& folder, ZoneSource& zones) {
  keys.text_of_each({{"file", &zones.file}, {"layer", &zones.layer}, {"id", &zones.id}, {"unit", &zones.unit}, {"unit_name", &zones.unit_name},
                     {"person", &zones.person}, {"name", &zones.name}, {"parent", &zones.parent}, {"priority", &zones.priority},
                     {"in", &zones.parent_level}, {"crs", &zones.crs}, {"datum", &zones.datum}, {"encoding", &zones.encoding}});
  keys.text_or_number("width", zones.width);
  Role role{};
  if (keys.choice("role", kRoleWords, role)) zones.role = role;
  keys.done();
  resolve_path(zones.file, folder);
}

/// Levels in the order in which the file names them: the parser sorts by name.
void read_levels(Keys& keys, const fs::path& folder, const std::string& file, Settings& settings) {
  const auto* levels = keys.table("levels");
  if (levels == nullptr) return;
  std::vector<std::pair<toml::source_position, const toml::key*>> order;
  for (const auto& [key, node] : *levels) order.emplace_back(key.source().begin, &key);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Keys inner(*levels, "levels", file);
  for (const auto& [position, key] : order) {
    ZoneSource zones;
    zones.level = std::string(key->str());
    const auto* table = inner.table(zones.level);
    read_level(Keys(*table, "levels." + zones.level, file), folder, zones);
    if (zones.file.empty()) {
      throw Error(ErrorCode::invalid_argument, fmt::format("{}, level '{}': expected the key 'file', found none", file, shown(zones.level)), file, -1, "file");
    }
    settings.zones.push_back(std::move(zones));
  }
}

ZoneSource& level_named(Settings& settings, const std::string& name, const std::string& key, const std::string& file) {
  for (auto& zones : settings.zones) {
    if (zones.level == name) return zones;
  }
  throw Error(ErrorCode::invalid_argument, fmt::format("{}, key '{}': no level '{}'", file, key, shown(name)), file, -1, key);
}

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  for (auto& part : parts) part = std::string(trimmed(part));
  return parts;
}

void read_shape_of_city(Keys& keys, const std::string& file, Settings& settings) {
  std::vector<std::string> nest, across;
  keys.texts("nest", nest);
  keys.texts("across", across);
  for (const auto& chain : nest) {
    const auto names = parts_of(chain, '/');
    for (std::size_t i = 0; i < names.size(); ++i) {
      auto& zones = level_named(settings, names[i], "nest", file);
      if (i > 0) zones.parent_level = names[i - 1];
    }
  }
  for (const auto& text : across) {
    for (const auto& name : parts_of(text, ',')) level_named(settings, name, "across", file).role = Role::across;
  }
}

void read_filters(Keys& keys, const std::string& key, bool negate, const std::string& file, Settings& settings) {
  std::vector<std::string> filters;
  keys.texts(key, filters);
  for (const auto& text : filters) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorCode::invalid_argument, fmt::format("{}, key 'reports.{}': expected FIELD=VALUE, found '{}'", file, key, shown(text)), file, -1, key);
    }
    settings.where.push_back({text.substr(0, equals), text.substr(equals + 1), negate});
  }
}

void read_report_keys(Keys keys, const fs::path& folder, const std::string& file, Settings& settings) {
  std::string one;
  keys.text("file", one);
  keys.texts("files", settings.reports);
  if (!one.empty()) settings.reports.insert(settings.reports.begin(), one);
  for (auto& name : settings.reports) resolve_path(name, folder);
  keys.text_of_each({{"layer", &settings.reports_layer}, {"preset", &settings.preset}, {"crs", &settings.reports_crs}, {"datum", &settings.reports_datum},
                     {"encoding", &settings.reports_encoding}, {"time_format", &settings.time_format}, {"time_zone", &settings.time_zone},
                     {"from", &settings.from}, {"to", &settings.to}});
  read_filters(keys, "where", false, file, settings);
  read_filters(keys, "where_not", true, file, settings);
  keys.texts("keep", settings.keep);
  keys.flag("with_text", settings.with_text);
  keys.number("max_rejects", settings.max_rejects);
  if (const auto* table = keys.table("fields")) {
    Keys fields(*table, "reports.fields", file);
    auto& f = settings.fields;
    fields.text_of_each({{"x", &f.x}, {"y", &f.y}, {"time", &f.time}, {"id", &f.id}, {"status", &f.status}});
    fields.texts("category", settings.fields.category);
    fields.done();
  }
  keys.done();
}

/// Reads a table of the top by `read`, which gets its keys; nothing happens when it is not there.
template <class Read>
void section(Keys& top, const std::string& name, const std::string& file, const Read& read) {
  const auto* table = top.table(name);
  if (table == nullptr) return;
  Keys keys(*table, name, file);
  read(keys);
  keys.done();
}

void read_sections(Keys& top, const fs::path& folder, const std::string& file, Settings& settings) {
  const auto texts = [&](const std::string& name, std::initializer_list<std::pair<const char*, std::string*>> list) {
    section(top, name, file, [&](Keys& keys) { keys.text_of_each(list); });
  };
  texts("zones", {{"crs", &settings.zones_crs}, {"datum", &settings.zones_datum}});
  texts("area", {{"file", &settings.area}, {"layer", &settings.area_layer}, {"crs", &settings.area_crs}, {"datum", &settings.area_datum}});
  texts("planes", {{"location_crs", &settings.location_crs}, {"metric_crs", &settings.metric_crs}});
  section(top, "assign", file, [&](Keys& keys) {
    keys.texts("precedence", settings.precedence);
    keys.choice("overlap", kOverlapWords, settings.overlap);
    keys.choice("border", kBorderWords, settings.border);
    keys.number("nearest_m", settings.nearest_m);
  });
  section(top, "audit", file, [&](Keys& keys) {
    keys.number("min_width_m", settings.min_width_m);
    keys.number("tolerance_m", settings.tolerance_m);
    keys.number("snap_m", settings.snap_m);
    keys.text_of_each({{"lawful", &settings.lawful}, {"exempt", &settings.exempt}});
  });
  section(top, "density", file, [&](Keys& keys) {
    keys.choice("kernel", kKernelWords, settings.kernel);
    keys.number("bandwidth_m", settings.bandwidth_m);
    keys.flag("bandwidth_by_rule", settings.bandwidth_by_rule);
    keys.choice("bandwidth_rule", kBandwidthRuleWords, settings.bandwidth_rule);
    keys.number("cell_m", settings.density_cell_m);
    keys.choice("edge", kEdgeWords, settings.edge);
    keys.flag("adaptive", settings.adaptive);
    keys.number("gaussian_bound", settings.gaussian_bound);
    keys.flag("without_piles", settings.without_piles);
    keys.text_of_each({{"weight", &settings.weight}, {"risk", &settings.risk}});
  });
  section(top, "hotspots", file, [&](Keys& keys) {
    keys.number("cell_m", settings.cell_m);
    keys.flag("cell_by_rule", settings.cell_by_rule);
    keys.choice("cells", kCellShapeWords, settings.cell_shape);
    keys.text("on", settings.on);
    keys.text("per", settings.per);
    keys.choice("neighbours", kNeighbourWords, settings.neighbours);
    keys.choice("weights", kStyleWords, settings.style);
    keys.number("band_m", settings.band_m);
    keys.count("nearest", settings.nearest);
    keys.flag("by_category", settings.by_category);
    keys.text("period", settings.period);
    keys.count("seed", settings.seed);
    keys.choice("fdr", kCorrectionWords, settings.correction);
    keys.count("max_cells", settings.max_cells);
  });
  section(top, "clusters", file, [&](Keys& keys) {
    keys.number("eps_m", settings.eps_m);
    keys.count("min", settings.least_reports);
  });
  section(top, "output", file, [&](Keys& keys) {
    keys.word("csv_encoding", kCsvEncodings, settings.csv_encoding);
    keys.word("lang", kLanguages, settings.lang);
  });
  for (auto* const path : {&settings.area, &settings.lawful, &settings.exempt}) resolve_path(*path, folder);
}

[[noreturn]] void refuse_character(const std::string& file, std::int64_t line, const char* sentence) {
  throw Error(ErrorCode::unreadable_file, fmt::format("{}, line {}: {}", file, line, sentence), file, line);
}

/// TOML allows no control characters but tab, line feed and carriage return, and names beyond ASCII only in quotes; the parser (3.3) is undefined on a
/// bare one. Knows comments and the four kinds of strings, no more.
void check_characters(const std::string& text, const std::string& file) {
  std::int64_t line = 1;
  std::string quote;  // of the string we are in; "#" in a comment
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) refuse_character(file, line, "expected text, found a control character");
    if (c == '\n') {
      ++line;
      if (quote.size() == 1) quote.clear();  // a comment ends, and a one-line string cannot go on
    } else if (quote.empty()) {
      const bool mark = i == 0 && text.rfind("\xEF\xBB\xBF", 0) == 0;
      if (mark) i += 2;
      if (byte >= 0x80 && !mark) refuse_character(file, line, "expected quotes around names that are not plain ASCII, as in [levels.\"街道\"]");
      if (c == '#') quote = "#";
      if (c == '"' || c == '\'') quote = text.compare(i, 3, std::string(3, c)) == 0 ? std::string(3, c) : std::string(1, c);
      if (quote.size() == 3) i += 2;
    } else if (quote != "#") {
      if (c == '\\' && quote.front() == '"') {
        if (i + 1 < text.size() && text[i + 1] != '\n') ++i;  // the escaped character ends nothing
        continue;
      }
      if (text.compare(i, quote.size(), quote) == 0) {
        i += quote.size() - 1;
        quote.clear();
      }
    }
  }
}

/// The parser recurses into values; a file that nests deeper than anyone writes is refused first.
void check_nesting(const std::string& text, const std::string& file) {
  int depth = 0;
  for (const char c : text) {
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (c == '\n' && depth < 0) depth = 0;
    if (depth > kDeepestProject) {
      throw Error(ErrorCode::limit_exceeded, fmt::format("{}: expected brackets nested at most {} deep, found more", file, kDeepestProject), file);
    }
  }
}

}  // namespace

Settings read_project(const std::string& file) {
  const auto path = local_file(file);
  const auto text = read_all(path, file, kLargestProject);
  if (!is_utf8(text)) throw Error(ErrorCode::unreadable_file, file + ": expected UTF-8, found another encoding", file);
  check_characters(text, file);
  check_nesting(text, file);
  toml::table table;
  try {
    table = toml::parse(std::string_view(text));
  } catch (const toml::parse_error& e) {
    throw Error(ErrorCode::unreadable_file, fmt::format("{}, line {}: {}", file, e.source().begin.line, shown(e.description(), 200)), file,
                e.source().begin.line);
  }
  const auto folder = fs::path(file).parent_path();
  Settings settings;
  Keys top(table, {}, file);
  read_levels(top, folder, file, settings);
  read_shape_of_city(top, file, settings);
  if (const auto* reports = top.table("reports")) read_report_keys(Keys(*reports, "reports", file), folder, file, settings);
  read_sections(top, folder, file, settings);
  top.done();
  check_level_names(settings, file);
  return settings;
}

}  // namespace bailiwick::layers
