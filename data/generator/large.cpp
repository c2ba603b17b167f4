// After the reference workload: blocks on a brick grid cut by a lobed outline, streets and districts by region growing, strips around
// random walks, and a mix of repeated, clustered, road-side and uniform reports.
#include "large.h"

#include "large_reports.h"
#include "plan.h"
#include "plant_large.h"
#include "sample.h"
#include "walks.h"
#include "write.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <stdexcept>

namespace generator {
namespace {

constexpr double kBrickM = 200;

/// Enclaves sit in the middle of evenly spread host blocks.
void add_enclaves(City& city, std::uint32_t count, std::uint64_t seed) {
  Random random(seed, 11);
  const auto hosts = static_cast<std::uint32_t>(city.mesh.faces.size());
  if (count > hosts) throw std::invalid_argument("--enclaves: expected at most as many as half of the blocks");
  for (std::uint32_t i = 0; i < count; ++i)
    add_enclave(city.mesh, static_cast<std::uint32_t>(std::uint64_t{i} * hosts / count), city.ground, random);
}

/// Connected parts of the whole, islands with their hosts.
std::vector<std::uint32_t> split(const City& city, const std::vector<std::uint32_t>& faces, std::uint32_t parts, Random& random) {
  return regions(city.mesh, faces, parts, random, 0.6);
}

void divide_large(City& city, const LargeOptions& options) {
  Random random(options.seed, 12);
  const auto count = static_cast<std::uint32_t>(city.mesh.faces.size());
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0U);
  city.district = split(city, all, options.districts, random);
  city.subdistrict.assign(count, kNone);
  std::uint32_t first = 0;
  for (std::uint32_t d = 0; d < options.districts; ++d) {
    // Streets are dealt out evenly, the remainder to the first districts.
    const std::uint32_t streets = options.streets / options.districts + (d < options.streets % options.districts ? 1 : 0);
    const auto faces = faces_of(city.district, d);
    if (streets == 0 || faces.size() < streets) throw std::invalid_argument("--streets: expected at least one and at most the blocks of a district");
    const auto part = split(city, faces, streets, random);
    for (std::size_t i = 0; i < faces.size(); ++i) city.subdistrict[faces[i]] = first + part[i];
    first += streets;
  }
}

Zone zone_of(std::string id, std::string unit, std::string parent, std::vector<std::uint32_t> faces, const Mesh& mesh) {
  Zone zone;
  zone.name = id;
  zone.id = std::move(id);
  zone.unit_id = std::move(unit);
  zone.unit_name = zone.unit_id;
  zone.parent_id = std::move(parent);
  zone.parts = dissolved(mesh, faces);
  zone.faces = std::move(faces);
  return zone;
}

std::vector<std::vector<std::uint32_t>> members(const std::vector<std::uint32_t>& membership, std::uint32_t parts) {
  std::vector<std::vector<std::uint32_t>> faces(parts);
  for (std::uint32_t face = 0; face < membership.size(); ++face) faces[membership[face]].push_back(face);
  return faces;
}

void name_large(City& city, const LargeOptions& options) {
  const auto district_id = [](std::uint32_t d) { return std::string("D") + padded(d + 1, 2); };
  const auto street_id = [](std::uint32_t s) { return std::string("S") + padded(s + 1, 4); };
  city.districts = {"district", "districts.geojson", {}};
  city.subdistricts = {"subdistrict", "streets.geojson", {}};
  city.blocks = {"block", "blocks.geojson", {}};
  const auto districts = members(city.district, options.districts), streets = members(city.subdistrict, options.streets);
  for (std::uint32_t d = 0; d < options.districts; ++d)
    city.districts.zones.push_back(zone_of(district_id(d), std::string("U") + district_id(d), "", districts[d], city.mesh));
  for (std::uint32_t s = 0; s < options.streets; ++s)
    city.subdistricts.zones.push_back(
        zone_of(street_id(s), std::string("U") + street_id(s), district_id(city.district[streets[s].front()]), streets[s], city.mesh));
  for (std::uint32_t face = 0; face < city.mesh.faces.size(); ++face)
    city.blocks.zones.push_back(zone_of(std::string("B") + padded(face + 1, 6), std::string("G") + padded(face / 4 + 1, 5),
                                        street_id(city.subdistrict[face]), {face}, city.mesh));
}

void lay_strips(City& city, const std::vector<Walk>& walks) {
  city.roads = {"road", "roads.geojson", {}};
  for (std::size_t i = 0; i < walks.size(); ++i) {
    Zone zone;
    zone.id = std::string("R") + padded(i + 1, 5);
    zone.name = zone.id;
    zone.unit_id = std::string("H") + padded(i % 40 + 1, 2);
    zone.unit_name = zone.unit_id;
    zone.parts = {{strip(walks[i], city.ground)}};
    city.roads.zones.push_back(std::move(zone));
  }
}

std::string project_text() {
  std::string text = "nest = [\"district/subdistrict/block\"]\nacross = [\"road\"]\n";
  for (const auto& [level, file] : {std::pair{"district", "districts.geojson"}, {"subdistrict", "streets.geojson"}, {"block", "blocks.geojson"}, {"road", "roads.geojson"}}) {
    text += std::string("\n[levels.") + level + "]\nfile = \"" + file + "\"\nid = \"zone_id\"\nname = \"name\"\nunit = \"unit_id\"\nunit_name = \"unit_name\"\nperson = \"-\"\n";
    const std::string name = level;
    text += name == "subdistrict" || name == "block" ? "parent = \"parent_id\"\n" : "parent = \"-\"\n";
  }
  return text + "\n[zones]\ndatum = \"wgs84\"\n\n[reports]\nfiles = [\"reports.csv\"]\ndatum = \"wgs84\"\ntime_zone = \"Asia/Shanghai\"\n\n"
                "[reports.fields]\nx = \"lon\"\ny = \"lat\"\ntime = \"created\"\nid = \"id\"\ncategory = [\"category\"]\n\n[area]\nfile = \"city.geojson\"\n";
}

}  // namespace

