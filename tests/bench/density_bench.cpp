// Densities against SLAM's bucket method, LIBKDV, scipy, scikit-learn and QGIS; 100 million reports against the memory stream. One thread, processor
// time, in turns. Every density is compared with plain sums at sampled cells in the same run. The grid of 1280 x 960 has cells of 31.25 m over a town of
// 40 x 30 km, that of 4000 x 4000 cells of 10 m over 40 x 40 km.
#include "density_town.h"
#include "exchange.h"
#include "peers/slam.h"
#include "results.h"

#include <bailiwick/density.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <numbers>
#include <numeric>

namespace {

using namespace bailiwick;
using bench::Cells;
using bench::Town;

struct Words {
  std::string work, peers, python, json;
  int rounds = 3;
  bool quick = false;
  std::string against{};  // one peer alone

  [[nodiscard]] bool wants(const std::string& peer) const { return against.empty() || against == peer; }
};

/// A town on a grid.
struct Ground {
  std::string name;
  Cells cells;
  Town town;

  [[nodiscard]] Lattice lattice() const { return {cells.cell_m, 0, 0, cells.columns, cells.rows}; }
  [[nodiscard]] std::size_t size() const { return std::size_t{cells.columns} * cells.rows; }
  [[nodiscard]] double x(std::size_t cell) const { return (static_cast<double>(cell % cells.columns) + 0.5) * cells.cell_m; }
  [[nodiscard]] double y(std::size_t cell) const { return (static_cast<double>(cell / cells.columns) + 0.5) * cells.cell_m; }
};

std::string in_words(std::size_t reports) { return reports % 1'000'000 == 0 ? std::to_string(reports / 1'000'000) + " M" : std::to_string(reports / 1000) + " k"; }

Ground ground(std::size_t reports, const Cells& cells) {
  return {in_words(reports) + ", " + std::to_string(cells.columns) + "x" + std::to_string(cells.rows), cells,
          bench::make_town(reports, cells.cell_m * cells.columns, cells.cell_m * cells.rows)};
}

std::vector<float> ours(const Ground& ground, Kernel kernel, double radius) {
  Context context;
  context.threads = 1;
  return density({ground.town.x, ground.town.y}, {}, ground.lattice(), {}, {kernel, {radius, "given", ""}, EdgeCorrection::none}, context).per_km2;
}

/// The same in strips that hold eight million reports at a time, from batches of a million.
std::vector<float> ours_in_strips(const Ground& ground, Kernel kernel, double radius) {
  constexpr std::size_t kBatch = 1'000'000, kHeld = 8'000'000;
  Context context;
  context.threads = 1;
  const auto& town = ground.town;
  const ReportBatches batches = [&](const auto& take) {
    for (std::size_t begin = 0; begin < town.x.size(); begin += kBatch) {
      const auto n = std::min(kBatch, town.x.size() - begin);
      take({std::span(town.x).subspan(begin, n), std::span(town.y).subspan(begin, n)}, {});
    }
  };
  std::vector<float> found;
  found.reserve(ground.size());
  (void)density_by_rows(batches, ground.lattice(), {}, {kernel, {radius, "given", ""}, EdgeCorrection::none}, kHeld,
                        [&](const DensityRows& rows) { found.insert(found.end(), rows.per_km2.begin(), rows.per_km2.end()); }, context);
  return found;
}

/// The sum of kernels at a few cells, every report against every cell, per km2.
template <class Shape>
std::vector<double> plainly(const Ground& ground, const std::vector<std::size_t>& cells, double peak, double radius, Shape shape) {
  constexpr std::size_t kLanes = 16;
  std::vector<double> sums(cells.size());
  for (std::size_t begin = 0; begin < cells.size(); begin += kLanes) {
    double x[kLanes] = {}, y[kLanes] = {}, sum[kLanes] = {};
    const std::size_t lanes = std::min(kLanes, cells.size() - begin);
    for (std::size_t k = 0; k < lanes; ++k) {
      x[k] = ground.x(cells[begin + k]);
      y[k] = ground.y(cells[begin + k]);
    }
    for (std::size_t i = 0; i < ground.town.x.size(); ++i) {
      const double px = ground.town.x[i], py = ground.town.y[i];
      for (std::size_t k = 0; k < kLanes; ++k) sum[k] += shape(((x[k] - px) * (x[k] - px) + (y[k] - py) * (y[k] - py)) / (radius * radius));
    }
    for (std::size_t k = 0; k < lanes; ++k) sums[begin + k] = sum[k] * peak / (radius * radius) * 1e6;
  }
  return sums;
}

/// Half anywhere, half where reports lie.
std::vector<std::size_t> sampled_cells(const Ground& ground, std::size_t count) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t report = i * (ground.town.x.size() / count);
    const auto column = std::min<std::size_t>(ground.cells.columns - 1, static_cast<std::size_t>(ground.town.x[report] / ground.cells.cell_m));
    const auto row = std::min<std::size_t>(ground.cells.rows - 1, static_cast<std::size_t>(ground.town.y[report] / ground.cells.cell_m));
    cells.push_back(i % 2 == 0 ? row * ground.cells.columns + column : i * 7'919'317 % ground.size());
  }
  return cells;
}

