// The audit of one level against GEOS OverlayNG: the same dirty layer, overlap areas pair by pair, gap ground in one number; CPU seconds of one thread, in turns.
#include "peers/boost_overlaps.h"
#include "results.h"

#include "coverage/amiss.h"
#include "coverage/measure.h"

#include <bailiwick/layers/project.h>
#include <bailiwick/layers/read.h>

#include <geos_c.h>

#include <cmath>
#include <ctime>
#include <map>
#include <string>

namespace {

using namespace bailiwick;

/// Blocks, then the parents that they name; the study area.
struct Layer {
  Polygons zones, area;
  std::uint32_t blocks = 0;
  std::vector<std::uint32_t> parent;  ///< per block: its parent's shape
};

struct Answer {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> overlaps;  ///< square units of the location plane
  double gap = 0;
};

double cpu_seconds_of(const auto& work) {
  const auto start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

Layer read_layer(const std::string& project) {
  auto settings = layers::read_project(project);
  settings.reports.clear();
  std::vector<layers::RawZones> raw;
  for (const auto& source : settings.zones) {
    if (source.level == "subdistrict" || source.level == "block") raw.push_back(layers::read_zones(source, settings));
  }
  raw.front().source.parent_level.clear();
  raw.back().source.parent_level = "subdistrict";
  const auto area = layers::read_area(settings.area, settings.area_layer, settings.area_crs, settings.area_datum);
  auto city = layers::project(raw, area, {}, settings);
  Layer layer;
  layer.area = std::move(city.area.shape);
  const auto& zones = city.zones;
  const auto& blocks = zones.levels[1];
  layer.blocks = blocks.zone_count;
  for (auto z = blocks.first_zone; z < blocks.first_zone + blocks.zone_count; ++z) {
    layer.zones.append(zones.shapes.view(), z);
    layer.parent.push_back(layer.blocks + index_of(zones.find(0, zones.parent_id[z])));
  }
  for (std::uint32_t z = 0; z < zones.levels[0].zone_count; ++z) layer.zones.append(zones.shapes.view(), z);
  return layer;
}

/// splitmix64 (Steele, Lea, Flood 2014): the same defects on every machine.
double dice(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15ULL;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((n ^ (n >> 31)) >> 11) * 0x1p-53;
}

void add_scaled(const PolygonsView& from, std::size_t shape, double factor, Polygons& to) {
  const auto [begin, end] = from.vertices_of_shape(shape);
  double cx = 0;
  double cy = 0;
  for (auto v = begin; v < end; ++v) {
    cx += from.x[v] / (end - begin);
    cy += from.y[v] / (end - begin);
  }
  const auto first = to.x.size();
  to.append(from, shape);
  for (auto v = first; v < to.x.size(); ++v) {
    to.x[v] = cx + (to.x[v] - cx) * factor;
    to.y[v] = cy + (to.y[v] - cy) * factor;
  }
}

/// In 20,000 blocks about 200 grown by 5 %, 100 shrunk by 5 %, 400 grown by 0.2 %, 20 removed, 30 twice.
Layer dirty(const Layer& clean) {
  Layer result{{}, clean.area, 0, {}};
  const auto from = clean.zones.view();
  std::vector<std::uint32_t> named;
  for (std::uint32_t s = 0; s < clean.blocks; ++s) {
    const double u = dice(s);
    if (u < 0.001) continue;
    add_scaled(from, s, u < 0.011 ? 1.05 : u < 0.016 ? 0.95 : u < 0.036 ? 1.002 : 1, result.zones);
    named.push_back(clean.parent[s] - clean.blocks);
    if (u < 0.036 || u >= 0.0375) continue;
    result.zones.append(from, s);
    named.push_back(clean.parent[s] - clean.blocks);
  }
  result.blocks = static_cast<std::uint32_t>(result.zones.size());
  for (const auto n : named) result.parent.push_back(result.blocks + n);
  for (std::size_t s = clean.blocks; s < from.size(); ++s) result.zones.append(from, s);
  return result;
}

/// What the audit does for overlaps and gaps of a level whose zones are simple, as overlays ask too: matching, laying out, labels, areas.
/// With parents: gaps of each parent instead of the study area.
Answer ours(const Layer& layer, bool parents) {
  using namespace bailiwick::coverage;
  Context context;
  context.threads = 1;
  Sheet sheet;
  sheet.zones = layer.zones.view();
  sheet.end = layer.blocks;
  sheet.exempt_first = static_cast<std::uint32_t>(layer.zones.size());
  sheet.odd.assign(sheet.end, 0);
  if (parents) {
    sheet.above = {{sheet.end, sheet.exempt_first}};
    for (auto p = sheet.end; p < sheet.exempt_first; ++p) sheet.chains.push_back({p});
    for (const auto p : layer.parent) sheet.kin.push_back(p - sheet.end);
  } else {
    sheet.study = layer.area.view();
    sheet.chains = {{Sheet::kStudy}};
    sheet.kin.assign(sheet.end, 0);
  }
  const auto found = find_amiss(sheet, context);
  const auto& a = found.faces;
  const auto area = face_areas(a);
  Answer answer;
  for (Face f = 1; f < a.face_count(); ++f) {
    std::vector<std::uint32_t> in;
    int grounds = 0;
    for (const auto& label : a.labels_of(f)) {
      if ((label.winding & 1) == 0) continue;
      if (sheet.is_own(label.label)) in.push_back(label.label); else ++grounds;
    }
    if (in.empty()) answer.gap += grounds * area[f];
    for (std::size_t i = 0; i < in.size(); ++i) {
      for (std::size_t k = i + 1; k < in.size(); ++k) answer.overlaps[{in[i], in[k]}] += area[f];
    }
  }
  return answer;
}

class Geos {
 public:
  explicit Geos(const Layer& layer) : layer_(layer), context_(GEOS_init_r()) {
    for (std::size_t z = 0; z < layer.zones.size(); ++z) (z < layer.blocks ? zones_ : parents_).push_back(polygon(layer.zones.view(), z));
    area_ = polygon(layer.area.view(), 0);
  }
  ~Geos() {
    for (auto* zone : zones_) GEOSGeom_destroy_r(context_, zone);
    for (auto* parent : parents_) GEOSGeom_destroy_r(context_, parent);
    GEOSGeom_destroy_r(context_, area_);
    GEOS_finish_r(context_);
  }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  [[nodiscard]] Answer audit(bool parents) const {
    Answer answer;
    overlaps(answer);
    if (!parents) {
      answer.gap = open_ground(area_, zones_);
      return answer;
    }
    std::vector<std::vector<GEOSGeometry*>> children(parents_.size());
    for (std::size_t z = 0; z < zones_.size(); ++z) children[layer_.parent[z] - layer_.blocks].push_back(zones_[z]);
    // A parent is also filled by its neighbours' children that reach into it: they are found by their boxes, as overlaps are.
    for (std::size_t p = 0; p < parents_.size(); ++p) {
      for (std::size_t z = 0; z < zones_.size(); ++z) {
        if (layer_.parent[z] - layer_.blocks != p && meet(parents_[p], zones_[z])) children[p].push_back(zones_[z]);
      }
      answer.gap += open_ground(parents_[p], children[p]);
    }
    return answer;
  }

 private:
  [[nodiscard]] GEOSGeometry* polygon(const PolygonsView& shapes, std::size_t shape) const {
    std::vector<GEOSGeometry*> parts;
    for (auto p = shapes.shape_offsets[shape]; p < shapes.shape_offsets[shape + 1]; ++p) {
      std::vector<GEOSGeometry*> rings;
      for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
        const auto [begin, end] = shapes.vertices_of(r);
        rings.push_back(GEOSGeom_createLinearRing_r(context_, GEOSCoordSeq_copyFromArrays_r(context_, &shapes.x[begin], &shapes.y[begin], nullptr,
                                                                                           nullptr, end - begin)));
      }
      parts.push_back(GEOSGeom_createPolygon_r(context_, rings[0], rings.data() + 1, static_cast<unsigned>(rings.size() - 1)));
    }
    return GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size()));
  }

  [[nodiscard]] double area_of(const GEOSGeometry* geometry) const {
    double area = 0;
    if (geometry != nullptr) GEOSArea_r(context_, geometry, &area);
    return area;
  }

  void overlaps(Answer& answer) const {
    auto* tree = GEOSSTRtree_create_r(context_, 10);
    std::vector<std::uint32_t> numbers(zones_.size());
    for (std::uint32_t z = 0; z < zones_.size(); ++z) {
      numbers[z] = z;
      GEOSSTRtree_insert_r(context_, tree, zones_[z], &numbers[z]);
    }
    for (std::uint32_t z = 0; z < zones_.size(); ++z) {
      std::vector<std::uint32_t> near;
      GEOSSTRtree_query_r(context_, tree, zones_[z],
                          [](void* item, void* to) { static_cast<std::vector<std::uint32_t>*>(to)->push_back(*static_cast<std::uint32_t*>(item)); }, &near);
      for (const auto other : near) {
        if (other <= z) continue;
        auto* common = GEOSIntersection_r(context_, zones_[z], zones_[other]);
        if (const double area = area_of(common); area > 0) answer.overlaps[{z, other}] = area;
        GEOSGeom_destroy_r(context_, common);
      }
    }
    GEOSSTRtree_destroy_r(context_, tree);
  }

  [[nodiscard]] bool meet(const GEOSGeometry* a, const GEOSGeometry* b) const {
    double p[4];
    double q[4];
    const auto box = [this](const GEOSGeometry* g, double* to) {
      GEOSGeom_getExtent_r(context_, g, &to[0], &to[1], &to[2], &to[3]);
    };
    box(a, p);
    box(b, q);
    return p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
  }

  /// The area of `ground` without the union of the zones.
  [[nodiscard]] double open_ground(const GEOSGeometry* ground, const std::vector<GEOSGeometry*>& zones) const {
    std::vector<GEOSGeometry*> copies;
    for (const auto* zone : zones) copies.push_back(GEOSGeom_clone_r(context_, zone));
    auto* all = GEOSGeom_createCollection_r(context_, GEOS_GEOMETRYCOLLECTION, copies.data(), static_cast<unsigned>(copies.size()));
    auto* together = GEOSUnaryUnion_r(context_, all);
    auto* rest = together == nullptr ? nullptr : GEOSDifference_r(context_, ground, together);
    const double area = area_of(rest);
    for (auto* geometry : {all, together, rest}) GEOSGeom_destroy_r(context_, geometry);
    return area;
  }

  const Layer& layer_;
  GEOSContextHandle_t context_;
  std::vector<GEOSGeometry*> zones_, parents_;
  GEOSGeometry* area_ = nullptr;
};

