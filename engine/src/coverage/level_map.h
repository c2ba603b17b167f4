/// One level laid over everything it is judged against.
#pragma once

#include <bailiwick/coverage.h>

#include "coverage/arrangement.h"
#include "coverage/measure.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// The faces of a level's zones, of the zones of every level above it, of the study area and of the exempt areas.
class LevelMap {
 public:
  LevelMap(const Zones& zones, std::uint32_t level, const StudyArea& area, const Planes& planes, const CoverageOptions& options,
           const Context& context);

  [[nodiscard]] const Arrangement& faces() const { return a_; }
  [[nodiscard]] const Zones& zones() const { return zones_; }
  [[nodiscard]] std::uint32_t level() const { return level_; }
  /// Zones of `level` that hold the face, ascending.
  [[nodiscard]] std::vector<std::uint32_t> zones_over(Face f, std::uint32_t level) const;
  [[nodiscard]] std::vector<std::uint32_t> own(Face f) const { return zones_over(f, level_); }
  [[nodiscard]] bool has(Face f, Label label) const;
  /// Without a study area: in the level's own union with its holes filled.
  [[nodiscard]] bool in_study(Face f) const { return open_.empty() ? has(f, kStudyLabel) : open_[f] == 0; }
  [[nodiscard]] bool exempt(Face f) const;
  /// Ground the zone's rings hold more than once and even-odd leaves out.
  [[nodiscard]] bool lost(Face f, Label zone) const;
  [[nodiscard]] double area_m2(Face f) const { return area_m2_[f]; }
  [[nodiscard]] double length_m(std::uint32_t piece) const;
  [[nodiscard]] Point metric(std::uint32_t node) const { return metric_[node]; }
  [[nodiscard]] const Context& context() const { return context_; }
  /// Widths below it are nothing but the rounding of drawn places, in metres.
  [[nodiscard]] double noise_m() const { return noise_m_; }

  static constexpr Label kStudyLabel = 0xffffffffU;

 private:
  [[nodiscard]] Soup soup(const StudyArea& area, const CoverageOptions& options) const;

  const Zones& zones_;
  std::uint32_t level_;
  const Context& context_;
  Arrangement a_;
  std::vector<double> area_m2_;
  std::vector<Point> metric_;
  double noise_m_ = 0;
  std::vector<std::uint8_t> open_;  ///< per face, only where no study area was given: reached from outside without entering a zone
};

/// Faces that can be walked to from outside without entering a covered one. What is not among them is covered, or a hole.
[[nodiscard]] std::vector<std::uint8_t> open_to_outside(const Arrangement& a, const std::vector<std::uint8_t>& covered);

/// The levels above `level`, nearest first.
[[nodiscard]] std::vector<std::uint32_t> ancestors(const Zones& zones, std::uint32_t level);

}  // namespace bailiwick::coverage