struct Exactness {
  bool holds = true;
  double worst = 0;  // of the maximum for a gaussian, of the cell otherwise
};

/// 2e-7 of each cell or 1e-12 of the maximum, the larger; for a gaussian 1e-6 of the maximum.
Exactness exactness(const Ground& ground, Kernel kernel, double radius, const std::vector<float>& found) {
  const std::size_t count = std::clamp<std::size_t>((kernel == Kernel::gaussian ? 100'000'000 : 1'000'000'000) / ground.town.x.size(), 48, 2000);
  const auto cells = sampled_cells(ground, count);
  const auto exact = kernel == Kernel::gaussian ? plainly(ground, cells, 1 / (2 * std::numbers::pi), radius, [](double u) { return std::exp(-u / 2); })
                     : kernel == Kernel::quartic ? plainly(ground, cells, 3 / std::numbers::pi, radius, [](double u) { return u < 1 ? (1 - u) * (1 - u) : 0.0; })
                                                 : plainly(ground, cells, 2 / std::numbers::pi, radius, [](double u) { return u < 1 ? 1 - u : 0.0; });
  const double largest = *std::max_element(found.begin(), found.end());
  Exactness result;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const double apart = std::abs(static_cast<double>(found[cells[k]]) - exact[k]);
    const double allowed = kernel == Kernel::gaussian ? 1e-6 * largest : std::max(2e-7 * exact[k], 1e-12 * largest);
    if (!(apart <= allowed)) result.holds = false;
    if (kernel == Kernel::gaussian) result.worst = std::max(result.worst, apart / largest);
    else if (exact[k] > 1e-5 * largest) result.worst = std::max(result.worst, apart / exact[k]);
  }
  return result;
}

std::string sampled(const Exactness& found, Kernel kernel) {
  char text[80];
  std::snprintf(text, sizeof text, "ours off plain sums by %.1e of the %s", found.worst, kernel == Kernel::gaussian ? "maximum" : "cell");
  return text;
}

/// The largest difference, in shares of the maximum, of answers that may differ by a constant factor `scale`.
double apart(const std::vector<float>& ours, const std::vector<double>& theirs, double scale, const std::function<bool(std::size_t)>& counts) {
  const double largest = *std::max_element(ours.begin(), ours.end());
  double worst = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    if (counts(i)) worst = std::max(worst, std::abs(static_cast<double>(ours[i]) - scale * theirs[i]) / largest);
  }
  return worst;
}

const auto every = [](std::size_t) { return true; };

