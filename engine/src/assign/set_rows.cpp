#include "assign/set_rows.h"

#include "run/blocks.h"

#include <algorithm>

namespace bailiwick::assigning {

void judge(const ZoneIndex& index, const Choice& choice, std::span<const std::uint32_t> precedence, std::span<const Hit> hits,
           Verdict& verdict) {
  const auto zones = index.data().zones;
  const auto level_of = [&](const Hit& hit) { return zones[index_of(hit.zone)].level; };
  verdict.zone.assign(index.level_count(), kNoZone);
  verdict.placement.assign(index.level_count(), Placement::outside);
  verdict.also.clear();
  for (std::size_t from = 0; from < hits.size();) {
    const auto level = level_of(hits[from]);
    std::size_t to = from;
    while (to < hits.size() && level_of(hits[to]) == level) ++to;
    const auto of_level = hits.subspan(from, to - from);
    const auto winner = choice.winner(of_level);
    verdict.zone[level] = of_level[winner].zone;
    verdict.placement[level] = choice.placement(of_level, winner);
    for (const auto& hit : of_level) {
      if (hit.zone != verdict.zone[level]) verdict.also.push_back({level, hit.zone});
    }
    from = to;
  }
  verdict.answer = answer_of(index, precedence, verdict.zone);
}

SetRows::SetRows(const ZoneIndex& index, const Choice& choice, std::span<const std::uint32_t> precedence, std::span<const std::uint8_t> used,
                 const Context& context)
    : levels_(index.level_count()), stride_(levels_ + 4 + (levels_ + 3) / 4), row_of_(used.size(), 0) {
  std::vector<std::uint32_t> sets, also_first;
  std::uint32_t further = 0;  // room for the zones that do not answer: a set has at most as many as it has zones
  for (std::uint32_t set = 0; set < used.size(); ++set) {
    if (used[set] == 0 && set != 0) continue;
    row_of_[set] = static_cast<std::uint32_t>(sets.size());
    sets.push_back(set);
    also_first.push_back(further);
    further += static_cast<std::uint32_t>(index.data().zones_of_set(set).size());
  }
  words_.resize(sets.size() * stride_);
  also_.resize(further);
  run::for_blocks(sets.size(), 8192, context, "assign", [&](const run::Block& block) {
    Verdict verdict;
    std::vector<Hit> hits;
    for (std::size_t r = block.begin; r < block.end; ++r) {
      hits.clear();
      for (const auto zone : index.data().zones_of_set(sets[r])) hits.push_back({ZoneId{zone}, false});
      judge(index, choice, precedence, hits, verdict);
      std::copy(verdict.also.begin(), verdict.also.end(), also_.begin() + also_first[r]);
      pack(verdict, also_first[r], words_.data() + r * stride_);
    }
  });
}

void SetRows::pack(const Verdict& verdict, std::uint32_t also_first, std::uint32_t* words) const {
  for (std::size_t l = 0; l < levels_; ++l) {
    words[l] = index_of(verdict.zone[l]);
    words[levels_ + 4 + l / 4] |= static_cast<std::uint32_t>(verdict.placement[l]) << (8 * (l % 4));
  }
  words[levels_] = index_of(verdict.answer.unit);
  words[levels_ + 1] = verdict.answer.level == kNoLevel ? kNoLevelWord : verdict.answer.level;
  words[levels_ + 2] = static_cast<std::uint32_t>(verdict.answer.rule) | static_cast<std::uint32_t>(verdict.also.size()) << 8;
  words[levels_ + 3] = also_first;
}

}  // namespace bailiwick::assigning
