// Reports into zones against the peers: assign_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON] [--task NAME]
//
// Every peer gets the same reports in the same order (the first so many that fill a round); rounds are taken in turns, ours before each of
// theirs on the same reports; answers are compared one by one. A peer that is missing fails the bench.
#include "city.h"
#include "peers/external.h"
#include "peers/peer.h"
#include "results.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <numeric>

namespace {

using bench::Pairs;
using bench::Row;

struct Arguments {
  std::string project, folder, json, python = "python3", task = "assign";
  int rounds = 5;
};

Arguments parse(int argc, char** argv) {
  Arguments a{.project = argv[1], .folder = argv[2], .json = {}};
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--rounds") a.rounds = std::stoi(argv[i + 1]);
    if (option == "--json") a.json = argv[i + 1];
    if (option == "--python") a.python = argv[i + 1];
    if (option == "--task") a.task = argv[i + 1];
  }
  return a;
}

/// The order along a Morton curve over 65,536 x 65,536 cells of the box.
std::vector<std::uint32_t> morton_order(const std::vector<double>& x, const std::vector<double>& y) {
  const auto [w, e] = std::minmax_element(x.begin(), x.end());
  const auto [s, n] = std::minmax_element(y.begin(), y.end());
  const auto spread = [](std::uint64_t v) {
    v = (v | v << 16) & 0x0000ffff0000ffffULL;
    v = (v | v << 8) & 0x00ff00ff00ff00ffULL;
    v = (v | v << 4) & 0x0f0f0f0f0f0f0f0fULL;
    v = (v | v << 2) & 0x3333333333333333ULL;
    return (v | v << 1) & 0x5555555555555555ULL;
  };
  std::vector<std::uint64_t> key(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto cx = static_cast<std::uint64_t>((x[i] - *w) / (*e - *w) * 65535), cy = static_cast<std::uint64_t>((y[i] - *s) / (*n - *s) * 65535);
    key[i] = spread(cx) | spread(cy) << 1;
  }
  std::vector<std::uint32_t> order(x.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key[a] < key[b]; });
  return order;
}

void reorder(std::vector<double>& v, const std::vector<std::uint32_t>& order) {
  std::vector<double> out(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) out[i] = v[order[i]];
  v.swap(out);
}

Pairs sorted(Pairs p) {
  std::sort(p.begin(), p.end());
  return p;
}

/// Nanoseconds per report to read 16 bytes and write 4 for each: what memory alone costs.
double stream_ns(const std::vector<double>& x, const std::vector<double>& y, std::vector<std::uint32_t>& out) {
  const double s = bench::seconds_of([&] {
    for (std::size_t i = 0; i < x.size(); ++i) {
      std::uint64_t a, b;
      std::memcpy(&a, &x[i], 8);
      std::memcpy(&b, &y[i], 8);
      out[i] = static_cast<std::uint32_t>(a ^ b);
    }
  });
  return s * 1e9 / static_cast<double>(x.size());
}

Row against_peer(const std::string& task, bench::Peer& ours, bench::Peer& peer, const bench::City& city, int rounds, double goal) {
  const auto n = std::min(city.x.size(), peer.reports_per_round());
  const std::span<const double> x(city.x.data(), n), y(city.y.data(), n);
  Row row{.task = task, .against = peer.name(), .ours = {}, .theirs = {}, .unit = "ns/report", .goal = goal, .equal = {}, .remark = {}};
  peer.load(x, y);
  for (int r = 0; r < rounds; ++r) {
    const double per = 1e9 / static_cast<double>(n);
    row.ours.push_back(bench::seconds_of([&] { ours.place(x, y); }) * per);
    row.theirs.push_back(bench::seconds_of([&] { peer.place(x, y); }) * per);
  }
  const auto a = sorted(ours.found()), b = sorted(peer.found());
  Pairs only;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
  row.equal = only.empty();
  if (!only.empty()) row.remark = std::to_string(only.size()) + " of " + std::to_string(a.size()) + " answers differ (borders, geodesic edges)";
  return row;
}

struct Contender {
  std::unique_ptr<bench::Peer> peer;
  double goal;
};

std::vector<Contender> contenders(const Arguments& a) {
  const auto worker = [&](const char* file) { return a.python + " " + BENCH_PEERS + "/" + file; };
  std::vector<Contender> out;
  out.push_back({bench::s2(), 100});
  out.push_back({bench::geos_prepared(), 600});
  out.push_back({bench::geos_locator(), 400});
  out.push_back({bench::boost_rtree(), 2000});
  out.push_back({bench::external("Shapely 2 STRtree, prepared", worker("shapely_worker.py"), a.folder, 200'000), 600});
  out.push_back({bench::external("PostGIS best plan with index", worker("postgis_worker.py"), a.folder, 200'000), 1000});
  out.push_back({bench::external("DuckDB spatial, one thread", worker("duckdb_worker.py"), a.folder, 200'000), 0});
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: assign_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON] [--task NAME]\n");
    return 2;
  }
  const auto a = parse(argc, argv);
  std::filesystem::create_directories(a.folder);
  auto city = bench::read_city(a.project);
  std::printf("%zu zones, %zu reports\n", city.zones.size(), city.x.size());

  auto ours = bench::ours();
  std::vector<Row> rows;
  Row build{.task = a.task + " build", .against = "S2 index build", .ours = {}, .theirs = {}, .unit = "s", .goal = 2, .equal = {}, .remark = {}};
  for (int r = 0; r < 3; ++r) {
    ours = bench::ours();
    build.ours.push_back(bench::seconds_of([&] { ours->build(city.zones); }));
    auto s2 = bench::s2();
    build.theirs.push_back(bench::seconds_of([&] { s2->build(city.zones); }));
  }
  rows.push_back(build);

  std::vector<std::uint32_t> sink(city.x.size());
  for (const bool morton : {false, true}) {
    if (morton) {
      const auto order = morton_order(city.x, city.y);
      reorder(city.x, order);
      reorder(city.y, order);
    }
    const std::string task = a.task + (morton ? " Morton order" : " unsorted");
    Row stream{.task = task, .against = "memory stream", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = morton ? 0.25 : 0.125, .equal = {}, .remark = {}};
    for (int r = 0; r < a.rounds; ++r) {
      stream.theirs.push_back(stream_ns(city.x, city.y, sink));
      stream.ours.push_back(bench::seconds_of([&] { ours->place(city.x, city.y); }) * 1e9 / static_cast<double>(city.x.size()));
    }
    rows.push_back(stream);
    for (auto& c : contenders(a)) {
      if (morton && c.peer->name() != "S2 MutableS2ShapeIndex") continue;
      c.peer->build(city.zones);
      rows.push_back(against_peer(task, *ours, *c.peer, city, a.rounds, morton ? 60 : c.goal));
    }
  }
  bench::publish(rows, a.json);
  return 0;
}
