/// One level laid over everything it is judged against.
#pragma once

#include <bailiwick/coverage.h>

#include "coverage/arrangement.h"
#include "coverage/measure.h"
#include "coverage/sheet.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// How much of a level is laid out.
enum class Extent : std::uint8_t {
  amiss,  ///< what is not sound ground: one zone, in the zones above it and the study area
  whole,  ///< every face; also where no study area is given
};

/// The faces of a level's zones, of the zones of every level above it, of the study area and of the exempt areas.
class LevelMap {
 public:
  /// `odd`, per zone: rings that may cross, or a zone to be looked at whole; its ground is never taken for sound. Only Extent::amiss asks.
  LevelMap(const Zones& zones, std::uint32_t level, const StudyArea& area, const Planes& planes, const CoverageOptions& options,
           const Context& context, Extent extent = Extent::whole, std::span<const std::uint8_t> odd = {});

  [[nodiscard]] const Arrangement& faces() const { return a_; }
  [[nodiscard]] const Zones& zones() const { return zones_; }
  [[nodiscard]] std::uint32_t level() const { return level_; }
  /// Whether anything is known of the face: what is not known is sound ground, or outside of everything.
  [[nodiscard]] bool known(Face f) const { return a_.known[f] != 0; }
  /// Whether some ground of this zone of the level lies in faces that are not known. Its chain there is `parent_on_sound_ground` and the zones above that.
  [[nodiscard]] bool partly_sound(std::uint32_t zone) const { return partly_sound_[zone - zones_.levels[level_].first_zone] != 0; }
  [[nodiscard]] std::uint32_t parent_on_sound_ground(std::uint32_t zone) const;
  /// Zones of `level` that hold the face, which is known, ascending.
  [[nodiscard]] std::vector<std::uint32_t> zones_over(Face f, std::uint32_t level) const { return zones_among(a_.labels_of(f), level); }
  [[nodiscard]] std::vector<std::uint32_t> own(Face f) const { return zones_over(f, level_); }
  /// Zones of `level` beyond h, which has a known face to its left.
  [[nodiscard]] std::vector<std::uint32_t> zones_beyond(HalfEdge h, std::uint32_t level) const { return zones_among(a_.labels_beyond(h), level); }
  [[nodiscard]] bool has(Face f, Label label) const;
  /// Without a study area: in the level's own union with its holes filled.
  [[nodiscard]] bool in_study(Face f) const { return open_.empty() ? has(f, kStudyLabel) : open_[f] == 0; }
  [[nodiscard]] bool exempt(Face f) const;
  [[nodiscard]] double area_m2(Face f) const { return area_m2_[f]; }
  [[nodiscard]] double length_m(std::uint32_t piece) const;
  [[nodiscard]] Point metric(std::uint32_t node) const { return metric_[node]; }
  [[nodiscard]] const PlaneMap& to_metric() const { return planes_.to_metric; }
  [[nodiscard]] const Context& context() const { return context_; }
  /// Widths below it are nothing but the rounding of drawn places, in metres.
  [[nodiscard]] double noise_m() const { return noise_m_; }

  static constexpr Label kStudyLabel = Sheet::kStudy;

 private:
  [[nodiscard]] std::vector<std::uint32_t> zones_among(std::span<const Toggle> labels, std::uint32_t level) const;

  const Zones& zones_;
  const Planes& planes_;
  std::uint32_t level_;
  const Context& context_;
  std::vector<std::uint32_t> parents_;  ///< per own zone: see parent_on_sound_ground
  std::vector<std::uint8_t> partly_sound_;
  Arrangement a_;
  std::vector<double> area_m2_;
  std::vector<Point> metric_;
  double noise_m_ = 0;
  std::vector<std::uint8_t> open_;  ///< per face, only where no study area was given: reached from outside without entering a zone
};

/// Faces that can be walked to from outside without entering a covered one. What is not among them is covered, or a hole.
[[nodiscard]] std::vector<std::uint8_t> open_to_outside(const Arrangement& a, const std::vector<std::uint8_t>& covered);

}  // namespace bailiwick::coverage
