#include "run_record.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <ctime>

#include <sys/resource.h>
#include <unistd.h>

namespace bailiwick::cli {
namespace {

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

long peak_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;  // Linux counts kilobytes
}

/// Of all threads; on a busy machine it says what the clock does not.
double cpu_seconds() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

}  // namespace

RunRecord::RunRecord() : started_(std::chrono::system_clock::now()), since_(Clock::now()), cpu_since_(cpu_seconds()) {}

RunRecord::Stage RunRecord::ended() const {
  return {stage_, std::chrono::duration<double>(Clock::now() - since_).count(), cpu_seconds() - cpu_since_};
}

void RunRecord::begin(const std::string& name) {
  if (!stage_.empty()) stages_.push_back(ended());
  since_ = Clock::now();
  cpu_since_ = cpu_seconds();
  stage_ = name;
}

std::string RunRecord::json(unsigned threads) const {
  auto stages = stages_;
  if (!stage_.empty()) stages.push_back(ended());
  nlohmann::ordered_json record;
  record["bailiwick"] = BAILIWICK_VERSION;
  record["started"] = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(started_)));
  record["host"] = host_name();
  record["threads"] = threads;
  double total = 0;
  for (const auto& stage : stages) {
    record["stages"].push_back({{"stage", stage.name}, {"seconds", rounded(stage.seconds)}, {"cpu_seconds", rounded(stage.cpu_seconds)}});
    total += stage.seconds;
  }
  record["seconds"] = rounded(total);
  record["peak_memory_mb"] = peak_memory_mb();
  return record.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace bailiwick::cli
