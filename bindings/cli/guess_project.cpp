#include "guess_project.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <set>
#include <string_view>

namespace bailiwick::cli {
namespace {

using layers::FileInfo;
using layers::LayerInfo;
using layers::Settings;

struct Box {
  double west = INFINITY, south = INFINITY, east = -INFINITY, north = -INFINITY;
  void grow(const Box& other) {
    west = std::min(west, other.west);
    south = std::min(south, other.south);
    east = std::max(east, other.east);
    north = std::max(north, other.north);
  }
  [[nodiscard]] bool holds(const Box& other) const {
    const double slack = 1e-6 * (east - west + north - south);  // an outline that was drawn anew misses by a hair
    return other.west >= west - slack && other.east <= east + slack && other.south >= south - slack && other.north <= north + slack;
  }
};

/// What the shapes of one level tell, in their own coordinates; degrees of longitude are shortened to those of latitude.
struct Candidate {
  layers::ZoneSource source;
  bool lines = false;
  std::set<std::string> ids, parents;
  std::vector<Box> boxes;
  Box box;
  double filled = 0;       ///< share of the box that the zones take
  std::size_t strips = 0;  ///< zones that are long and thin
  std::string crs;
};

const std::string& guessed(const LayerInfo& layer, const std::string& what) {
  static const std::string kNone;
  const auto found = std::find_if(layer.fields.begin(), layer.fields.end(), [&](const auto& field) { return field.guess == what; });
  return found == layer.fields.end() ? kNone : found->name;
}

/// One zone of a file named districts is a district.
std::string singular(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kEndings{
      {{"communities", "community"}, {"territories", "territory"}, {"properties", "property"}, {"facilities", "facility"}}};
  for (const auto& [many, one] : kEndings) {
    if (name.ends_with(many)) return name.substr(0, name.size() - many.size()) + std::string(one);
  }
  constexpr std::array<std::string_view, 17> kNouns{"district", "subdistrict", "block", "road", "site", "zone", "ward", "precinct", "street", "borough",
                                                    "tract", "grid", "area", "sector", "beat", "neighborhood", "neighbourhood"};
  const auto known = [&](std::string_view noun) { return name.ends_with(std::string(noun) + "s"); };
  return std::any_of(kNouns.begin(), kNouns.end(), known) ? name.substr(0, name.size() - 1) : name;
}

/// A level's name from its file's or layer's: letters that option values keep for themselves become underscores.
std::string level_name(const std::string& file, const std::vector<Candidate>& others) {
  auto name = std::filesystem::path(file).filename().string();
  name = name.substr(0, name.find('.'));
  for (char& c : name) {
    if (std::string_view("/\\,=.:\"").find(c) != std::string_view::npos || static_cast<unsigned char>(c) < ' ') c = '_';
  }
  name = name.empty() ? "level" : singular(name);
  const auto taken = [&](const std::string& text) {
    return std::any_of(others.begin(), others.end(), [&](const Candidate& other) { return other.source.level == text; });
  };
  auto free = name;
  for (int number = 2; taken(free); ++number) free = fmt::format("{}_{}", name, number);
  return free;
}

layers::ZoneSource source_of(const FileInfo& file, const LayerInfo& layer, const std::vector<Candidate>& others) {
  layers::ZoneSource zones;
  const bool several = file.layers.size() > 1;
  zones.level = level_name(several ? layer.name : file.file, others);
  zones.file = file.file;
  if (several) zones.layer = layer.name;
  zones.id = guessed(layer, "id");
  zones.name = guessed(layer, "name");
  zones.unit = guessed(layer, "unit");
  zones.unit_name = guessed(layer, "unit_name");
  zones.person = guessed(layer, "person");
  zones.parent = guessed(layer, "parent");
  zones.priority = guessed(layer, "priority");
  return zones;
}

/// Area and length about of a shape's rings.
struct Extent {
  double area = 0, around = 0;
};
Extent extent_of(const PolygonsView& shapes, std::size_t shape, double shorten) {
  Extent extent;
  for (auto r = shapes.rings_of(shape).begin; r < shapes.rings_of(shape).end; ++r) {
    const auto v = shapes.vertices_of(r);
    double twice = 0;
    for (auto i = v.begin; i + 1 < v.end; ++i) {
      const double dx = (shapes.x[i + 1] - shapes.x[i]) * shorten, dy = shapes.y[i + 1] - shapes.y[i];
      twice += (shapes.x[i] - shapes.x[v.begin]) * shorten * dy - (shapes.y[i] - shapes.y[v.begin]) * dx;
      extent.around += std::hypot(dx, dy);
    }
    extent.area += std::abs(twice) / 2;
  }
  return extent;
}

Box box_of(const PolygonsView& shapes, std::size_t shape) {
  Box box;
  for (auto r = shapes.rings_of(shape).begin; r < shapes.rings_of(shape).end; ++r) {
    const auto v = shapes.vertices_of(r);
    for (auto i = v.begin; i < v.end; ++i) box.grow({shapes.x[i], shapes.y[i], shapes.x[i], shapes.y[i]});
  }
  return box;
}

/// Long and thin: 4 pi area / perimeter^2 is 1 for a circle and 0.1 for a strip thirty times as long as wide. A ragged shore makes it small too, so the
/// shape's box must be long itself or mostly empty, as it is about a strip that runs askew or bends.
bool is_strip(const Extent& extent, const Box& box, double shorten) {
  constexpr double kRound = 0.1, kLong = 5, kEmpty = 0.2;
  const double wide = (box.east - box.west) * shorten, tall = box.north - box.south;
  const bool ragged = 4 * std::numbers::pi * extent.area < kRound * extent.around * extent.around;
  return ragged && (std::max(wide, tall) > kLong * std::min(wide, tall) || extent.area < kEmpty * wide * tall);
}

void look_at_shapes(Candidate& level, const PolygonsView& shapes, std::size_t count, bool degrees) {
  for (std::size_t i = 0; i < count; ++i) {
    level.boxes.push_back(box_of(shapes, i));
    level.box.grow(level.boxes.back());
  }
  const double shorten = degrees ? std::cos((level.box.south + level.box.north) / 2 * std::numbers::pi / 180) : 1;
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto extent = extent_of(shapes, i, shorten);
    sum += extent.area;
    if (extent.around > 0 && is_strip(extent, level.boxes[i], shorten)) ++level.strips;
  }
  level.filled = sum / ((level.box.east - level.box.west) * shorten * (level.box.north - level.box.south));
}

/// Lines are looked at before anyone has said how wide they are; polygons have no use for it.
constexpr const char* kAnyWidth = "10";

Candidate candidate_of(layers::ZoneSource source, const Context& context) {
  Candidate level;
  level.source = std::move(source);
  auto asked = level.source;
  if (asked.width.empty()) asked.width = kAnyWidth;
  const auto raw = layers::read_zones(asked, {}, context);
  level.lines = raw.lines;
  level.crs = raw.crs_label;
  const auto& rows = raw.input.rows;
  for (const auto& row : rows) {
    level.ids.insert(row.id);
    if (!row.parent_id.empty()) level.parents.insert(row.parent_id);
  }
  const auto shapes = raw.input.shapes.view();
  const bool degrees = std::all_of(shapes.x.begin(), shapes.x.end(), [](double x) { return std::abs(x) <= 360; });
  look_at_shapes(level, shapes, rows.size(), degrees);
  return level;
}

bool named_as_across(const std::string& level) {
  constexpr std::array<std::string_view, 12> kWords{"road", "street", "highway", "river", "canal", "rail", "site", "道路", "公路", "河道", "工地", "点位"};
  return std::any_of(kWords.begin(), kWords.end(), [&](auto word) { return level.find(word) != std::string::npos; });
}

/// Why a level lies across the others; empty where it looks like a partition.
std::string across_reason(const Candidate& level) {
  constexpr double kSparse = 0.1;
  if (level.lines) return "its features are lines";
  if (named_as_across(level.source.level)) return "by its name";
  if (2 * level.strips > level.boxes.size()) return "its zones are long thin strips";
  if (level.boxes.size() > 1 && level.filled < kSparse) return fmt::format("its zones take {:.0f}% of their own box", 100 * level.filled);
  return {};
}

/// Whether the ids that `child` names as its parents are those of `parent`.
bool names_as_parent(const Candidate& child, const Candidate& parent) {
  const auto known = std::count_if(child.parents.begin(), child.parents.end(), [&](const auto& id) { return parent.ids.contains(id); });
  return known > 0 && static_cast<double>(known) >= 0.9 * static_cast<double>(child.parents.size());
}

/// Whether nearly every zone of `child` lies in the box of a zone of `parent`, of which there are fewer.
bool lies_within(const Candidate& child, const Candidate& parent) {
  constexpr double kMostPairs = 2e7;
  const auto count = static_cast<double>(child.boxes.size());
  if (child.crs != parent.crs || 2 * parent.boxes.size() > child.boxes.size() || count * static_cast<double>(parent.boxes.size()) > kMostPairs) return false;
  const auto inside = std::count_if(child.boxes.begin(), child.boxes.end(), [&](const Box& box) {
    return std::any_of(parent.boxes.begin(), parent.boxes.end(), [&](const Box& around) { return around.holds(box); });
  });
  return static_cast<double>(inside) >= 0.95 * count;
}

void guess_parent(std::vector<Candidate>& levels, std::size_t child, std::vector<std::string>& reasons) {
  auto& level = levels[child];
  const auto take = [&](const Candidate& parent, const std::string& why) {
    level.source.parent_level = parent.source.level;
    reasons.push_back(fmt::format("{} lies in {}: {}", level.source.level, parent.source.level, why));
  };
  const Candidate* finest = nullptr;
  for (const auto& parent : levels) {
    if (&parent == &level || parent.source.role == Role::across) continue;
    if (names_as_parent(level, parent)) return take(parent, fmt::format("its field {} holds that level's ids", level.source.parent));
    if (lies_within(level, parent) && (finest == nullptr || parent.boxes.size() > finest->boxes.size())) finest = &parent;
  }
  if (finest != nullptr) take(*finest, fmt::format("{} zones against {}, each in the box of one", level.boxes.size(), finest->boxes.size()));
}

/// One outline about everything else is the study area, unless another level names it as its parent.
void take_area(std::vector<Candidate>& levels, ProjectGuess& guess) {
  for (auto level = levels.begin(); level != levels.end() && levels.size() > 1; ++level) {
    if (level->boxes.size() != 1 || level->lines) continue;
    const bool about_all = std::all_of(levels.begin(), levels.end(), [&](const Candidate& other) {
      return other.crs == level->crs && level->box.holds(other.box) && (&other == &*level || !names_as_parent(other, *level));
    });
    if (!about_all) continue;
    guess.settings.area = level->source.file;
    guess.settings.area_layer = level->source.layer;
    guess.reasons.push_back(fmt::format("{} is the study area: one outline about all other zones", level->source.level));
    levels.erase(level);
    return;
  }
}

bool is_lawful_list(const FileInfo& file) {
  if (file.layers.size() != 1) return false;
  const auto has = [&](const char* name) {
    return std::any_of(file.layers[0].fields.begin(), file.layers[0].fields.end(), [&](const auto& field) { return field.name == name; });
  };
  return has("level") && has("zone_a") && has("zone_b") && has("reason");
}

void add_reports_of(const FileInfo& file, ProjectGuess& guess) {
  auto& settings = guess.settings;
  settings.reports.push_back(file.file);
  if (settings.reports.size() > 1 || file.layers.empty()) return;  // one set of columns serves all files of reports
  const auto& layer = file.layers.front();
  settings.fields = {guessed(layer, "x"), guessed(layer, "y"), guessed(layer, "time"), guessed(layer, "id"), guessed(layer, "status"), {}};
  for (const auto& field : layer.fields) {
    if (field.guess == "category") settings.fields.category.push_back(field.name);
  }
  const bool china = layer.west >= 73 && layer.east <= 136 && layer.south >= 17 && layer.north <= 54;
  if (!settings.fields.time.empty()) {
    guess.reasons.push_back(fmt::format("times are taken as UTC: write the city's zone below [reports], such as time_zone = \"{}\"; a preset (12345, nyc311, "
                                        "open311) brings its own",
                                        china ? "Asia/Shanghai" : "America/New_York"));
  }
}

}  // namespace

ProjectGuess guess_project(const std::vector<FileInfo>& files, const Context& context) {
  ProjectGuess guess;
  std::vector<Candidate> levels;
  for (const auto& file : files) {
    if (is_lawful_list(file)) {
      guess.settings.lawful = file.file;
      guess.reasons.push_back(fmt::format("{} lists declared overlaps", std::filesystem::path(file.file).filename().string()));
    } else if (!file.zones) {
      add_reports_of(file, guess);
    } else {
      for (const auto& layer : file.layers) levels.push_back(candidate_of(source_of(file, layer, levels), context));
    }
  }
  take_area(levels, guess);
  for (auto& level : levels) {
    const auto reason = across_reason(level);
    if (reason.empty()) continue;
    level.source.role = Role::across;
    guess.reasons.push_back(fmt::format("{} lies across the other levels: {}", level.source.level, reason));
    if (level.lines) guess.reasons.push_back(fmt::format("lines need a width: write it below [levels.{}], such as width = \"12\"", level.source.level));
  }
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].source.role != Role::across) guess_parent(levels, i, guess.reasons);
  }
  for (auto& level : levels) guess.settings.zones.push_back(std::move(level.source));
  return guess;
}

}  // namespace bailiwick::cli
