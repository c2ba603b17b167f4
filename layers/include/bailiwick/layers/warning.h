/// Something a user should know, free of language: a key and what is filled in. Its sentence is made from them in one place, in any language.
#pragma once

#include <bailiwick/layers/words.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bailiwick::layers {

struct Warning {
  using Values = std::vector<std::pair<std::string, std::string>>;

  /// `key` stands in the section [warning] of data/words; what comes before its point is the code: "bad_text.csv" has the code "bad_text".
  explicit Warning(std::string key, Values values = {}, std::uint64_t count = 1);

  std::string key;
  std::string code;  ///< machine word: "no_time_zone", "spreadsheet_id", "multi_part", "datum_unnamed", ...
  Values values;     ///< what fills the {names} of the sentence; files by their name alone, as it goes into the summary
  std::uint64_t count;
};

/// The warning in words, without the count; the second adds it in brackets where it is above one.
[[nodiscard]] std::string sentence_of(const Warning& warning, const Words& words);
[[nodiscard]] std::string counted_sentence_of(const Warning& warning, const Words& words);

}  // namespace bailiwick::layers
