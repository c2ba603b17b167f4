#include <bailiwick/layers/write.h>

#include <bailiwick/error.h>

#include "layer/asset.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

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

/// "[section]" and "key = " lines of a table of words, as section.key.
std::set<std::string> keys_of(std::string_view toml) {
  std::set<std::string> keys;
  std::string section;
  while (!toml.empty()) {
    const auto line = toml.substr(0, toml.find('\n'));
    toml.remove_prefix(std::min(line.size() + 1, toml.size()));
    if (line.starts_with('[')) section = std::string(line.substr(1, line.find(']') - 1)) + ".";
    const auto end = line.find(" = ");
    if (end != std::string_view::npos && !line.starts_with('#')) keys.insert(section + std::string(line.substr(0, end)));
  }
  return keys;
}

TEST(Words, EveryLanguageSaysEverything) { EXPECT_EQ(keys_of(asset("words/en.toml")), keys_of(asset("words/zh.toml"))); }

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
