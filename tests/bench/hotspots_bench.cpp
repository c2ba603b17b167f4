// Gi*, local Moran, p and false discovery against libgeoda and esda; DBSCAN against R. Processor seconds of one thread, in turns.
#include "exchange.h"
#include "results.h"

#include <bailiwick/autocorrelation.h>
#include <bailiwick/clusters.h>
#include <bailiwick/hotspots.h>

#include <cmath>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

#include "hotspots/exact_tails.h"
#include "hotspots/neighbour_sums.h"

namespace {

using namespace bailiwick;

struct Words {
  std::string work, peers, python, json;
  int rounds = 3;
  bool quick = false;
};

/// splitmix64 (Steele, Lea, Flood 2014): the same city on every machine.
double dice(std::uint64_t n) {
  n += 0x9e3779b97f4a7c15ULL;
  n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9ULL;
  n = (n ^ (n >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((n ^ (n >> 31)) >> 11) * 0x1p-53;
}

/// Poisson counts of mean 10 by the product of dice (Knuth), with a threefold risk in one block of every hundred by hundred.
std::vector<std::uint32_t> counts_of(std::uint32_t columns) {
  std::vector<std::uint32_t> count(std::size_t{columns} * columns);
  for (std::size_t i = 0; i < count.size(); ++i) {
    const auto row = i / columns % 100, column = i % columns % 100;
    const double limit = std::exp(row / 5 == 9 && column / 5 == 9 ? -30.0 : -10.0);
    double product = 1;
    std::uint32_t k = 0;
    for (product *= dice(i * 256); product > limit; product *= dice(i * 256 + k)) ++k;
    count[i] = k;
  }
  return count;
}

/// 40 km x 40 km: four fifths in 300 clusters of unequal width, the rest anywhere.
std::vector<double> places_of(std::size_t reports) {
  std::vector<double> xy;
  for (std::size_t i = 0; i < reports; ++i) {
    const std::uint64_t base = 1'000'000'000ULL + i * 8;
    if (dice(base) < 0.2) {
      xy.push_back(40'000 * dice(base + 1));
      xy.push_back(40'000 * dice(base + 2));
      continue;
    }
    const auto cluster = static_cast<std::uint64_t>(300 * dice(base + 3));
    const double sigma = 50 * std::exp(2 * dice(cluster * 4 + 2)), radius = sigma * std::sqrt(-2 * std::log(1 - dice(base + 4))), turn = 6.283185307179586 * dice(base + 5);
    xy.push_back(40'000 * dice(cluster * 4) + radius * std::cos(turn));
    xy.push_back(40'000 * dice(cluster * 4 + 1) + radius * std::sin(turn));
  }
  return xy;
}

Context one_thread() {
  Context context;
  context.threads = 1;
  return context;
}

/// One city: counts, and the same with a fraction added so that they are real values.
struct Cells {
  Lattice lattice;
  std::vector<std::uint32_t> count;
  std::vector<double> value;

  explicit Cells(std::uint32_t columns) : lattice{100, 0, 0, columns, columns}, count(counts_of(columns)) {
    for (std::size_t i = 0; i < count.size(); ++i) value.push_back(count[i] + dice(7'000'000'000ULL + i));
  }
};

/// Chances of a neighbour sum at least and at most the one seen.
std::vector<hotspots_room::Tails> exact_tails_of(const Cells& cells) {
  const auto lags = hotspots_room::lags(cells.lattice, cells.count, {}, Neighbours::queen);
  std::vector<hotspots_room::Observation> observed;
  for (std::size_t i = 0; i < lags.size(); ++i) observed.push_back({lags.count[i], lags.neighbours[i], lags.sum[i]});
  return hotspots_room::exact_tails(cells.count, observed, {});
}

/// Of real values, where nothing ties, from ours.
std::vector<hotspots_room::Tails> tails_of(const LocalStatistics& ours) {
  std::vector<hotspots_room::Tails> tails;
  for (const double p : ours.p) tails.push_back({p / 2, 1 - p / 2});
  return tails;
}

/// Their p is one-sided and folded, from 999 draws, and counts ties wholly or not at all: ours within five standard errors of theirs, and of ours where it is
/// drawn too, for 999 cells of a thousand.
bool p_agree(const std::vector<hotspots_room::Tails>& tails, const std::vector<double>& theirs) {
  std::size_t apart = 0;
  for (std::size_t i = 0; i < tails.size(); ++i) {
    const auto is_theirs = [&](double larger) {
      const double p = std::min(larger, 1 - larger);
      return std::abs(theirs[i] - p) <= 5 * std::sqrt(p * (1 - p) * (1 / 999.0 + 1e-5)) + 0.002;
    };
    if (!is_theirs(tails[i].at_least) && !is_theirs(1 - tails[i].at_most)) ++apart;
  }
  return apart <= tails.size() / 1000;
}

/// What stands in a row of the comparison: which peer, how many cells, counts or real values.
struct Match {
  std::string peer;
  std::uint32_t columns;
  bool real;
  double goal;
};

bench::Row compare_gi(const Words& words, const Match& match) {
  const Cells cells(match.columns);
  const auto file = words.work + (match.real ? "/values-" : "/counts-") + std::to_string(match.columns), answer = words.work + "/answer";
  bench::save(file, match.real ? cells.value : std::vector<double>(cells.count.begin(), cells.count.end()));
  bench::Row row{std::string(match.real ? "Gi*, Moran, 99,999 draws, FDR, " : "Gi*, Moran, exact p, FDR, ") + std::to_string(cells.count.size()) + " cells",
                 match.peer == "geoda" ? "libgeoda lookup, 999 draws" : "esda with numba, 999 draws", {}, {}, "s", match.goal, true, {}};
  GiOptions options;
  options.draws = 99'999;  // of real values: counts are exact
  for (int round = 0; round < words.rounds; ++round) {
    LocalStatistics ours;
    row.ours.push_back(bench::cpu_seconds_of([&] {
      ours = match.real ? local_statistics(cells.lattice, cells.value, {}, options, one_thread()) : local_statistics(cells.lattice, cells.count, {}, options, one_thread());
    }));
    row.theirs.push_back(bench::seconds_of_peer(
        words.python + " " + words.peers + "/hotspots_worker.py " + match.peer + " " + std::to_string(match.columns) + " " + file + " " + answer, words.work));
    const auto theirs = bench::load<double>(answer, 2 * cells.count.size());
    for (std::size_t i = 0; i < cells.count.size(); ++i) {
      if (!std::isnan(theirs[i]) && std::abs(theirs[i] - ours.gi_star_z[i]) > 1e-9) row.equal = false;
    }
    if (!p_agree(match.real ? tails_of(ours) : exact_tails_of(cells), {theirs.begin() + static_cast<std::ptrdiff_t>(cells.count.size()), theirs.end()})) row.equal = false;
    row.remark = "ours " + ours.method + "; " + (match.peer == "esda" ? "z to 1e-9, " : "") + "p within the noise of theirs";
  }
  return row;
}

/// The same partition of the core places, and of the others which are noise: numbers may differ.
bool same_partition(const Clusters& ours, const std::vector<std::int32_t>& theirs) {
  std::map<std::int32_t, std::int32_t> there, back;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    if ((ours.label[i] < 0) != (theirs[i] == 0)) return false;
    if (ours.core[i] == 0) continue;  // a border place may join any cluster in reach
    if (there.emplace(ours.label[i], theirs[i]).first->second != theirs[i] || back.emplace(theirs[i], ours.label[i]).first->second != ours.label[i]) return false;
  }
  return true;
}

bench::Row compare_dbscan(const Words& words, std::size_t reports) {
  const auto xy = places_of(reports);
  std::vector<double> x, y;
  for (std::size_t i = 0; i < xy.size(); i += 2) {
    x.push_back(xy[i]);
    y.push_back(xy[i + 1]);
  }
  const auto file = words.work + "/places", answer = words.work + "/labels";
  bench::save(file, xy);
  bench::Row row{"DBSCAN, " + std::to_string(reports) + " reports, 50 m, 20", "R dbscan", {}, {}, "s", 12, true, {}};
  for (int round = 0; round < words.rounds; ++round) {
    Clusters found;
    row.ours.push_back(bench::cpu_seconds_of([&] { found = dbscan({x, y}, {50, 20}, one_thread()); }));
    row.theirs.push_back(bench::seconds_of_peer("Rscript " + words.peers + "/dbscan_worker.R 50 20 " + file + " " + answer, words.work));
    if (!same_partition(found, bench::load<std::int32_t>(answer, reports))) row.equal = false;
  }
  return row;
}

}  // namespace

/// hotspots_bench WORK PEERS PYTHON ROUNDS JSON [quick]
int main(int argc, char** argv) {
  if (argc < 6) return 2;
  const Words words{argv[1], argv[2], argv[3], argv[5], std::atoi(argv[4]), argc > 6};
  const std::uint32_t large = words.quick ? 200 : 1000;
  std::vector<bench::Row> rows;
  rows.push_back(compare_gi(words, {"geoda", large, false, 200}));
  rows.push_back(compare_gi(words, {"geoda", large, true, 150}));
  rows.push_back(compare_gi(words, {"esda", words.quick ? 100U : 200U, false, 1000}));
  rows.push_back(compare_dbscan(words, words.quick ? 100'000 : 1'000'000));
  bench::publish(rows, words.json);
  return 0;
}
