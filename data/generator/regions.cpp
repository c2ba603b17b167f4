// Connected regions of about equal size, for districts, subdistricts, communities and streets.
#include "plan.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace generator {
namespace {

double metres_between(const Spot& a, const Spot& b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// The first by chance, each next the face farthest from all before.
std::vector<Spot> far_apart(const Mesh& mesh, const std::vector<std::uint32_t>& faces, std::uint32_t parts, Random& random) {
  std::vector<double> nearest(faces.size(), 1e300);
  std::vector<Spot> middles;
  std::uint32_t seed = faces[random.below(faces.size())];
  for (std::uint32_t p = 0; p < parts; ++p) {
    middles.push_back(mesh.faces[seed].centre);
    std::size_t far = 0;
    for (std::size_t i = 0; i < faces.size(); ++i) {
      nearest[i] = std::min(nearest[i], metres_between(mesh.faces[faces[i]].centre, middles.back()));
      if (nearest[i] > nearest[far]) far = i;
    }
    seed = faces[far];
  }
  return middles;
}

/// One round of Lloyd (1982): every middle moves to the mean of the faces nearest to it.
void relax(const Mesh& mesh, const std::vector<std::uint32_t>& faces, std::vector<Spot>& middles) {
  std::vector<std::array<double, 3>> sums(middles.size(), {0, 0, 0});
  for (const auto face : faces) {
    const Spot& centre = mesh.faces[face].centre;
    std::size_t best = 0;
    for (std::size_t p = 1; p < middles.size(); ++p)
      if (metres_between(middles[p], centre) < metres_between(middles[best], centre)) best = p;
    sums[best][0] += centre.x;
    sums[best][1] += centre.y;
    sums[best][2] += 1;
  }
  for (std::size_t p = 0; p < middles.size(); ++p)
    if (sums[p][2] > 0) middles[p] = {sums[p][0] / sums[p][2], sums[p][1] / sums[p][2]};
}

/// Growth: the smallest region takes the free face on its border that lies nearest to its middle.
class Growth {
 public:
  Growth(const Mesh& mesh, const std::vector<std::uint32_t>& faces, const std::vector<Spot>& middles, std::vector<double> stretch)
      : mesh_(mesh), middles_(middles), stretch_(std::move(stretch)), part_(mesh.faces.size(), kOut), frontier_(middles.size()), size_(middles.size(), 0) {
    for (const auto face : faces) part_[face] = kFree;
    for (std::size_t p = 0; p < middles.size(); ++p) {
      Candidate first{1e300, 0};
      for (const auto face : faces) first = std::min(first, Candidate{distance(p, face), face});
      frontier_[p].insert(first);
    }
    for (std::size_t taken = 0; taken < faces.size();) taken += step() ? 1 : 0;
  }
  [[nodiscard]] std::uint32_t part(std::uint32_t face) const { return part_[face]; }

 private:
  using Candidate = std::pair<double, std::uint32_t>;
  static constexpr std::uint32_t kFree = 0xfffffffeU, kOut = 0xffffffffU;

  [[nodiscard]] double distance(std::size_t p, std::uint32_t face) const { return metres_between(middles_[p], mesh_.faces[face].centre); }

  bool step() {
    std::size_t smallest = middles_.size();
    for (std::size_t p = 0; p < middles_.size(); ++p)
      if (!frontier_[p].empty() && (smallest == middles_.size() || size_[p] < size_[smallest])) smallest = p;
    if (smallest == middles_.size()) throw std::runtime_error("the faces of a region are not connected");
    const auto face = frontier_[smallest].begin()->second;
    frontier_[smallest].erase(frontier_[smallest].begin());
    if (part_[face] != kFree) return false;
    part_[face] = static_cast<std::uint32_t>(smallest);
    ++size_[smallest];
    for (const auto next : mesh_.neighbours(face))
      if (part_[next] == kFree) frontier_[smallest].insert({distance(smallest, next) * stretch_[next], next});
    return true;
  }

  const Mesh& mesh_;
  const std::vector<Spot>& middles_;
  std::vector<double> stretch_;
  std::vector<std::uint32_t> part_;  // per face of the mesh
  std::vector<std::set<Candidate>> frontier_;
  std::vector<std::size_t> size_;
};

}  // namespace

std::vector<std::uint32_t> regions(const Mesh& mesh, const std::vector<std::uint32_t>& faces, std::uint32_t parts, Random& random,
                                   double roughness) {
  auto middles = far_apart(mesh, faces, parts, random);
  const int rounds = faces.size() * parts > 2'000'000 ? 2 : 12;
  for (int round = 0; round < rounds; ++round) relax(mesh, faces, middles);
  std::vector<double> stretch(mesh.faces.size(), 1);
  if (roughness > 0)
    for (const auto face : faces) stretch[face] = 1 + roughness * random.uniform();
  const Growth growth(mesh, faces, middles, std::move(stretch));
  std::vector<std::uint32_t> result;
  result.reserve(faces.size());
  for (const auto face : faces) result.push_back(growth.part(face));
  return result;
}

}  // namespace generator
