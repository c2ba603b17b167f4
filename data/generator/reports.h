/// The reports of the sample city: a near-uniform background, planted hotspots, one default geocode, some outside, some broken.
#pragma once

#include "city.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace generator {

/// Minutes since 2025-01-01 00:00, local time; -1: has not happened.
struct CaseCourse {
  std::int32_t reported = -1, filed = -1, dispatched = -1, due = -1, handled = -1, checked = -1, closed = -1;
  bool extended = false, shelved = false, reworked = false;
};

enum class Fault : std::uint8_t { none, empty, zero, not_a_number, swapped, out_of_range, field_count };
std::string_view code(Fault fault);

struct Report {
  Place place;
  std::uint32_t category = 0;
  std::string appeal, department, channel;
  CaseCourse course;
  Fault fault = Fault::none;
  std::uint32_t variant = 0;  ///< which spelling of the fault
};

/// By the time of report; report i has row i + 2 in the files.
std::vector<Report> sample_reports(City& city, std::uint64_t seed);

/// Side of the cells for the expected z: what the rule gives for this city.
inline constexpr double kCellM = 100;
/// Fills z of the hotspots from the reports as drawn, and expected_z from the intensities they were drawn from.
void score_hotspots(City& city, const std::vector<Report>& reports, double background_per_m2);

enum class Copy : std::uint8_t { city_12345, gcj02, open311 };
/// The reports as CSV, UTF-8 without BOM, one line each.
std::string csv(const std::vector<Report>& reports, Copy copy);

std::string local_time(std::int32_t minutes);

}  // namespace generator
