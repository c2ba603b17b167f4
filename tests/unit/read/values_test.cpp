// Numbers, times and texts of one field.
#include "read/column_look.h"
#include "read/numbers.h"
#include "read/text.h"
#include "read/time_parts.h"
#include "read/time_zone.h"

#include <bailiwick/error.h>
#include <bailiwick/reports.h>
#include <bailiwick/summary.h>

#include <gtest/gtest.h>

#include <clocale>

namespace bailiwick::layers {
namespace {

NumberFault fault(std::string_view text) { return parse_number(text).fault; }

TEST(Numbers, TheWholeFieldOrNothing) {
  EXPECT_EQ(parse_number("120.5").value, 120.5);
  EXPECT_EQ(parse_number(" -0.25 ").value, -0.25);
  EXPECT_EQ(parse_number("+3").value, 3);
  EXPECT_EQ(parse_number("1.2e2").value, 120);
  EXPECT_EQ(fault(""), NumberFault::empty);
  EXPECT_EQ(fault("  "), NumberFault::empty);
  for (const auto* text : {"12a", "1 5 30.6", "ten", "12,5", "1.2.3", "--1", "+-1", "0x10", "35d51'20\"", "nan", "inf", "-inf", "NULL", "-", "1e"}) {
    EXPECT_EQ(fault(text), NumberFault::not_a_number) << text;
  }
  EXPECT_EQ(fault("1e400"), NumberFault::not_finite);
  EXPECT_EQ(fault("1e16"), NumberFault::too_large);
}

TEST(Numbers, ALocaleOfTheHostChangesNothing) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");  // where it is not installed this test says less
  EXPECT_EQ(parse_number("120.5").value, 120.5);
  EXPECT_EQ(fault("120,5"), NumberFault::not_a_number);
  std::setlocale(LC_ALL, before.c_str());
}

TEST(Numbers, PointsInWellKnownText) {
  Number x, y;
  ASSERT_TRUE(parse_wkt_point("POINT (1205949.5 4853065.25)", x, y));
  EXPECT_EQ(x.value, 1205949.5);
  EXPECT_EQ(y.value, 4853065.25);
  EXPECT_TRUE(parse_wkt_point("point z(1 2 3)", x, y));
  EXPECT_FALSE(parse_wkt_point("LINESTRING (1 2, 3 4)", x, y));
  EXPECT_FALSE(parse_wkt_point("", x, y));
  EXPECT_TRUE(parse_wkt_point("POINT (1)", x, y));
  EXPECT_EQ(y.fault, NumberFault::empty);
}

TEST(Text, BlanksOfEveryKindAreTrimmed) {
  EXPECT_EQ(trimmed(" \t\xE3\x80\x80" "a b\xC2\xA0\r\n"), "a b");
  EXPECT_EQ(trimmed("   "), "");
}

TEST(Text, NamesAreComparedFolded) {
  EXPECT_EQ(folded("Created Date"), folded("created_date"));
  EXPECT_EQ(folded("Ｘ坐标"), folded("x坐标"));
  EXPECT_NE(folded("lon"), folded("lat"));
}

TEST(Text, ControlAndDirectionMarksAreShownAsCodes) {
  EXPECT_EQ(shown("a\x1b[31m\n"), "a\\u001b[31m\\u000a");
  EXPECT_EQ(shown("\xE2\x80\xAE" "abc"), "\\u202eabc");
  EXPECT_EQ(shown("abcdef", 3), "abc...");
  EXPECT_EQ(shown("中国", 4), "中...");
}

TEST(Text, NumbersAsIdsHaveNoExponentAndNoPoint) {
  EXPECT_EQ(number_text(101), "101");
  EXPECT_EQ(number_text(411002001001001.0), "411002001001001");
  EXPECT_EQ(number_text(0.1), "0.1");
}

TEST(Text, SpreadsheetExponents) {
  EXPECT_TRUE(looks_like_exponent("4.11002E+14"));
  EXPECT_TRUE(looks_like_exponent("4E+14"));
  EXPECT_FALSE(looks_like_exponent("12E3"));
  EXPECT_FALSE(looks_like_exponent("E+14"));
  EXPECT_FALSE(looks_like_exponent("4.11002E+"));
}

/// year-month-day hour:minute:second.ms as one number, to read failures easily.
std::string parts_text(const TimeParts& p) {
  if (p.shape == TimeShape::empty) return "empty";
  if (p.shape == TimeShape::bad) return "bad";
  std::string text = std::to_string(p.year) + (p.shape == TimeShape::year_first ? "-" : "?") + std::to_string(p.first) + "-" + std::to_string(p.second) +
                     " " + std::to_string(p.hour) + ":" + std::to_string(p.minute) + ":" + std::to_string(p.sec) + "." + std::to_string(p.ms);
  return p.has_offset ? text + " " + std::to_string(p.offset_min) : text;
}

TEST(TimeParts, EveryWayTheFieldWritesATime) {
  EXPECT_EQ(parts_text(parse_time("2019-12-31T19:59:11.000")), "2019-12-31 19:59:11.0");
  EXPECT_EQ(parts_text(parse_time("2019-12-31 19:59:11")), "2019-12-31 19:59:11.0");
  EXPECT_EQ(parts_text(parse_time("2019-12-31T19:59:11.25Z")), "2019-12-31 19:59:11.250 0");
  EXPECT_EQ(parts_text(parse_time("2019-12-31T19:59:11+08:00")), "2019-12-31 19:59:11.0 480");
  EXPECT_EQ(parts_text(parse_time("2019-12-31T19:59:11-0530")), "2019-12-31 19:59:11.0 -330");
  EXPECT_EQ(parts_text(parse_time("2019/1/2 3:04")), "2019-1-2 3:4:0.0");
  EXPECT_EQ(parts_text(parse_time("2019.01.02")), "2019-1-2 0:0:0.0");
  EXPECT_EQ(parts_text(parse_time("2019年1月2日 3时4分5秒")), "2019-1-2 3:4:5.0");
  EXPECT_EQ(parts_text(parse_time("2019年1月2日下午3:04")), "2019-1-2 15:4:0.0");
  EXPECT_EQ(parts_text(parse_time("20190102")), "2019-1-2 0:0:0.0");
  EXPECT_EQ(parts_text(parse_time("20190102030405")), "2019-1-2 3:4:5.0");
  EXPECT_EQ(parts_text(parse_time("12/31/2019 07:59:11 PM")), "2019?12-31 19:59:11.0");
  EXPECT_EQ(parts_text(parse_time("12/31/2019 12:00 AM")), "2019?12-31 0:0:0.0");
  EXPECT_EQ(parts_text(parse_time("31.12.2019 23:59")), "2019?31-12 23:59:0.0");
  EXPECT_EQ(parts_text(parse_time("2020-02-29")), "2020-2-29 0:0:0.0");
  EXPECT_EQ(parts_text(parse_time(" ")), "empty");
}

TEST(TimeParts, APrefixIsNoTime) {
  for (const auto* text : {"2019-02-29", "2019-13-01", "2019-12-32", "2019-12-31 25:00", "2019-12-31 10:60", "2019-12-31 10:00 x", "2019-12-31x", "31/12/19",
                           "43830.5", "yesterday", "12:30", "13/13/2019", "2019-12-31T", "0000-00-00", "2019-12-31 13:00 PM", "1/2"}) {
    EXPECT_EQ(parts_text(parse_time(text)), "bad") << text;
  }
}

TEST(TimeParts, AFormatReadsWhatItSaysAndNothingElse) {
  const TimeFormat format("%d/%m/%y %H:%M");
  EXPECT_EQ(parts_text(format.parse("31/12/19 23:59")), "2019-12-31 23:59:0.0");
  EXPECT_EQ(parts_text(format.parse("31/12/2019 23:59")), "bad");
  EXPECT_EQ(parts_text(TimeFormat("%b %d, %Y").parse("Dec 31, 2019")), "2019-12-31 0:0:0.0");
  EXPECT_EQ(parts_text(TimeFormat("%F %T").parse("2019-12-31 01:02:03")), "2019-12-31 1:2:3.0");
  EXPECT_THROW(TimeFormat("%Q"), Error);
}

DayMonthOrder order_of(std::initializer_list<const char*> texts, bool preset = false) {
  DayMonthEvidence evidence;
  for (const auto* text : texts) evidence.add(parse_time(text));
  return decide(evidence, preset).order;
}

TEST(DayMonthOrder, TheWholeColumnDecides) {
  EXPECT_EQ(order_of({"2019-12-31", "2019-01-02"}), DayMonthOrder::not_needed);
  EXPECT_EQ(order_of({"01/02/2019", "31/12/2019"}), DayMonthOrder::day_first);
  EXPECT_EQ(order_of({"01/02/2019", "12/31/2019"}), DayMonthOrder::month_first);
  EXPECT_EQ(order_of({"31/12/2019", "12/31/2019"}), DayMonthOrder::unknown);
  EXPECT_EQ(order_of({"01/02/2019", "03/04/2019"}), DayMonthOrder::unknown) << "never row by row, never a guess";
  EXPECT_EQ(order_of({"01/02/2019", "03/04/2019"}, true), DayMonthOrder::month_first);
  EXPECT_EQ(order_of({"01/02/2019 01:00:00 PM"}), DayMonthOrder::month_first);
}

// Expected values: GNU date, TZ=... date -d '...' +%s.
TEST(CityTime, LocalTimesBecomeUtcAndALocalMonth) {
  CityTime york("America/New_York");
  const auto moment = york.moment(parse_time("2019-12-31 19:59:11"), DayMonthOrder::not_needed);
  EXPECT_EQ(moment.utc_ms, 1577840351000);
  EXPECT_EQ(moment.month, 49 * 12 + 11) << "December in the city, though January in UTC";
  CityTime shanghai("Asia/Shanghai");
  EXPECT_EQ(shanghai.moment(parse_time("2025-01-01 00:30"), DayMonthOrder::not_needed).utc_ms, 1735662600000);
  EXPECT_EQ(shanghai.moment(parse_time("2024-12-31T16:30:00Z"), DayMonthOrder::not_needed).month, 55 * 12) << "an offset wins, the month is local";
}

TEST(CityTime, TheHourThatComesTwiceIsTheFirst) {
  CityTime york("America/New_York");  // clocks went back at 2019-11-03 02:00 EDT
  EXPECT_EQ(york.moment(parse_time("2019-11-03 01:30"), DayMonthOrder::not_needed).utc_ms, 1572759000000);
  EXPECT_EQ(york.moment(parse_time("2019-11-03 02:30"), DayMonthOrder::not_needed).utc_ms, 1572766200000);
}

TEST(CityTime, DayAndMonthFollowTheOrder) {
  CityTime utc("UTC");
  EXPECT_EQ(utc.moment(parse_time("01/02/1970"), DayMonthOrder::day_first).utc_ms, 31 * 86'400'000LL);
  EXPECT_EQ(utc.moment(parse_time("01/02/1970"), DayMonthOrder::month_first).utc_ms, 86'400'000LL);
  EXPECT_EQ(utc.moment(parse_time("01/02/1970"), DayMonthOrder::unknown).utc_ms, kNoTime);
  EXPECT_EQ(utc.moment(parse_time("31/12/1970"), DayMonthOrder::month_first).utc_ms, kNoTime);
  EXPECT_EQ(utc.moment(parse_time("1969-12-31"), DayMonthOrder::not_needed).month, -1);
}

TEST(CityTime, AnUnknownZoneIsRefused) {
  EXPECT_THROW(CityTime("Mars/Olympus"), Error);
  EXPECT_THROW(CityTime(""), Error);
}

TEST(ColumnLook, SaysWhereItStoppedCountingDistinctValues) {
  ColumnLook look("id");
  for (std::size_t i = 0; i < kMostDistinct; ++i) look.add(std::to_string(i));
  EXPECT_EQ(look.info().distinct, kMostDistinct);
  EXPECT_FALSE(look.info().distinct_cut);
  look.add("one more");
  EXPECT_EQ(look.info().distinct, kMostDistinct);
  EXPECT_TRUE(look.info().distinct_cut);
}

}  // namespace
}  // namespace bailiwick::layers
