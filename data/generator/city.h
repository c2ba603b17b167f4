/// The sample city: its ground, its zones at every level, and what was planted in it.
#pragma once

#include "mesh.h"
#include "plane.h"

#include <functional>
#include <string>
#include <vector>

namespace generator {

inline constexpr std::uint32_t kNone = 0xffffffffU;

struct Zone {
  std::string id, name, unit_id, unit_name, person, parent_id;
  int priority = 0;                  ///< written where > 0
  std::vector<std::uint32_t> faces;  ///< empty for roads and sites
  OwnLines own;                      ///< planted: arcs it draws differently from its neighbours
  std::vector<Polygon> parts;
};

struct Level {
  std::string name, file;
  std::vector<Zone> zones;
};

/// What a right audit must list.
struct Finding {
  std::string plant;               ///< what was done, in a word
  std::string level, kind;         ///< as the findings name them
  std::vector<std::string> zones;  ///< overlap, duplicate: both; outside_parent: child; unfilled_parent: parent; tie: child
  std::string parent;              ///< outside_parent, tie: the parent the child names; gaps below the top level: the parent they lie in
  std::string lies_in;             ///< tie: the zone it lies in
  std::vector<std::string> beside; ///< gaps: zones of the level along its border
  long double area_m2 = 0, check_m2 = 0;  ///< by the plane and by the ellipsoid
  long double rim_m = 0;
  bool sliver = false, lawful = false;
  Place at;                        ///< a place inside
  std::vector<std::uint32_t> faces;  ///< gaps made by leaving out whole faces; empty for those between lines
};

/// A place where reports pile up.
struct Hotspot {
  std::string name, site_kind;
  Spot centre;
  double sigma_m = 0;
  int reports = 0;
  std::uint32_t category = 0;
  double category_share = 0.7;
  std::string trend;               ///< growing, fading, steady
  int pile = 0;                    ///< of the reports, on one coordinate: a default geocode
  double expected_z = 0, z = 0;    ///< of the peak cell: by the intensities, and as drawn
  Place at;
};

struct City {
  Ground ground;
  Mesh mesh;
  std::vector<std::uint32_t> district, subdistrict, community;  ///< per face; kNone where planted so
  std::vector<Spot> planted;            ///< where something was planted already
  Level districts, subdistricts, communities, blocks, roads, sites;
  std::vector<Polygon> area;
  std::vector<Finding> findings;
  std::vector<std::array<std::string, 4>> lawful;  ///< level, zone, zone, reason
  std::vector<Hotspot> hotspots;

  [[nodiscard]] std::vector<const Level*> levels() const { return {&districts, &subdistricts, &communities, &blocks, &roads, &sites}; }
};

City sample_city(std::uint64_t seed);

// The steps of sample_city, in order.
void divide(City& city, std::uint64_t seed);        ///< districts, subdistricts, communities over faces
void plant_in_ground(City& city);                   ///< gaps above the blocks: faces taken out of communities and higher levels
void name_zones(City& city, std::uint64_t seed);    ///< zones with codes, names, units, persons
void plant_in_blocks(City& city);                   ///< gaps, overlaps, duplicates and wrong parents among blocks
void draw_zones(City& city);                        ///< borders, and the areas of the findings
void choose_hotspots(City& city);
void lay_roads(City& city, std::uint64_t seed);
void place_sites(City& city, std::uint64_t seed);

/// Picks faces for planting, each far from all earlier ones.
class Picker {
 public:
  Picker(const City& city, double apart_m) : city_(city), apart_m_(apart_m) {}
  /// The first free face, from a share `start` of all faces on, that satisfies the condition; its surroundings are then taken.
  std::uint32_t pick(double start, const std::function<bool(std::uint32_t)>& condition);
  void use(Spot spot) { used_.push_back(spot); }

 private:
  const City& city_;
  double apart_m_;
  std::vector<Spot> used_;
};

/// A face whose neighbours all lie in its own community, off the rim, without an enclave.
bool deep_inside(const City& city, std::uint32_t face);
std::vector<std::uint32_t> faces_of(const std::vector<std::uint32_t>& membership, std::uint32_t part);
/// A block's 15-digit code is its zone id; the index of the block on a face, kNone without one.
std::uint32_t block_on(const City& city, std::uint32_t face);

}  // namespace generator
