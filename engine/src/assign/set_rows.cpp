#include "assign/set_rows.h"

#include "run/blocks.h"

namespace bailiwick::assigning {

void judge(const ZoneIndex& index, const Choice& choice, std::span<const std::uint32_t> precedence, std::span<const Hit> hits,
           Verdict& verdict) {
  const std::size_t levels = index.level_count();
  verdict.zone.assign(levels, kNoZone);
  verdict.placement.assign(levels, Placement::outside);
  verdict.also = false;
  for (std::size_t from = 0; from < hits.size();) {
    const auto level = index.level_of(hits[from].zone);
    std::size_t to = from;
    while (to < hits.size() && index.level_of(hits[to].zone) == level) ++to;
    const auto of_level = hits.subspan(from, to - from);
    const auto winner = choice.winner(of_level);
    verdict.zone[level] = of_level[winner].zone;
    verdict.placement[level] = choice.placement(of_level, winner);
    verdict.also = verdict.also || of_level.size() > 1;
    from = to;
  }
  verdict.answer = answer_of(index, precedence, verdict.zone);
}

SetRows::SetRows(const ZoneIndex& index, const Choice& choice, std::span<const std::uint32_t> precedence, std::span<const std::uint8_t> used,
                 const Context& context)
    : levels_(index.level_count()), stride_(levels_ + 3 + (levels_ + 3) / 4), row_of_(used.size(), 0) {
  std::vector<std::uint32_t> sets;
  for (std::uint32_t set = 0; set < used.size(); ++set) {
    if (used[set] == 0 && set != 0) continue;
    row_of_[set] = static_cast<std::uint32_t>(sets.size());
    sets.push_back(set);
  }
  words_.resize(sets.size() * stride_);
  run::for_blocks(sets.size(), 8192, context, "assign", [&](const run::Block& block) {
    Verdict verdict;
    std::vector<Hit> hits;
    for (std::size_t r = block.begin; r < block.end; ++r) {
      hits.clear();
      for (const auto zone : index.data().zones_of_set(sets[r])) hits.push_back({ZoneId{zone}, false});
      judge(index, choice, precedence, hits, verdict);
      pack(verdict, words_.data() + r * stride_);
    }
  });
}

void SetRows::pack(const Verdict& verdict, std::uint32_t* words) const {
  for (std::size_t l = 0; l < levels_; ++l) {
    words[l] = index_of(verdict.zone[l]);
    words[levels_ + 3 + l / 4] |= static_cast<std::uint32_t>(verdict.placement[l]) << (8 * (l % 4));
  }
  words[levels_] = index_of(verdict.answer.unit);
  words[levels_ + 1] = verdict.answer.level == kNoLevel ? kNoLevelWord : verdict.answer.level;
  words[levels_ + 2] = static_cast<std::uint32_t>(verdict.answer.rule) | (verdict.also ? 0x100U : 0U);
}

}  // namespace bailiwick::assigning
