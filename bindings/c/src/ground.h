/// The ground that audit, density and hotspots are judged on.
#pragma once

#include "handles.h"
#include "reports_in.h"

namespace bailiwick::c {

/// The first partition level without a parent, else the first partition level, else the first.
[[nodiscard]] std::uint32_t top_level(const Zones& zones);

/// The polygons of a stream as one shape; `place` names it in messages.
[[nodiscard]] Polygons joined_shapes(ArrowArrayStream* stream, const std::string& place, const ZonesData& zones);

/// The zones with their shapes. Throws Error(unsupported) for an index alone.
[[nodiscard]] const Zones& table_of(const ZonesData& zones);
[[nodiscard]] std::uint32_t level_of(const Zones& zones, const char* name);

/// Throws Error(unknown_crs) where the zones know no way to metres.
void need_metres(const ZonesData& zones);

struct Ground {
  StudyArea area;
  Polygons metric;  ///< the same in the metric plane, edges densified
  double area_m2 = 0;
};
/// `area`, else the union of the top level with its holes filled. Throws Error(unknown_crs) without a way to metres, Error(unsupported) for zones without
/// shapes and no area.
[[nodiscard]] Ground ground_of(const ZonesData& zones, ArrowArrayStream* area);

/// 1 for the reports that lie in the ground.
[[nodiscard]] std::vector<std::uint8_t> in_ground(const Ground& ground, const AllReports& reports, const Context& context);

}  // namespace bailiwick::c
