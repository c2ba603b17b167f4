#include "plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace generator {
namespace {

using Corner = std::array<std::int32_t, 2>;  // half columns, rows

double lobes(double angle) {
  return 1 + 0.11 * std::cos(2 * angle + 0.6) + 0.07 * std::cos(3 * angle - 0.9) + 0.035 * std::cos(5 * angle + 2.0);
}

struct Brick {
  std::int32_t column, row;  // west corner in half columns
  double rank;               // distance from the middle in units of the outline
  Spot centre;
};

/// The bricks nearest to the middle, measured by the outline's lobes: the city is cut out of the grid.
std::vector<Brick> chosen(const PlanOptions& options) {
  const auto reach = static_cast<std::int32_t>(std::ceil(std::sqrt(options.bricks / 3.14159) * 1.35)) + 2;
  std::vector<Brick> bricks;
  for (std::int32_t row = -reach; row < reach; ++row)
    for (std::int32_t column = -2 * reach; column < 2 * reach; ++column) {
      if ((column + row) % 2 != 0) continue;
      const Spot centre{(column + 1) * options.brick_m / 2, (row + 0.5) * options.brick_m};
      bricks.push_back({column, row, std::hypot(centre.x, centre.y) / lobes(std::atan2(centre.y, centre.x)), centre});
    }
  std::sort(bricks.begin(), bricks.end(),
            [](const Brick& a, const Brick& b) { return std::tuple(a.rank, a.row, a.column) < std::tuple(b.rank, b.row, b.column); });
  bricks.resize(options.bricks);
  std::sort(bricks.begin(), bricks.end(), [](const Brick& a, const Brick& b) { return std::tuple(a.row, a.column) < std::tuple(b.row, b.column); });
  return bricks;
}

std::array<Corner, 6> corners(const Brick& brick) {
  const auto c = brick.column, r = brick.row;
  return {Corner{c, r}, {c + 1, r}, {c + 2, r}, {c + 2, r + 1}, {c + 1, r + 1}, {c, r + 1}};
}

/// Bricks as faces of a mesh whose arcs have no lines yet.
Mesh brickwork(const PlanOptions& options) {
  Mesh mesh;
  std::map<Corner, std::uint32_t> nodes;
  std::map<std::array<std::uint32_t, 2>, std::uint32_t> arcs;
  const auto node = [&](const Corner& corner) {
    const auto [at, fresh] = nodes.try_emplace(corner, static_cast<std::uint32_t>(mesh.nodes.size()));
    if (fresh) mesh.nodes.push_back({corner[0] * options.brick_m / 2, corner[1] * options.brick_m});
    return at->second;
  };
  for (const Brick& brick : chosen(options)) {
    Face face;
    face.centre = brick.centre;
    face.row = brick.row;
    std::vector<Side> ring;
    const auto around = corners(brick);
    for (std::size_t i = 0; i < around.size(); ++i) {
      const auto a = node(around[i]), b = node(around[(i + 1) % around.size()]);
      const auto [at, fresh] = arcs.try_emplace({std::min(a, b), std::max(a, b)}, static_cast<std::uint32_t>(mesh.arcs.size()));
      if (fresh) mesh.arcs.push_back({a, b, {}});
      ring.push_back({at->second, mesh.arcs[at->second].from != a});
    }
    face.rings.push_back(std::move(ring));
    mesh.faces.push_back(std::move(face));
  }
  mesh.link();
  return mesh;
}

/// Rounds the stairs of the outline: every rim node moves half way to the middle of its two neighbours on the rim.
void smooth_rim(Mesh& mesh, int rounds) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> rim;
  for (std::size_t a = 0; a < mesh.arcs.size(); ++a)
    if (mesh.beside[a][0] == kNoFace || mesh.beside[a][1] == kNoFace) {
      rim[mesh.arcs[a].from].push_back(mesh.arcs[a].to);
      rim[mesh.arcs[a].to].push_back(mesh.arcs[a].from);
    }
  for (int round = 0; round < rounds; ++round) {
    const auto before = mesh.nodes;
    for (const auto& [node, next] : rim) {
      const Spot &p = before[node], &a = before[next.at(0)], &b = before[next.at(1)];
      mesh.nodes[node] = {0.5 * p.x + 0.25 * (a.x + b.x), 0.5 * p.y + 0.25 * (a.y + b.y)};
    }
  }
}

