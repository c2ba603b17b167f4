/// What goes into emerging hotspots, and which of their places are worth a row.
#include <bailiwick/error.h>
#include <bailiwick/periods.h>
#include <bailiwick/reports.h>

#include <limits>
#include <map>

namespace bailiwick {

EmergingCounts emerging_counts(std::span<const std::uint32_t> place, std::span<const std::int64_t> period, std::span<const std::uint32_t> category, std::size_t places,
                               std::uint32_t periods) {
  const auto size = places * periods;
  if (size > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorCode::limit_exceeded, std::to_string(places) + " places in " + std::to_string(periods) +
                                               " periods are more than can be tested together; use larger cells or longer periods");
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> counts;
  if (category.empty()) counts[kNoCategory].assign(size, 0);
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (place[i] >= places || period[i] < 0 || period[i] >= periods) continue;
    const auto key = category.empty() ? kNoCategory : category[i];
    if (!category.empty() && key == kNoCategory) continue;
    auto& of = counts[key];
    if (of.empty()) of.assign(size, 0);
    ++of[static_cast<std::size_t>(period[i]) * places + place[i]];
  }
  EmergingCounts out;
  for (auto& [key, of] : counts) {
    out.category.push_back(key);
    out.counts.push_back(std::move(of));
  }
  return out;
}

bool says_anything(const Emerging& kind, std::span<const std::uint32_t> count, std::size_t place) {
  const auto places = kind.kind.size();
  for (std::size_t at = place; at < count.size(); at += places) {
    if (count[at] > 0) return true;
  }
  return kind.kind[place] != EmergingKind::none || (count.size() == places && kind.bin[place] != 0);
}

}  // namespace bailiwick
