/// Lines that a zone draws differently from its neighbours, and the ground between both.
#pragma once

#include "city.h"

namespace generator {

/// The line of an arc moved sideways: inner vertices by `shift_m` to the left of the arc's direction, end nodes kept.
std::vector<Place> shifted(const City& city, std::uint32_t arc, double shift_m);
/// A bulge of about `depth_m` to the left of the arc's direction, in place of its wiggle.
std::vector<Place> bulge(const City& city, std::uint32_t arc, double depth_m);
/// Whether the line meets no arc of the faces on either side elsewhere than in its end nodes.
bool is_clear(const City& city, std::uint32_t arc, const std::vector<Place>& line);
/// The ground between a zone's own line and the shared one.
Ring between(const std::vector<Place>& own, const std::vector<Place>& shared);

}  // namespace generator
