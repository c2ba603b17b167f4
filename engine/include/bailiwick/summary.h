/// The bookkeeping: counts that merge, and the balance that must hold.
#pragma once

#include <bailiwick/assign.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace bailiwick {

/// What happened to the rows of the input before location.
struct RowCounts {
  std::uint64_t rows = 0;       ///< records in the files
  std::uint64_t excluded = 0;   ///< left out by filters
  std::uint64_t unlocated = 0;  ///< sound rows without a position
  std::uint64_t malformed = 0;  ///< positions that cannot be right

  void merge(const RowCounts& other);
};

/// One line of the balance: read = assigned + outside + rejected, rejected = unlocated + malformed.
struct BalanceLine {
  std::string level;
  std::uint64_t zones = 0, read = 0, assigned = 0, outside = 0, rejected = 0, unlocated = 0, malformed = 0;
};
struct Balance {
  std::uint64_t rows = 0, excluded = 0;
  std::vector<BalanceLine> levels;
};

/// Throws Error(balance) naming the level and the sum that fails: a fault of the program, never of the data.
void check(const Balance& balance);

/// One cell of counts.csv. Special zones: kNoZone is outside.
struct CountKey {
  std::uint32_t level;
  ZoneId zone;
  UnitId unit;             ///< the answering unit of the reports
  std::uint32_t category;  ///< kNoCategory: unknown
  std::int32_t month;      ///< months since 1970-01 in the city's time zone; kNoMonth: unknown
  auto operator<=>(const CountKey&) const = default;
};
inline constexpr std::int32_t kNoMonth = -2147483647 - 1;

/// Counts per level x zone x unit x category x month: every report once in every level. A partial: add(), merge(), finalize(), to_columns() give the same for any split
/// and order of the reports.
class Counts {
 public:
  /// `month` as in CountKey, one per report; empty: all unknown. Throws Error(invalid_argument) where columns differ in length.
  void add(const Assignments& assignments, ReportsView reports, std::span<const std::int32_t> month);
  void merge(const Counts& other);

  struct Columns {
    std::vector<CountKey> key;  ///< ascending
    std::vector<std::uint64_t> count;
  };
  [[nodiscard]] Columns to_columns() const;
  /// Any order of keys; keys that repeat are added up.
  static Counts from_columns(const Columns& columns);

  /// Reports per zone, in the order of ZoneId; `zone_count` long.
  [[nodiscard]] std::vector<std::uint64_t> per_zone(std::size_t zone_count) const;
  [[nodiscard]] std::vector<std::uint64_t> outside_per_level(std::size_t level_count) const;
  /// Reports per answering unit (of the answer, so each report once); the last entry, `unit_count`, counts those without.
  [[nodiscard]] std::vector<std::uint64_t> per_unit(std::size_t unit_count) const;

 private:
  struct Cell {
    CountKey key{};
    std::uint64_t count = 0;  ///< 0: a free slot
  };
  void add(const CountKey& key, std::size_t hash, std::uint64_t count);
  void reserve_for(std::size_t further);
  void rehash(std::size_t slots);

  std::vector<Cell> cells_;  ///< open addressing, a power of two; its order never leaves this class
  std::size_t used_ = 0;
};

class Placer;

/// The counts of reports that need no rows of their own: what assign() and Counts::add() give, without writing an answer per report. A part of a
/// city, a stream or a machine gives a partial; merge() them. Throws Error(invalid_argument) where columns differ in length.
[[nodiscard]] Counts count(const Placer& placer, ReportsView reports, std::span<const std::int32_t> month = {}, const Context& context = {});

/// The balance of a run from its partials; checked.
[[nodiscard]] Balance finalize(const RowCounts& rows, const Counts& counts, const ZoneIndex& index);

}  // namespace bailiwick
