/// A bandwidth by likelihood cross-validation.
#pragma once

#include <bailiwick/context.h>

#include <cstddef>

#include "density/places.h"

namespace bailiwick::density_room {

struct Likeliest {
  double sigma_m;
  std::size_t sample;  ///< places looked at
  int at_end;          ///< -1, 1: the smallest or largest sigma that was tried; 0: between
};

/// The sigma of the gaussian that makes the sum of w_i log f_-i(x_i) greatest, f_-i the density of all other places: the best of 25 steps from 1/200 of
/// Silverman's sigma to 4 times it, then by golden section about it to 1e-4. More than 4,096 places are sampled by a hash of their rank in (y, x), and the
/// sigma is scaled by (sample / places)^(1/6). Throws Error(invalid_argument) for fewer than three places.
[[nodiscard]] Likeliest likeliest_sigma(const Places& places, const Context& context);

}  // namespace bailiwick::density_room