/// A long run says how far it is.
void done(std::vector<bench::Row>& rows, const bench::Row& row) {
  rows.push_back(row);
  std::fprintf(stderr, "%s against %s: %.3g %s, %.3g times\n", row.task.c_str(), row.against.c_str(), bench::median(row.ours), row.unit.c_str(), bench::median(row.theirs) / bench::median(row.ours));
}

std::string with_radius(const Ground& ground, const std::string& kernel, double radius) { return kernel + " " + ground.name + ", " + std::to_string(static_cast<int>(radius)) + " m"; }

/// Epanechnikov and quartic against SLAM, which does Epanechnikov; of its lines every `step`-th is timed and counted `step` times.
void against_slam(std::vector<bench::Row>& rows, const Words& words, const Ground& ground, double radius, std::uint32_t step, double goal) {
  const std::string peer = step == 1 ? "SLAM bucket" : "SLAM bucket, 1 line of " + std::to_string(step);
  bench::Row row{with_radius(ground, "Epanechnikov", radius), peer, {}, {}, "s", goal, true, {}};
  bench::Row quartic{with_radius(ground, "quartic", radius), peer + " (Epanechnikov)", {}, {}, "s", goal, true, {}};
  std::vector<float> found, fourth;
  std::vector<double> theirs;
  for (int round = 0; round < words.rounds; ++round) {
    row.ours.push_back(bench::cpu_seconds_of([&] { found = ours(ground, Kernel::epanechnikov, radius); }));
    row.theirs.push_back(step * bench::cpu_seconds_of([&] { theirs = bench::slam_bucket(ground.town.x, ground.town.y, ground.cells, radius, step); }));
    quartic.ours.push_back(bench::cpu_seconds_of([&] { fourth = ours(ground, Kernel::quartic, radius); }));
  }
  quartic.theirs = row.theirs;
  const auto by_slam = apart(found, theirs, 2 / std::numbers::pi / (radius * radius) * 1e6, [&](std::size_t cell) { return bench::slam_has(ground.cells, cell, step); });
  const auto exact = exactness(ground, Kernel::epanechnikov, radius, found), exact_fourth = exactness(ground, Kernel::quartic, radius, fourth);
  row.equal = exact.holds && by_slam <= 1e-6;
  row.remark = sampled(exact, Kernel::epanechnikov);
  quartic.equal = exact_fourth.holds;
  quartic.remark = sampled(exact_fourth, Kernel::quartic);
  done(rows, row);
  done(rows, quartic);
}

/// A peer in a program of its own. Its answers are multiplied by `scale`, or where that is 0 by what makes the maxima equal; `allowed` is a share of the
/// maximum.
bench::Row against_worker(const Words& words, const Ground& ground, const std::string& peer, const std::string& python, Kernel kernel, double radius, double scale,
                          double allowed, double goal) {
  const std::map<std::string, std::string> names{{"scipy", "scipy FFT of counts in cells"}, {"sklearn", "scikit-learn KernelDensity"}, {"libkdv", "LIBKDV, text in and out"}, {"qgis", "QGIS heatmap"}};
  bench::Row row{with_radius(ground, std::string(code(kernel)), radius), names.at(peer), {}, {}, "s", goal, {}, {}};
  std::vector<double> xy;
  for (std::size_t i = 0; i < ground.town.x.size(); ++i) {
    xy.push_back(ground.town.x[i]);
    xy.push_back(ground.town.y[i]);
  }
  const auto file = words.work + "/places", answer = words.work + "/answer";
  bench::save(file, xy);
  const auto command = python + " " + words.peers + "/density_worker.py " + peer + " " + file + " " + answer + " " + std::to_string(ground.cells.cell_m) + " " +
                       std::to_string(ground.cells.columns) + " " + std::to_string(ground.cells.rows) + " " + std::to_string(radius);
  std::vector<float> found;
  for (int round = 0; round < words.rounds; ++round) {
    row.ours.push_back(bench::cpu_seconds_of([&] { found = ours(ground, kernel, radius); }));
    row.theirs.push_back(bench::seconds_of_peer(command, words.work));
  }
  const auto theirs = bench::load<double>(answer, ground.size());
  if (scale == 0) scale = *std::max_element(found.begin(), found.end()) / *std::max_element(theirs.begin(), theirs.end());
  const auto exact = exactness(ground, kernel, radius, found);
  const double difference = apart(found, theirs, scale, every);
  row.equal = exact.holds && difference <= allowed;
  char text[80];
  std::snprintf(text, sizeof text, "; theirs off ours by %.1e of the maximum", difference);
  row.remark = sampled(exact, kernel) + text;
  return row;
}

