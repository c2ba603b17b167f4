/// Ctrl-C: asks the work to stop, and ends the process when a library call does not come back in time.
#pragma once

#include <atomic>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace bailiwick::cli {

/// Blocks SIGINT and SIGTERM in every thread made after it and waits for them in one of its own. On a signal a stop is requested; if the
/// process is still at work 0.8 seconds later, temporary files are removed and it ends with 130. A second signal ends it at once.
class Watcher {
 public:
  /// `sentence` is said on stderr when the process is ended while `writing` is set.
  Watcher(std::shared_ptr<std::atomic<bool>> writing, std::string sentence);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

 private:
  void watch();

  std::shared_ptr<std::atomic<bool>> writing_;
  std::string sentence_;
  std::stop_source stop_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

}  // namespace bailiwick::cli
