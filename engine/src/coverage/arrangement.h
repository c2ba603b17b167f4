/// The plane cut into faces by the edges of many shapes, each face with the shapes that hold it.
#pragma once

#include <bailiwick/context.h>

#include "coverage/noding.h"

#include <cstdint>
#include <span>
#include <vector>

namespace bailiwick::coverage {

/// A piece walked in one direction: 2 p runs from piece p's `from` to its `to`, 2 p + 1 back.
using HalfEdge = std::uint32_t;
using Face = std::uint32_t;
inline constexpr Face kOutside = 0;  ///< the unbounded face

/// All of it is decided by exact predicates on the input's own coordinates; only the drawn places of crossings are rounded.
struct Arrangement {
  Noded edges;
  std::vector<HalfEdge> next;         ///< the half-edge that follows along the same face, which lies to the left
  std::vector<std::uint32_t> cycle;   ///< per half-edge: the closed walk it belongs to
  std::vector<HalfEdge> cycle_start;  ///< per cycle: its smallest half-edge
  std::vector<Face> face_of_cycle;
  std::vector<std::uint32_t> face_offsets{0};  ///< per face: its cycles are face_cycles[face_offsets[f] ...), the outer one first
  std::vector<std::uint32_t> face_cycles;
  std::vector<std::uint32_t> label_offsets{0};  ///< per face, ascending by label: winding numbers other than 0
  std::vector<Toggle> labels;
  std::vector<std::uint8_t> known;  ///< per face: its labels are given

  [[nodiscard]] std::size_t face_count() const { return face_offsets.size() - 1; }
  [[nodiscard]] Face face(HalfEdge h) const { return face_of_cycle[cycle[h]]; }
  [[nodiscard]] std::uint32_t origin(HalfEdge h) const {
    const auto& piece = edges.pieces[h / 2];
    return h % 2 == 0 ? piece.from : piece.to;
  }
  [[nodiscard]] std::span<const Toggle> labels_of(Face f) const {
    return std::span(labels).subspan(label_offsets[f], label_offsets[f + 1] - label_offsets[f]);
  }
  [[nodiscard]] std::span<const std::uint32_t> cycles_of(Face f) const {
    return std::span(face_cycles).subspan(face_offsets[f], face_offsets[f + 1] - face_offsets[f]);
  }
  /// The labels beyond h, from those of the known face to its left.
  [[nodiscard]] std::vector<Toggle> labels_beyond(HalfEdge h) const;
  /// Calls `visit` for every half-edge that has the face to its left.
  template <typename Visit>
  void for_each_half_edge(Face f, Visit visit) const {
    for (const auto c : cycles_of(f)) {
      auto h = cycle_start[c];
      do {
        visit(h);
        h = next[h];
      } while (h != cycle_start[c]);
    }
  }
};

[[nodiscard]] constexpr HalfEdge twin(HalfEdge h) { return h ^ 1U; }

[[nodiscard]] Arrangement arrange(const Soup& soup, const Context& context);
/// The same without labels: no face is known.
[[nodiscard]] Arrangement arrange_unlabelled(const Soup& soup, const Context& context);

/// Throws Error(limit_exceeded) before labels of faces would fill the memory.
void check_label_count(std::size_t count);

}  // namespace bailiwick::coverage
