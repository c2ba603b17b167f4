/// One engine that places reports in zones, as the benchmark drives it.
#pragma once

#include "results.h"

#include <bailiwick/zones.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace bench {

/// A report and a zone that holds it: report number in the upper half, zone number in the lower.
using Pairs = std::vector<std::uint64_t>;
[[nodiscard]] constexpr std::uint64_t pair(std::size_t report, std::uint32_t zone) { return (std::uint64_t{report} << 32) | zone; }

class Peer {
 public:
  virtual ~Peer() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  /// Builds whatever the engine needs; timed on its own.
  virtual void build(const bailiwick::Zones& zones) = 0;
  /// Hands over the reports of the next rounds, outside the clock, to engines that keep their own copy.
  virtual void load(std::span<const double> /*x*/, std::span<const double> /*y*/) {}
  /// Finds every zone of every level that holds each report, into columns of the engine's own; this is what is timed.
  virtual void place(std::span<const double> x, std::span<const double> y) = 0;
  /// What the last place() found, in any order; outside the clock.
  [[nodiscard]] virtual Pairs found() const = 0;
  /// Reports a round of about a second can hold; slow engines get fewer, and all are compared per report.
  [[nodiscard]] virtual std::size_t reports_per_round() const = 0;
  /// Seconds that the processor has spent on this engine so far. All run on one thread, so that on a quiet machine this is the time that passes;
  /// what else runs does not count.
  [[nodiscard]] virtual double clock() const { return cpu_seconds(); }
};

std::unique_ptr<Peer> geos_prepared();
std::unique_ptr<Peer> geos_locator();
std::unique_ptr<Peer> s2();
std::unique_ptr<Peer> boost_rtree();

}  // namespace bench
