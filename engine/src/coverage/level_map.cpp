#include "coverage/level_map.h"

#include "coverage/amiss.h"
#include "coverage/chains.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bailiwick::coverage {
namespace {

constexpr double kMetresPerDegree = 111'320;  // of latitude, at most
constexpr double kNoiseUnits = 64;            // units in the last place that drawn crossings and what is made of them may be off

/// Places in the location plane are doubles: this is how many metres their last few units are worth.
double noise_of(const Sheet& sheet, bool geographic) {
  double largest = 0;
  const auto take = [&](const PolygonsView& shapes, std::uint32_t shape) {
    const auto [begin, end] = shapes.vertices_of_shape(shape);
    for (auto v = begin; v < end; ++v) largest = std::max({largest, std::abs(shapes.x[v]), std::abs(shapes.y[v])});
  };
  for_each_shape(sheet, [&](Label, const PolygonsView& shapes, std::uint32_t shape) { take(shapes, shape); });
  return kNoiseUnits * std::numeric_limits<double>::epsilon() * largest * (geographic ? kMetresPerDegree : 1);
}

}  // namespace

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
                   const Context& context, Extent extent, std::span<const std::uint8_t> odd)
    : zones_(zones), planes_(planes), level_(level), context_(context), parents_(zones.levels[level].zone_count, index_of(kNoZone)) {
  auto sheet = sheet_of(zones, level, area, options);
  const bool closed = !area.shape.x.empty();
  auto found = [&] {
    if (extent == Extent::whole || !closed) return lay_out_all(sheet, context);
    guess_chains(sheet, zones, level, odd, parents_);
    return find_amiss(sheet, context);
  }();
  a_ = std::move(found.faces);
  partly_sound_ = std::move(found.partly_sound);
  area_m2_ = face_areas(a_, planes.to_area, context);
  metric_ = carried(a_.edges.nodes, planes.to_metric, context);
  noise_m_ = noise_of(sheet, planes.geographic);
  if (closed) return;
  std::vector<std::uint8_t> covered;
  for (Face f = 0; f < a_.face_count(); ++f) covered.push_back(own(f).empty() ? 0 : 1);
  open_ = open_to_outside(a_, covered);
}

std::uint32_t LevelMap::parent_on_sound_ground(std::uint32_t zone) const { return parents_[zone - zones_.levels[level_].first_zone]; }

std::vector<std::uint32_t> LevelMap::zones_among(std::span<const Toggle> labels, std::uint32_t level) const {
  const auto first = zones_.levels[level].first_zone;
  const auto end = first + zones_.levels[level].zone_count;
  std::vector<std::uint32_t> result;
  for (const auto& label : labels) {
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

double LevelMap::length_m(std::uint32_t piece) const {
  const auto p = metric_[a_.edges.pieces[piece].from];
  const auto q = metric_[a_.edges.pieces[piece].to];
  return std::hypot(q.x - p.x, q.y - p.y);
}

}  // namespace bailiwick::coverage
