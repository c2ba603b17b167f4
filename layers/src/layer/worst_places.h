/// The ten lines with which a summary opens: place, problem, unit, number, share.
#pragma once

#include <bailiwick/layers/layers.h>

#include <string>
#include <vector>

namespace bailiwick::layers {

/// One line, as plain text in the chosen language; nothing is escaped yet.
struct WorstPlace {
  std::string place, problem, unit;
  std::uint64_t reports = 0;
  double share = 0;  ///< of all located reports
};

/// The worst places, at most `at_most`: hotspot areas and faults in the map of responsibility together, by reports; of each kind at least three
/// in ten where there are any. Slivers, lawful and exempt findings are none; a gap seen at several levels is named once.
[[nodiscard]] std::vector<WorstPlace> worst_places(const Results& results, const Words& words, std::size_t at_most = 10);

/// A finding in the list of the worst ones.
struct RankedFinding {
  const Findings* findings;
  std::uint32_t index;
};
/// The findings that call for action, worst first: without slivers, lawful and exempt ones, unfilled parents (their gaps are there), and gaps
/// that a coarser level already has.
[[nodiscard]] std::vector<RankedFinding> ranked_findings(const Results& results);

/// The zones of a finding; of a child that is at odds with its parent the child.
[[nodiscard]] std::string place_of_ranked(const Results& results, const RankedFinding& finding, const Words& words);
/// "gap of 310 m² that nobody answers for"
[[nodiscard]] std::string problem_of_finding(const Results& results, const RankedFinding& finding, const Words& words);
/// Who answers there: the units that share it, or nobody, with the suggestion.
[[nodiscard]] std::string units_of_finding(const Results& results, const RankedFinding& finding, const Words& words);

}  // namespace bailiwick::layers
