/// Parts of summary.md and what they share.
#pragma once

#include <bailiwick/layers/layers.h>

#include <string>

namespace bailiwick::layers {

inline constexpr std::size_t kCharacters = 120;  // of a name in a table
[[nodiscard]] std::string shown(const std::string& text);
/// "1 report", "12 reports".
[[nodiscard]] std::string reports_text(std::uint64_t n, const Words& words);
[[nodiscard]] std::string heading(const Words& words, const std::string& key);
[[nodiscard]] std::string correction_words(const Results& results, const Words& words);

/// "rising (p 0.003)"; empty where no periods were compared.
[[nodiscard]] std::string trend_text(const HotspotAreas& areas, std::size_t area, const Words& words);
/// A sentence with a blank before it; empty where no periods were compared.
[[nodiscard]] std::string trend_periods_line(const Results& results, const Words& words);
[[nodiscard]] std::string zones_intro(const Results& results, const Words& words);
/// Empty where there is nothing of the kind.
[[nodiscard]] std::string emerging_part(const Results& results, const Words& words);
[[nodiscard]] std::string density_part(const Results& results, const Words& words);
[[nodiscard]] std::string changes_part(const Results& results, const Words& words);

}  // namespace bailiwick::layers