/// The same pairs with the same areas; pairs of less than a square metre times 1e-6 are below what an overlay in degrees resolves and count apart.
bool same(const Answer& a, const Answer& b, std::string& remark) {
  constexpr double kResolved = 1e-16;
  std::size_t pairs = 0, missing = 0, different = 0;
  double worst = 0;
  const auto compare = [&](const Answer& from, const Answer& to, bool values) {
    for (const auto& [pair, area] : from.overlaps) {
      if (area < kResolved) continue;
      const auto found = to.overlaps.find(pair);
      if (found == to.overlaps.end()) {
        ++missing;
      } else if (values) {
        ++pairs;
        const double off = std::abs(found->second - area) / area;
        worst = std::max(worst, off);
        if (off > 1e-6) ++different;
      }
    }
  };
  compare(a, b, true);
  compare(b, a, false);
  const double gap_off = std::abs(a.gap - b.gap) / std::max(a.gap, 1e-12);
  char text[160];
  std::snprintf(text, sizeof text, "%zu pairs, %zu missing, %zu differ, worst %.1e, gaps %.1e", pairs, missing, different, worst, gap_off);
  remark = text;
  return missing == 0 && different == 0 && gap_off < 1e-6;
}

bench::Row measured(const std::string& task, const Layer& layer, bool parents, int rounds, double goal) {
  bench::Row row{.task = task, .against = parents ? "GEOS OverlayNG, parent by parent" : "GEOS OverlayNG, whole layer", .ours = {}, .theirs = {}, .unit = "s cpu",
                 .goal = goal, .equal = {}, .remark = {}};
  const Geos geos(layer);
  Answer mine;
  Answer theirs;
  for (int r = 0; r < rounds; ++r) {
    row.ours.push_back(cpu_seconds_of([&] { mine = ours(layer, parents); }));
    row.theirs.push_back(cpu_seconds_of([&] { theirs = geos.audit(parents); }));
  }
  row.equal = same(mine, theirs, row.remark);
  return row;
}

