#include "layer/naming.h"

#include "layer/text.h"

#include <bailiwick/explain.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace bailiwick::layers {
namespace {

constexpr double kHolds = 0.9;    // a zone with this share of an area's reports gives the area its name
constexpr double kTouches = 0.1;  // a zone with less is not worth naming
constexpr double kMost = 0.6;     // names that stand for less of an area mislead
constexpr std::size_t kNamed = 3;

std::string listed(const std::vector<std::string>& names, const Words& words) {
  const std::vector<std::string> shown(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kNamed)));
  const auto list = joined(shown, words("line.list"));
  if (shown.size() == names.size()) return list;
  return filled(words("line.more_places"), {{"places", list}, {"n", std::to_string(names.size() - shown.size())}, {"all", std::to_string(names.size())}});
}

/// The zones of one level that hold a share of the area worth naming, the largest first, and what they hold together.
struct Touched {
  std::vector<std::string> names;
  double share = 0;
  bool named = false;  ///< one of them has a name of its own
};
Touched touched(const Zones& zones, const std::vector<Share>& shares, const Words& words) {
  Touched out;
  for (const auto& share : shares) {
    if (share.key == index_of(kNoZone) || share.share < kTouches) continue;
    out.names.push_back(zone_title(zones, ZoneId{share.key}, words));
    out.named = out.named || !zones.name[share.key].empty();
    out.share += share.share;
  }
  return out;
}

/// The road, site or other across zone that holds most of the area's reports, of those with a name; empty where there is none.
std::string road_of(const Zones& zones, const HotspotAreas& areas, std::size_t area) {
  std::string name;
  double most = 0;
  for (std::uint32_t level = 0; level < zones.levels.size(); ++level) {
    if (zones.levels[level].role != Role::across) continue;
    for (const auto& share : areas.zones[area][level]) {
      if (share.key == index_of(kNoZone) || zones.name[share.key].empty() || share.share <= most) continue;
      most = share.share;
      name = zones.name[share.key];
    }
  }
  return name;
}

/// The zone of the finest partition level that holds most of the area's reports.
std::string finest_zone_of(const Zones& zones, const HotspotAreas& areas, std::size_t area, const Words& words) {
  const auto levels = partition_levels(zones);
  if (levels.empty()) return {};
  const auto& shares = areas.zones[area][levels.back()];
  const auto zone = std::find_if(shares.begin(), shares.end(), [](const Share& s) { return s.key != index_of(kNoZone); });
  return zone == shares.end() ? std::string() : zone_title(zones, ZoneId{zone->key}, words);
}

/// Gives areas that share a name what sets them apart.
void tell_apart(const Zones& zones, const HotspotAreas& areas, const std::vector<std::size_t>& members, const Words& words,
                std::vector<std::string>& places) {
  const auto try_with = [&](auto mark_of) {
    std::set<std::string> marks;
    for (const auto i : members) {
      const auto mark = mark_of(i);
      if (mark.empty() || mark == places[i] || !marks.insert(mark).second) return false;
    }
    for (const auto i : members) places[i] = words.filled("line.place_at", {{"place", places[i]}, {"at", mark_of(i)}});
    return true;
  };
  if (try_with([&](std::size_t i) { return road_of(zones, areas, i); })) return;
  if (try_with([&](std::size_t i) { return finest_zone_of(zones, areas, i, words); })) return;
  for (std::size_t n = 0; n < members.size(); ++n) {
    places[members[n]] = words.filled("line.place_number", {{"place", places[members[n]]}, {"n", std::to_string(n + 1)}});
  }
}

std::uint32_t depth_of(const Zones& zones, std::uint32_t level) {
  std::uint32_t depth = 0;
  for (auto up = zones.levels[level].parent; up && depth < zones.levels.size(); up = zones.levels[*up].parent) ++depth;
  return depth;
}

}  // namespace

Column optional_text_column(std::string name, std::vector<std::string> values) {
  auto column = text_column(std::move(name), std::move(values));
  for (std::size_t i = 0; i < column.text.size(); ++i) {
    if (!column.text[i].empty()) continue;
    if (column.null.empty()) column.null.resize(column.text.size(), 0);
    column.null[i] = 1;
  }
  return column;
}

std::string unit_id(const Zones& zones, UnitId unit) { return unit == kNoUnit ? std::string() : zones.units[index_of(unit)].id; }

std::string unit_name(const Zones& zones, UnitId unit, const Words& words) {
  if (unit == kNoUnit) return {};
  const auto& u = zones.units[index_of(unit)];
  if (!u.name.empty()) return u.name;
  for (const auto& level : zones.levels) {
    if (u.id.size() > level.name.size() + 1 && u.id.starts_with(level.name) && u.id[level.name.size()] == '/') {
      return unnamed_title(level.name, u.id.substr(level.name.size() + 1), words);
    }
  }
  return {};
}

std::string unit_title(const Zones& zones, UnitId unit, const Words& words) {
  const auto name = unit_name(zones, unit, words);
  return name.empty() ? unit_id(zones, unit) : name;
}

std::string zone_id(const Zones& zones, ZoneId zone) { return zone == kNoZone ? std::string() : zones.id[index_of(zone)]; }

std::string zone_title(const Zones& zones, ZoneId zone, const Words& words) {
  if (zone == kNoZone) return {};
  const auto z = index_of(zone);
  return zones.name[z].empty() ? unnamed_title(zones.levels[zones.level_of(zone)].name, zones.id[z], words) : zones.name[z];
}

