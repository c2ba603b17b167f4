/// run.json: clock, threads and host of a run; the only file that differs from run to run.
#pragma once

#include <chrono>
#include <string>
#include <utility>
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

  std::chrono::system_clock::time_point started_;
  Clock::time_point since_;
  std::string stage_;
  std::vector<std::pair<std::string, double>> seconds_;
};

}  // namespace bailiwick::cli
