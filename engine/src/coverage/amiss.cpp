#include "coverage/amiss.h"

#include "coverage/labelling.h"
#include "coverage/marks.h"
#include "coverage/matching.h"
#include "coverage/sides.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace bailiwick::coverage {
namespace {

class Finder {
 public:
  Finder(const Sheet& sheet, const Context& context) : sheet_(sheet), context_(context) {}

  Amiss find() {
    const auto unsettled_edges = match();
    const auto coarse = arrange(unsettled_edges, context_);
    Amiss result;
    result.partly_sound.assign(sheet_.end - sheet_.first, 1);
    if (!mark(coarse)) {
      result.faces = arrange_unlabelled({}, context_);
      return result;
    }
    const auto soup = edges_near_marks();
    result.faces = arrange_unlabelled(soup, context_);
    label_amiss(result.faces, soup, sheet_, *marks_, own_boxes_, context_);
    result.partly_sound = partly_sound(result.faces);
    return result;
  }

 private:
  /// The edges across which something becomes unsettled, with that.
  Soup match() {
    Matcher matcher(sheet_.zones);
    SoupBuilder builder;
    for_each_shape(sheet_, [&](Label label, const PolygonsView& shapes, std::uint32_t shape) {
      if (shape % 4096 == 0) context_.check();
      own_boxes_.resize(sheet_.end - sheet_.first);
      const auto box = box_of(shapes, shape);
      if (box.west <= box.east) {
        whole_.take({box.west, box.south});
        whole_.take({box.east, box.north});
      }
      if (!sheet_.is_own(label)) {
        if (label == Sheet::kStudy || label < sheet_.exempt_first) builder.add(shapes, shape, label);
        return;
      }
      own_boxes_[label - sheet_.first] = box;
      if (sheet_.odd[label - sheet_.first] != 0) {
        builder.add(shapes, shape, label);
      } else {
        matcher.add(shape, sheet_.kin[label - sheet_.first]);
      }
    });
    const auto rest = matcher.rest();
    for (const auto& side : rest) builder.add(side);
    return unsettled_of(std::move(builder).match());
  }

  [[nodiscard]] Soup unsettled_of(const Soup& all) const {
    Soup result;
    for (std::size_t s = 0; s < all.segments.size(); ++s) {
      const auto rest = unsettled(sheet_, all.toggles_of(s));
      if (rest.empty()) continue;
      result.segments.push_back(all.segments[s]);
      result.toggles.insert(result.toggles.end(), rest.begin(), rest.end());
      result.toggle_offsets.push_back(static_cast<std::uint32_t>(result.toggles.size()));
    }
    return result;
  }

  /// Ground that a zone holds is marked as a box, ground that none holds by the pieces of its border: there is nothing within.
  bool mark(const Arrangement& coarse) {
    const auto cells = std::bit_ceil(static_cast<std::size_t>(std::sqrt(static_cast<double>(coarse.edges.pieces.size() + 1)) * 8));
    marks_.emplace(whole_, std::clamp<std::size_t>(cells, 16, 1024), rounding_of(whole_));
    bool found = false;
    for (Face f = 1; f < coarse.face_count(); ++f) {
      const auto labels = coarse.labels_of(f);
      if (is_sound(labels)) continue;
      found = true;
      const bool held = std::any_of(labels.begin(), labels.end(), [this](const Toggle& t) { return t.label == kCount || sheet_.is_own(t.label); });
      Box face;
      coarse.for_each_half_edge(f, [&](HalfEdge h) {
        Box piece;
        piece.take(coarse.edges.nodes[coarse.origin(h)]);
        piece.take(coarse.edges.nodes[coarse.origin(twin(h))]);
        if (!held) marks_->mark(piece);
        face.take({piece.west, piece.south});
        face.take({piece.east, piece.north});
      });
      if (held) marks_->mark(face);
    }
    marks_->close();
    return found;
  }

  /// Every side in marked cells; equal sides lie in the same cells, so none comes without its twins.
  Soup edges_near_marks() {
    SoupBuilder builder;
    beyond_.assign(sheet_.end - sheet_.first, 0);
    for_each_shape(sheet_, [&](Label label, const PolygonsView& shapes, std::uint32_t shape) {
      const bool own = sheet_.is_own(label);
      if (own && !marks_->any(own_boxes_[label - sheet_.first])) {
        beyond_[label - sheet_.first] = 1;
        return;
      }
      for_each_side(shapes, shape, label, [&](const Side& side) {
        Box box;
        box.take(side.segment.a);
        box.take(side.segment.b);
        if (marks_->any(box)) {
          builder.add(side);
        } else if (own) {
          beyond_[label - sheet_.first] = 1;
        }
      });
    });
    return std::move(builder).match();
  }

  /// A zone has sound ground where an edge of it lies beyond all marks, or beside a face that is not known, or where sound ground of it borders on a known face.
  [[nodiscard]] std::vector<std::uint8_t> partly_sound(const Arrangement& a) const {
    auto result = beyond_;
    for (HalfEdge h = 0; h < 2 * a.edges.pieces.size(); ++h) {
      if (a.known[a.face(h)] != 0) continue;
      for (const auto& toggle : a.edges.toggles_of(h / 2)) {
        const bool inside = (h % 2 == 0) == (toggle.winding > 0);
        if (sheet_.is_own(toggle.label) && inside) result[toggle.label - sheet_.first] = 1;
      }
      if (a.known[a.face(twin(h))] == 0) continue;
      for (const auto& label : a.labels_beyond(twin(h))) {
        if (sheet_.is_own(label.label)) result[label.label - sheet_.first] = 1;
      }
    }
    return result;
  }

  const Sheet& sheet_;
  const Context& context_;
  std::vector<Box> own_boxes_;
  Box whole_;
  std::optional<Marks> marks_;
  std::vector<std::uint8_t> beyond_;
};

}  // namespace

Amiss find_amiss(const Sheet& sheet, const Context& context) { return Finder(sheet, context).find(); }

Amiss lay_out_all(const Sheet& sheet, const Context& context) {
  SoupBuilder builder;
  for_each_shape(sheet, [&](Label label, const PolygonsView& shapes, std::uint32_t shape) { builder.add(shapes, shape, label); });
  Amiss result{arrange(std::move(builder).match(), context), std::vector<std::uint8_t>(sheet.end - sheet.first, 0)};
  result.faces.known[kOutside] = 0;
  return result;
}

}  // namespace bailiwick::coverage
