/// What an audit leaves beside its layers of findings: the table to work down, units, invalid zones, proposals.
#pragma once

#include <bailiwick/layers/layers.h>

namespace bailiwick::layers {

/// findings.csv of an earlier audit in that folder, for since(); findings that were fixed by then are left out. Throws Error(unreadable_file) where there is none,
/// Error(missing_column) where it is another table.
[[nodiscard]] std::vector<EarlierFinding> read_earlier_findings(const std::string& folder);

/// Every finding of every level, the worst first; declared and exempt ones after them, marked in `listed` (fault, lawful, exempt). Columns as in the layers
/// of findings, before them `rank` and, where `earlier` is given, `state` (new, open, fixed) and `earlier_id`; after them the box of the shape in the
/// location plane. What was fixed comes last, with what the earlier table said of it.
[[nodiscard]] Table findings_table(const Results& results, const std::vector<EarlierFinding>* earlier);

/// Per partition level and unit: zones, own ground, how far it is filled, gaps beside it and overlaps with others.
[[nodiscard]] Table units_table(const Results& results);

/// Zones whose rings cross, overlap or repeat, at the place of the fault.
[[nodiscard]] Layer invalid_layer(const Results& results, const Words& words);

/// A level as proposed, every zone with its area before and after.
[[nodiscard]] Layer repair_layer(const Results& results, const Repair& repair, const Words& words);

}  // namespace bailiwick::layers
