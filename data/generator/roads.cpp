// Road strips and sites: they lie across the blocks.
#include "city.h"
#include "names.h"
#include "random.h"
#include "write.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace generator {
namespace {

constexpr std::array<const char*, 9> kSections{"一段", "二段", "三段", "四段", "五段", "六段", "七段", "八段", "九段"};
constexpr double kStep = 80;         // metres between vertices of a centre line
constexpr std::size_t kPerSection = 12;

std::string two_digits(std::size_t number) { return padded(number, 2); }

struct Course {
  std::string name;
  bool east = false;  ///< runs east-west
  double at = 0;      ///< metres off the middle
  double phase = 0;
};

Spot along(const Course& course, double t) {
  const double across = course.at * (1 + 0.03 * std::cos(t / 1700)) + 45 * std::sin(t / 900 + course.phase);
  return course.east ? Spot{t, across} : Spot{across, t};
}

/// Runs of the course that lie in the city, with 60 m to spare.
std::vector<std::vector<double>> runs_inside(const City& city, const Course& course) {
  std::vector<std::vector<double>> runs(1);
  for (double t = -4000; t <= 4000; t += kStep) {
    bool inside = true;
    for (const auto& [dx, dy] : {std::pair{60.0, 0.0}, {-60.0, 0.0}, {0.0, 60.0}, {0.0, -60.0}}) {
      const Spot spot = along(course, t);
      inside = inside && contains(city.area, city.ground.at({spot.x + dx, spot.y + dy}));
    }
    if (inside)
      runs.back().push_back(t);
    else if (!runs.back().empty())
      runs.emplace_back();
  }
  std::erase_if(runs, [](const auto& run) { return run.size() < 5; });
  return runs;
}

/// The strip of one section: left side forward, right side back. Sections share their end lines.
Ring strip(const City& city, const Course& course, const std::vector<double>& run, std::size_t first, std::size_t last, double width) {
  std::vector<Place> left, right;
  for (std::size_t i = first; i <= last; ++i) {
    const Spot before = along(course, run[i] - 1), after = along(course, run[i] + 1), here = along(course, run[i]);
    const double length = std::hypot(after.x - before.x, after.y - before.y);
    const double nx = -(after.y - before.y) / length * width / 2, ny = (after.x - before.x) / length * width / 2;
    left.push_back(city.ground.at({here.x + nx, here.y + ny}));
    right.push_back(city.ground.at({here.x - nx, here.y - ny}));
  }
  Ring ring(right.begin(), right.end());
  ring.insert(ring.end(), left.rbegin(), left.rend());
  return ring;
}

void lay(City& city, const Course& course, std::size_t number, double width, int priority, Random& random) {
  const RoadOwner& owner = road_owners()[random.below(road_owners().size())];
  std::size_t section = 0;
  for (const auto& run : runs_inside(city, course))
    for (std::size_t first = 0; first + 1 < run.size(); first += kPerSection) {
      std::size_t last = std::min(first + kPerSection, run.size() - 1);
      if (run.size() - 1 - last < 3) last = run.size() - 1;
      Zone zone;
      zone.id = std::string("R") + two_digits(number) + std::string("-") + std::to_string(section + 1);
      zone.name = course.name + kSections[section++ % kSections.size()];
      zone.unit_id = owner.id;
      zone.unit_name = owner.name;
      zone.person = person_name(random);
      zone.priority = priority;
      Ring ring = strip(city, course, run, first, last, width);
      if (doubled_area(ring) < 0) std::reverse(ring.begin(), ring.end());
      zone.parts = {{std::move(ring)}};
      city.roads.zones.push_back(std::move(zone));
      if (last == run.size() - 1) break;
    }
}

Ring plot(const City& city, Spot centre, double half_length, double half_width, double angle) {
  Ring ring;
  for (const auto& [u, v] : {std::pair{-1.0, -1.0}, {1.0, -1.0}, {1.0, 1.0}, {-1.0, 1.0}}) {
    const double x = u * half_length, y = v * half_width;
    ring.push_back(city.ground.at({centre.x + x * std::cos(angle) - y * std::sin(angle), centre.y + x * std::sin(angle) + y * std::cos(angle)}));
  }
  return ring;
}

}  // namespace

void lay_roads(City& city, std::uint64_t seed) {
  Random random(seed, 5);
  city.roads = {"road", "roads.geojson", {}};
  const auto& avenues = avenue_names();
  const auto& streets = street_names();
  for (std::size_t i = 0; i < avenues.size() + streets.size(); ++i) {
    const bool east = i < avenues.size();
    const std::size_t k = east ? i : i - avenues.size();
    const double offset = (static_cast<double>(k) - 4.5) * 520;
    const Course course{std::string(east ? avenues[k] : streets[k]), east, east ? -offset : offset, random.between(0, 6.28)};
    const bool main_road = k % 3 == 1;
    lay(city, course, i + 1, main_road ? random.between(32, 40) : random.between(16, 26), main_road ? 1 : 2, random);
  }
}

void place_sites(City& city, std::uint64_t seed) {
  Random random(seed, 6);
  city.sites = {"site", "sites.geojson", {}};
  Picker picker(city, 230);
  const auto add = [&](Spot centre, const std::string& name, const SiteKind& kind) {
    Zone zone;
    zone.id = std::string("S") + two_digits(city.sites.zones.size() + 1);
    zone.name = name + std::string(kind.suffix);
    zone.unit_id = std::string("C") + two_digits(city.sites.zones.size() + 1);
    zone.unit_name = kind.operator_suffix == kind.suffix ? zone.name : name + std::string(kind.operator_suffix);
    zone.person = person_name(random);
    zone.parts = {{plot(city, centre, random.between(22, 42), random.between(16, 28), random.between(-0.3, 0.3))}};
    city.sites.zones.push_back(std::move(zone));
  };
  for (const Hotspot& hotspot : city.hotspots) {
    picker.use(hotspot.centre);
    for (const SiteKind& kind : site_kinds())
      if (kind.suffix == hotspot.site_kind) add(hotspot.centre, hotspot.name, kind);
  }
  for (int i = 0; i < 110; ++i) {
    const auto face = picker.pick(random.uniform(), [&](std::uint32_t candidate) {
      return city.community[candidate] != kNone && !city.mesh.on_rim(candidate) && city.mesh.faces[candidate].rings.size() == 1;
    });
    const SiteKind& kind = site_kinds()[random.below(site_kinds().size() - 1)];  // the last kind exists once
    add(city.mesh.faces[face].centre, place_name(city.communities.zones[city.community[face]].name), kind);
  }
}

}  // namespace generator
