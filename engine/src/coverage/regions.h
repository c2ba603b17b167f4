/// Faces of equal kind, joined across edges and drawn.
#pragma once

#include <bailiwick/polygons.h>

#include "coverage/arrangement.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// Which classes each face belongs to; a face may belong to several.
class Membership {
 public:
  /// For each face in order: its classes, ascending.
  void add_face(std::span<const std::uint32_t> classes) {
    classes_.insert(classes_.end(), classes.begin(), classes.end());
    offsets_.push_back(static_cast<std::uint32_t>(classes_.size()));
  }
  [[nodiscard]] std::span<const std::uint32_t> of(Face f) const {
    return std::span(classes_).subspan(offsets_[f], offsets_[f + 1] - offsets_[f]);
  }
  static constexpr std::uint32_t kNone = 0xffffffffU;
  /// The number of (face, class) among all, or kNone.
  [[nodiscard]] std::uint32_t item(Face f, std::uint32_t in_class) const;
  [[nodiscard]] std::size_t face_count() const { return offsets_.size() - 1; }
  [[nodiscard]] std::size_t item_count() const { return classes_.size(); }

 private:
  std::vector<std::uint32_t> offsets_{0};
  std::vector<std::uint32_t> classes_;
};

/// Faces of one class that hang together over edges; faces that touch in a point only are separate.
struct Region {
  std::uint32_t in_class;
  std::vector<Face> faces;      ///< ascending
  std::vector<HalfEdge> rim;    ///< half-edges with the region to the left and no face of the class to the right, ascending
};

/// By class, then smallest face.
[[nodiscard]] std::vector<Region> regions(const Arrangement& a, const Membership& membership);

/// Appends the region as one part: its shell counter-clockwise, then its holes clockwise, each ring simple and closed. Does not end the
/// shape. `nodes`, where given, gets the node of every vertex.
void draw(const Arrangement& a, const Membership& membership, const Region& region, Polygons& to, std::vector<std::uint32_t>* nodes = nullptr);

}  // namespace bailiwick::coverage