/// QGIS mirrors reports in the middle line of their row of pixels: put there, they stay.
Ground on_middle_lines(Ground ground) {
  for (std::size_t i = 0; i < ground.town.y.size(); ++i) {
    const double row = std::min(std::floor(ground.town.y[i] / ground.cells.cell_m), ground.cells.rows - 1.0);
    ground.town.y[i] = (row + 0.5) * ground.cells.cell_m;
  }
  return ground;
}

/// Seconds to read 16 bytes for each report.
double stream_seconds(const Town& town) {
  static volatile std::uint64_t sink;
  return bench::cpu_seconds_of([&] {
    std::uint64_t bits = 0;
    for (const auto* column : {&town.x, &town.y}) {
      for (const double value : *column) {
        std::uint64_t word;
        std::memcpy(&word, &value, sizeof word);
        bits ^= word;
      }
    }
    sink = bits;
  });
}

/// `goal` is how many streams it may take.
void against_stream(std::vector<bench::Row>& rows, const Words& words, const Ground& ground, double radius, double goal) {
  bench::Row row{with_radius(ground, "Epanechnikov", radius), "memory stream, 16 bytes a report", {}, {}, "ns/report", goal > 0 ? 1 / goal : 0, {}, {}};
  const double per_report = 1e9 / static_cast<double>(ground.town.x.size());
  std::vector<float> found;
  for (int round = 0; round < words.rounds; ++round) {
    row.ours.push_back(per_report * bench::cpu_seconds_of([&] { found = ours(ground, Kernel::epanechnikov, radius); }));
    row.theirs.push_back(per_report * stream_seconds(ground.town));
  }
  const auto exact = exactness(ground, Kernel::epanechnikov, radius, found);
  row.equal = exact.holds;
  row.remark = sampled(exact, Kernel::epanechnikov);
  done(rows, row);
}

/// The most memory held at once since the last call, in MiB; then it counts anew.
double peak_mib() {
  double kib = 0;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) kib = std::atof(line.c_str() + 6);
  }
  std::ofstream("/proc/self/clear_refs") << "5";
  return kib / 1024;
}

/// More than the reports that the town itself holds.
void in_strips(std::vector<bench::Row>& rows, const Words& words, const Ground& town, double radius) {
  bench::Row row{with_radius(town, "Epanechnikov", radius) + ", in strips", "memory stream, 16 bytes a report", {}, {}, "ns/report", 0, {}, {}};
  const double per_report = 1e9 / static_cast<double>(town.town.x.size());
  peak_mib();  // of what came before
  std::vector<float> found;
  for (int round = 0; round < words.rounds; ++round) {
    row.ours.push_back(per_report * bench::cpu_seconds_of([&] { found = ours_in_strips(town, Kernel::epanechnikov, radius); }));
    row.theirs.push_back(per_report * stream_seconds(town.town));
  }
  char text[80];
  const double input = 16.0 * static_cast<double>(town.town.x.size()) / 1048576;
  std::snprintf(text, sizeof text, "%.0f MiB beside the %.0f MiB of the town", peak_mib() - input, input);
  row.remark = text;
  row.equal = exactness(town, Kernel::epanechnikov, radius, found).holds;
  done(rows, row);
}

