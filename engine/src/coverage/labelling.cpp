#include "coverage/labelling.h"

#include "coverage/windings.h"

#include <algorithm>
#include <unordered_map>

namespace bailiwick::coverage {
namespace {

using Labels = std::vector<Toggle>;

struct HashOfLabels {
  std::size_t operator()(const Labels& labels) const {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (const auto& t : labels) h = (h ^ (std::uint64_t{t.label} << 8 ^ static_cast<std::uint32_t>(t.winding))) * 0x100000001b3ULL;
    return static_cast<std::size_t>(h ^ (h >> 32));
  }
};

class Labeller {
 public:
  Labeller(Arrangement& a, const Soup& soup, const Sheet& sheet, const Marks& marks, const std::vector<Box>& own_boxes, const Context& context)
      : a_(a), soup_(soup), sheet_(sheet), context_(context), windings_(sheet, own_boxes), set_of_(2 * a.edges.pieces.size(), kNone) {
    for (const auto& piece : a.edges.pieces) {
      Box box;
      box.take(a.edges.nodes[piece.from]);
      box.take(a.edges.nodes[piece.to]);
      complete_.push_back(marks.all(box) ? 1 : 0);
    }
    before_.resize(a.next.size());
    for (HalfEdge h = 0; h < a.next.size(); ++h) before_[a.next[h]] = h;
  }

  void run() {
    for (std::uint32_t p = 0; p < complete_.size(); ++p) {
      if (complete_[p] == 0 || set_of_[2 * p] != kNone) continue;
      context_.check();
      label_cluster(2 * p);
    }
    tell_faces();
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffU, kPending = 0xfffffffeU;

  /// Half-edges that hang together with `start` over complete edges, which have complete ends.
  std::vector<HalfEdge> cluster(HalfEdge start) {
    std::vector<HalfEdge> all{start};
    set_of_[start] = kPending;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const auto h : {twin(all[i]), a_.next[all[i]], before_[all[i]]}) {
        if (complete_[h / 2] == 0 || set_of_[h] != kNone) continue;
        set_of_[h] = kPending;
        all.push_back(h);
      }
    }
    return all;
  }

  void label_cluster(HalfEdge start) {
    const auto all = cluster(start);
    const auto vertex = std::find_if(all.begin(), all.end(), [this](HalfEdge h) { return a_.origin(h) < a_.edges.vertex_count; });
    const auto seed = vertex == all.end() ? start : *vertex;
    set_of_[seed] = number_of(windings_.left_of(spot_of(seed)));
    std::vector<HalfEdge> open{seed};
    while (!open.empty()) {
      const auto h = open.back();
      open.pop_back();
      if (set_of_[twin(h)] == kPending) {
        set_of_[twin(h)] = number_of(beyond(h));
        open.push_back(twin(h));
      }
      for (const auto beside : {a_.next[h], before_[h]}) {
        if (set_of_[beside] != kPending) continue;
        set_of_[beside] = set_of_[h];
        open.push_back(beside);
      }
    }
  }

  [[nodiscard]] Spot spot_of(HalfEdge h) const {
    const auto node = a_.origin(h);
    Spot spot{a_.edges.nodes[node], std::nullopt, soup_.segments[a_.edges.pieces[h / 2].segment], h % 2 == 0};
    if (node >= a_.edges.vertex_count) {
      const auto [first, second] = a_.edges.crossing_of[node - a_.edges.vertex_count];
      spot.crossing = std::pair(soup_.segments[first], soup_.segments[second]);
    }
    return spot;
  }

  [[nodiscard]] Labels beyond(HalfEdge h) const {
    auto labels = *sets_[set_of_[h]];
    const int sign = h % 2 == 0 ? -1 : 1;
    for (const auto& toggle : a_.edges.toggles_of(h / 2)) labels.push_back({toggle.label, sign * toggle.winding});
    combine(labels);
    return labels;
  }

  std::uint32_t number_of(Labels labels) {
    const auto [found, fresh] = numbers_.try_emplace(std::move(labels), static_cast<std::uint32_t>(sets_.size()));
    if (fresh) {
      check_label_count(count_ += found->first.size());
      sets_.push_back(&found->first);
      amiss_.push_back(is_sound(unsettled(sheet_, found->first)) ? 0 : 1);
    }
    return found->second;
  }

  void tell_faces() {
    std::vector<std::uint32_t> of_face(a_.face_count(), kNone);
    for (HalfEdge h = 0; h < set_of_.size(); ++h) {
      if (set_of_[h] != kNone && amiss_[set_of_[h]] != 0) of_face[a_.face(h)] = set_of_[h];
    }
    a_.labels.clear();
    a_.label_offsets.assign(1, 0);
    for (Face f = 0; f < of_face.size(); ++f) {
      a_.known[f] = of_face[f] == kNone ? 0 : 1;
      check_label_count(a_.labels.size());
      if (a_.known[f] != 0) a_.labels.insert(a_.labels.end(), sets_[of_face[f]]->begin(), sets_[of_face[f]]->end());
      a_.label_offsets.push_back(static_cast<std::uint32_t>(a_.labels.size()));
    }
  }

  Arrangement& a_;
  const Soup& soup_;
  const Sheet& sheet_;
  const Context& context_;
  const Windings windings_;
  std::vector<std::uint8_t> complete_;  ///< per piece: it lies in marked cells, so that every edge that touches it is there
  std::vector<HalfEdge> before_;        ///< the half-edge that each follows
  std::vector<std::uint32_t> set_of_;   ///< per half-edge: the labels to its left
  std::unordered_map<Labels, std::uint32_t, HashOfLabels> numbers_;
  std::vector<const Labels*> sets_;
  std::size_t count_ = 0;  ///< labels in all sets
  std::vector<std::uint8_t> amiss_;
};

}  // namespace

void label_amiss(Arrangement& a, const Soup& soup, const Sheet& sheet, const Marks& marks, const std::vector<Box>& own_boxes, const Context& context) {
  Labeller(a, soup, sheet, marks, own_boxes, context).run();
}

}  // namespace bailiwick::coverage
