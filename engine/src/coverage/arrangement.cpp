#include "coverage/arrangement.h"

#include <bailiwick/error.h>

#include "coverage/nesting.h"

#include <algorithm>
#include <numeric>

namespace bailiwick::coverage {
namespace {

constexpr std::uint32_t kNone = 0xffffffffU;
constexpr std::size_t kMostLabels = 16'000'000;  // face by shape; a city of a million faces at five levels has five million

/// The labels to the right of h, from those to its left.
std::vector<Toggle> stepped(std::vector<Toggle> labels, const Noded& edges, HalfEdge h) {
  const int sign = h % 2 == 0 ? -1 : 1;
  for (const auto& toggle : edges.toggles_of(h / 2)) labels.push_back({toggle.label, sign * toggle.winding});
  combine(labels);
  return labels;
}

class Builder {
 public:
  Builder(const Soup& soup, const Context& context) : soup_(soup), context_(context) { a_.edges = node(soup, context); }

  Arrangement build(bool labelled) {
    if (a_.edges.pieces.size() >= kNone / 2) throw Error(ErrorCode::limit_exceeded, "coverage: expected fewer than 2^31 edges");
    sort_around_nodes();
    link();
    trace_cycles();
    find_components();
    nest();
    if (labelled) {
      label();
    } else {
      a_.label_offsets.assign(a_.face_count() + 1, 0);
    }
    a_.known.assign(a_.face_count(), labelled ? 1 : 0);
    return std::move(a_);
  }

 private:
  [[nodiscard]] std::size_t half_edge_count() const { return 2 * a_.edges.pieces.size(); }

  /// Counter-clockwise from straight down: first those that run forward (east, or north), then those that run back.
  [[nodiscard]] bool before(HalfEdge g, HalfEdge h) const {
    if (g % 2 != h % 2) return g % 2 == 0;
    return turn(soup_.segments[a_.edges.pieces[g / 2].segment], soup_.segments[a_.edges.pieces[h / 2].segment]) > 0;
  }

  void sort_around_nodes() {
    const auto n = a_.edges.nodes.size();
    around_offsets_.assign(n + 1, 0);
    for (HalfEdge h = 0; h < half_edge_count(); ++h) ++around_offsets_[a_.origin(h) + 1];
    std::partial_sum(around_offsets_.begin(), around_offsets_.end(), around_offsets_.begin());
    around_.resize(half_edge_count());
    auto free = around_offsets_;
    for (HalfEdge h = 0; h < half_edge_count(); ++h) around_[free[a_.origin(h)]++] = h;
    for (std::size_t v = 0; v < n; ++v) {
      if (v % 4096 == 0) context_.check();
      std::sort(around_.begin() + around_offsets_[v], around_.begin() + around_offsets_[v + 1],
                [this](HalfEdge g, HalfEdge h) { return before(g, h); });
    }
  }

  /// After arriving at a node the walk leaves by the first half-edge clockwise of where it came from: the face stays to the left.
  void link() {
    a_.next.resize(half_edge_count());
    for (std::size_t v = 0; v + 1 < around_offsets_.size(); ++v) {
      const auto begin = around_offsets_[v];
      const auto end = around_offsets_[v + 1];
      for (auto i = begin; i < end; ++i) a_.next[twin(around_[i])] = around_[i == begin ? end - 1 : i - 1];
    }
  }

  void trace_cycles() {
    a_.cycle.assign(half_edge_count(), kNone);
    for (HalfEdge start = 0; start < half_edge_count(); ++start) {
      if (a_.cycle[start] != kNone) continue;
      const auto number = static_cast<std::uint32_t>(a_.cycle_start.size());
      a_.cycle_start.push_back(start);
      for (auto h = start; a_.cycle[h] == kNone; h = a_.next[h]) a_.cycle[h] = number;
    }
  }

  std::uint32_t root(std::uint32_t v) {
    while (component_[v] != v) v = component_[v] = component_[component_[v]];
    return v;
  }

  /// Nodes joined by edges. Of each, the westernmost node is an input vertex: a crossing lies within segments that begin further west.
  void find_components() {
    component_.resize(a_.edges.nodes.size());
    std::iota(component_.begin(), component_.end(), 0U);
    for (const auto& piece : a_.edges.pieces) {
      const auto p = root(piece.from);
      const auto q = root(piece.to);
      component_[std::max(p, q)] = std::min(p, q);
    }
  }

