// Districts, subdistricts and communities over the faces, and what is missing from them.
#include "city.h"
#include "plan.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace generator {
namespace {

constexpr std::uint32_t kDistricts = 3, kSubdistricts = 9, kCommunities = 36;

/// Splits every part of `parents` into `each` and numbers the parts from west to east within their parent.
std::vector<std::uint32_t> split(const City& city, const std::vector<std::uint32_t>& parents, std::uint32_t count, std::uint32_t each, Random& random) {
  std::vector<std::uint32_t> result(parents.size(), kNone);
  for (std::uint32_t parent = 0; parent < count; ++parent) {
    const auto faces = faces_of(parents, parent);
    const auto part = regions(city.mesh, faces, each, random);
    std::vector<std::pair<double, std::uint32_t>> west(each);
    std::vector<double> size(each, 0);
    for (std::size_t i = 0; i < faces.size(); ++i) {
      west[part[i]].first += city.mesh.faces[faces[i]].centre.x;
      size[part[i]] += 1;
    }
    for (std::uint32_t p = 0; p < each; ++p) west[p] = {west[p].first / size[p], p};
    std::sort(west.begin(), west.end());
    std::vector<std::uint32_t> rank(each);
    for (std::uint32_t p = 0; p < each; ++p) rank[west[p].second] = p;
    for (std::size_t i = 0; i < faces.size(); ++i) result[faces[i]] = parent * each + rank[part[i]];
  }
  return result;
}

void join(City& city, std::uint32_t island, std::uint32_t community) {
  city.community[island] = community;
  city.subdistrict[island] = community / (kCommunities / kSubdistricts);
  city.district[island] = community / (kCommunities / kDistricts);
}

bool connected(const City& city, std::uint32_t community) {
  auto left = faces_of(city.community, community);
  std::erase_if(left, [&](std::uint32_t face) { return city.mesh.faces[face].enclave_of != kNoFace; });
  std::vector<std::uint32_t> stack{left.front()};
  std::size_t reached = 0;
  std::vector<char> seen(city.mesh.faces.size(), 0);
  seen[left.front()] = 1;
  while (!stack.empty()) {
    const auto face = stack.back();
    stack.pop_back();
    ++reached;
    for (const auto next : city.mesh.neighbours(face))
      if (!seen[next] && city.community[next] == community && city.mesh.faces[next].enclave_of == kNoFace) {
        seen[next] = 1;
        stack.push_back(next);
      }
  }
  return reached == left.size();
}

Finding gap(const char* plant, const char* level, const char* kind, const City& city, std::vector<std::uint32_t> faces) {
  Finding finding;
  finding.plant = plant;
  finding.level = level;
  finding.kind = kind;
  finding.at = city.ground.at(city.mesh.faces[faces.front()].centre);
  finding.faces = std::move(faces);
  return finding;
}

/// Rim faces of one community around `face`, itself first: an unbroken stretch of the city limit.
std::vector<std::uint32_t> stretch(const City& city, std::uint32_t face, std::size_t length) {
  std::vector<std::uint32_t> found{face};
  for (std::size_t i = 0; i < found.size() && found.size() < length; ++i)
    for (const auto next : city.mesh.neighbours(found[i]))
      if (found.size() < length && city.mesh.on_rim(next) && city.community[next] == city.community[face] &&
          city.mesh.faces[next].rings.size() == 1 && std::find(found.begin(), found.end(), next) == found.end())
        found.push_back(next);
  return found;
}

/// All neighbours of the faces lie in their community.
bool among_itself(const City& city, const std::vector<std::uint32_t>& faces) {
  for (const auto face : faces)
    for (const auto next : city.mesh.neighbours(face))
      if (city.community[next] != city.community[face]) return false;
  return true;
}

}  // namespace

std::vector<std::uint32_t> faces_of(const std::vector<std::uint32_t>& membership, std::uint32_t part) {
  std::vector<std::uint32_t> faces;
  for (std::uint32_t face = 0; face < membership.size(); ++face)
    if (membership[face] == part) faces.push_back(face);
  return faces;
}

