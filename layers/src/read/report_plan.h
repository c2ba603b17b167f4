/// Which column of a reports file means what.
#pragma once

#include "read/time_parts.h"

#include <bailiwick/layers/read.h>

#include <optional>
#include <string>
#include <vector>

namespace bailiwick::layers {

/// What a preset brings: names that go before the general ones, and the city's ways.
struct ReportPreset {
  std::string name, time_zone;
  bool month_first = false;
  std::vector<std::string> x, y, time, id, status;
  std::vector<std::vector<std::string>> category;  ///< per column to join, its names
};
/// Throws Error(invalid_argument) for a name that is none. Empty gives an empty preset.
[[nodiscard]] ReportPreset report_preset(const std::string& name);

/// Column numbers; -1: none.
struct ReportPlan {
  struct Condition {
    int column;
    bool negate;
    std::vector<std::string> values;  ///< any of them
  };

  bool geometry = false;  ///< the position is the feature's own point
  bool wkt = false;       ///< x and y are one column of POINT (x y)
  int x = -1, y = -1, time = -1, id = -1, status = -1;
  std::vector<int> category, keep;
  std::vector<Condition> conditions;  ///< all must hold
  int weight = -1;
  std::optional<Condition> part;      ///< the reports that are set against all
  ReportFields names;                 ///< resolved
  std::vector<std::string> reasons;
  bool degrees = false;  ///< columns are named longitude and latitude
};

/// Chooses columns by the settings, the preset and the names. `geometry`: a vector layer whose points are the positions. Throws
/// Error(missing_column) naming what is missing.
[[nodiscard]] ReportPlan plan_reports(const std::vector<std::string>& columns, bool geometry, const Settings& settings, const std::string& place);

}  // namespace bailiwick::layers
