/// What is to be said of every report in one set of zones: worked out once per set, not per report.
#pragma once

#include "assign/answer.h"
#include "assign/choice.h"
#include "index/data.h"

#include <bailiwick/assign.h>

#include <span>
#include <vector>

namespace bailiwick::assigning {

/// A zone that holds a report and did not answer.
struct Further {
  std::uint32_t level;
  ZoneId zone;
};

/// One zone and rule per level, the answer, and the further zones that hold the report.
struct Verdict {
  std::vector<ZoneId> zone;
  std::vector<Placement> placement;
  AnswerOf answer;
  std::vector<Further> also;
};

/// Fills `verdict` for a report with these hits, by ZoneId.
void judge(const ZoneIndex& index, const Choice& choice, std::span<const std::uint32_t> precedence, std::span<const Hit> hits, Verdict& verdict);

/// The verdicts of the sets that occur and of set 0, packed so that one costs one or two cache lines.
class SetRows {
 public:
  /// `used[set]` says which sets occur.
  SetRows(const ZoneIndex& index, const Choice& choice, std::span<const std::uint32_t> precedence, std::span<const std::uint8_t> used,
          const Context& context);

  struct Row {
    const std::uint32_t* words;
    std::size_t levels;
    void prefetch() const {
#if defined(__GNUC__)
      __builtin_prefetch(words);
#endif
    }
    [[nodiscard]] ZoneId zone(std::size_t level) const { return ZoneId{words[level]}; }
    [[nodiscard]] UnitId unit() const { return UnitId{words[levels]}; }
    [[nodiscard]] std::uint32_t level() const { return words[levels + 1] == kNoLevelWord ? kNoLevel : words[levels + 1]; }
    [[nodiscard]] AnswerRule rule() const { return static_cast<AnswerRule>(words[levels + 2] & 0xffU); }
    [[nodiscard]] std::uint32_t also_count() const { return words[levels + 2] >> 8; }
    [[nodiscard]] Placement placement(std::size_t level) const {
      return static_cast<Placement>(words[levels + 4 + level / 4] >> (8 * (level % 4)) & 0xffU);
    }
  };
  [[nodiscard]] Row row(std::uint32_t set) const { return {words_.data() + std::size_t{row_of_[set]} * stride_, levels_}; }
  [[nodiscard]] std::span<const Further> also(const Row& row) const {
    return std::span(also_).subspan(row.words[levels_ + 3], row.also_count());
  }

 private:
  static constexpr std::uint32_t kNoLevelWord = 0xffffffffU;
  void pack(const Verdict& verdict, std::uint32_t also_first, std::uint32_t* words) const;

  std::size_t levels_, stride_;
  std::vector<std::uint32_t> row_of_, words_;
  std::vector<Further> also_;
};

}  // namespace bailiwick::assigning
