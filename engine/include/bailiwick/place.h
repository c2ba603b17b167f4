/// Places into zones, for those who need answers and no rows: services, streams, counters.
#pragma once

#include <bailiwick/assign.h>

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace bailiwick {

/// The rules of assign() worked out once for every set of zones that an index knows, so that a place costs a look-up. Immutable: any number
/// of threads may use one. The index must outlive it. Making one costs some tens of milliseconds for a large city.
///
/// Chinese map positions: to_wgs84() of datum.h undoes GCJ-02 and BD-09 in place, before place().
class Placer {
 public:
  /// Throws what assign() throws for the same options, Error(invalid_argument) for nearest_m: the nearest zone is assign()'s, and
  /// Error(limit_exceeded) for more than 64 levels.
  explicit Placer(const ZoneIndex& index, const AssignOptions& options = {}, const Context& context = {});
  Placer(Placer&&) noexcept;
  Placer& operator=(Placer&&) noexcept;
  ~Placer();

  /// A zone that holds a place and did not answer for it.
  struct Also {
    std::uint32_t place;
    ZoneId zone;
    friend bool operator==(const Also&, const Also&) = default;
  };
  /// Where the answers to a batch go. Columns are as long as the batch; entry i belongs to place i.
  struct Columns {
    std::span<const std::span<ZoneId>> zone;  ///< one column per level: the zone that answers, kNoZone outside; an empty column is not wanted
    std::span<UnitId> unit;                   ///< the unit that answers for the place; empty: not wanted
    std::vector<Also>* also = nullptr;        ///< gets the further zones of every place, ascending by place and zone; null: not wanted
  };
  /// Places a batch, over the threads of the context. A place that is not finite or beyond 1e15 is in no zone. Throws
  /// Error(invalid_argument) for columns of another length, and for more than 4e9 places where `also` is wanted.
  void place(std::span<const double> x, std::span<const double> y, const Columns& columns, const Context& context = {}) const;

  /// One place: `zones` gets the answering zone of every level that it has room for; returns the unit that answers. Allocates nothing, locks
  /// nothing, throws nothing, starts no thread.
  UnitId place(double x, double y, std::span<ZoneId> zones = {}) const noexcept;

  /// The same answers as numbers of sets, for counting: places with the same number have the same zones at every level and the same unit.
  /// Numbers lie below set_count(); kNoSet means that the place lies so near a border that it has to be asked for by itself.
  static constexpr std::uint32_t kNoSet = 0xffffffffU;
  void sets(std::span<const double> x, std::span<const double> y, std::span<std::uint32_t> set) const noexcept;
  [[nodiscard]] std::size_t set_count() const noexcept;
  [[nodiscard]] ZoneId zone_of_set(std::uint32_t set, std::uint32_t level) const noexcept;
  [[nodiscard]] UnitId unit_of_set(std::uint32_t set) const noexcept;

  [[nodiscard]] const ZoneIndex& index() const noexcept;

 private:
  struct Table;
  std::unique_ptr<const Table> table_;
};

/// Every zone of every level that holds the place, by ZoneId, from the one numbered `skip` on; returns how many there are in all. With
/// all_touching also those whose border alone does. Allocates nothing, locks nothing, throws nothing.
std::size_t locate(const ZoneIndex& index, double x, double y, BorderRule border, std::size_t skip, std::span<Hit> hits) noexcept;

/// Calls `visit(Hit)` for every zone of every level that holds the place, however many there are.
template <class Visit>
void for_each_hit(const ZoneIndex& index, double x, double y, Visit&& visit, BorderRule border = BorderRule::half_open) {
  std::array<Hit, 32> hits;
  for (std::size_t done = 0, all = 1; done < all;) {
    all = locate(index, x, y, border, done, hits);
    for (std::size_t i = 0; i < hits.size() && done < all; ++i, ++done) visit(hits[i]);
  }
}

}  // namespace bailiwick
