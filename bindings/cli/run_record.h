/// run.json: clock, threads and host of a run; the only file that differs from run to run.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace bailiwick::cli {

class RunRecord {
 public:
  RunRecord();

  /// The stage that ran until now is over; `name` begins.
  void begin(const std::string& name);
  [[nodiscard]] std::string json(unsigned threads) const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Stage {
    std::string name;
    double seconds = 0, cpu_seconds = 0;
  };
  [[nodiscard]] Stage ended() const;

  std::chrono::system_clock::time_point started_;
  Clock::time_point since_;
  double cpu_since_ = 0;
  std::string stage_;
  std::vector<Stage> stages_;
};

}  // namespace bailiwick::cli
