/// Counter-based random numbers: number k of a stream is a hash of (seed, stream, k), so that adding a draw in one place
/// never moves the numbers of another.
#pragma once

#include <cmath>
#include <cstdint>

namespace generator {

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
inline std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 30U;
  value *= 0xbf58476d1ce4e5b9ULL;
  value ^= value >> 27U;
  value *= 0x94d049bb133111ebULL;
  return value ^ (value >> 31U);
}

class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) : key_(mixed(seed * 0x9e3779b97f4a7c15ULL + mixed(stream + 0x632be59bd9b4e019ULL))) {}

  std::uint64_t next() { return mixed(key_ + 0x9e3779b97f4a7c15ULL * ++counter_); }
  /// In [0, 1), 53 bits.
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  /// In [0, count).
  std::uint64_t below(std::uint64_t count) { return static_cast<std::uint64_t>(uniform() * static_cast<double>(count)); }
  bool chance(double share) { return uniform() < share; }
  /// Standard normal, by Box and Muller (1958); two numbers are used for one.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
  }

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace generator
