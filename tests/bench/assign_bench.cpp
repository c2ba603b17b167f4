// Reports into zones against the peers: assign_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON] [--task NAME] [--against PEER]
//
// Rounds are taken in turns, ours before each of theirs, and every row is per report, so slow peers get fewer reports. One thread is timed by the
// processor's clock. Answers to the same reports are compared one by one. A peer that is missing fails the bench; `--against`, for those who tune, leaves all
// peers out but those whose name holds the word.
#include "city.h"
#include "index/data.h"
#include "peers/external.h"
#include "peers/ours.h"
#include "arguments.h"
#include "results.h"
#include "single.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <numeric>

namespace {

using bench::Pairs;
using bench::Row;

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
  const double s = bench::cpu_seconds_of([&] {
    for (std::size_t i = 0; i < x.size(); ++i) {
      std::uint64_t a, b;
      std::memcpy(&a, &x[i], 8);
      std::memcpy(&b, &y[i], 8);
      out[i] = static_cast<std::uint32_t>(a ^ b);
    }
  });
  return s * 1e9 / static_cast<double>(x.size());
}

/// Reports in one order.
struct Reports {
  std::string order;
  std::vector<double> x, y;
};

/// Answers that only one side gives, split by whether the report lies on the zone's border, where peers have rules of their own.
std::string compare(const Pairs& ours, const Pairs& theirs, const bailiwick::ZoneIndex& index, std::span<const double> x, std::span<const double> y,
                    bool& equal) {
  const auto a = sorted(ours), b = sorted(theirs);
  Pairs only;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
  std::size_t off_border = 0;
  for (const auto pair : only) {
    bool on = false;
    const auto visit = [&](const bailiwick::Hit& hit) { on = on || (index_of(hit.zone) == static_cast<std::uint32_t>(pair) && hit.on_border); };
    bailiwick::for_each_hit(index, x[pair >> 32], y[pair >> 32], visit, bailiwick::BorderRule::all_touching);
    off_border += !on;
  }
  equal = off_border == 0;
  if (only.empty()) return std::to_string(a.size()) + " answers";
  return std::to_string(a.size()) + " answers; " + std::to_string(only.size() - off_border) + " differ on a border, " + std::to_string(off_border) + " off it";
}

