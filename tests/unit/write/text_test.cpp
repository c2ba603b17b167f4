#include "write/text.h"

#include <gtest/gtest.h>

#include <limits>

namespace bailiwick::layers::write {
namespace {

std::string json(std::string_view value) {
  std::string out;
  append_json_string(out, value);
  return out;
}

std::string real(double value) {
  std::string out;
  append_real(out, value);
  return out;
}

std::string datetime(std::int64_t value, int offset_min = 0) {
  std::string out;
  append_datetime(out, value, Fraction::where_needed, offset_min);
  return out;
}

TEST(Text, JsonEscapesWhatMustBeEscapedAndKeepsTheRest) {
  EXPECT_EQ(json("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(json("a\nb\tc\rd"), R"("a\nb\tc\rd")");
  EXPECT_EQ(json(std::string_view("\x01\x00\x7f", 3)), R"("\u0001\u0000\u007f")");
  EXPECT_EQ(json("网格员"), "\"网格员\"");
  EXPECT_EQ(json("\U0001F6B2"), "\"\U0001F6B2\"");
}

TEST(Text, BytesThatAreNoUtf8BecomeTheReplacementCharacter) {
  EXPECT_EQ(json("a\xFFz"), "\"a\uFFFDz\"");
  EXPECT_EQ(json("\xC0\xAF"), "\"\uFFFD\uFFFD\"");              // overlong '/'
  EXPECT_EQ(json("\xED\xA0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");    // surrogate
  EXPECT_EQ(json("\xE7\xBD"), "\"\uFFFD\uFFFD\"");              // cut off
  EXPECT_EQ(json("\xF4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // beyond U+10FFFF
}

TEST(Text, XmlHoldsNoMarkupOfTheData) {
  std::string out;
  append_xml(out, "<a b='c' d=\"e\">&\x02\n");
  EXPECT_EQ(out, "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;\uFFFD ");
}

TEST(Text, RealsAreShortestAndReadBackTheSame) {
  EXPECT_EQ(real(0.1), "0.1");
  EXPECT_EQ(real(1), "1");
  EXPECT_EQ(real(-0.0), "-0");
  EXPECT_EQ(real(1e22), "1e+22");
  EXPECT_EQ(real(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(real(std::numeric_limits<double>::denorm_min()), "5e-324");
}

TEST(Text, TimesAreUtcAndWholeSecondsWhereTheyAre) {
  EXPECT_EQ(datetime(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(datetime(1709211900000), "2024-02-29T13:05:00Z");  // date -u -d @1709211900
  EXPECT_EQ(datetime(1709211900007), "2024-02-29T13:05:00.007Z");
  EXPECT_EQ(datetime(-1), "1969-12-31T23:59:59.999Z");
}

TEST(Text, TimesOnALocalClockCarryItsOffset) {  // 1709211900 s is 2024-02-29 13:05 UTC by date(1)
  EXPECT_EQ(datetime(1'709'211'900'000, 480), "2024-02-29T21:05:00+08:00");
  EXPECT_EQ(datetime(1'709'211'900'000, -210), "2024-02-29T09:35:00-03:30");
  EXPECT_EQ(datetime(1'709'211'900'000), "2024-02-29T13:05:00Z");
}

}  // namespace
}  // namespace bailiwick::layers::write
