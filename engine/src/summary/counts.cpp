#include <bailiwick/summary.h>

#include <algorithm>
#include <array>
#include <bit>

namespace bailiwick {
namespace {

constexpr std::size_t kSmallest = 64;  // slots of the first table
constexpr std::size_t kAhead = 16;     // keys hashed and prefetched together: the table is far larger than the cache

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the key reaches every bit of the slot.
std::uint64_t mixed(std::uint64_t v) {
  v = (v ^ (v >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  v = (v ^ (v >> 27U)) * 0x94d049bb133111ebULL;
  return v ^ (v >> 31U);
}

/// What the keys of one report share in every level.
std::uint64_t hash_of_report(const CountKey& k) {
  return mixed(mixed((std::uint64_t{index_of(k.unit)} << 32U) | k.category) ^ static_cast<std::uint32_t>(k.month));
}

std::size_t hash_of(std::uint64_t report, const CountKey& k) {
  return static_cast<std::size_t>(mixed(report ^ ((std::uint64_t{k.level} << 32U) | index_of(k.zone))));
}

void expect_length(const char* column, std::size_t found, std::size_t expected) {
  if (found == expected) return;
  throw Error(ErrorCode::invalid_argument, std::string("counts: expected ") + std::to_string(expected) + " values in column '" + column +
                                               "', one per report, found " + std::to_string(found), {}, -1, column);
}

void check_lengths(const Assignments& a, ReportsView reports, std::span<const std::int32_t> month) {
  const auto n = reports.size();
  expect_length("unit", a.answer.unit.size(), n);
  for (const auto& level : a.levels) expect_length("zone", level.zone.size(), n);
  if (!reports.category.empty()) expect_length("category", reports.category.size(), n);
  if (!month.empty()) expect_length("month", month.size(), n);
}

std::uint64_t& entry(std::vector<std::uint64_t>& sums, std::size_t i, const char* what) {
  if (i < sums.size()) return sums[i];
  throw Error(ErrorCode::invalid_argument, std::string("counts: expected at most ") + std::to_string(sums.size()) + " " + what +
                                               ", found number " + std::to_string(i) + "; counts and index are not of one run");
}

}  // namespace

void Counts::add(const Assignments& assignments, ReportsView reports, std::span<const std::int32_t> month) {
  check_lengths(assignments, reports, month);
  const auto n = reports.size();
  std::array<CountKey, kAhead> key{};
  std::array<std::uint64_t, kAhead> shared{};
  std::array<std::size_t, kAhead> hash{};
  for (std::size_t begin = 0; begin < n; begin += kAhead) {
    const auto size = std::min(kAhead, n - begin);
    for (std::size_t i = 0; i < size; ++i) {
      const auto r = begin + i;
      key[i] = {0, kNoZone, assignments.answer.unit[r], reports.category.empty() ? kNoCategory : reports.category[r],
                month.empty() ? kNoMonth : month[r]};
      shared[i] = hash_of_report(key[i]);
    }
    for (std::uint32_t level = 0; level < assignments.levels.size(); ++level) {
      reserve_for(size);
      const auto& zone = assignments.levels[level].zone;
      for (std::size_t i = 0; i < size; ++i) {
        key[i].level = level;
        key[i].zone = zone[begin + i];
        hash[i] = hash_of(shared[i], key[i]);
        __builtin_prefetch(&cells_[hash[i] & (cells_.size() - 1)]);
      }
      for (std::size_t i = 0; i < size; ++i) add(key[i], hash[i], 1);
    }
  }
}

void Counts::merge(const Counts& other) {
  if (&other == this) {
    for (auto& cell : cells_) cell.count *= 2;
    return;
  }
  for (const auto& cell : other.cells_) {
    if (cell.count == 0) continue;
    reserve_for(1);
    add(cell.key, hash_of(hash_of_report(cell.key), cell.key), cell.count);
  }
}

Counts::Columns Counts::to_columns() const {
  std::vector<Cell> sorted;
  sorted.reserve(used_);
  std::copy_if(cells_.begin(), cells_.end(), std::back_inserter(sorted), [](const Cell& c) { return c.count != 0; });
  std::sort(sorted.begin(), sorted.end(), [](const Cell& a, const Cell& b) { return a.key < b.key; });
  Columns columns;
  columns.key.reserve(used_);
  columns.count.reserve(used_);
  for (const auto& cell : sorted) {
    columns.key.push_back(cell.key);
    columns.count.push_back(cell.count);
  }
  return columns;
}

Counts Counts::from_columns(const Columns& columns) {
  expect_length("count", columns.count.size(), columns.key.size());
  Counts counts;
  for (std::size_t i = 0; i < columns.key.size(); ++i) {
    if (columns.count[i] == 0) continue;
    counts.reserve_for(1);
    counts.add(columns.key[i], hash_of(hash_of_report(columns.key[i]), columns.key[i]), columns.count[i]);
  }
  return counts;
}

std::vector<std::uint64_t> Counts::per_zone(std::size_t zone_count) const {
  std::vector<std::uint64_t> sums(zone_count, 0);
  for (const auto& cell : cells_) {
    if (cell.count != 0 && cell.key.zone != kNoZone) entry(sums, index_of(cell.key.zone), "zones") += cell.count;
  }
  return sums;
}

std::vector<std::uint64_t> Counts::outside_per_level(std::size_t level_count) const {
  std::vector<std::uint64_t> sums(level_count, 0);
  for (const auto& cell : cells_) {
    if (cell.count != 0 && cell.key.zone == kNoZone) entry(sums, cell.key.level, "levels") += cell.count;
  }
  return sums;
}

std::vector<std::uint64_t> Counts::per_unit(std::size_t unit_count) const {
  std::vector<std::uint64_t> sums(unit_count + 1, 0);
  for (const auto& cell : cells_) {
    if (cell.count == 0 || cell.key.level != 0) continue;  // every report is once in every level: level 0 counts each once
    entry(sums, cell.key.unit == kNoUnit ? unit_count : index_of(cell.key.unit), "units") += cell.count;
  }
  return sums;
}

void Counts::add(const CountKey& key, std::size_t hash, std::uint64_t count) {
  const auto mask = cells_.size() - 1;
  for (auto slot = hash & mask;; slot = (slot + 1) & mask) {
    auto& cell = cells_[slot];
    if (cell.count == 0) {
      cell = {key, count};
      ++used_;
      return;
    }
    if (cell.key == key) {
      cell.count += count;
      return;
    }
  }
}

/// Keeps the table at most 5/8 full, where linear probing is still short.
void Counts::reserve_for(std::size_t further) {
  const auto needed = (used_ + further) * 8 / 5 + 1;
  if (needed > cells_.size()) rehash(std::max(kSmallest, std::bit_ceil(needed)));
}

void Counts::rehash(std::size_t slots) {
  std::vector<Cell> old(slots);
  old.swap(cells_);
  used_ = 0;
  for (const auto& cell : old) {
    if (cell.count != 0) add(cell.key, hash_of(hash_of_report(cell.key), cell.key), cell.count);
  }
}

}  // namespace bailiwick
