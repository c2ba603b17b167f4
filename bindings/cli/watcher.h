/// Ctrl-C, --timeout and --max-memory: asks the work to stop, and ends the process when a library call does not come back in time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace bailiwick::cli {

/// Why a run was ended from outside of its work.
enum class Ending : std::uint8_t { none, signal, time, memory };

/// What a run may take.
struct Allowance {
  double seconds = 0;       ///< 0: any time
  std::uint64_t bytes = 0;  ///< of memory
};

/// Blocks SIGINT, SIGTERM and, but under nohup, SIGHUP in every thread made after it and waits for them in one of its own. On a signal a stop is requested; if the
/// process is still at work 0.6 seconds later, temporary files are removed and it ends with 130. A second signal ends it at once. When the time
/// is over or there is more in memory than allowed the same happens, and it ends with 1.
class Watcher {
 public:
  /// What is said of the end, while a result was being written or before.
  using Sentence = std::function<std::string(Ending ending, bool writing)>;

  /// `sentence` is said on stderr when the process is ended.
  Watcher(std::shared_ptr<std::atomic<bool>> writing, Allowance allowance, Sentence sentence);
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
  [[nodiscard]] Ending ending() const { return ending_; }

 private:
  using Clock = std::chrono::steady_clock;

  void watch();
  [[nodiscard]] Ending exceeded() const;

  std::shared_ptr<std::atomic<bool>> writing_;
  std::optional<Clock::time_point> deadline_;
  std::uint64_t bytes_;
  Sentence sentence_;
  std::stop_source stop_;
  std::atomic<bool> over_{false};
  std::atomic<Ending> ending_{Ending::none};
  std::thread thread_;
};

}  // namespace bailiwick::cli
