/// Class limits of graduated maps.
#pragma once

#include <vector>

namespace bailiwick::layers {

/// Rising upper limits of at most `classes` classes with about equally many values above zero each (quantiles), rounded up to two significant
/// digits; the last is the maximum itself. NaN and zero take no part. Empty when nothing is above zero.
[[nodiscard]] std::vector<double> class_limits(std::vector<double> values, unsigned classes);

}  // namespace bailiwick::layers
