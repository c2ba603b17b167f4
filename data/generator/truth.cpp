// data/truth.json: what a right run over the sample must say, by the generator's own exact arithmetic.
#include "names.h"
#include "sample.h"
#include "write.h"

#include <algorithm>
#include <set>

namespace generator {
namespace {

std::string list(const std::vector<std::string>& values) {
  std::string text = "[";
  for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? ", " : "") + quoted(values[i]);
  return text + "]";
}

std::string place_text(const Place& place) { return std::string("[") + degrees_text(place.lon, 7) + ", " + degrees_text(place.lat, 7) + "]"; }

std::string finding_text(const Finding& finding) {
  std::string text = "    {\"plant\": " + quoted(finding.plant) + ", \"level\": " + quoted(finding.level) + ", \"kind\": " + quoted(finding.kind) +
                     ", \"zones\": " + list(finding.zones);
  const bool gap = finding.kind == "enclosed" || finding.kind == "inlet";
  if (!gap && !finding.parent.empty() && finding.kind != "unfilled_parent") text += ", \"parent_id\": " + quoted(finding.parent);
  if (!finding.lies_in.empty()) text += ", \"lies_in\": " + quoted(finding.lies_in);
  if (gap) text += ", \"beside\": " + list(finding.beside);
  if (finding.kind != "tie") text += ", \"area_m2\": " + fixed_text(finding.area_m2, 6);
  if (finding.kind == "inlet") text += ", \"rim_m\": " + fixed_text(finding.rim_m, 3);
  if (finding.kind != "tie") text += std::string(", \"sliver\": ") + (finding.sliver ? "true" : "false");
  if (finding.kind == "overlap") text += std::string(", \"lawful\": ") + (finding.lawful ? "true" : "false");
  return text + ", \"at\": " + place_text(finding.at) + "}";
}

std::string hotspot_text(const Hotspot& hotspot) {
  const Category& category = categories()[hotspot.category];
  std::string text = "    {\"name\": " + quoted(hotspot.name + hotspot.site_kind) + ", \"kind\": " + (hotspot.pile > 0 ? "\"default_geocode\"" : "\"hotspot\"") +
                     ", \"at\": " + place_text(hotspot.at) + ", \"sigma_m\": " + fixed_text(hotspot.sigma_m, 0) +
                     ", \"reports\": " + std::to_string(hotspot.reports);
  if (hotspot.pile > 0)
    text += ", \"on_one_coordinate\": " + std::to_string(hotspot.pile);
  else
    text += ", \"category\": " + quoted(std::string(category.kind) + " / " + std::string(category.major) + " / " + std::string(category.minor)) +
            ", \"category_share\": " + fixed_text(hotspot.category_share, 2) + ", \"trend\": " + quoted(hotspot.trend);
  return text + ", \"expected_z\": " + fixed_text(hotspot.expected_z, 2) + ", \"drawn_z\": " + fixed_text(hotspot.z, 2) +
         ", \"strong\": " + (hotspot.expected_z >= 6 ? "true" : "false") + "}";
}

/// How many sound reports lie in at least one zone of the level; by exact integers.
std::uint64_t assigned(const Level& level, const std::vector<Report>& reports) {
  std::vector<Box> boxes;
  for (const Zone& zone : level.zones) boxes.push_back(box_of(zone.parts));
  std::uint64_t count = 0;
  for (const Report& report : reports) {
    if (report.fault != Fault::none) continue;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const Place& p = report.place;
      const Box& box = boxes[i];
      if (p.lon < box.west || p.lon > box.east || p.lat < box.south || p.lat > box.north || !contains(level.zones[i].parts, p)) continue;
      ++count;
      break;
    }
  }
  return count;
}

std::string zone_counts(const Level& level, const std::vector<Report>& reports) {
  std::string text = "    " + quoted(level.name) + ": {";
  for (std::size_t i = 0; i < level.zones.size(); ++i) {
    const auto& zone = level.zones[i];
    const auto inside = std::count_if(reports.begin(), reports.end(), [&](const Report& report) {
      return report.fault == Fault::none && contains(zone.parts, report.place);
    });
    text += (i > 0 ? ", " : "") + quoted(zone.id) + ": " + std::to_string(inside);
  }
  return text + "}";
}

std::string rejected_text(const std::vector<Report>& reports) {
  std::string text;
  for (const Fault fault : {Fault::empty, Fault::zero, Fault::not_a_number, Fault::swapped, Fault::out_of_range, Fault::field_count}) {
    text += (text.empty() ? "" : ",\n") + ("    " + quoted(code(fault)) + ": {\"class\": ") +
            (fault == Fault::empty || fault == Fault::zero ? "\"unlocated\"" : "\"malformed\"") + ", \"rows\": [";
    bool first = true;
    for (std::size_t i = 0; i < reports.size(); ++i)
      if (reports[i].fault == fault) {
        text += (first ? "" : ", ") + std::to_string(i + 2);
        first = false;
      }
    text += "]}";
  }
  return text;
}

template <class Items, class Text>
std::string lines(const Items& items, Text text) {
  std::string result;
  for (const auto& item : items) result += (result.empty() ? "" : ",\n") + text(item);
  return result;
}

}  // namespace

std::string findings_text(const std::vector<Finding>& findings) { return lines(findings, finding_text); }

std::string truth_text(const City& city, const std::vector<Report>& reports) {
  const auto read = static_cast<std::uint64_t>(reports.size());
  const auto is_unlocated = [](const Report& r) { return r.fault == Fault::empty || r.fault == Fault::zero; };
  const auto unlocated = static_cast<std::uint64_t>(std::count_if(reports.begin(), reports.end(), is_unlocated));
  const auto rejected = static_cast<std::uint64_t>(std::count_if(reports.begin(), reports.end(), [](const Report& r) { return r.fault != Fault::none; }));
  const auto balance = [&](const Level* level) {
    const auto in = assigned(*level, reports);
    return "    {\"level\": " + quoted(level->name) + ", \"zones\": " + std::to_string(level->zones.size()) + ", \"read\": " + std::to_string(read) +
           ", \"assigned\": " + std::to_string(in) + ", \"outside\": " + std::to_string(read - rejected - in) + ", \"rejected\": " + std::to_string(rejected) +
           ", \"unlocated\": " + std::to_string(unlocated) + ", \"malformed\": " + std::to_string(rejected - unlocated) + "}";
  };
  std::string text = "{\n  \"city\": " + quoted(kCityName) + ",\n  \"rows\": " + std::to_string(read) +
                     ",\n  \"city_area_m2\": " + fixed_text(area_m2(metric_plane(box_of(city.area)), city.area), 4);
  text += ",\n  \"balance\": [\n" + lines(city.levels(), balance) + "\n  ]";
  text += ",\n  \"counts\": {\n" +
          lines(std::vector<const Level*>{&city.districts, &city.subdistricts, &city.communities}, [&](const Level* level) { return zone_counts(*level, reports); }) +
          "\n  }";
  text += ",\n  \"findings\": [\n" + findings_text(city.findings) + "\n  ]";
  text += ",\n  \"hotspot_cell_m\": " + fixed_text(kCellM, 0) + ",\n  \"hotspots\": [\n" + lines(city.hotspots, hotspot_text) + "\n  ]";
  text += ",\n  \"bad_rows\": {\n" + rejected_text(reports) + "\n  }\n}\n";
  return text;
}

}  // namespace generator
