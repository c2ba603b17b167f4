#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

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
  /// The reports that never came to a zone, so that each level sums to what was read.
  void add_rejected(const std::string& of_level, const RowCounts& rows) {
    if (rows.unlocated > 0) add(of_level, "(unlocated)", {}, {}, {}, rows.unlocated);
    if (rows.malformed > 0) add(of_level, "(malformed)", {}, {}, {}, rows.malformed);
  }
};

}  // namespace

Table counts_table(const Results& r) {
  const auto& zones = r.city.zones;
  const auto counts = r.counts.to_columns();
  Rows rows;
  std::uint32_t level = 0;
  const auto close_levels_before = [&](std::uint32_t next) {
    for (; level < next; ++level) rows.add_rejected(zones.levels[level].name, r.located.rows);
  };
  for (std::size_t i = 0; i < counts.key.size(); ++i) {
    const auto& key = counts.key[i];
    close_levels_before(key.level);
    rows.add(zones.levels[key.level].name, key.zone == kNoZone ? "(outside)" : zone_id(zones, key.zone), unit_id(zones, key.unit),
             category_text(r.reports, key.category), month_text(key.month), counts.count[i]);
  }
  close_levels_before(static_cast<std::uint32_t>(zones.levels.size()));
  Table table;
  table.columns = {text_column("level", std::move(rows.level)),
                   text_column("zone", std::move(rows.zone)),
                   optional_text_column("unit", std::move(rows.unit)),
                   optional_text_column("category", std::move(rows.category)),
                   optional_text_column("month", std::move(rows.month)),
                   integer_column("count", std::move(rows.count))};
  return table;
}

}  // namespace bailiwick::layers
