/// Numbers a person can say: 1, 2 or 5 times a power of ten, and their text.
#pragma once

#include <string>

namespace bailiwick::density_room {

/// The smallest 1, 2 or 5 x 10^k that is at least `value` (positive, finite).
[[nodiscard]] double round_up(double value);
/// The largest 1, 2 or 5 x 10^k that is at most `value` (positive, finite).
[[nodiscard]] double round_down(double value);

/// `value` in plain digits with at most `decimals` of them after the point, without trailing zeros; the same in every locale.
[[nodiscard]] std::string text(double value, int decimals);
/// The same with up to six decimals for what people measure; 1e-300 and 1e+19 beyond it.
[[nodiscard]] std::string shown(double value);

}  // namespace bailiwick::density_room
