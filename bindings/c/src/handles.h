/// What stands behind the handles.
#pragma once

#include "guard.h"

#include <bailiwick/context.h>
#include <bailiwick/equal_area.h>
#include <bailiwick/explain.h>
#include <bailiwick/zone_index.h>

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace bailiwick::c {

/// Zones as every function uses them; immutable.
struct ZonesData {
  ZonesData(ZoneIndex given, Planes made, std::optional<Zones> table);
  ZonesData(const ZonesData&) = delete;
  ZonesData& operator=(const ZonesData&) = delete;

  ZoneIndex index;
  Planes planes;               ///< to_metric is empty where no way to metres is known
  AssignOptions rules;         ///< of the index, with the way to metres
  Explainer explainer;
  std::optional<Zones> zones;  ///< with shapes; none of zones from an index or without_shapes
};

/// Systems whose coordinates are copied bit for bit: equal ones, and CRS84, EPSG:4326 and EPSG:4490 among themselves.
[[nodiscard]] bool same_system(const std::string& a, const std::string& b);
/// The whole memory of the zones.
[[nodiscard]] std::uint64_t bytes_of(const ZonesData& zones);

/// What a call and the streams that it made share.
struct CallData {
  unsigned threads = 0;
  bailiwick_progress progress = nullptr;
  void* user_data = nullptr;
  std::stop_source stop;
};
/// The context of a call, or of none; keeps `call` alive.
[[nodiscard]] Context context_of(const std::shared_ptr<CallData>& call);

[[nodiscard]] std::shared_ptr<const ZonesData> data_of(const bailiwick_zones* zones);
/// The same without counting, for calls that end before they return.
[[nodiscard]] const ZonesData& borrowed(const bailiwick_zones* zones);
[[nodiscard]] std::shared_ptr<CallData> data_of(bailiwick_call* call);  ///< null for NULL
[[nodiscard]] const bailiwick_zones* handle_of(std::shared_ptr<const ZonesData> data);

}  // namespace bailiwick::c
