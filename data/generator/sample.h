/// The sample's files.
#pragma once

#include "reports.h"

namespace generator {

inline constexpr std::uint64_t kSampleSeed = 20250101;

/// Writes data/sample into `folder` and truth.json beside it, in the folder above.
void write_sample(const std::string& folder);

std::string truth_text(const City& city, const std::vector<Report>& reports);
/// The members of a list of findings, one a line.
std::string findings_text(const std::vector<Finding>& findings);
std::string level_text(const Level& level, int decimals);

}  // namespace generator
