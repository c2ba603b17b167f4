/// The area of a zone whose rings cross, touch or repeat.
#pragma once

#include "index/exact_sum.h"

#include <bailiwick/polygons.h>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <optional>

namespace bailiwick::index {

using Rational = boost::multiprecision::cpp_rational;

/// A zone whose rings meet more often than this is refused: its area would take a minute.
inline constexpr std::size_t kMostMeetings = 250'000;
/// Of more pieces of edges than this each counts to so many binary places behind the point only.
inline constexpr std::size_t kExactPieces = 64;
inline constexpr unsigned kPlaces = 1000;

/// Twice the ground that an odd number of rings hold, where rings of the zone meet each other or themselves; nothing where they do not: then every
/// ring is simple and lies inside or outside every other, and shoelace sums say it. Throws Error(limit_exceeded) beyond kMostMeetings.
///
/// It is the integral of x dy over the borders between ground and no ground. An edge that nothing meets has the ground on one side, the same along its
/// ring until something meets the ring again. Of other edges each piece between two meetings has; pieces that lie on one another take turns, so that an
/// even number of them is no border.
[[nodiscard]] std::optional<Rational> double_area_of_tangle(const PolygonsView& shapes, std::size_t zone);

/// The same number; after carry().
[[nodiscard]] Rational rational(const ExactSum& sum);

}  // namespace bailiwick::index
