#include "write/geojson_rings.h"

#include "write/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace bailiwick::layers::write {
namespace {

constexpr double kScale = 1e7;  // seven decimals: about 1 cm on the ground
constexpr int kDecimals = 7;

std::int64_t rounded(double degrees) { return static_cast<std::int64_t>(std::llround(degrees * kScale)); }

/// A multiple of 1e-7 as decimal text without needless zeros.
void append_fixed(std::string& out, std::int64_t value) {
  if (value < 0) out += '-';
  const auto magnitude = static_cast<std::uint64_t>(std::llabs(value));
  constexpr std::uint64_t kUnit = 10'000'000;
  append_integer(out, static_cast<std::int64_t>(magnitude / kUnit));
  auto rest = magnitude % kUnit;
  if (rest == 0) return;
  std::array<char, kDecimals + 1> digits{};
  for (int i = kDecimals; i > 0; --i, rest /= 10) digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + rest % 10);
  digits[0] = '.';
  auto length = digits.size();
  while (digits[length - 1] == '0') --length;
  out.append(digits.data(), length);
}

/// Twice the signed area, exact: coordinates are below 2^32 in units of 1e-7 degrees.
template <class Wide, class Coordinates>
Wide twice_area(const Coordinates& x, const Coordinates& y, std::size_t n) {
  Wide sum = 0;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    sum += static_cast<Wide>(x[i] - x[0]) * static_cast<Wide>(y[i + 1] - y[0]) -
           static_cast<Wide>(x[i + 1] - x[0]) * static_cast<Wide>(y[i] - y[0]);
  }
  return sum;
}

/// Writes the positions forwards or backwards.
template <class AppendOne>
void append_in_order(std::string& out, std::size_t n, bool backwards, AppendOne one) {
  out += '[';
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += ',';
    one(backwards ? n - 1 - i : i);
  }
  out += ']';
}

void append_full(std::string& out, std::span<const double> lon, std::span<const double> lat, bool shell) {
  const auto area = twice_area<long double>(lon, lat, lon.size());
  append_in_order(out, lon.size(), shell ? area < 0 : area > 0, [&](std::size_t i) {
    out += '[';
    append_real(out, lon[i]);
    out += ',';
    append_real(out, lat[i]);
    out += ']';
  });
}

}  // namespace

void append_position(std::string& out, double lon, double lat) {
  out += '[';
  append_fixed(out, rounded(lon));
  out += ',';
  append_fixed(out, rounded(lat));
  out += ']';
}

void append_ring(std::string& out, std::span<const double> lon, std::span<const double> lat, bool shell, RingScratch& scratch) {
  auto& x = scratch.x;
  auto& y = scratch.y;
  x.clear();
  y.clear();
  for (std::size_t i = 0; i < lon.size(); ++i) {
    const auto rx = rounded(lon[i]), ry = rounded(lat[i]);
    if (!x.empty() && x.back() == rx && y.back() == ry) continue;
    x.push_back(rx);
    y.push_back(ry);
  }
  const auto area = twice_area<__int128>(x, y, x.size());
  if (x.size() < 4 || area == 0) {
    append_full(out, lon, lat, shell);
    return;
  }
  append_in_order(out, x.size(), shell ? area < 0 : area > 0, [&](std::size_t i) {
    out += '[';
    append_fixed(out, x[i]);
    out += ',';
    append_fixed(out, y[i]);
    out += ']';
  });
}

}  // namespace bailiwick::layers::write
