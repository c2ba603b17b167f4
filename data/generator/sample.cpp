#include "sample.h"

#include "names.h"
#include "write.h"

namespace generator {
namespace {

std::string project_file() {
  std::string text = R"(# 云澜市 (an invented city): responsibility zones at six levels and a year of problem reports.
# Run: bailiwick report city.toml --output out/

nest = ["district/subdistrict/community/block"]
across = ["road", "site"]
)";
  const auto level = [&](const std::string& name, const std::string& file, bool parent, bool priority) {
    text += "\n[levels." + name + "]\nfile = \"" + file + "\"\nid = \"zone_id\"\nname = \"name\"\nunit = \"unit_id\"\nunit_name = \"unit_name\"\nperson = \"person\"\n";
    text += parent ? "parent = \"parent_id\"\n" : "parent = \"-\"\n";
    if (priority) text += "priority = \"priority\"\n";
  };
  level("district", "districts.geojson", false, false);
  level("subdistrict", "subdistricts.geojson", true, false);
  level("community", "communities.geojson", true, false);
  level("block", "blocks.geojson", true, false);
  level("road", "roads.geojson", false, true);
  level("site", "sites.geojson", false, false);
  return text + R"(
[zones]
datum = "wgs84"

[reports]
files = ["reports.csv"]
preset = "12345"
datum = "wgs84"
time_zone = "Asia/Shanghai"

[area]
file = "city.geojson"

[audit]
lawful = "lawful.csv"

[hotspots]
cell_m = 100.0

[output]
lang = "zh"
)";
}

std::string lawful_text(const City& city) {
  std::string text = "level,zone_a,zone_b,reason\n";
  for (const auto& row : city.lawful) text += row[0] + ',' + row[1] + ',' + row[2] + ',' + csv_field(row[3]) + '\n';
  return text;
}

}  // namespace

std::string level_text(const Level& level, int decimals) {
  std::vector<Feature> features;
  for (const Zone& zone : level.zones) {
    Feature feature;
    const auto add = [&](const char* key, const std::string& value) { feature.properties.emplace_back(key, value.empty() ? "null" : quoted(value)); };
    add("zone_id", zone.id);
    add("name", zone.name);
    add("unit_id", zone.unit_id);
    add("unit_name", zone.unit_name);
    add("person", zone.person);
    if (level.name == "subdistrict" || level.name == "community" || level.name == "block") add("parent_id", zone.parent_id);
    if (zone.priority > 0) feature.properties.emplace_back("priority", std::to_string(zone.priority));
    feature.parts = zone.parts;
    features.push_back(std::move(feature));
  }
  return geojson(features, decimals);
}

void write_sample(const std::string& folder) {
  City city = sample_city(kSampleSeed);
  const auto reports = sample_reports(city, kSampleSeed);
  for (const Level* level : city.levels()) write_file(folder, level->file, level_text(*level, 9));
  write_file(folder, "city.geojson", geojson({{{{"name", quoted(kCityName)}}, city.area}}, 9));
  write_file(folder, "lawful.csv", lawful_text(city));
  const std::string rows = csv(reports, Copy::city_12345);
  write_file(folder, "reports.csv", rows);
  write_file(folder, "reports_gb18030.csv", gb18030(rows));
  write_file(folder, "reports_gcj02.csv", gb18030(csv(reports, Copy::gcj02)));  // as such exports come
  write_file(folder, "reports_open311.csv", csv(reports, Copy::open311));
  write_file(folder, "city.toml", project_file());
  write_file(folder, "../truth.json", truth_text(city, reports));
}

}  // namespace generator
