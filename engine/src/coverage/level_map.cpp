#include "coverage/level_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bailiwick::coverage {
namespace {

constexpr double kMetresPerDegree = 111'320;  // of latitude, at most
constexpr double kNoiseUnits = 64;            // units in the last place that drawn crossings and what is made of them may be off

/// Places in the location plane are doubles: this is how many metres their last few units are worth.
double noise_of(const std::vector<Point>& nodes, bool geographic) {
  double largest = 0;
  for (const auto& p : nodes) largest = std::max({largest, std::abs(p.x), std::abs(p.y)});
  return kNoiseUnits * std::numeric_limits<double>::epsilon() * largest * (geographic ? kMetresPerDegree : 1);
}

}  // namespace

std::vector<std::uint32_t> ancestors(const Zones& zones, std::uint32_t level) {
  std::vector<std::uint32_t> result;
  for (auto up = zones.levels[level].parent; up && result.size() <= zones.levels.size(); up = zones.levels[*up].parent) result.push_back(*up);
  return result;
}

std::vector<std::uint8_t> open_to_outside(const Arrangement& a, const std::vector<std::uint8_t>& covered) {
  std::vector<std::uint8_t> open(a.face_count(), 0);
  std::vector<Face> queue{kOutside};
  open[kOutside] = 1;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    a.for_each_half_edge(queue[i], [&](HalfEdge h) {
      const auto to = a.face(twin(h));
      if (open[to] != 0 || covered[to] != 0) return;
      open[to] = 1;
      queue.push_back(to);
    });
  }
  return open;
}

LevelMap::LevelMap(const Zones& zones, std::uint32_t level, const StudyArea& area, const Planes& planes, const CoverageOptions& options,
                   const Context& context)
    : zones_(zones), level_(level), context_(context) {
  const auto edges = soup(area, options);
  a_ = arrange(edges, context);
  area_m2_ = face_areas(a_, planes.to_area, context);
  metric_ = carried(a_.edges.nodes, planes.to_metric, context);
  noise_m_ = noise_of(a_.edges.nodes, planes.geographic);
  if (!area.shape.x.empty()) return;
  std::vector<std::uint8_t> covered;
  for (Face f = 0; f < a_.face_count(); ++f) covered.push_back(own(f).empty() ? 0 : 1);
  open_ = open_to_outside(a_, covered);
}

Soup LevelMap::soup(const StudyArea& area, const CoverageOptions& options) const {
  SoupBuilder builder;
  const auto shapes = zones_.shapes.view();
  auto levels = ancestors(zones_, level_);
  levels.push_back(level_);
  for (const auto l : levels) {
    const auto first = zones_.levels[l].first_zone;
    for (auto z = first; z < first + zones_.levels[l].zone_count; ++z) builder.add(shapes, z, z);
  }
  const auto study = area.shape.view();
  for (std::size_t s = 0; s < study.size(); ++s) builder.add(study, s, kStudyLabel);
  const auto exempt = options.exempt.view();
  for (std::size_t s = 0; s < exempt.size(); ++s) builder.add(exempt, s, static_cast<Label>(zones_.size() + s));
  return std::move(builder).match();
}

std::vector<std::uint32_t> LevelMap::zones_over(Face f, std::uint32_t level) const {
  const auto first = zones_.levels[level].first_zone;
  const auto end = first + zones_.levels[level].zone_count;
  std::vector<std::uint32_t> result;
  for (const auto& label : a_.labels_of(f)) {
    if (label.label >= first && label.label < end && (label.winding & 1) != 0) result.push_back(label.label);
  }
  return result;
}

bool LevelMap::has(Face f, Label wanted) const {
  const auto labels = a_.labels_of(f);
  const auto found = std::lower_bound(labels.begin(), labels.end(), wanted, [](const Toggle& t, Label l) { return t.label < l; });
  return found != labels.end() && found->label == wanted && (found->winding & 1) != 0;
}

bool LevelMap::exempt(Face f) const {
  for (const auto& label : a_.labels_of(f)) {
    if (label.label >= zones_.size() && label.label != kStudyLabel && (label.winding & 1) != 0) return true;
  }
  return false;
}

bool LevelMap::lost(Face f, Label zone) const {
  for (const auto& label : a_.labels_of(f)) {
    if (label.label == zone) return (label.winding & 1) == 0;
  }
  return false;
}

double LevelMap::length_m(std::uint32_t piece) const {
  const auto p = metric_[a_.edges.pieces[piece].from];
  const auto q = metric_[a_.edges.pieces[piece].to];
  return std::hypot(q.x - p.x, q.y - p.y);
}

}  // namespace bailiwick::coverage