bool deep_inside(const City& city, std::uint32_t face) {
  const Face& shape = city.mesh.faces[face];
  if (shape.rings.size() != 1 || shape.enclave_of != kNoFace || city.mesh.on_rim(face) || city.community[face] == kNone) return false;
  return among_itself(city, {face});
}

std::uint32_t Picker::pick(double start, const std::function<bool(std::uint32_t)>& condition) {
  const auto count = static_cast<std::uint32_t>(city_.mesh.faces.size());
  const auto first = static_cast<std::uint32_t>(start * count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto face = (first + i) % count;
    const Spot& spot = city_.mesh.faces[face].centre;
    const bool near = std::any_of(used_.begin(), used_.end(), [&](const Spot& other) { return std::hypot(spot.x - other.x, spot.y - other.y) < apart_m_; });
    if (near || !condition(face)) continue;
    used_.push_back(spot);
    return face;
  }
  throw std::runtime_error("no face left to plant in");
}

void divide(City& city, std::uint64_t seed) {
  Random random(seed, 3);
  const std::vector<std::uint32_t> whole(city.mesh.faces.size(), 0);
  city.district = split(city, whole, 1, kDistricts, random);
  city.subdistrict = split(city, city.district, kDistricts, 3, random);
  city.community = split(city, city.subdistrict, kSubdistricts, 4, random);
  // Two enclaves (飞地): one in its own community, one that belongs to a community of another district.
  Picker picker(city, 900);
  const auto host = picker.pick(0.31, [&](std::uint32_t face) { return deep_inside(city, face); });
  const auto far_host = picker.pick(0.66, [&](std::uint32_t face) { return deep_inside(city, face); });
  for (const auto face : {host, far_host}) {
    const auto island = add_enclave(city.mesh, face, city.ground, random);
    for (auto* membership : {&city.district, &city.subdistrict, &city.community}) membership->push_back((*membership)[face]);
    if (face == far_host) join(city, island, (city.community[face] + kCommunities / kDistricts + 5) % kCommunities);
    city.planted.push_back(city.mesh.faces[face].centre);
  }
}

void plant_in_ground(City& city) {
  Picker picker(city, 450);
  for (const Spot& spot : city.planted) picker.use(spot);
  const auto take = [&](std::uint32_t face, bool also_above) {
    city.community[face] = kNone;
    if (also_above) city.subdistrict[face] = city.district[face] = kNone;
    city.planted.push_back(city.mesh.faces[face].centre);
  };
  const auto stays_whole = [&](const std::vector<std::uint32_t>& faces) {
    const auto community = city.community[faces.front()];
    auto kept = city.community;
    for (const auto face : faces) city.community[face] = kNone;
    const bool whole = connected(city, community);
    city.community = std::move(kept);
    return whole;
  };
  const auto on_rim = [&](std::uint32_t face, std::size_t length) {
    if (!city.mesh.on_rim(face) || city.mesh.faces[face].rings.size() != 1) return false;
    const auto faces = stretch(city, face, length);
    return faces.size() == length && among_itself(city, faces) && stays_whole(faces);
  };

  const auto bank = picker.pick(0.05, [&](std::uint32_t face) { return on_rim(face, 4); });
  city.findings.push_back(gap("river_bank", "district", "inlet", city, stretch(city, bank, 4)));
  for (const auto face : city.findings.back().faces) take(face, true);

  const auto hole = picker.pick(0.52, [&](std::uint32_t face) { return deep_inside(city, face); });
  city.findings.push_back(gap("forgotten_ground", "district", "enclosed", city, {hole}));
  take(hole, true);

  const auto estate = picker.pick(0.83, [&](std::uint32_t face) { return on_rim(face, 2); });
  city.findings.push_back(gap("new_estate", "community", "inlet", city, stretch(city, estate, 2)));
  for (const auto face : city.findings.back().faces) take(face, false);
}

}  // namespace generator
