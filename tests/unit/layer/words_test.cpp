#include <bailiwick/layers/write.h>

#include <bailiwick/error.h>

#include <gtest/gtest.h>

namespace bailiwick::layers {
namespace {

TEST(Words, EachLanguageHasItsOwn) {
  EXPECT_EQ(Words("en")("column.unit_name"), "Unit");
  EXPECT_EQ(Words("zh")("column.unit_name"), "责任单位");
  EXPECT_EQ(Words("zh")("gi_bin.-3"), "冷点，置信度 99%");
}

TEST(Words, AnUnknownKeyIsItsOwnWord) {
  EXPECT_EQ(Words("en")("column.shoe_size"), "column.shoe_size");
  EXPECT_EQ(Words("en")("level.beat", "beat"), "beat");
}

TEST(Words, AnUnknownLanguageIsRefused) {
  try {
    const Words words("fr");
    FAIL();
  } catch (const Error& e) {
    EXPECT_STREQ(e.what(), "--lang: expected en or zh, found 'fr'");
  }
}

}  // namespace
}  // namespace bailiwick::layers
