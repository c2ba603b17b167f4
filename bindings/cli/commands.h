/// The commands, one file each: what they do from options to exit status.
#pragma once

#include "options.h"
#include "progress.h"

#include <bailiwick/context.h>

namespace bailiwick::cli {

/// What every command is given.
struct Session {
  const Options& options;
  Progress& progress;
  Context context;
};

int report(Session& session);
int assign_only(Session& session);
int index_zones(Session& session);
int audit_only(Session& session);
int density_only(Session& session);
int hotspots_only(Session& session);
int clusters_only(Session& session);
int inspect_files(Session& session);
int explain_logged(Session& session);
int doctor(Session& session);

void add_explain_command(CLI::App& command, Options& options);

inline constexpr int kDone = 0, kFailed = 1, kWrongCommandLine = 2, kTooManyRejects = 3, kInterrupted = 130;

}  // namespace bailiwick::cli
