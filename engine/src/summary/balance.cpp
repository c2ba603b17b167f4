#include <bailiwick/summary.h>

#include <string>

namespace bailiwick {
namespace {

/// What `total` should have been, and was not.
[[noreturn]] void fail(const std::string& place, const std::string& law, std::uint64_t expected, std::uint64_t found) {
  throw Error(ErrorCode::balance, place + ": expected " + law + ", that is " + std::to_string(expected) + ", found " +
                                      std::to_string(found) + "; this is a fault of the program, please report it");
}

}  // namespace

void RowCounts::merge(const RowCounts& other) {
  rows += other.rows;
  excluded += other.excluded;
  unlocated += other.unlocated;
  malformed += other.malformed;
}

void check(const Balance& balance) {
  for (const auto& line : balance.levels) {
    const std::string place = "balance of level '" + line.level + "'";
    if (balance.rows != balance.excluded + line.read) {
      fail(place, "rows = excluded + read", balance.excluded + line.read, balance.rows);
    }
    if (line.rejected != line.unlocated + line.malformed) {
      fail(place, "rejected = unlocated + malformed", line.unlocated + line.malformed, line.rejected);
    }
    if (line.read != line.assigned + line.outside + line.rejected) {
      fail(place, "read = assigned + outside + rejected", line.assigned + line.outside + line.rejected, line.read);
    }
  }
}

}  // namespace bailiwick