  /// Each component has one cycle that runs around it from outside: the one that passes west of its westernmost node. Every other cycle is the outer
  /// border of a face. The outside cycle belongs to the face in which the component lies.
  void nest() {
    a_.face_of_cycle.assign(a_.cycle_start.size(), kNone);
    std::vector<std::uint32_t> westernmost;  // ascending, so a component comes after those it can lie in
    for (std::uint32_t v = 0; v < component_.size(); ++v) {
      if (component_[v] == v && around_offsets_[v] != around_offsets_[v + 1]) westernmost.push_back(v);
    }
    std::vector<std::uint32_t> outside_cycle;
    std::vector<std::uint8_t> is_outside(a_.cycle_start.size(), 0);
    for (const auto v : westernmost) {
      outside_cycle.push_back(a_.cycle[around_[around_offsets_[v + 1] - 1]]);
      is_outside[outside_cycle.back()] = 1;
    }
    Face faces = 1;
    for (std::size_t c = 0; c < a_.cycle_start.size(); ++c) {
      if (is_outside[c] == 0) a_.face_of_cycle[c] = faces++;
    }
    place_components(westernmost, outside_cycle);
    list_cycles(faces, is_outside);
  }

  void place_components(const std::vector<std::uint32_t>& westernmost, const std::vector<std::uint32_t>& outside_cycle) {
    if (westernmost.empty()) return;
    a_.face_of_cycle[outside_cycle[0]] = kOutside;
    if (westernmost.size() == 1) return;
    const BelowFinder below(soup_, a_.edges);
    for (std::size_t k = 1; k < westernmost.size(); ++k) {
      if (k % 64 == 0) context_.check();
      const auto piece = below.find(a_.edges.nodes[westernmost[k]]);
      a_.face_of_cycle[outside_cycle[k]] = piece == BelowFinder::kNothing ? kOutside : a_.face(2 * piece);
    }
  }

  void list_cycles(Face faces, const std::vector<std::uint8_t>& is_outside) {
    a_.face_offsets.assign(faces + 1, 0);
    for (const auto f : a_.face_of_cycle) ++a_.face_offsets[f + 1];
    std::partial_sum(a_.face_offsets.begin(), a_.face_offsets.end(), a_.face_offsets.begin());
    a_.face_cycles.resize(a_.cycle_start.size());
    auto free = a_.face_offsets;
    for (const std::uint8_t outside : {std::uint8_t{0}, std::uint8_t{1}}) {
      for (std::uint32_t c = 0; c < a_.cycle_start.size(); ++c) {
        if (is_outside[c] == outside) a_.face_cycles[free[a_.face_of_cycle[c]]++] = c;
      }
    }
  }

  /// From the unbounded face, which no shape holds, over every edge once.
  void label() {
    std::vector<std::vector<Toggle>> of_face(a_.face_count());
    std::vector<std::uint8_t> seen(a_.face_count(), 0);
    std::vector<Face> open{kOutside};
    seen[kOutside] = 1;
    std::size_t count = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (i % 4096 == 0) context_.check();
      check_label_count(count);
      const auto from = open[i];
      a_.for_each_half_edge(from, [&](HalfEdge h) {
        const auto to = a_.face(twin(h));
        if (seen[to] != 0) return;
        seen[to] = 1;
        of_face[to] = stepped(of_face[from], a_.edges, h);
        count += of_face[to].size();
        open.push_back(to);
      });
    }
    for (const auto& labels : of_face) {
      a_.labels.insert(a_.labels.end(), labels.begin(), labels.end());
      a_.label_offsets.push_back(static_cast<std::uint32_t>(a_.labels.size()));
    }
  }

  const Soup& soup_;
  const Context& context_;
  Arrangement a_;
  std::vector<std::uint32_t> around_offsets_;
  std::vector<HalfEdge> around_;  ///< half-edges that leave each node, counter-clockwise from straight down
  std::vector<std::uint32_t> component_;
};

}  // namespace

void check_label_count(std::size_t count) {
  if (count <= kMostLabels) return;
  throw Error(ErrorCode::limit_exceeded, "coverage: expected zones of a level to overlap here and there, found more than 16 million entries "
                                         "of faces in zones; check that the zones of a level divide the ground");
}

std::vector<Toggle> Arrangement::labels_beyond(HalfEdge h) const {
  const auto here = labels_of(face(h));
  return stepped({here.begin(), here.end()}, edges, h);
}

Arrangement arrange(const Soup& soup, const Context& context) { return Builder(soup, context).build(true); }
Arrangement arrange_unlabelled(const Soup& soup, const Context& context) { return Builder(soup, context).build(false); }

}  // namespace bailiwick::coverage
