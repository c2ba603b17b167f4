#include <bailiwick/summary.h>

#include <string>

namespace bailiwick {

Balance finalize(const RowCounts& rows, const Counts& counts, const ZoneIndex& index) {
  if (rows.excluded > rows.rows) {
    throw Error(ErrorCode::balance, "balance: expected at most as many excluded rows as rows, that is " + std::to_string(rows.rows) +
                                        ", found " + std::to_string(rows.excluded) + "; this is a fault of the program, please report it");
  }
  Balance balance;
  balance.rows = rows.rows;
  balance.excluded = rows.excluded;
  const auto per_zone = counts.per_zone(index.zone_count());
  const auto outside = counts.outside_per_level(index.level_count());
  for (std::uint32_t level = 0; level < index.level_count(); ++level) {
    BalanceLine line;
    line.level = std::string(index.level_name(level));
    line.read = rows.rows - rows.excluded;
    line.outside = outside[level];
    line.unlocated = rows.unlocated;
    line.malformed = rows.malformed;
    line.rejected = rows.unlocated + rows.malformed;
    balance.levels.push_back(line);
  }
  for (std::uint32_t z = 0; z < index.zone_count(); ++z) {
    auto& line = balance.levels[index.level_of(ZoneId{z})];
    ++line.zones;
    line.assigned += per_zone[z];
  }
  check(balance);
  return balance;
}

}  // namespace bailiwick