std::string unnamed_title(const std::string& level, const std::string& zone_id, const Words& words) {
  return words.filled("line.unnamed_zone", {{"level", level_title(words, level)}, {"id", zone_id}});
}

std::string level_title(const Words& words, const std::string& level) { return words("level." + level, level); }

std::vector<std::uint32_t> partition_levels(const Zones& zones) {
  std::vector<std::uint32_t> levels;
  for (std::uint32_t level = 0; level < zones.levels.size(); ++level) {
    if (zones.levels[level].role == Role::partition) levels.push_back(level);
  }
  std::stable_sort(levels.begin(), levels.end(), [&](auto a, auto b) { return depth_of(zones, a) < depth_of(zones, b); });
  return levels;
}

std::string place_of_area(const Zones& zones, const HotspotAreas& areas, std::size_t area, const Words& words) {
  std::string head, tail;
  bool straddles = false, named = false;
  for (const auto level : partition_levels(zones)) {
    const auto found = touched(zones, areas.zones[area][level], words);
    if (found.names.empty()) continue;
    const auto& largest = areas.zones[area][level].front();
    const bool held = largest.key != index_of(kNoZone) && largest.share >= kHolds;
    if (!straddles && held) {
      head = found.names.front();
    } else if (head.empty() && !straddles) {
      head = listed(found.names, words);
      straddles = true;
    } else if (found.names.size() <= kNamed && found.share >= kMost) {
      straddles = true;
      tail = listed(found.names, words);  // the finest level that still names it in a few words
    } else {
      continue;
    }
    named = named || found.named;
  }
  const auto road = named ? std::string() : road_of(zones, areas, area);
  if (head.empty()) return road.empty() ? words("line.unnamed") : road;
  const auto place = tail.empty() || tail == head ? head : words.filled("line.place_in", {{"place", head}, {"places", tail}});
  return road.empty() ? place : words.filled("line.place_at", {{"place", place}, {"at", road}});
}

std::vector<std::string> places_of_areas(const Zones& zones, const HotspotAreas& areas, const Words& words) {
  std::vector<std::string> places;
  std::map<std::string, std::vector<std::size_t>> same;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    places.push_back(place_of_area(zones, areas, i, words));
    same[places.back()].push_back(i);
  }
  for (const auto& [place, members] : same) {
    if (members.size() > 1) tell_apart(zones, areas, members, words, places);
  }
  return places;
}

std::string place_of_finding(const Zones& zones, const Findings& findings, std::size_t finding, const Words& words) {
  std::vector<std::string> names;
  for (const auto zone : findings.zones[finding]) names.push_back(zone_title(zones, zone, words));
  return names.empty() ? words("line.unnamed") : listed(names, words);
}

std::string file_name(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

namespace {

using Parts = std::vector<std::string>;

/// Folders and name, without a root and without steps upwards.
Parts parts_of(const std::string& file) {
  Parts parts;
  for (const auto& part : std::filesystem::path(file).lexically_normal()) {
    const auto text = part.string();
    if (!text.empty() && text != "/" && text != ".." && text != ".") parts.push_back(text);
  }
  return parts;
}

/// The folders that all share say nothing of any: what is left does not depend on whether a name was typed from the root or from here.
void drop_common_folders(std::vector<Parts>& files) {
  const auto shared = [&](std::size_t k) {
    return std::all_of(files.begin(), files.end(), [&](const Parts& parts) { return k + 1 < parts.size() && parts[k] == files.front()[k]; });
  };
  std::size_t common = 0;
  while (shared(common)) ++common;
  for (auto& parts : files) parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(common));
}

std::string tail(const Parts& parts, std::size_t length) {
  std::string text;
  for (auto i = parts.size() - std::min(length, parts.size()); i < parts.size(); ++i) text += (text.empty() ? "" : "/") + parts[i];
  return text;
}

}  // namespace

std::vector<std::string> file_names(const std::vector<std::string>& files) {
  std::vector<Parts> all;
  for (const auto& file : files) all.push_back(parts_of(file));
  if (!all.empty()) drop_common_folders(all);
  std::vector<std::string> names;
  std::map<std::string, int> taken;
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::size_t length = 1;
    const auto shared = [&](std::size_t other) { return other != i && tail(all[other], length) == tail(all[i], length); };
    const auto ambiguous = [&] {
      for (std::size_t other = 0; other < all.size(); ++other) {
        if (shared(other)) return true;
      }
      return false;
    };
    while (length < all[i].size() && ambiguous()) ++length;
    auto name = tail(all[i], length);
    if (const int times = ++taken[name]; times > 1) name += fmt::format(" ({})", times);
    names.push_back(std::move(name));
  }
  return names;
}

std::string month_text(std::int32_t month) {
  if (month == kNoMonth) return {};
  const auto of_year = ((month % 12) + 12) % 12;
  return fmt::format("{:04d}-{:02d}", 1970 + (month - of_year) / 12, of_year + 1);
}

std::string unit_rule(const Assignments& assignments, std::size_t report) {
  const auto level = assignments.answer.level[report];
  const auto placement = level == kNoLevel ? Placement::outside : assignments.levels[level].placement[report];
  return std::string(bailiwick::unit_rule(assignments.answer.rule[report], placement));
}

std::string category_text(const RawReports& reports, std::uint32_t category) {
  return category == kNoCategory ? std::string() : reports.categories[category];
}

std::string short_category(const std::string& category) {
  const auto slash = category.rfind(" / ");
  return slash == std::string::npos ? category : category.substr(slash + 3);
}

}  // namespace bailiwick::layers