void hundred_million(std::vector<bench::Row>& rows, const Words& words) {
  const auto town = ground(words.quick ? 500'000 : 100'000'000, {31.25, 1280, 960});
  for (const double radius : {200.0, 1000.0}) in_strips(rows, words, town, radius);
  peak_mib();  // of making the town
  for (const double radius : {200.0, 1000.0}) against_stream(rows, words, town, radius, 25);
  const double input = 16.0 * static_cast<double>(town.town.x.size()) / 1048576;
  done(rows, {"Epanechnikov " + town.name + ", peak memory", "the reports alone", {peak_mib()}, {input}, "MiB", 0, {}, {}});
}

void all_peers(std::vector<bench::Row>& rows, const Words& words) {
  const std::size_t million = words.quick ? 50'000 : 1'000'000, few = words.quick ? 2'000 : 20'000;
  const Cells coarse{125, 320, 240}, usual = words.quick ? coarse : Cells{31.25, 1280, 960}, fine = words.quick ? Cells{40, 1000, 1000} : Cells{10, 4000, 4000};
  const double per_km2 = 1e6, radii[] = {200, 1000};
  if (words.wants("slam") || words.wants("stream") || words.wants("libkdv")) {
    const auto town = ground(million, usual);
    for (const double radius : radii) {
      if (words.wants("slam")) against_slam(rows, words, town, radius, 1, 50);
      if (words.wants("stream")) against_stream(rows, words, town, radius, 0);
      if (words.wants("libkdv")) done(rows, against_worker(words, town, "libkdv", words.python, Kernel::epanechnikov, radius, 0, 1e-6, 0));
    }
  }
  if (words.wants("slam") || words.wants("scipy")) {
    const auto town = ground(million, fine);
    for (const double radius : radii) {
      if (words.wants("slam")) against_slam(rows, words, town, radius, 8, 35);
    }
    for (const double sigma : {100.0, 400.0}) {
      if (words.wants("scipy")) done(rows, against_worker(words, town, "scipy", words.python, Kernel::gaussian, sigma, per_km2, 2.5e-2, 20));
    }
  }
  if (words.wants("slam")) {
    const auto town = ground(10 * million, usual);
    for (const double radius : radii) against_slam(rows, words, town, radius, 8, 200);
  }
  if (words.wants("sklearn")) done(rows, against_worker(words, ground(few, coarse), "sklearn", words.python, Kernel::epanechnikov, 1000, per_km2, 1e-6, 0));
  if (words.wants("qgis")) {
    const double radius = 6 * usual.cell_m, raw = 3 / std::numbers::pi / (radius * radius) * per_km2;  // whole cells: QGIS's pixels are then ours
    done(rows, against_worker(words, on_middle_lines(ground(few, usual)), "qgis", "/usr/bin/python3", Kernel::quartic, radius, raw, 1e-5, 0));
  }
}

}  // namespace

/// density_bench WORK PEERS PYTHON ROUNDS JSON [quick] [hundred-million | slam | stream | libkdv | scipy | sklearn | qgis]
int main(int argc, char** argv) {
  if (argc < 6) return 2;
  Words words{argv[1], argv[2], argv[3], argv[5], std::atoi(argv[4])};
  bool many = false;
  for (int i = 6; i < argc; ++i) {
    if (std::strcmp(argv[i], "quick") == 0) words.quick = true;
    else if (std::strcmp(argv[i], "hundred-million") == 0) many = true;
    else words.against = argv[i];
  }
  std::vector<bench::Row> rows;
  many ? hundred_million(rows, words) : all_peers(rows, words);
  if (rows.empty()) {
    std::fprintf(stderr, "%s: no such peer; expected slam, stream, libkdv, scipy, sklearn or qgis\n", words.against.c_str());
    return 2;
  }
  bench::publish(rows, words.json);
  return 0;
}
