/// What the commands that run over a city share: how they begin and how they end. Each has its own stages between.
#pragma once

#include "commands.h"
#include "outputs.h"
#include "stages.h"

#include <functional>

namespace bailiwick::cli {

/// Zones, reports, planes, index, the zone of every report and the counts. What cannot be is refused before the work it would spoil: a folder that
/// may not be replaced first, then grids that are too large, for the parts that have one.
/// Without zones, where the parts do without, the study area is the ground; without that what the reports span, so they are read first.
[[nodiscard]] Run opened(Session& session, const Parts& parts);

/// Prints choices and warnings to stderr unless --quiet; returns the exit status by --max-rejects.
[[nodiscard]] int conclude(const Run& run, Session& session);

/// Writes the parts and concludes; to stdout the summary with --json, else what `print_result` prints unless --quiet.
[[nodiscard]] int closed(Run& run, Session& session, const Parts& parts, const std::function<void(const Written&)>& print_result);

}  // namespace bailiwick::cli
