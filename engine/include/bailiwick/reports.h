/// Geolocated problem reports, as borrowed columns.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

namespace bailiwick {

inline constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();
inline constexpr std::uint32_t kNoCategory = 0xffffffffU;

/// Reports in the location plane. Columns are equally long; an empty optional column was not given.
struct ReportsView {
  std::span<const double> x, y;
  std::span<const std::int64_t> time_ms;    ///< milliseconds since 1970-01-01 UTC; kNoTime where unknown
  std::span<const std::uint32_t> category;  ///< number of the category in the caller's list; kNoCategory where unknown

  [[nodiscard]] std::size_t size() const { return x.size(); }
};

/// The same reports in metres, for measuring stages only.
struct MetricView {
  std::span<const double> x_m, y_m;

  [[nodiscard]] std::size_t size() const { return x_m.size(); }
};

}  // namespace bailiwick
