/// One index of the zones of every level.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/zones.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick {

/// Who wins where zones of one level overlap. Ties fall through: priority -> smallest -> id.
enum class OverlapRule : std::uint8_t { priority, smallest, id };
enum class BorderRule : std::uint8_t { half_open, all_touching };

/// What the index carries beside the zones. The rules are those by which assign() answers unless it is told otherwise, so that all who share
/// the index answer alike (AssignOptions says what each means).
struct IndexOptions {
  std::string label;       ///< free text, e.g. "2026Q1"
  std::string valid_from;  ///< ISO date; empty: open
  std::string valid_to;    ///< ISO date; empty: open
  OverlapRule overlap = OverlapRule::priority;
  BorderRule border = BorderRule::half_open;
  double nearest_m = 0;
  std::vector<std::uint32_t> precedence;  ///< level numbers; empty: by default
  std::string location_wkt;  ///< the whole definition of the location CRS, for those who transform reports into it
  std::string metric_crs;    ///< the plane in which `nearest_m` is measured, as its maker names it
};

/// The box of all vertices of the zones; west lies above east when there are none.
struct Extent {
  double west, south, east, north;
};

/// Where a place lies in one zone that contains it.
struct Hit {
  ZoneId zone;
  bool on_border;  ///< on an edge or vertex of the zone
};

/// An immutable index over all zones; reading is thread-safe. Location is exact: decided by the sign of exact predicates in the
/// location plane, with no tolerance anywhere.
///
/// The half-open rule: a place counts as shifted by (e^2, e), e infinitely small: up first, then right.
///
///      A  |  B         a place on an edge between two zones that share it lies in exactly one of them:
///     ----+----        on an upright edge: in the zone to its right; on any other edge: in the zone above it;
///      C  |  D         on a vertex: in the zone into which "up, then a little right" leads (here B).
///
/// On the outer rim a place is in or out by the same rule: in on the lower and left side, out on the upper and right side. An edge that
/// occurs twice in one zone is no border of it. Coordinates of magnitude below 1e-100 count as 0.
///
/// It does not depend on the order of zones, the direction or start of rings, or the number of threads. The inside of a zone is the
/// even-odd rule over all its rings.
class ZoneIndex {
 public:
  /// Builds the index. Throws what check(Zones) throws.
  [[nodiscard]] static ZoneIndex build(const Zones& zones, const IndexOptions& options = {}, const Context& context = {});

  /// The index as one flat block: write it to a file, map it into many processes, send it to other machines. No pointers; little-endian.
  [[nodiscard]] std::span<const std::byte> bytes() const;

  /// Uses a block from bytes() in place, without copying. The block must be aligned to 64 and stay unchanged; `owner` is kept alive with the
  /// index and may be empty when the caller sees to that. Magic, version, length and checksum are checked, and every number that leads
  /// anywhere: truncated or altered bytes give Error(damaged_index), those of a newer version Error(newer_format).
  [[nodiscard]] static ZoneIndex from_bytes(std::span<const std::byte> bytes, std::shared_ptr<const void> owner = {});

  ZoneIndex(ZoneIndex&&) noexcept;
  ZoneIndex& operator=(ZoneIndex&&) noexcept;
  ~ZoneIndex();

  // What the zones are.
  [[nodiscard]] std::size_t zone_count() const;
  [[nodiscard]] std::size_t level_count() const;
  [[nodiscard]] std::string_view level_name(std::uint32_t level) const;
  [[nodiscard]] Role role(std::uint32_t level) const;
  [[nodiscard]] std::optional<std::uint32_t> parent_level(std::uint32_t level) const;
  [[nodiscard]] std::uint32_t level_of(ZoneId zone) const;
  [[nodiscard]] std::string_view id(ZoneId zone) const;
  [[nodiscard]] std::string_view name(ZoneId zone) const;
  [[nodiscard]] ZoneId parent(ZoneId zone) const;  ///< the zone its parent_id names in the parent level; kNoZone when none
  [[nodiscard]] UnitId unit(ZoneId zone) const;
  [[nodiscard]] std::size_t unit_count() const;
  [[nodiscard]] std::string_view unit_id(UnitId unit) const;
  [[nodiscard]] std::string_view unit_name(UnitId unit) const;
  [[nodiscard]] double priority(ZoneId zone) const;
  /// Place of the zone when the zones of its level are ordered by area, compared exactly in the location plane; equal areas share one.
  [[nodiscard]] std::uint32_t area_rank(ZoneId zone) const;

  // What the index is.
  [[nodiscard]] std::string_view zones_version() const;  ///< hash of zones, levels and options, 32 hexadecimal digits
  [[nodiscard]] std::string_view label() const;
  [[nodiscard]] std::string_view valid_from() const;
  [[nodiscard]] std::string_view valid_to() const;
  [[nodiscard]] std::string_view location_crs() const;
  [[nodiscard]] std::string_view location_wkt() const;
  [[nodiscard]] std::string_view metric_crs() const;
  [[nodiscard]] Extent extent() const;
  [[nodiscard]] OverlapRule overlap() const;
  [[nodiscard]] BorderRule border() const;
  [[nodiscard]] double nearest_m() const;
  [[nodiscard]] std::span<const std::uint32_t> precedence() const;  ///< as given; empty: by default

  /// Every zone of every level that contains the place by the half-open rule, in the order of ZoneId, into `hits`; returns how many there
  /// are, which may be more than fit. Allocates nothing, locks nothing, throws nothing. A place that is not finite has none.
  std::size_t locate(double x, double y, std::span<Hit> hits) const noexcept;

  /// The same with closed zones (`all_touching`): every zone whose inside or border holds the place.
  std::size_t locate_touching(double x, double y, std::span<Hit> hits) const noexcept;

  struct Data;  ///< the representation, private to the index and assign rooms
  [[nodiscard]] const Data& data() const { return *data_; }

 private:
  explicit ZoneIndex(std::unique_ptr<const Data> data);
  std::unique_ptr<const Data> data_;
};

}  // namespace bailiwick
