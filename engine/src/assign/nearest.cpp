#include "assign/nearest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace bailiwick::assigning {
namespace {

constexpr unsigned kPiecesPerEdge = 8;  // a straight edge of the location plane bends in metres: by 1/64 as much after cutting

double distance_to(double ax, double ay, double bx, double by, double x, double y) {
  const double dx = bx - ax;
  const double dy = by - ay;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(ax + t * dx - x, ay + t * dy - y);
}

}  // namespace

Nearest::Nearest(const ZoneIndex& index, const PlaneMap& to_metric, double reach_m) : index_(index), reach_m_(reach_m) {
  std::vector<double> x, y;
  for (const auto& s : index.data().segments) {
    for (unsigned k = 0; k <= kPiecesPerEdge; ++k) {
      const double t = static_cast<double>(k) / kPiecesPerEdge;
      x.push_back(k == kPiecesPerEdge ? s.bx : s.ax + t * (s.bx - s.ax));
      y.push_back(k == kPiecesPerEdge ? s.by : s.ay + t * (s.by - s.ay));
    }
  }
  to_metric(x, y);
  double span = 0;  // buckets no smaller than a piece, so that no piece fills many
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    if (i % (kPiecesPerEdge + 1) != kPiecesPerEdge) span = std::max({span, std::abs(x[i + 1] - x[i]), std::abs(y[i + 1] - y[i])});
  }
  bucket_m_ = std::max(reach_m, std::isfinite(span) ? span : reach_m);
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const auto segment = static_cast<std::uint32_t>(i / (kPiecesPerEdge + 1));
    if (i % (kPiecesPerEdge + 1) != kPiecesPerEdge) add_piece({x[i], y[i], x[i + 1], y[i + 1], segment});
  }
  std::sort(entries_.begin(), entries_.end(),
            [](const Entry& a, const Entry& b) { return std::tie(a.row, a.column, a.piece) < std::tie(b.row, b.column, b.piece); });
}

std::int64_t Nearest::bucket(double v_m) const { return static_cast<std::int64_t>(std::floor(std::clamp(v_m / bucket_m_, -1e15, 1e15))); }

void Nearest::add_piece(const Piece& piece) {
  if (!std::isfinite(piece.ax + piece.ay + piece.bx + piece.by)) return;
  const auto number = static_cast<std::uint32_t>(pieces_.size());
  pieces_.push_back(piece);
  for (auto row = bucket(std::min(piece.ay, piece.by)); row <= bucket(std::max(piece.ay, piece.by)); ++row) {
    for (auto column = bucket(std::min(piece.ax, piece.bx)); column <= bucket(std::max(piece.ax, piece.bx)); ++column) {
      entries_.push_back({column, row, number});
    }
  }
}

template <class Visit>
void Nearest::for_pieces(double x_m, double y_m, Visit visit) const {
  if (!std::isfinite(x_m) || !std::isfinite(y_m)) return;
  for (auto row = bucket(y_m - reach_m_); row <= bucket(y_m + reach_m_); ++row) {
    const auto west = std::make_pair(row, bucket(x_m - reach_m_));
    const auto east = std::make_pair(row, bucket(x_m + reach_m_));
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), west,
                                  [](const Entry& e, const auto& key) { return std::make_pair(e.row, e.column) < key; });
    for (; entry != entries_.end() && std::make_pair(entry->row, entry->column) <= east; ++entry) {
      const Piece& piece = pieces_[entry->piece];
      const double distance = distance_to(piece.ax, piece.ay, piece.bx, piece.by, x_m, y_m);
      if (distance <= reach_m_) visit(piece, distance);
    }
  }
}

std::optional<Nearest::Found> Nearest::zone(std::uint32_t level, double x_m, double y_m, const Choice& choice) const {
  std::optional<Found> best;
  for_pieces(x_m, y_m, [&](const Piece& piece, double distance) {
    if (best && distance > best->distance_m) return;
    for (const auto user : index_.data().users_of(piece.segment)) {
      const ZoneId zone{user};
      if (index_.level_of(zone) != level) continue;
      const bool better = !best || distance < best->distance_m || choice.rank(zone) < choice.rank(best->zone);
      if (better) best = Found{zone, distance};
    }
  });
  return best;
}

void Nearest::beside(std::span<const ZoneId> own, std::span<const ZoneId> holding, double x_m, double y_m, const Choice& choice,
                     std::span<Beside> out) const {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  std::ranges::fill(out, Beside{kFar, kFar, kNoZone});
  for_pieces(x_m, y_m, [&](const Piece& piece, double distance) {
    for (const auto user : index_.data().users_of(piece.segment)) {
      const ZoneId zone{user};
      const auto level = index_.level_of(zone);
      Beside& found = out[level];
      if (zone == own[level]) {
        found.border_m = std::min(found.border_m, distance);
        continue;
      }
      if (distance > found.beyond_m || std::ranges::binary_search(holding, zone)) continue;
      if (distance < found.beyond_m || choice.rank(zone) < choice.rank(found.beyond)) found.beyond = zone;
      found.beyond_m = distance;
    }
  });
}

}  // namespace bailiwick::assigning
