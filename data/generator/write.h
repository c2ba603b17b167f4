/// Plain writers of our own, so that the bytes of the sample never depend on the version of a library.
#pragma once

#include "place.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace generator {

/// Degrees with 9 decimals, or 7 for places on the 1e-7 grid.
std::string degrees_text(std::int64_t quanta, int decimals);
/// A whole number with leading zeros.
std::string padded(std::uint64_t number, std::size_t digits);
std::string fixed_text(long double value, int decimals);
/// A string in JSON quotes.
std::string quoted(std::string_view text);

/// One zone as it is written; properties in the order given, values already JSON.
struct Feature {
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<Polygon> parts;
};
/// A FeatureCollection with the `crs` member for EPSG:4490, longitude first, one feature per line.
std::string geojson(const std::vector<Feature>& features, int decimals);

/// A CSV field, quoted where it must be.
std::string csv_field(std::string_view text);
/// UTF-8 to GB18030, by the C library's iconv.
std::string gb18030(const std::string& utf8);

void write_file(const std::string& folder, const std::string& name, const std::string& bytes);

}  // namespace generator