LargeCity large_city(const LargeOptions& options) {
  if (options.blocks <= 2 * options.enclaves) throw std::invalid_argument("--blocks: expected more than twice the enclaves");
  if (options.districts == 0) throw std::invalid_argument("--districts: expected at least one");
  LargeCity made;
  City& city = made.city;
  city.ground = ground_at(113.82, 34.03, 100);
  PlanOptions plan_options;
  plan_options.bricks = options.blocks - options.enclaves;
  plan_options.brick_m = kBrickM;
  plan_options.warp = 0.535;  // (1 + 3t)(1 + t) = 4: cells at the rim are four times as large as in the middle
  plan_options.inner_median = 6;
  plan_options.inner_sigma = 0.88;
  plan_options.inner_max = 80;
  city.mesh = plan(plan_options, city.ground, options.seed);
  add_enclaves(city, options.enclaves, options.seed);
  std::vector<std::uint32_t> all(city.mesh.faces.size());
  std::iota(all.begin(), all.end(), 0U);
  city.area = dissolved(city.mesh, all);
  divide_large(city, options);
  name_large(city, options);
  if (options.defects > 0) plant_in_large(city, options.defects, options.seed);
  made.walks = random_walks(city, options.roads, options.seed);
  lay_strips(city, made.walks);
  return made;
}

void write_large(const std::string& folder, const LargeOptions& options) {
  std::filesystem::create_directories(folder);
  const auto [city, walks] = large_city(options);
  for (const Level* level : {&city.districts, &city.subdistricts, &city.blocks, &city.roads}) write_file(folder, level->file, level_text(*level, 7));
  write_file(folder, "city.geojson", geojson({{{{"name", quoted("large")}}, city.area}}, 7));
  write_file(folder, "city.toml", project_text());
  if (options.defects > 0) write_file(folder, "truth.json", "{\n  \"findings\": [\n" + findings_text(city.findings) + "\n  ]\n}\n");
  write_large_reports(folder, city, walks, options);
}

}  // namespace generator
