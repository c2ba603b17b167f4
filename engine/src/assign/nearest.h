/// The zone nearest to a report that lies in none.
#pragma once

#include "assign/choice.h"
#include "index/data.h"

#include <bailiwick/assign.h>

#include <optional>
#include <vector>

namespace bailiwick::assigning {

/// Borders of all zones in metres, in square buckets as wide as the search reaches.
class Nearest {
 public:
  Nearest(const ZoneIndex& index, const PlaneMap& to_metric, double reach_m);

  struct Found {
    ZoneId zone;
    double distance_m;
  };
  /// The nearest zone of `level` within reach of the place (in metres); equal distances are settled by the overlap rule.
  [[nodiscard]] std::optional<Found> zone(std::uint32_t level, double x_m, double y_m, const Choice& choice) const;

  /// What lies beside a place at one level: the border of its own zone, and the nearest zone that does not hold it. Infinite: not in reach.
  struct Beside {
    double border_m, beyond_m;
    ZoneId beyond;
  };
  /// Fills `out`, one per level, for a place with these own zones (one per level) that all of `holding` (rising) hold.
  void beside(std::span<const ZoneId> own, std::span<const ZoneId> holding, double x_m, double y_m, const Choice& choice, std::span<Beside> out) const;

 private:
  /// Calls `visit(piece, distance)` for every piece in reach.
  template <class Visit>
  void for_pieces(double x_m, double y_m, Visit visit) const;

  struct Piece {
    double ax, ay, bx, by;
    std::uint32_t segment;
  };
  struct Entry {
    std::int64_t column, row;
    std::uint32_t piece;
  };
  [[nodiscard]] std::int64_t bucket(double v_m) const;
  void add_piece(const Piece& piece);

  const ZoneIndex& index_;
  double reach_m_, bucket_m_;
  std::vector<Piece> pieces_;
  std::vector<Entry> entries_;  // sorted by bucket
};

}  // namespace bailiwick::assigning