void shake_and_warp(Mesh& mesh, const PlanOptions& options, Random& random) {
  double radius = 0;
  for (const Spot& spot : mesh.nodes) radius = std::max(radius, std::hypot(spot.x, spot.y));
  const double keep = 1 / std::sqrt((1 + options.warp * 0.5) * (1 + options.warp));  // keeps the area about the same
  const auto warped = [&](Spot spot) {
    const double scale = keep * (1 + options.warp * (spot.x * spot.x + spot.y * spot.y) / (radius * radius));
    return Spot{spot.x * scale, spot.y * scale};
  };
  const double reach = options.jitter * options.brick_m;
  for (Spot& spot : mesh.nodes) {
    spot.x += random.between(-reach, reach);
    spot.y += random.between(-reach, reach);
    spot = warped(spot);
  }
  for (Face& face : mesh.faces) face.centre = warped(face.centre);
}

void draw(Mesh& mesh, const PlanOptions& options, const Ground& ground, Random& random) {
  for (Arc& arc : mesh.arcs) {
    const double drawn = options.inner_median * std::exp(options.inner_sigma * random.normal());
    const auto inner = static_cast<std::uint32_t>(std::min<double>(options.inner_max, std::floor(drawn + 0.5)));
    for (const Spot& spot : wiggly(mesh.nodes[arc.from], mesh.nodes[arc.to], inner, options.wiggle, random)) {
      const Place place = ground.at(spot);
      if (arc.line.empty() || arc.line.back() != place) arc.line.push_back(place);
    }
    if (arc.line.size() < 2) throw std::runtime_error("an edge shrank to a point: the cells are too small for the grid of places");
  }
}

/// Wiggles that meet become straight; should straight edges meet, the plan itself is wrong.
void untangle(Mesh& mesh) {
  for (int round = 0; round < 8; ++round) {
    const auto pairs = meeting_arcs(mesh.arcs);
    if (pairs.empty()) return;
    for (const auto& pair : pairs)
      for (const auto arc : pair) {
        auto& line = mesh.arcs[arc].line;
        line = {line.front(), line.back()};
      }
  }
  throw std::runtime_error("edges of the plan cross: take less jitter");
}

}  // namespace

std::vector<Spot> wiggly(Spot from, Spot to, std::uint32_t inner, double displacement, Random& random) {
  // Split at the parameter t, displace across, and share the inner vertices between both halves.
  if (inner == 0) return {from, to};
  const double t = random.between(0.4, 0.6), off = random.normal() * displacement;
  const double dx = to.x - from.x, dy = to.y - from.y;
  const double limited = std::clamp(off, -2 * displacement, 2 * displacement);
  const Spot middle{from.x + t * dx - limited * dy, from.y + t * dy + limited * dx};
  const std::uint32_t left = (inner - 1) / 2;
  auto line = wiggly(from, middle, left, displacement, random);
  const auto rest = wiggly(middle, to, inner - 1 - left, displacement, random);
  line.insert(line.end(), rest.begin() + 1, rest.end());
  return line;
}

Mesh plan(const PlanOptions& options, const Ground& ground, std::uint64_t seed) {
  Random shape(seed, 1), lines(seed, 2);
  Mesh mesh = brickwork(options);
  smooth_rim(mesh, options.rim_rounds);
  shake_and_warp(mesh, options, shape);
  draw(mesh, options, ground, lines);
  untangle(mesh);
  return mesh;
}

std::uint32_t add_enclave(Mesh& mesh, std::uint32_t face, const Ground& ground, Random& random) {
  // An octagon inside the largest circle about the face's middle that stays clear of its border.
  const Spot centre = mesh.faces[face].centre;
  double clear = 1e300;
  for (const auto& ring : mesh.faces[face].rings)
    for (const Side& side : ring)
      for (const Place& place : mesh.arcs[side.arc].line) {
        const Spot spot = ground.spot(place);
        clear = std::min(clear, std::hypot(spot.x - centre.x, spot.y - centre.y));
      }
  const double radius = 0.45 * clear;
  const auto node = static_cast<std::uint32_t>(mesh.nodes.size()), arc = static_cast<std::uint32_t>(mesh.arcs.size());
  Arc loop{node, node, {}};
  for (int i = 0; i < 8; ++i) {
    const double angle = i * 0.7853981633974483, r = radius * random.between(0.75, 1.0);
    const Spot spot{centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)};
    if (i == 0) mesh.nodes.push_back(spot);
    loop.line.push_back(ground.at(spot));
  }
  loop.line.push_back(loop.line.front());
  mesh.arcs.push_back(std::move(loop));
  mesh.faces[face].rings.push_back({{arc, true}});
  Face island;
  island.rings = {{{arc, false}}};
  island.centre = centre;
  island.row = mesh.faces[face].row;
  island.enclave_of = face;
  mesh.faces.push_back(std::move(island));
  mesh.beside.push_back({static_cast<std::uint32_t>(mesh.faces.size() - 1), face});
  return static_cast<std::uint32_t>(mesh.faces.size() - 1);
}

}  // namespace generator
