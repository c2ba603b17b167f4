#include "town.h"

#include <bailiwick/error.h>
#include <bailiwick/place.h>
#include <bailiwick/summary.h>

#include <gtest/gtest.h>

#include <random>

namespace bailiwick::test {
namespace {

struct City {
  ZoneIndex index = Town(std::vector<TownLevel>{{"district", {{"DDDEE.", "DDEEEE", "DDDEEE"}}, Role::partition, "", {{'D', "north"}}, {}, {}},
                                                {"block", {{"PPQRR.", "PPQRST", "PUQRST"}, {"..XX..", "..XX..", "......"}}, Role::partition, "district", {}, {}, {}}})
                        .index();
  std::vector<double> x, y;
  std::vector<std::uint32_t> category;
  std::vector<std::int32_t> month;

  explicit City(std::size_t reports) {
    std::mt19937 random(3);
    for (std::size_t i = 0; i < reports; ++i) {
      x.push_back(static_cast<double>(random() % 1400) / 2 - 50);  // every other one on a line of the drawing's grid or beside it
      y.push_back(static_cast<double>(random() % 80) * 5 - 50);
      category.push_back(random() % 4 == 0 ? kNoCategory : static_cast<std::uint32_t>(random() % 6));
      month.push_back(random() % 5 == 0 ? kNoMonth : static_cast<std::int32_t>(random() % 12));
    }
  }
  [[nodiscard]] ReportsView reports() const { return {x, y, {}, category}; }
};

bool same(const Counts& a, const Counts& b) {
  const auto left = a.to_columns(), right = b.to_columns();
  return left.key == right.key && left.count == right.count;
}

TEST(Count, WithoutRowsGivesWhatRowsGive) {
  const City city(200'000);
  Counts rows;
  rows.add(assign(city.index, city.reports()), city.reports(), city.month);
  const Placer placer(city.index);
  for (const unsigned threads : {1U, 3U}) {
    Context context;
    context.threads = threads;
    EXPECT_TRUE(same(count(placer, city.reports(), city.month, context), rows)) << threads;
  }
}

TEST(Count, PartsOfACityMergeToTheWhole) {
  const City city(50'000);
  const Placer placer(city.index);
  const auto whole = count(placer, city.reports(), city.month);
  Counts merged;
  for (const auto& [begin, end] : {std::pair<std::size_t, std::size_t>{40'000, 50'000}, {0, 1}, {1, 40'000}}) {
    const auto part = [&](const auto& column) { return std::span(column).subspan(begin, end - begin); };
    merged.merge(count(placer, {part(city.x), part(city.y), {}, part(city.category)}, part(city.month)));
  }
  EXPECT_TRUE(same(merged, whole));
}

TEST(Count, WithoutCategoriesOrMonthsTheyAreUnknown) {
  const City city(1000);
  const Placer placer(city.index);
  const auto columns = count(placer, {city.x, city.y, {}, {}}).to_columns();
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < columns.key.size(); ++i) {
    EXPECT_EQ(columns.key[i].category, kNoCategory);
    EXPECT_EQ(columns.key[i].month, kNoMonth);
    all += columns.count[i];
  }
  EXPECT_EQ(all, 2000U);  // every report once in each of two levels
}

TEST(Count, ColumnsOfAnotherLengthAreRefused) {
  const City city(10);
  const Placer placer(city.index);
  EXPECT_THROW((void)count(placer, {city.x, std::span(city.y).first(9), {}, {}}), Error);
  EXPECT_THROW((void)count(placer, city.reports(), std::span(city.month).first(3)), Error);
}

}  // namespace
}  // namespace bailiwick::test