/// Ours is timed on all reports, so that none of them is still in a cache; theirs on so many from the middle as fill a round. The answers to those are
/// compared.
Row against_peer(const std::string& task, bench::Peer& ours, bench::Peer& peer, const Reports& reports, int rounds, double goal) {
  const auto all = reports.x.size(), n = std::min(all, peer.reports_per_round());
  const std::span<const double> x(reports.x.data() + (all - n) / 2, n), y(reports.y.data() + (all - n) / 2, n);
  Row row{.task = task, .against = peer.name(), .ours = {}, .theirs = {}, .unit = "ns/report", .goal = goal, .equal = {}, .remark = {}};
  peer.load(x, y);
  for (int r = 0; r < rounds; ++r) {
    const auto ns = [](bench::Peer& engine, std::span<const double> px, std::span<const double> py) {
      const double start = engine.clock();
      engine.place(px, py);
      return (engine.clock() - start) * 1e9 / static_cast<double>(px.size());
    };
    row.ours.push_back(ns(ours, reports.x, reports.y));
    row.theirs.push_back(ns(peer, x, y));
  }
  ours.place(x, y);
  bool equal = false;
  row.remark = compare(ours.found(), peer.found(), bench::index_of_ours(ours), x, y, equal);
  row.equal = equal;
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

void add_single(const std::string& task, const bench::Peer& ours, const Reports& reports, std::vector<Row>& rows) {
  const auto l = bench::latency(bench::placer_of_ours(ours), reports.x, reports.y);
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

double ns_per_report(double seconds, const Reports& reports) { return seconds * 1e9 / static_cast<double>(reports.x.size()); }

Row against_stream(const std::string& task, bench::Peer& ours, const Reports& reports, int rounds, double times, std::vector<std::uint32_t>& sink) {
  Row row{.task = task, .against = "memory stream", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = 1 / times, .equal = {}, .remark = {}};
  ours.place(reports.x, reports.y);  // the columns are there
  for (int r = 0; r < rounds; ++r) {
    row.theirs.push_back(stream_ns(reports.x, reports.y, sink));
    row.ours.push_back(ns_per_report(bench::cpu_seconds_of([&] { ours.place(reports.x, reports.y); }), reports));
  }
  return row;
}

/// By the wall clock: two threads are worth what they save on it.
Row two_threads(const std::string& task, bench::Peer& one, bench::Peer& two, const Reports& reports, int rounds) {
  Row row{.task = task + ", two threads", .against = "one thread", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = 1.8, .equal = {}, .remark = {}};
  two.place(reports.x, reports.y);
  for (int r = 0; r < rounds; ++r) {
    row.theirs.push_back(ns_per_report(bench::seconds_of([&] { one.place(reports.x, reports.y); }), reports));
    row.ours.push_back(ns_per_report(bench::seconds_of([&] { two.place(reports.x, reports.y); }), reports));
  }
  row.equal = one.found() == two.found();
  return row;
}

/// assign() with rules, answers and rows, as the tool runs it.
Row whole_assign(const std::string& task, bench::Peer& ours, const Reports& reports, int rounds) {
  Row row{.task = task + ", assign() with rules", .against = "the batch of zones alone", .ours = {}, .theirs = {}, .unit = "ns/report", .goal = 0, .equal = {}, .remark = {}};
  bailiwick::Context context;
  context.threads = 1;
  const auto assign = [&] {
    (void)bailiwick::assign(bench::index_of_ours(ours), {.x = reports.x, .y = reports.y, .time_ms = {}, .category = {}}, {}, context);
  };
  for (int r = 0; r < rounds; ++r) {
    row.theirs.push_back(ns_per_report(bench::cpu_seconds_of([&] { ours.place(reports.x, reports.y); }), reports));
    row.ours.push_back(ns_per_report(bench::cpu_seconds_of(assign), reports));
  }
  return row;
}

void add_builds(const std::string& task, const bailiwick::Zones& zones, bench::Peer& ours, bench::Peer& pair, std::vector<Row>& rows) {
  Row build{.task = task + " build", .against = "S2 index build", .ours = {}, .theirs = {}, .unit = "s", .goal = 2, .equal = {}, .remark = {}};
  for (int r = 0; r < 3; ++r) {
    build.ours.push_back(bench::cpu_seconds_of([&] { ours.build(zones); }));
    const auto s2 = bench::s2();
    build.theirs.push_back(bench::cpu_seconds_of([&] { s2->build(zones); }));
  }
  rows.push_back(build);
  rows.push_back(against_figure(task + " build, one thread", "0.5 s at full size", bench::median(build.ours), 0.5, "s"));
  Row two{.task = task + " build, two threads", .against = "one thread", .ours = {}, .theirs = {}, .unit = "s", .goal = 1.8, .equal = {}, .remark = {}};
  for (int r = 0; r < 3; ++r) {
    two.ours.push_back(bench::seconds_of([&] { pair.build(zones); }));
    two.theirs.push_back(bench::seconds_of([&] { ours.build(zones); }));
  }
  two.equal = std::ranges::equal(bench::index_of_ours(pair).bytes(), bench::index_of_ours(ours).bytes());
  rows.push_back(two);
  rows.push_back(against_figure(task + " hot bytes per distinct edge", "48 bytes", hot_bytes_per_edge(bench::index_of_ours(ours)), 48, "bytes"));
}

struct Contender {
  std::unique_ptr<bench::Peer> (*make)(const bench::Arguments&);
  double unsorted, sorted;  // goals
};

std::unique_ptr<bench::Peer> python(const bench::Arguments& a, const char* name, const char* file, std::size_t reports) {
  return bench::external(name, a.python + " " + BENCH_PEERS + "/" + file, a.folder, reports);
}

// Peers that prepare zones per question get so many reports that it does not weigh.
const std::array kContenders{
    Contender{[](const bench::Arguments&) { return bench::s2(); }, 100, 60},
    Contender{[](const bench::Arguments&) { return bench::geos_prepared(); }, 600, 0},
    Contender{[](const bench::Arguments&) { return bench::geos_locator(); }, 400, 0},
    Contender{[](const bench::Arguments&) { return bench::boost_rtree(); }, 2000, 0},
    Contender{[](const bench::Arguments& a) { return python(a, "Shapely 2 STRtree, prepared", "shapely_worker.py", 200'000); }, 600, 0},
    Contender{[](const bench::Arguments& a) { return python(a, "PostGIS best plan with index", "postgis_worker.py", 200'000); }, 1000, 0},
    Contender{[](const bench::Arguments& a) { return python(a, "DuckDB spatial, one thread", "duckdb_worker.py", 20'000); }, 0, 0},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: assign_bench CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON] [--task NAME] [--against PEER]\n");
    return 2;
  }
  const auto a = bench::parse(argc, argv, "assign");
  std::filesystem::create_directories(a.folder);
  auto city = bench::read_city(a.project);
  std::printf("%zu zones, %zu reports\n", city.zones.size(), city.x.size());
  std::array<Reports, 2> orders{Reports{a.task + " unsorted", std::move(city.x), std::move(city.y)}, {}};
  orders[1] = {a.task + " Morton order", orders[0].x, orders[0].y};
  const auto order = morton_order(orders[1].x, orders[1].y);
  reorder(orders[1].x, order);
  reorder(orders[1].y, order);

  std::vector<Row> rows;
  const auto ours = bench::ours(), pair = bench::ours(2), small = bench::ours();
  add_builds(a.task, city.zones, *ours, *pair, rows);
  small->build(level_alone(city.zones, 0));
  std::vector<std::uint32_t> sink(orders[0].x.size());
  for (const auto& reports : orders) {
    rows.push_back(against_stream(reports.order, *ours, reports, a.rounds, &reports == &orders[1] ? 4 : 8, sink));
    rows.push_back(against_stream(reports.order + ", one small layer", *small, reports, a.rounds, 3, sink));
    rows.push_back(two_threads(reports.order, *ours, *pair, reports, a.rounds));
    rows.push_back(whole_assign(reports.order, *ours, reports, a.rounds));
    add_single(reports.order, *ours, reports, rows);
  }
  for (const auto& contender : kContenders) {
    const auto peer = contender.make(a);
    if (peer->name().find(a.against) == std::string::npos) continue;
    std::fprintf(stderr, "against %s\n", peer->name().c_str());
    peer->build(city.zones);
    rows.push_back(against_peer(orders[0].order, *ours, *peer, orders[0], a.rounds, contender.unsorted));
    rows.push_back(against_peer(orders[1].order, *ours, *peer, orders[1], a.rounds, contender.sorted));
  }
  bench::publish(rows, a.json);
  return 0;
}
