/// Emerging hotspots through the C function: drawn by hand.
#include "read.h"

#include <array>

namespace bailiwick::test {
namespace {

constexpr std::int64_t kDay = 86'400'000, kMonday = 20'458 * kDay;  // 2026-01-05: date -u -d 2026-01-05 +%s / 86400

/// Ten patches of 100 m in a row over twelve weeks: a report in each of them every Wednesday, and thirty more in A, B and C in the last week.
struct Weeks {
  std::vector<double> x, y;
  std::vector<std::int64_t> time;
  std::vector<std::string> category;
  Weeks() {
    for (int week = 0; week < 12; ++week) {
      for (int patch = 0; patch < 10; ++patch) add(patch, week, "lamp");
    }
    for (int i = 0; i < 90; ++i) add(i % 3, 11, "waste");
    add(5, 20, "lamp");  // not a Monday to Sunday that is over
  }
  void add(int patch, int week, const char* kind) {
    x.push_back(100.0 * patch + 50);
    y.push_back(50);
    time.push_back(kMonday + (week * 7 + 2) * kDay);
    category.emplace_back(kind);
  }
  [[nodiscard]] ArrowArrayStream stream() const {
    return stream_of({{c::double_field("x"), c::doubles(x, false)}, {c::double_field("y"), c::doubles(y, false)}, {c::time_field("when"), c::times(time)},
                      {c::text_field("what"), c::texts(category)}});
  }
};

class Asked {
 public:
  CZones zones{{{"patch", {{"ABCDEFGHIJ"}}, Role::partition, "", {}, {}, {}}}};
  bailiwick_report_options columns{};
  bailiwick_emerging_options options{};
  bailiwick_error error = new_error();
  Read places, periods;

  Asked() {
    columns.struct_size = sizeof columns;
    columns.time = "when";
    options.struct_size = sizeof options;
    options.period = BAILIWICK_WEEK;
    options.level = "patch";
    options.correction = BAILIWICK_NO_CORRECTION;
    options.begin_ms = kMonday;
    options.end_ms = kMonday + 84 * kDay;
    options.report_options = &columns;
  }
  bailiwick_status ask() {
    auto reports = Weeks().stream();
    ArrowArrayStream out{}, more{};
    const auto status = bailiwick_emerging(zones.handle, &reports, &options, nullptr, &out, &more, &error);
    if (status != BAILIWICK_OK) return status;
    places = read(&out);
    periods = read(&more);
    return status;
  }
};

// By hand: of the 119 other patches and weeks two hold 31 reports, all others 1. Both lie among B's five neighbours, A and C in the last week, A, B and C in
// that before, so the sum of its neighbours is the largest there can be, and of C(119, 2) ways to lay out the two, C(5, 2) do so: p = 2 x 10 / 7021.
TEST(Emerging, APatchThatIsHotInTheLastWeekAloneIsNew) {
  Asked asked;
  ASSERT_EQ(asked.ask(), BAILIWICK_OK) << asked.error.message;
  const auto& found = asked.places;
  ASSERT_EQ(found.rows, 10);
  EXPECT_EQ(found.text.at("zone_id")[1], "B");
  EXPECT_EQ(found.text.at("counts")[1], "1;1;1;1;1;1;1;1;1;1;1;31");
  EXPECT_EQ(found.text.at("counts")[9], "1;1;1;1;1;1;1;1;1;1;1;1");
  EXPECT_NEAR(found.number.at("gi_p")[1], 20.0 / 7021, 1e-12);
  EXPECT_EQ(found.text.at("kind")[1], "new hot spot");
  EXPECT_EQ(found.text.at("kind")[9], "no pattern");
  EXPECT_EQ(found.number.at("kind_code")[1], 1);
  EXPECT_EQ(found.number.at("hot_periods")[1], 1);
  EXPECT_EQ(found.number.at("reports")[1], 42);
  EXPECT_EQ(found.number.at("gi_bin")[1], 3);
  EXPECT_EQ(found.text.at("category")[0], "");
  EXPECT_EQ(found.shapes.size(), 10U);
  EXPECT_EQ(asked.periods.text.at("period")[0], "2026-W02");
  EXPECT_EQ(asked.periods.rows, 12);
  EXPECT_EQ(asked.periods.number.at("days")[0], 7);
}

TEST(Emerging, CategoriesAreTestedByThemselves) {
  Asked asked;
  asked.columns.category = "what";
  asked.options.period = BAILIWICK_ALL_TIME;
  ASSERT_EQ(asked.ask(), BAILIWICK_OK) << asked.error.message;
  const auto& found = asked.places;
  std::vector<std::string> lamps, waste;
  for (std::size_t i = 0; i < found.text.at("category").size(); ++i) (found.text.at("category")[i] == "lamp" ? lamps : waste).push_back(found.text.at("counts")[i]);
  EXPECT_EQ(lamps, std::vector<std::string>(10, "12"));
  ASSERT_FALSE(waste.empty());
  EXPECT_EQ(waste[0], "30");
  EXPECT_EQ(asked.periods.rows, 0);
  EXPECT_EQ(found.text.at("kind")[0], "");
}

TEST(Emerging, CellsAreHotLikeZones) {
  Asked asked;
  asked.options.level = nullptr;
  asked.options.cell_m = 100;
  ASSERT_EQ(asked.ask(), BAILIWICK_OK) << asked.error.message;
  EXPECT_EQ(asked.places.text.at("cell_id")[1], "100m_1_0");
  EXPECT_EQ(asked.places.text.at("kind")[1], "new hot spot");
  EXPECT_NEAR(asked.places.number.at("gi_p")[1], 20.0 / 7021, 1e-12);
  EXPECT_EQ(asked.places.rows, 10);
}

TEST(Emerging, TooFewPeriodsAndNoTimesAreSaid) {
  Asked asked;
  asked.options.end_ms = kMonday + 35 * kDay;
  ASSERT_EQ(asked.ask(), BAILIWICK_OK) << asked.error.message;
  EXPECT_EQ(asked.places.text.at("kind")[0], "too_few_periods");
  asked.options.end_ms = kMonday + kDay;
  EXPECT_EQ(asked.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(asked.error.message, "reports: expected times over a whole week, found fewer");
  asked.columns.time = nullptr;
  EXPECT_EQ(asked.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(asked.error.message, "reports: expected a column of times for periods, found none; name it in report_options");
  asked.options.period = 9;
  EXPECT_EQ(asked.ask(), BAILIWICK_INVALID_ARGUMENT);
  EXPECT_STREQ(asked.error.field, "period");
}

}  // namespace
}  // namespace bailiwick::test
