#include "index/leaves.h"

#include "index/passing.h"
#include "index/snap.h"
#include "run/blocks.h"

#include <bailiwick/error.h>

#include <algorithm>
#include <string>

namespace bailiwick::index {
namespace {

/// Lists of segments per cell of a block.
class CellLists {
 public:
  template <class Numbers>
  void fill(const Block& block, double margin, const Segments& segments, const Numbers& numbers) {
    offsets_.assign(std::size_t{block.columns} * block.rows + 1, 0);
    for (const std::uint32_t i : numbers) {
      for_cells_of(block, margin, segments.segment[i], [&](auto column, auto row) { ++offsets_[cell(block, column, row) + 1]; });
    }
    for (std::size_t c = 1; c < offsets_.size(); ++c) offsets_[c] += offsets_[c - 1];
    numbers_.resize(offsets_.back());
    next_.assign(offsets_.begin(), offsets_.end() - 1);
    for (const std::uint32_t i : numbers) {
      for_cells_of(block, margin, segments.segment[i], [&](auto column, auto row) { numbers_[next_[cell(block, column, row)]++] = i; });
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t c) const {
    return std::span(numbers_).subspan(offsets_[c], offsets_[c + 1] - offsets_[c]);
  }
  [[nodiscard]] std::size_t cells() const { return offsets_.size() - 1; }
  [[nodiscard]] std::size_t total() const { return numbers_.size(); }

 private:
  static std::size_t cell(const Block& block, std::uint32_t column, std::uint32_t row) { return std::size_t{row} * block.columns + column; }
  std::vector<std::size_t> offsets_{0}, next_;
  std::vector<std::uint32_t> numbers_;
};

/// Zones that hold a place, rising.
class Holding {
 public:
  void toggle(std::uint32_t zone) {
    set_ = kUnknown;
    const auto at = std::lower_bound(zones_.begin(), zones_.end(), zone);
    if (at != zones_.end() && *at == zone) zones_.erase(at);
    else zones_.insert(at, zone);
  }
  /// Follows the path from the corner of a leaf to another place of it.
  void move(const Segments& segments, std::span<const std::uint32_t> leaf, double corner_x, double corner_y, double x, double y) {
    for (const auto i : leaf) {
      if (!crosses_path(segments.segment[i], corner_x, corner_y, x, y)) continue;
      for (const auto zone : segments.users_of(i)) toggle(zone);
    }
  }
  [[nodiscard]] std::span<const std::uint32_t> zones() const { return zones_; }
  /// Their number; leaves side by side mostly have the same.
  std::uint32_t set(NumberLists& sets) {
    if (set_ == kUnknown) set_ = sets.add(zones_);
    return set_;
  }

 private:
  static constexpr std::uint32_t kUnknown = 0xffffffffU;
  std::vector<std::uint32_t> zones_;
  std::uint32_t set_ = kUnknown;
};

/// One row of top cells, numbered on its own: sets, tables, leaves.
struct Row {
  std::vector<std::uint32_t> depths;  // per top cell
  std::vector<std::uint32_t> codes, corners, counts, segments;
  std::vector<Record> records;
  Outcomes outcomes;
};

class RowBuilder {
 public:
  RowBuilder(const Frame& frame, const Segments& segments) : frame_(frame), segments_(segments) {}

  Row build(const CellLists& tops, std::uint32_t row) {
    row_ = {};
    Holding holding;  // of the corner of the next top cell; nothing holds the first, which lies west of all
    for (std::uint32_t column = 0; column < frame_.columns; ++column) {
      const auto& numbers = tops[std::size_t{row} * frame_.columns + column];
      add_top(numbers, frame_.west + column * frame_.top_size, frame_.south + row * frame_.top_size, holding);
    }
    return std::move(row_);
  }

 private:
  /// Where it is worth to begin trying: what lies below is too coarse for most.
  static unsigned first_depth(std::size_t count) {
    unsigned depth = 0;
    while (depth < kMaxDepth && (std::size_t{kLanes} << (2 * depth)) < count) ++depth;
    return depth;
  }

  /// Cuts until few leaves have more segments than a record holds. Finer leaves would cost memory and gain nothing.
  unsigned cut(std::span<const std::uint32_t> numbers, double west, double south) {
    for (unsigned depth = first_depth(numbers.size());; ++depth) {
      const double size = frame_.leaf_size(depth);
      lists_.fill({west, south, size, 1U << depth, 1U << depth}, size / kLocalUnits * kMarginUnits, segments_, numbers);
      std::size_t crossed = 0, full = 0;
      for (std::size_t c = 0; c < lists_.cells(); ++c) {
        crossed += !lists_[c].empty();
        full += lists_[c].size() > kLanes;
      }
      const bool good = full * 50 <= crossed;
      const bool costly = lists_.cells() > 16 * numbers.size() || lists_.total() > 24 * numbers.size();
      if (good || costly || depth == kMaxDepth) return depth;
    }
  }

