/// A city's ground plan: bricks inside a lobed outline, shaken, warped towards a dense centre, every shared edge a short wiggle.
#pragma once

#include "mesh.h"
#include "random.h"

namespace generator {

struct PlanOptions {
  std::uint32_t bricks = 2400;
  double brick_m = 100;       ///< side of a brick before the warp
  double warp = 0;            ///< t in p' = p (1 + t (r/R)^2), scaled to keep the area: cells grow outwards
  double jitter = 0.14;       ///< of a brick's side
  double inner_median = 1;    ///< inner vertices of a shared edge: log-normal
  double inner_sigma = 0.5;
  std::uint32_t inner_max = 3;
  double wiggle = 0.05;       ///< first displacement of an edge's midpoint, of its length
  int rim_rounds = 4;         ///< smoothing of the outline
};

/// Degree of every node is 3 (2 on the rim), so borders never pass a node twice and zones never touch in a point alone.
Mesh plan(const PlanOptions& options, const Ground& ground, std::uint64_t seed);

/// Cuts an island out of the middle of `face`: a new face inside a hole of it. Returns the new face.
std::uint32_t add_enclave(Mesh& mesh, std::uint32_t face, const Ground& ground, Random& random);

/// Splits `faces` into `parts` connected regions of about equal size, grown from far-apart seeds. Entry i belongs to faces[i].
/// `roughness` makes borders ragged: distances are stretched by chance up to that share.
std::vector<std::uint32_t> regions(const Mesh& mesh, const std::vector<std::uint32_t>& faces, std::uint32_t parts, Random& random,
                                   double roughness = 0);

/// A wiggly line between two spots: `inner` vertices by midpoint displacement.
std::vector<Spot> wiggly(Spot from, Spot to, std::uint32_t inner, double displacement, Random& random);

}  // namespace generator
