#include "commands.h"
#include "terminal.h"

#include <bailiwick/layers/layers.h>

#include <fmt/format.h>

namespace bailiwick::cli {

/// The versions a support request needs.
int doctor(Session& session) {
  print(fmt::format("bailiwick {}", BAILIWICK_VERSION));
  print(fmt::format("GDAL {}", layers::gdal_version()));
  print(fmt::format("PROJ {}", layers::proj_version()));
  print(fmt::format("threads {}", session.context.thread_count()));
  return kDone;
}

}  // namespace bailiwick::cli
