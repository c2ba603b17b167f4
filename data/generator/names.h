/// Invented names, and the event and component names of the deployed city-management tables.
#pragma once

#include "random.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace generator {

inline constexpr std::string_view kCityName = "云澜市";

struct SubdistrictName {
  std::string_view name;
  int code;  ///< 001-099 街道, 100-199 镇 (GB/T 10114 as quoted by local standards)
  std::array<std::string_view, 4> communities;
};
struct DistrictName {
  std::string_view name, code;  ///< six digits of GB/T 2260 form; no such county exists
  std::array<SubdistrictName, 3> subdistricts;
};
const std::array<DistrictName, 3>& district_names();

const std::vector<std::string_view>& avenue_names();  ///< east-west
const std::vector<std::string_view>& street_names();  ///< north-south

struct RoadOwner {
  std::string_view id, name;
};
const std::vector<RoadOwner>& road_owners();

struct SiteKind {
  std::string_view suffix, operator_suffix;
};
const std::vector<SiteKind>& site_kinds();

std::string person_name(Random& random);
/// The name of a community or village without its last word: 鼓楼 of 鼓楼社区.
std::string place_name(std::string community);

/// A category of problem: kind + major + minor is its key, for codes of components and events collide.
struct Category {
  std::string_view kind, major, minor;
  double weight;       ///< in the background
  int hours;           ///< time limit, from dispatch
  std::string_view department;
};
const std::vector<Category>& categories();
std::uint32_t category_named(std::string_view minor);

const std::vector<std::string_view>& channels();

}  // namespace generator
