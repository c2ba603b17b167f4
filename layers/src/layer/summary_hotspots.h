/// The parts of summary.json that only the hotspot commands fill.
#pragma once

#include "layer/summary_settings.h"

namespace bailiwick::layers {

/// The variant of every statistic in one sentence: what users of other programs compare.
[[nodiscard]] std::string gi_variant(Style style);

/// Null where the run has none.
[[nodiscard]] Json trend_periods_json(const Results& results);
[[nodiscard]] Json global_json(const GlobalStatistic& statistic);
[[nodiscard]] Json zones_json(const Results& results);
[[nodiscard]] Json emerging_json(const Results& results);
[[nodiscard]] Json changes_json(const Results& results);
/// "99999" of "draws:99999"; null where p is exact.
[[nodiscard]] Json draws_json(const std::string& method);

}  // namespace bailiwick::layers
