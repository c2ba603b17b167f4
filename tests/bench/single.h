/// How long single places take, one by one: what a service sees.
#pragma once

#include "results.h"

#include <bailiwick/place.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace bench {

/// Ticks of the processor's clock; both fences keep the work between them.
[[nodiscard]] inline std::uint64_t ticks() {
#if defined(__x86_64__)
  unsigned core = 0;
  _mm_lfence();
  const auto t = __rdtscp(&core);
  _mm_lfence();
  return t;
#else
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

struct Latency {
  double p50, p99, p999, slowest;  ///< nanoseconds, the clock's own cost taken off
};

/// Times every place by itself, in the order given, with nothing warmed but what the places before it touched.
[[nodiscard]] inline Latency latency(const bailiwick::Placer& placer, std::span<const double> x, std::span<const double> y) {
  std::vector<std::uint32_t> took(x.size());
  std::vector<bailiwick::ZoneId> zones(placer.index().level_count());
  std::uint64_t empty = ~std::uint64_t{0};
  for (int i = 0; i < 1000; ++i) {
    const auto from = ticks();
    empty = std::min(empty, ticks() - from);
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto first = ticks();
  std::uint32_t sink = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto from = ticks();
    sink += static_cast<std::uint32_t>(placer.place(x[i], y[i], zones));
    const auto all = ticks() - from;
    took[i] = static_cast<std::uint32_t>(std::min<std::uint64_t>(all > empty ? all - empty : 0, 0xffffffffU));
  }
  const double per_tick = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count() / static_cast<double>(ticks() - first);
  std::sort(took.begin(), took.end());
  const auto at = [&](double share) { return took[static_cast<std::size_t>(share * static_cast<double>(took.size() - 1))] * per_tick; };
  if (sink == 1) std::printf(" ");  // the answers are used
  return {at(0.5), at(0.99), at(0.999), at(1)};
}

}  // namespace bench
