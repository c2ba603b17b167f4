/// Random figures by number: the same seed and stream give the same figures whoever asks, in whatever order.
#pragma once

#include <cstdint>

namespace bailiwick::hotspots_room {

/// SplitMix64 (Steele, Lea, Flood 2014), started at a place of its own for each stream.
class NumberedRandom {
 public:
  NumberedRandom(std::uint64_t seed, std::uint64_t stream) : state_(mixed(mixed(seed + kStep) ^ (stream * kStep + 1))) {}

  [[nodiscard]] std::uint64_t next() { return mixed(state_ += kStep); }

  /// One of 0 .. limit - 1 (Lemire 2019 without rejection: off by limit / 2^64 at most).
  [[nodiscard]] std::uint64_t below(std::uint64_t limit) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(next()) * limit) >> 64U);
  }
  /// In [0, 1), a multiple of 2^-53.
  [[nodiscard]] double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

 private:
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15U;
  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  std::uint64_t state_;
};

}  // namespace bailiwick::hotspots_room