/// Boost.Geometry has no union of a layer: only the overlaps of all pairs whose boxes meet.
bench::Row against_boost(const std::string& task, const Layer& layer, int rounds) {
  bench::Row row{.task = task, .against = "Boost.Geometry, overlaps alone", .ours = {}, .theirs = {}, .unit = "s cpu", .goal = 0, .equal = {}, .remark = {}};
  const bench::BoostOverlaps boost(layer.zones.view(), layer.blocks);
  Answer mine;
  Answer theirs;
  for (int r = 0; r < rounds; ++r) {
    row.ours.push_back(cpu_seconds_of([&] { mine = ours(layer, false); }));
    row.theirs.push_back(cpu_seconds_of([&] { theirs.overlaps = boost.all(); }));
  }
  theirs.gap = mine.gap;
  row.equal = same(mine, theirs, row.remark);
  return row;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: coverage_bench CITY.toml [ROUNDS [RESULT.json]]\n");
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
  const auto clean = read_layer(argv[1]);
  std::printf("%u blocks, %u vertices\n", clean.blocks, clean.zones.view().vertices_of_shape(clean.blocks - 1).end);
  const auto amiss = dirty(clean);
  bench::publish({measured("audit dirty layer", amiss, false, rounds, 30), measured("audit dirty layer", amiss, true, rounds, 50),
                  measured("audit clean layer", clean, false, rounds, 300), measured("audit clean layer", clean, true, rounds, 50),
                  against_boost("audit dirty layer", amiss, rounds)},
                 argc > 3 ? argv[3] : "");
}
