// Zones with codes, names, units and persons.
#include "city.h"
#include "names.h"
#include "random.h"
#include "write.h"

#include <algorithm>
#include <map>

namespace generator {
namespace {

std::string three_digits(int number) { return padded(static_cast<std::uint64_t>(number), 3); }

/// Faces of a community in the order of their codes: from north to south by rows, within a row from west to east (DB11, DB6101).
std::vector<std::uint32_t> in_code_order(const City& city, std::vector<std::uint32_t> faces) {
  std::sort(faces.begin(), faces.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Face &p = city.mesh.faces[a], &q = city.mesh.faces[b];
    return std::tuple(-p.row, p.centre.x, p.enclave_of == kNoFace ? 0 : 1, a) < std::tuple(-q.row, q.centre.x, q.enclave_of == kNoFace ? 0 : 1, b);
  });
  return faces;
}

/// Management grids (管理网格): one to four neighbouring cells of a community under one officer. Number per face.
std::map<std::uint32_t, int> management_grids(const City& city, const std::vector<std::uint32_t>& faces) {
  std::map<std::uint32_t, int> grid;
  int last = 0;
  for (const auto face : faces) {
    if (grid.contains(face)) continue;
    std::vector<std::uint32_t> members{face};
    grid[face] = ++last;
    for (std::size_t i = 0; i < members.size() && members.size() < 4; ++i)
      for (const auto next : city.mesh.neighbours(members[i]))
        if (members.size() < 4 && std::find(faces.begin(), faces.end(), next) != faces.end() && grid.try_emplace(next, last).second)
          members.push_back(next);
  }
  return grid;
}

void add_blocks(City& city, const Zone& community, std::uint32_t index, Random& random) {
  const auto faces = in_code_order(city, faces_of(city.community, index));
  const auto grid = management_grids(city, faces);
  const std::string place = place_name(community.name);
  std::map<int, std::string> officer;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const int number = grid.at(faces[i]);
    auto& person = officer[number];
    if (person.empty()) person = person_name(random);
    Zone zone;
    const std::string sequence = three_digits(static_cast<int>(i) + 1);
    zone.id = community.id + sequence;
    zone.name = community.name + sequence;
    zone.parent_id = community.id;
    if (!random.chance(0.01)) {  // a cell without an officer: its community is the backstop (属地兜底)
      zone.unit_id = community.id + "G" + std::to_string(number);
      zone.unit_name = place + std::to_string(number) + "号网格";
      zone.person = person;
    }
    zone.faces = {faces[i]};
    city.blocks.zones.push_back(std::move(zone));
  }
}

Zone zone_of(std::string id, std::string name, std::string unit, std::string parent, std::vector<std::uint32_t> faces, Random& random) {
  Zone zone;
  zone.unit_id = "U" + id;
  zone.id = std::move(id);
  zone.name = std::move(name);
  zone.unit_name = std::move(unit);
  zone.person = person_name(random);
  zone.parent_id = std::move(parent);
  zone.faces = std::move(faces);
  return zone;
}

}  // namespace

std::uint32_t block_on(const City& city, std::uint32_t face) {
  for (std::uint32_t i = 0; i < city.blocks.zones.size(); ++i)
    if (city.blocks.zones[i].faces.front() == face) return i;
  return kNone;
}

void name_zones(City& city, std::uint64_t seed) {
  Random random(seed, 4);
  city.districts = {"district", "districts.geojson", {}};
  city.subdistricts = {"subdistrict", "subdistricts.geojson", {}};
  city.communities = {"community", "communities.geojson", {}};
  city.blocks = {"block", "blocks.geojson", {}};
  std::uint32_t subdistrict_index = 0, community_index = 0;
  for (std::uint32_t d = 0; d < district_names().size(); ++d) {
    const DistrictName& district = district_names()[d];
    const std::string code(district.code), name(district.name);
    city.districts.zones.push_back(zone_of(code, name, name + "城市管理局", "", faces_of(city.district, d), random));
    for (const SubdistrictName& subdistrict : district.subdistricts) {
      const std::string sub_code = code + three_digits(subdistrict.code), sub_name(subdistrict.name);
      const std::string office = sub_name.ends_with("镇") ? sub_name + "人民政府" : sub_name + "办事处";
      city.subdistricts.zones.push_back(zone_of(sub_code, sub_name, office, code, faces_of(city.subdistrict, subdistrict_index++), random));
      for (std::size_t c = 0; c < subdistrict.communities.size(); ++c) {
        // Communities count from 001, villages from 201.
        const std::string com_name(subdistrict.communities[c]);
        const bool village = subdistrict.code >= 100;
        const std::string com_code = sub_code + three_digits((village ? 201 : 1) + static_cast<int>(c));
        city.communities.zones.push_back(
            zone_of(com_code, com_name, com_name + (village ? "村委会" : "居委会"), sub_code, faces_of(city.community, community_index), random));
        add_blocks(city, city.communities.zones.back(), community_index++, random);
      }
    }
  }
}

}  // namespace generator
