#include "density/likelihood.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>

#include "run/blocks.h"

namespace bailiwick::density_room {
namespace {

constexpr std::size_t kMostPlaces = 4096;
constexpr int kSteps = 24;
constexpr double kSmallest = 1.0 / 200, kLargest = 4;  // of Silverman's sigma

std::uint64_t hashed(std::uint64_t value) {  // splitmix64's finisher
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// The places themselves, or as many as are looked at, in their order.
Places sample_of(const Places& places) {
  if (places.size() <= kMostPlaces) return places;
  std::vector<std::size_t> rank(places.size());
  std::iota(rank.begin(), rank.end(), std::size_t{0});
  std::nth_element(rank.begin(), rank.begin() + kMostPlaces, rank.end(), [](auto a, auto b) { return hashed(a) < hashed(b); });
  rank.resize(kMostPlaces);
  std::sort(rank.begin(), rank.end());
  Places sample;
  for (const auto i : rank) {
    sample.x.push_back(places.x[i]);
    sample.y.push_back(places.y[i]);
    sample.weight.push_back(places.weight[i]);
    sample.total += places.weight[i];
  }
  return sample;
}

double silverman_sigma(const Places& places) {
  const auto squares = squares_of(places);
  return std::sqrt((squares.x + squares.y) / places.total / 2) * std::pow(static_cast<double>(places.size()), -1.0 / 6);
}

/// Without what does not depend on sigma; minus infinity where a place is beyond the reach of all others.
double log_likelihood(const Places& places, double sigma, const Context& context) {
  constexpr std::size_t kBlock = 64;
  constexpr double kFarthest = 700;  // exp(-700) is 1e-304
  std::vector<double> part(run::block_count(places.size(), kBlock), 0.0);
  const double scale = 0.5 / (sigma * sigma);
  run::for_blocks(places.size(), kBlock, {{}, context.stop, context.threads}, "bandwidth", [&](const run::Block& block) {
    for (auto i = block.begin; i < block.end; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < places.size(); ++j) {
        const double dx = places.x[i] - places.x[j], dy = places.y[i] - places.y[j], power = (dx * dx + dy * dy) * scale;
        if (power < kFarthest && j != i) sum += places.weight[j] * std::exp(-power);
      }
      part[block.block] += places.weight[i] * std::log(sum / (places.total - places.weight[i]));
    }
  });
  return std::accumulate(part.begin(), part.end(), 0.0) - 2 * places.total * std::log(sigma);
}

}  // namespace

Likeliest likeliest_sigma(const Places& places, const Context& context) {
  if (places.size() < 3) {
    throw Error(ErrorCode::invalid_argument, "bandwidth by rule likelihood: expected reports in three places or more, found " +
                                                 std::to_string(places.size()) + "; name a bandwidth such as 500m");
  }
  const auto sample = sample_of(places);
  const double reference = silverman_sigma(sample);
  const double step = std::log(kLargest / kSmallest) / kSteps;
  const auto sigma_at = [&](double k) { return reference * kSmallest * std::exp(step * k); };
  constexpr int kSections = 18;
  int asked = 0;
  const auto ask = [&](double k) {
    context.report("bandwidth", static_cast<double>(asked++) / (kSteps + 1 + kSections + 2));
    return log_likelihood(sample, sigma_at(k), context);
  };
  int best = kSteps;
  double greatest = -std::numeric_limits<double>::infinity();
  for (int k = kSteps; k >= 0; --k) {
    const double found = ask(k);
    if (found > greatest) {
      greatest = found;
      best = k;
    }
  }
  // Golden section between the steps beside it.
  constexpr double kGolden = 0.61803398874989484820;
  double low = std::max(best - 1, 0), high = std::min(best + 1, kSteps);
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
  double at_a = ask(a), at_b = ask(b);
  for (int i = 0; i < kSections; ++i) {
    if (at_a >= at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - kGolden * (high - low);
      at_a = ask(a);
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + kGolden * (high - low);
      at_b = ask(b);
    }
  }
  const double share = static_cast<double>(sample.size()) / static_cast<double>(places.size());
  return {sigma_at((low + high) / 2) * std::pow(share, 1.0 / 6), sample.size(), best == 0 ? -1 : best == kSteps ? 1 : 0};
}

}  // namespace bailiwick::density_room
