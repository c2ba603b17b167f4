#include <bailiwick/summary.h>

#include "run/blocks.h"

#include <bailiwick/error.h>
#include <bailiwick/place.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace bailiwick {
namespace {

constexpr std::size_t kBlock = 65'536;
constexpr std::size_t kTile = 256;

/// Reports of one set of zones, one category and one month.
struct SetKey {
  std::uint32_t set, category;
  std::int32_t month;
  friend bool operator==(const SetKey&, const SetKey&) = default;
};

/// Counts by SetKey of one worker: open addressing, a power of two.
class SetCounts {
 public:
  struct Cell {
    SetKey key{};
    std::uint64_t count = 0;  // 0: free
  };

  void add(const SetKey& key) {
    if ((used_ + 1) * 2 > cells_.size()) grow();
    Cell& cell = find(key);
    if (cell.count++ == 0) {
      cell.key = key;
      ++used_;
    }
  }
  [[nodiscard]] const std::vector<Cell>& cells() const { return cells_; }

 private:
  Cell& find(const SetKey& key) {
    std::uint64_t h = (std::uint64_t{key.set} << 32 | key.category) ^ std::uint64_t{static_cast<std::uint32_t>(key.month)} * 0x9e3779b97f4a7c15U;
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93U;
    std::size_t slot = (h ^ (h >> 32)) & (cells_.size() - 1);
    while (cells_[slot].count != 0 && !(cells_[slot].key == key)) slot = (slot + 1) & (cells_.size() - 1);
    return cells_[slot];
  }
  void grow() {
    auto before = std::vector<Cell>(std::max<std::size_t>(cells_.size() * 2, 1024));
    before.swap(cells_);
    for (const auto& cell : before) {
      if (cell.count != 0) find(cell.key) = cell;
    }
  }

  std::vector<Cell> cells_;
  std::size_t used_ = 0;
};

/// What one worker counted.
struct Part {
  SetCounts sets;
  std::map<CountKey, std::uint64_t> beside;  // reports beside borders, asked for one by one
};

class Counter {
 public:
  Counter(const Placer& placer, ReportsView reports, std::span<const std::int32_t> month, unsigned workers)
      : placer_(placer), reports_(reports), month_(month), levels_(static_cast<std::uint32_t>(placer.index().level_count())), parts_(workers) {}

  void add(const run::Block& block) {
    Part& part = parts_[block.worker];
    std::array<std::uint32_t, kTile> set;
    for (auto from = block.begin; from < block.end; from += kTile) {
      const auto count = std::min(kTile, block.end - from);
      placer_.sets(reports_.x.subspan(from, count), reports_.y.subspan(from, count), std::span(set).first(count));
      for (std::size_t i = 0; i < count; ++i) {
        const SetKey key{set[i], category(from + i), month(from + i)};
        if (set[i] != Placer::kNoSet) part.sets.add(key);
        else add_alone(from + i, key, part);
      }
    }
  }

  [[nodiscard]] Counts finish() const {
    Counts::Columns columns;
    const auto add = [&](const CountKey& key, std::uint64_t count) {
      columns.key.push_back(key);
      columns.count.push_back(count);
    };
    for (const auto& part : parts_) {
      for (const auto& [key, count] : part.sets.cells()) {
        if (count == 0) continue;
        for (std::uint32_t l = 0; l < levels_; ++l) {
          add({l, placer_.zone_of_set(key.set, l), placer_.unit_of_set(key.set), key.category, key.month}, count);
        }
      }
      for (const auto& [key, count] : part.beside) add(key, count);
    }
    return Counts::from_columns(columns);
  }

 private:
  [[nodiscard]] std::uint32_t category(std::size_t i) const { return reports_.category.empty() ? kNoCategory : reports_.category[i]; }
  [[nodiscard]] std::int32_t month(std::size_t i) const { return month_.empty() ? kNoMonth : month_[i]; }

  void add_alone(std::size_t i, const SetKey& key, Part& part) const {
    std::vector<ZoneId> zones(levels_);
    const UnitId unit = placer_.place(reports_.x[i], reports_.y[i], zones);
    for (std::uint32_t l = 0; l < levels_; ++l) ++part.beside[{l, zones[l], unit, key.category, key.month}];
  }

  const Placer& placer_;
  ReportsView reports_;
  std::span<const std::int32_t> month_;
  std::uint32_t levels_;
  std::vector<Part> parts_;
};

void expect_length(std::size_t found, std::size_t expected, const char* column) {
  if (found == expected || (found == 0 && std::string_view(column) != "y")) return;
  throw Error(ErrorCode::invalid_argument,
              "count, column '" + std::string(column) + "': expected " + std::to_string(expected) + " entries, found " + std::to_string(found), {}, -1, column);
}

}  // namespace

Counts count(const Placer& placer, ReportsView reports, std::span<const std::int32_t> month, const Context& context) {
  expect_length(reports.y.size(), reports.size(), "y");
  expect_length(reports.category.size(), reports.size(), "category");
  expect_length(month.size(), reports.size(), "month");
  Counter counter(placer, reports, month, context.thread_count());
  run::for_blocks(reports.size(), kBlock, context, "count", [&](const run::Block& block) { counter.add(block); });
  return counter.finish();
}

}  // namespace bailiwick
