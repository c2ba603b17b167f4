#include <bailiwick/layers/slices.h>

#include "layer/naming.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace bailiwick::layers {
namespace {

/// counts.csv, built row by row.
struct Rows {
  std::vector<std::string> level, zone, unit, category, month;
  std::vector<std::int64_t> count;

  void add(std::string of_level, std::string of_zone, std::string of_unit, std::string of_category, std::string of_month, std::uint64_t n) {
    level.push_back(std::move(of_level));
    zone.push_back(std::move(of_zone));
    unit.push_back(std::move(of_unit));
    category.push_back(std::move(of_category));
    month.push_back(std::move(of_month));
    count.push_back(static_cast<std::int64_t>(n));
  }
  Table table() {
    Table table;
    table.columns.push_back(text_column("level", std::move(level)));
    table.columns.push_back(text_column("zone", std::move(zone)));
    table.columns.push_back(optional_text_column("unit", std::move(unit)));
    table.columns.push_back(optional_text_column("category", std::move(category)));
    table.columns.push_back(optional_text_column("month", std::move(month)));
    table.columns.push_back(integer_column("count", std::move(count)));
    return table;
  }
};

/// The reports that never came to a zone, so that each level sums to what was read.
struct Rejected {
  const char* zone;
  std::uint64_t count;
};
std::vector<Rejected> rejected_of(const RowCounts& rows) {
  std::vector<Rejected> rejected;
  if (rows.unlocated > 0) rejected.push_back({"(unlocated)", rows.unlocated});
  if (rows.malformed > 0) rejected.push_back({"(malformed)", rows.malformed});
  return rejected;
}

/// The rows in their order: of each level the counts, then what was rejected.
class CountRows {
 public:
  explicit CountRows(const Results& r) : r_(r), counts_(r.counts.to_columns()), rejected_(rejected_of(r.located.rows)) {
    std::size_t key = 0;
    for (std::uint32_t level = 0; level < r.city.zones.levels.size(); ++level) {
      const auto first = key;
      while (key < counts_.key.size() && counts_.key[key].level == level) ++key;
      first_row_.push_back(rows_);
      first_key_.push_back(first);
      rows_ += key - first + rejected_.size();
    }
    first_key_.push_back(key);
  }

  [[nodiscard]] std::size_t size() const { return rows_; }

  [[nodiscard]] Table slice(std::size_t begin, std::size_t end) const {
    Rows rows;
    for (std::size_t level = 0; level < first_row_.size(); ++level) {
      const auto keys = first_key_[level + 1] - first_key_[level], all = keys + rejected_.size();
      const auto from = std::max(begin, first_row_[level]), to = std::min(end, first_row_[level] + all);
      for (auto row = from; row < to; ++row) {
        const auto in_level = row - first_row_[level];
        in_level < keys ? add_count(rows, first_key_[level] + in_level) : add_rejected(rows, level, rejected_[in_level - keys]);
      }
    }
    return rows.table();
  }

 private:
  void add_count(Rows& rows, std::size_t i) const {
    const auto& zones = r_.city.zones;
    const auto& key = counts_.key[i];
    rows.add(zones.levels[key.level].name, key.zone == kNoZone ? "(outside)" : zone_id(zones, key.zone), unit_id(zones, key.unit),
             category_text(r_.reports, key.category), month_text(key.month), counts_.count[i]);
  }
  void add_rejected(Rows& rows, std::size_t level, const Rejected& rejected) const {
    rows.add(r_.city.zones.levels[level].name, rejected.zone, {}, {}, {}, rejected.count);
  }

  const Results& r_;
  Counts::Columns counts_;
  std::vector<Rejected> rejected_;
  std::vector<std::size_t> first_row_, first_key_;  ///< by level; one key more than levels
  std::size_t rows_ = 0;
};

}  // namespace

TableSlices counts_slices(const Results& r) {
  const auto rows = std::make_shared<const CountRows>(r);
  return {rows->size(), [rows](std::size_t begin, std::size_t end) { return rows->slice(begin, end); }};
}

Table counts_table(const Results& r) {
  const CountRows rows(r);
  return rows.slice(0, rows.size());
}

}  // namespace bailiwick::layers
