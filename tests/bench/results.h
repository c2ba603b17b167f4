/// Bench results: medians of interleaved rounds, printed as a table and written as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// One row: `ours` and `theirs` in `unit` (smaller is better); the ratio above 1 means ours is better.
struct Row {
  std::string task, against;
  std::vector<double> ours, theirs;  ///< one value a round, taken in turns
  std::string unit;
  double goal = 0;
  std::optional<bool> equal;  ///< absent where nothing can be compared
  std::string remark;
};

[[nodiscard]] inline double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  const auto n = v.size();
  return n == 0 ? 0 : (v[(n - 1) / 2] + v[n / 2]) / 2;
}

[[nodiscard]] inline double seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds that the processor has spent on this process.
[[nodiscard]] inline double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// What one thread takes on a quiet machine.
[[nodiscard]] inline double cpu_seconds_of(const auto& work) {
  const double start = cpu_seconds();
  work();
  return cpu_seconds() - start;
}

inline nlohmann::ordered_json to_json(const Row& row) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(row.ours.size(), row.theirs.size()); ++i) ratios.push_back(row.theirs[i] / row.ours[i]);
  const double ours = median(row.ours), theirs = median(row.theirs);
  nlohmann::ordered_json j = {{"task", row.task},      {"against", row.against}, {"ours", ours}, {"theirs", theirs},
                              {"unit", row.unit},      {"ratio", theirs / ours}, {"ratio_min", *std::min_element(ratios.begin(), ratios.end())},
                              {"ratio_max", *std::max_element(ratios.begin(), ratios.end())}, {"goal", row.goal}, {"equal", nullptr}};
  if (row.equal) j["equal"] = *row.equal;
  if (!row.remark.empty()) j["remark"] = row.remark;
  return j;
}

/// Prints the table; writes the results to `file` when it has a name, without commit, machine and date, which `run` adds.
inline void publish(const std::vector<Row>& rows, const std::string& file) {
  nlohmann::ordered_json results = nlohmann::ordered_json::array();
  std::printf("%-34s %-34s %11s %11s %-10s %9s %7s %s\n", "task", "against", "ours", "theirs", "unit", "ratio", "goal", "equal");
  for (const auto& row : rows) {
    const auto j = to_json(row);
    std::printf("%-34s %-34s %11.4g %11.4g %-10s %9.3g %7g %s%s%s\n", row.task.c_str(), row.against.c_str(), j["ours"].get<double>(),
                j["theirs"].get<double>(), row.unit.c_str(), j["ratio"].get<double>(), row.goal, row.equal ? (*row.equal ? "yes" : "NO") : "-",
                row.remark.empty() ? "" : "  ", row.remark.c_str());
    results.push_back(j);
  }
  if (!file.empty()) std::ofstream(file) << nlohmann::ordered_json{{"results", results}}.dump(1) << '\n';
}

}  // namespace bench
