/// Whole = random parts merged = shuffled = carried over the wire.
#include <bailiwick/summary.h>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>

namespace bailiwick {
namespace {

constexpr std::size_t kLevels = 3;
constexpr std::uint32_t kZonesPerLevel = 5, kUnits = 4;

struct Row {
  std::array<std::uint32_t, kLevels> zone;  ///< kZonesPerLevel: outside
  std::uint32_t unit;                       ///< kUnits: none
  std::uint32_t category;
  std::int32_t month;
};

std::vector<Row> rows_of(std::size_t n, std::uint32_t seed) {
  std::mt19937 numbers(seed);
  const auto draw = [&] { return static_cast<std::uint32_t>(numbers()); };
  std::vector<Row> rows(n);
  for (auto& row : rows) {
    for (auto& z : row.zone) z = draw() % (kZonesPerLevel + 1);
    row.unit = draw() % (kUnits + 1);
    row.category = draw() % 4 == 0 ? kNoCategory : draw() % 6;
    row.month = draw() % 5 == 0 ? kNoMonth : static_cast<std::int32_t>(draw() % 12);
  }
  return rows;
}

ZoneId zone_of(std::size_t level, std::uint32_t z) {
  return z == kZonesPerLevel ? kNoZone : ZoneId{static_cast<std::uint32_t>(level) * kZonesPerLevel + z};
}

Counts counted(std::span<const Row> rows) {
  Assignments a;
  a.levels.resize(kLevels);
  std::vector<double> place(rows.size(), 0.0);
  std::vector<std::uint32_t> category;
  std::vector<std::int32_t> month;
  for (const auto& row : rows) {
    for (std::size_t level = 0; level < kLevels; ++level) a.levels[level].zone.push_back(zone_of(level, row.zone[level]));
    a.answer.unit.push_back(row.unit == kUnits ? kNoUnit : UnitId{row.unit});
    category.push_back(row.category);
    month.push_back(row.month);
  }
  Counts counts;
  counts.add(a, {place, place, {}, category}, month);
  return counts;
}

void expect_same(const Counts& a, const Counts& b) {
  const auto left = a.to_columns();
  const auto right = b.to_columns();
  RC_ASSERT(left.key == right.key);
  RC_ASSERT(left.count == right.count);
}

RC_GTEST_PROP(CountsProperty, WholeIsTheSameAsRandomPartsMerged, (std::uint32_t seed)) {
  const auto rows = rows_of(*rc::gen::inRange<std::size_t>(0, 400), seed);
  std::mt19937 draw(seed + 1);
  std::vector<Counts> parts(1 + draw() % 6);
  for (std::size_t begin = 0; begin < rows.size();) {
    const auto size = std::min<std::size_t>(1 + draw() % 50, rows.size() - begin);
    parts[draw() % parts.size()].merge(counted(std::span(rows).subspan(begin, size)));
    begin += size;
  }
  std::shuffle(parts.begin(), parts.end(), draw);
  Counts merged;
  for (const auto& part : parts) merged.merge(Counts::from_columns(part.to_columns()));
  expect_same(counted(rows), merged);
}

RC_GTEST_PROP(CountsProperty, WholeIsTheSameShuffled, (std::uint32_t seed)) {
  auto rows = rows_of(*rc::gen::inRange<std::size_t>(0, 400), seed);
  const auto whole = counted(rows);
  std::shuffle(rows.begin(), rows.end(), std::mt19937(seed));
  expect_same(whole, counted(rows));
}

RC_GTEST_PROP(CountsProperty, EqualToATableOfMapEntriesCountedOneByOne, (std::uint32_t seed)) {
  const auto rows = rows_of(*rc::gen::inRange<std::size_t>(0, 400), seed);
  std::map<CountKey, std::uint64_t> expected;
  for (const auto& row : rows) {
    for (std::uint32_t level = 0; level < kLevels; ++level) {
      ++expected[{level, zone_of(level, row.zone[level]), row.unit == kUnits ? kNoUnit : UnitId{row.unit}, row.category, row.month}];
    }
  }
  const auto columns = counted(rows).to_columns();
  RC_ASSERT(columns.key.size() == expected.size());
  std::size_t i = 0;
  for (const auto& [key, count] : expected) {
    RC_ASSERT(columns.key[i] == key);
    RC_ASSERT(columns.count[i] == count);
    ++i;
  }
}

RC_GTEST_PROP(CountsProperty, EveryLevelSumsToTheReports, (std::uint32_t seed)) {
  const auto rows = rows_of(*rc::gen::inRange<std::size_t>(0, 400), seed);
  const auto counts = counted(rows);
  const auto zones = counts.per_zone(kLevels * kZonesPerLevel);
  const auto outside = counts.outside_per_level(kLevels);
  for (std::size_t level = 0; level < kLevels; ++level) {
    const auto first = zones.begin() + static_cast<std::ptrdiff_t>(level * kZonesPerLevel);
    RC_ASSERT(std::accumulate(first, first + kZonesPerLevel, std::uint64_t{0}) + outside[level] == rows.size());
  }
  const auto units = counts.per_unit(kUnits);
  RC_ASSERT(std::accumulate(units.begin(), units.end(), std::uint64_t{0}) == rows.size());
}

}  // namespace
}  // namespace bailiwick
