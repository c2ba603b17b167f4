// Reports into zones against the peers: assign_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON] [--task NAME]
//
// Every peer gets the same reports in the same order (the first so many that fill a round); rounds are taken in turns, ours before each of
// theirs on the same reports; answers are compared one by one. A peer that is missing fails the bench.
#include "city.h"
#include "index/data.h"
#include "peers/external.h"
#include "peers/ours.h"
#include "results.h"
#include "single.h"

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

/// A row against a stated figure instead of a peer.
Row against_figure(const std::string& task, const std::string& figure, double ours, double theirs, const std::string& unit) {
  return {.task = task, .against = figure, .ours = {ours}, .theirs = {theirs}, .unit = unit, .goal = 1, .equal = {}, .remark = {}};
}

/// Bytes that batches touch, per distinct edge: everything but exact doubles, texts and attributes.
double hot_bytes_per_edge(const bailiwick::ZoneIndex& index) {
  const auto& d = index.data();
  const auto bytes = d.tops.size_bytes() + d.codes.size_bytes() + d.records.size_bytes() + d.outcomes.size_bytes() + d.set_offsets.size_bytes() + d.set_zones.size_bytes();
  return static_cast<double>(bytes) / static_cast<double>(d.segments.size());
}

void add_single(const std::string& task, const bench::Peer& ours, const bench::City& city, std::vector<Row>& rows) {
  const auto l = bench::latency(bench::placer_of_ours(ours), city.x, city.y);
  rows.push_back(against_figure(task + " single p50", "200 ns", l.p50, 200, "ns"));
  rows.push_back(against_figure(task + " single p99", "1 microsecond", l.p99, 1000, "ns"));
  rows.push_back(against_figure(task + " single p99.9", "1 microsecond", l.p999, 1000, "ns"));
  rows.push_back(against_figure(task + " single slowest", "(preemption included)", l.slowest, l.slowest, "ns"));
  rows.back().goal = 0;
}

/// One level alone: what a small layer costs.
bailiwick::Zones level_alone(const bailiwick::Zones& zones, std::uint32_t l) {
  bailiwick::LevelInput input{zones.levels[l].name, zones.levels[l].role, "", false, {}, {}};
  const auto shapes = zones.shapes.view();
  for (auto z = zones.levels[l].first_zone; z < zones.levels[l].first_zone + zones.levels[l].zone_count; ++z) {
    for (auto p = shapes.shape_offsets[z]; p < shapes.shape_offsets[z + 1]; ++p) {
      for (auto r = shapes.part_offsets[p]; r < shapes.part_offsets[p + 1]; ++r) {
        const auto v = shapes.vertices_of(r);
        for (auto i = v.begin; i < v.end; ++i) input.shapes.add_vertex(shapes.x[i], shapes.y[i]);
        input.shapes.end_ring();
      }
      input.shapes.end_part();
    }
    input.shapes.end_shape();
    input.rows.push_back({zones.id[z], "", "", "", "", "", std::nan("")});
  }
  return bailiwick::build_zones({input}, zones.location_crs).zones;
}

Row against_stream(const std::string& task, bench::Peer& ours, const bench::City& city, int rounds, double times, std::vector<std::uint32_t>& sink) {
  Row row{.task = task, .against = "memory stream", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = 1 / times, .equal = {}, .remark = {}};
  ours.place(city.x, city.y);  // the columns are there
  for (int r = 0; r < rounds; ++r) {
    row.theirs.push_back(stream_ns(city.x, city.y, sink));
    row.ours.push_back(bench::seconds_of([&] { ours.place(city.x, city.y); }) * 1e9 / static_cast<double>(city.x.size()));
  }
  return row;
}

Row two_threads(const std::string& task, bench::Peer& one, bench::Peer& two, const bench::City& city, int rounds) {
  Row row{.task = task + ", two threads", .against = "one thread", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = 1.8, .equal = {}, .remark = {}};
  two.place(city.x, city.y);
  for (int r = 0; r < rounds; ++r) {
    const double per = 1e9 / static_cast<double>(city.x.size());
    row.theirs.push_back(bench::seconds_of([&] { one.place(city.x, city.y); }) * per);
    row.ours.push_back(bench::seconds_of([&] { two.place(city.x, city.y); }) * per);
  }
  row.equal = one.found() == two.found();
  return row;
}

/// assign() with rules, answers and rows, as the tool runs it.
Row whole_assign(const std::string& task, bench::Peer& ours, const bench::City& city, int rounds) {
  Row row{.task = task + ", assign() with rules", .against = "the batch of zones alone", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = 0, .equal = {}, .remark = {}};
  bailiwick::Context context;
  context.threads = 1;
  for (int r = 0; r < rounds; ++r) {
    const double per = 1e9 / static_cast<double>(city.x.size());
    row.theirs.push_back(bench::seconds_of([&] { ours.place(city.x, city.y); }) * per);
    row.ours.push_back(bench::seconds_of([&] { (void)bailiwick::assign(bench::index_of_ours(ours), {.x = city.x, .y = city.y, .time_ms = {}, .category = {}}, {}, context); }) * per);
  }
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
  rows.push_back(against_figure(a.task + " build, one thread", "0.5 s at full size", bench::median(build.ours), 0.5, "s"));
  auto pair = bench::ours(2);
  rows.push_back({.task = a.task + " build, two threads", .against = "one thread", .ours = {bench::seconds_of([&] { pair->build(city.zones); })},
                  .theirs = {bench::median(build.ours)}, .unit = "s", .goal = 1.8, .equal = {}, .remark = {}});
  rows.back().equal = std::ranges::equal(bench::index_of_ours(*pair).bytes(), bench::index_of_ours(*ours).bytes());
  rows.push_back(against_figure(a.task + " hot bytes per distinct edge", "48 bytes", hot_bytes_per_edge(bench::index_of_ours(*ours)), 48, "bytes"));
  auto small = bench::ours();
  small->build(level_alone(city.zones, 0));

  std::vector<std::uint32_t> sink(city.x.size());
  for (const bool morton : {false, true}) {
    if (morton) {
      const auto order = morton_order(city.x, city.y);
      reorder(city.x, order);
      reorder(city.y, order);
    }
    const std::string task = a.task + (morton ? " Morton order" : " unsorted");
    rows.push_back(against_stream(task, *ours, city, a.rounds, morton ? 4 : 8, sink));
    rows.push_back(against_stream(task + ", one small layer", *small, city, a.rounds, 3, sink));
    rows.push_back(two_threads(task, *ours, *pair, city, a.rounds));
    rows.push_back(whole_assign(task, *ours, city, a.rounds));
    add_single(task, *ours, city, rows);
    for (auto& c : contenders(a)) {
      if (morton && c.peer->name() != "S2 MutableS2ShapeIndex") continue;
      c.peer->build(city.zones);
      rows.push_back(against_peer(task, *ours, *c.peer, city, a.rounds, morton ? 60 : c.goal));
    }
  }
  bench::publish(rows, a.json);
  return 0;
}
