/// Progress, cancel and threads of one call.
#pragma once

#include <bailiwick/error.h>

#include <functional>
#include <stop_token>
#include <string_view>

namespace bailiwick {

/// Long work takes a Context. A default one reports nothing, cannot be cancelled and uses every core.
struct Context {
  /// Called from the calling thread only, at most some 20 times a second, with the stage's name and its share done, 0 to 1.
  std::function<void(std::string_view stage, double share)> progress;
  std::stop_token stop;
  unsigned threads = 0;  ///< 0: as many as the machine has. Results never depend on it.

  /// Throws Error(cancelled) once a stop was requested. Loops call it about every 4,096 items.
  void check() const {
    if (stop.stop_requested()) throw Error(ErrorCode::cancelled, "stopped on request");
  }
  void report(std::string_view stage, double share) const {
    if (progress) progress(stage, share);
  }
  [[nodiscard]] unsigned thread_count() const;  ///< threads, or the number of cores; at least 1
};

}  // namespace bailiwick
