/// How much of a file is taken before it is refused. Files are untrusted: every number here is a promise that memory and time stay bounded.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bailiwick::layers {

struct ReadLimits {
  std::uint64_t file_bytes = 16ULL << 30;      ///< of any file
  std::uint64_t unpacked_bytes = 16ULL << 30;  ///< real output of a .gz holding CSV
  std::uint64_t json_bytes = 2ULL << 30;       ///< of GeoJSON, unpacked: it is held in memory
  std::size_t field_bytes = 1U << 20;          ///< one field of a CSV record
  std::size_t record_bytes = 64U << 20;        ///< one CSV record or one feature
  std::size_t columns = 4096;                  ///< of a CSV
  std::uint64_t zone_vertices = 10'000'000;    ///< of one zone
  int json_depth = 32;
};

inline constexpr ReadLimits kReadLimits{};
inline constexpr double kLargestCoordinate = 1e15;  ///< so that differences and products stay finite

}  // namespace bailiwick::layers
