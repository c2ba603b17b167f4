/// Ctrl-C and --timeout: asks the work to stop, and ends the process when a library call does not come back in time.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace bailiwick::cli {

/// Blocks SIGINT and SIGTERM in every thread made after it and waits for them in one of its own. On a signal a stop is requested; if the
/// process is still at work 0.6 seconds later, temporary files are removed and it ends with 130. A second signal ends it at once. When the time is over
/// the same happens, and it ends with 1.
class Watcher {
 public:
  /// What is said of the end: by time or by a signal, while a result was being written or before.
  using Sentence = std::function<std::string(bool timed_out, bool writing)>;

  /// `sentence` is said on stderr when the process is ended; `seconds` of work at the most, 0: any time.
  Watcher(std::shared_ptr<std::atomic<bool>> writing, double seconds, Sentence sentence);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
  [[nodiscard]] bool timed_out() const { return timed_out_; }

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  [[nodiscard]] bool late() const { return deadline_ && Clock::now() >= *deadline_; }

  std::shared_ptr<std::atomic<bool>> writing_;
  std::optional<Clock::time_point> deadline_;
  Sentence sentence_;
  std::stop_source stop_;
  std::atomic<bool> over_{false}, timed_out_{false};
  std::thread thread_;
};

}  // namespace bailiwick::cli
