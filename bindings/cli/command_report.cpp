#include "command_run.h"
#include "terminal.h"

namespace bailiwick::cli {

/// Everything: owners, coverage, density, hotspots, maps and tables.
int report(Session& session) {
  const Parts everything = Parts::of_report();
  Run run = opened(session, everything);
  audit_coverage(run);
  estimate_density(run);
  find_hotspots_as_asked(run);
  return closed(run, session, everything, [&](const Written& written) {
    for (const auto& line : written.lines) print(harmless(line));
    print("");
    print(balance_table(run.balance, layers::Words(run.settings.lang)));
  });
}

}  // namespace bailiwick::cli
