#include "layer/text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

TEST(Text, ControlAndDirectionSignsAreShownAsCodes) {
  EXPECT_EQ(clean("a\x1b[31mb"), "a[U+001B][31mb");
  EXPECT_EQ(clean("safe\xE2\x80\xAEgpj.exe"), "safe[U+202E]gpj.exe");
  EXPECT_EQ(clean("zero\xE2\x80\x8Bwidth"), "zero[U+200B]width");
}

TEST(Text, OneLineStaysOneLine) { EXPECT_EQ(clean("a\nb\tc\xE2\x80\xA8" "d"), "a b c d"); }

TEST(Text, WhatIsNoUtf8IsReplacedByteByByte) {
  EXPECT_EQ(clean("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");       // overlong
  EXPECT_EQ(clean("\xED\xA0\x80x"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx");  // surrogate
  EXPECT_EQ(clean("\xE4\xB8"), "\xEF\xBF\xBD\xEF\xBF\xBD");       // cut off
  EXPECT_EQ(clean("街道"), "街道");
}

TEST(Text, IsCutByCharactersNotBytes) {
  EXPECT_EQ(shortened("文昌街道办事处", 4), "文昌街…");
  EXPECT_EQ(shortened("文昌街道", 4), "文昌街道");
  EXPECT_EQ(shortened("", 4), "");
}

TEST(Text, MarkdownAndHtmlHaveNoMeaningInNames) {
  EXPECT_EQ(markdown("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(markdown("[x](javascript:1) | **b** `c`"), "\\[x\\](javascript:1) \\| \\*\\*b\\*\\* \\`c\\`");
  EXPECT_EQ(markdown("see http://evil.example and www.evil.example"), "see http\\://evil.example and www\\.evil.example");
}

TEST(Text, XmlIsEscaped) { EXPECT_EQ(xml("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"); }

TEST(Text, WhatIsFilledInIsNotFilledAgain) {
  EXPECT_EQ(filled("{a} and {b}", {{"a", "{b}"}, {"b", "2"}}), "{b} and 2");
  EXPECT_EQ(filled("{unknown} {", {}), "{unknown} {");
}

TEST(Text, NumbersAsPeopleReadThem) {
  EXPECT_EQ(whole(0), "0");
  EXPECT_EQ(whole(999), "999");
  EXPECT_EQ(whole(1234567), "1,234,567");
  EXPECT_EQ(rounded(-0.001, 1), "0");
  EXPECT_EQ(rounded(-1234.5, 1), "-1,234.5");
  EXPECT_EQ(percent(0.1234), "12.3%");
  EXPECT_EQ(percent(0.5), "50.0%");  // as many digits as its neighbours in a list
  EXPECT_EQ(percent(0.0006), "0.1%");
  EXPECT_EQ(percent(0.999), "99.9%");
  EXPECT_EQ(percent(0), "0%");
  EXPECT_EQ(percent(0.00042), "0.04%");
  EXPECT_EQ(percent(0.0000001), "0.01%");  // something is never nothing
  EXPECT_EQ(percent(0.99968), "99.97%");
  EXPECT_EQ(percent(0.9999999), "99.99%");
  EXPECT_EQ(percent(1), "100%");
  EXPECT_EQ(percent(std::nan("")), "–");
  EXPECT_EQ(area_text(310.4, Words("en")), "310 m²");
  EXPECT_EQ(area_text(1'240'000, Words("en")), "1.24 km²");
  EXPECT_EQ(area_text(1'240'000, Words("zh")), "1.24 平方千米");
  EXPECT_EQ(metres_text(0.324, Words("en")), "0.324 m");
  EXPECT_EQ(metres_text(1200, Words("zh")), "1.2 千米");
}

TEST(Text, PlanesAreSaidInWords) {
  EXPECT_EQ(plane_text("LAEA:34.0,113.8", Words("en")), "equal-area plane centred on 34.0 N, 113.8 E");
  EXPECT_EQ(plane_text("LAEA:-33.9,-70.7", Words("en")), "equal-area plane centred on 33.9 S, 70.7 W");
  EXPECT_EQ(plane_text("LAEA:34.0,113.8", Words("zh")), "以北纬 34.0 度、东经 113.8 度为中心的等积平面");
  EXPECT_EQ(plane_text("local", Words("en")), "planar coordinates");
  EXPECT_EQ(plane_text("EPSG:32618", Words("zh")), "EPSG:32618");
}

}  // namespace
}  // namespace bailiwick::layers