  void add_top(std::span<const std::uint32_t> numbers, double west, double south, Holding& corner) {
    const unsigned depth = cut(numbers, west, south);
    const double size = frame_.leaf_size(depth);
    const std::uint32_t count = 1U << depth;
    row_.depths.push_back(depth);
    Holding first = corner;  // of the first leaf of a row of leaves
    for (std::uint32_t r = 0; r < count; ++r) {
      Holding holding = first;
      const double y = south + r * size;
      for (std::uint32_t c = 0; c < count; ++c) {
        const auto leaf = lists_[std::size_t{r} * count + c];
        const double x = west + c * size;
        const auto set = holding.set(row_.outcomes.sets);
        add_leaf(leaf, {x, y, size, holding.zones(), set});
        if (c == 0) first.move(segments_, leaf, x, y, x, y + size);
        holding.move(segments_, leaf, x, y, x + size, y);
      }
      if (r == 0) corner = holding;
    }
  }

  void add_leaf(std::span<const std::uint32_t> leaf, const LeafCorner& corner) {
    if (leaf.empty()) {
      row_.codes.push_back(corner.set);
      return;
    }
    row_.codes.push_back(kBorderLeaf + static_cast<std::uint32_t>(row_.records.size()));
    row_.records.push_back(record_of(corner, leaf, segments_, row_.outcomes));
    row_.corners.push_back(corner.set);
    row_.counts.push_back(static_cast<std::uint32_t>(leaf.size()));
    row_.segments.insert(row_.segments.end(), leaf.begin(), leaf.end());
  }

  const Frame& frame_;
  const Segments& segments_;
  CellLists lists_;
  Row row_;
};

/// Lays the rows behind each other under common numbers.
class Joiner {
 public:
  Joiner() { leaves_.sets.add({}); }

  void add(const Row& row) {
    const auto sets = numbers_of_sets(row);
    const auto tables = numbers_of_tables(row, sets);
    const auto first_leaf = static_cast<std::uint32_t>(leaves_.records.size());
    check_size(leaves_.codes.size() + row.codes.size(), leaves_.records.size() + row.records.size());
    auto next_code = static_cast<std::uint32_t>(leaves_.codes.size());
    for (const auto depth : row.depths) {
      leaves_.tops.push_back(Top::packed(next_code, depth));
      next_code += 1U << (2 * depth);
    }
    for (const auto code : row.codes) leaves_.codes.push_back(code >= kBorderLeaf ? code + first_leaf : sets[code]);
    for (Record record : row.records) {
      record.outcomes = tables_.offset(tables[record.outcomes]);
      leaves_.records.push_back(record);
    }
    for (const auto set : row.corners) leaves_.corners.push_back(sets[set]);
    for (const auto count : row.counts) leaves_.segment_offsets.push_back(leaves_.segment_offsets.back() + count);
    leaves_.segments.insert(leaves_.segments.end(), row.segments.begin(), row.segments.end());
  }

  Leaves finish() {
    leaves_.outcomes = tables_.numbers();
    return std::move(leaves_);
  }

 private:
  static void check_size(std::size_t codes, std::size_t leaves) {
    if (codes < kMostCodes && leaves < kMostCodes) return;
    throw Error(ErrorCode::limit_exceeded, "index: expected zones that need fewer than " + std::to_string(kMostCodes) +
                                               " cells, found more; split the zones into several indexes");
  }
  std::vector<std::uint32_t> numbers_of_sets(const Row& row) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < row.outcomes.sets.size(); ++i) numbers.push_back(leaves_.sets.add(row.outcomes.sets[i]));
    return numbers;
  }
  std::vector<std::uint32_t> numbers_of_tables(const Row& row, const std::vector<std::uint32_t>& sets) {
    std::vector<std::uint32_t> numbers, table;
    for (std::uint32_t i = 0; i < row.outcomes.tables.size(); ++i) {
      table.clear();
      for (const auto set : row.outcomes.tables[i]) table.push_back(sets[set]);
      numbers.push_back(tables_.add(table));
    }
    return numbers;
  }

  Leaves leaves_;
  NumberLists tables_;
};

/// The numbers 0, 1, ... n - 1.
struct All {
  std::uint32_t count;
  struct Iterator {
    std::uint32_t at;
    std::uint32_t operator*() const { return at; }
    Iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  [[nodiscard]] Iterator begin() const { return {0}; }
  [[nodiscard]] Iterator end() const { return {count}; }
};

}  // namespace

Leaves build_leaves(const Frame& frame, const Segments& segments, const Context& context) {
  CellLists tops;
  tops.fill({frame.west, frame.south, frame.top_size, frame.columns, frame.rows}, frame.top_size / kLocalUnits * kMarginUnits, segments,
            All{static_cast<std::uint32_t>(segments.size())});
  std::vector<Row> rows(frame.rows);
  run::for_blocks(rows.size(), 1, context, "index", [&](const run::Block& block) {
    rows[block.begin] = RowBuilder(frame, segments).build(tops, static_cast<std::uint32_t>(block.begin));
  });
  Joiner joiner;
  for (auto& row : rows) {
    joiner.add(row);
    row = {};
  }
  return joiner.finish();
}

}  // namespace bailiwick::index
