#include <bailiwick/layers/warning.h>

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

/// The {names} that a sentence fills in.
std::set<std::string> names_in(const std::string& sentence) {
  std::set<std::string> names;
  for (auto open = sentence.find('{'); open != std::string::npos; open = sentence.find('{', open + 1)) {
    names.insert(sentence.substr(open, sentence.find('}', open) + 1 - open));
  }
  return names;
}

TEST(Words, WarningsSayTheSameInEveryLanguage) {
  const Words en("en"), zh("zh");
  std::size_t warnings = 0;
  for (const auto& key : keys_of(asset("words/en.toml"))) {
    if (!key.starts_with("warning.") && !key.starts_with("terminal.")) continue;
    ++warnings;
    EXPECT_EQ(names_in(en(key)), names_in(zh(key))) << key;
    EXPECT_NE(en(key), zh(key)) << key;
  }
  EXPECT_GT(warnings, 30U);
}

TEST(Warning, ItsSentenceIsMadeFromKeyAndValuesInTheLanguageAsked) {
  const Warning warning("bad_text.csv", {{"place", "a.csv"}, {"encoding", "GB18030"}}, 1200);
  EXPECT_EQ(warning.code, "bad_text");
  EXPECT_EQ(counted_sentence_of(warning, Words("en")),
            "a.csv: byte sequences that are no valid GB18030 were replaced; pass --encoding where it is another (1,200 times)");
  EXPECT_EQ(sentence_of(warning, Words("zh")), "a.csv：有不合 GB18030 编码的字节，已替换；若为其他编码，请用 --encoding 指明");
}

TEST(Warning, WhatIsFilledInIsNotFilledAgain) {
  EXPECT_EQ(sentence_of(Warning("empty_level", {{"place", "{place}.csv"}}), Words("en")), "{place}.csv: holds no usable zone");
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
