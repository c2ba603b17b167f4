#include "index/locate.h"
#include "index_oracle.h"
#include "index_partition.h"

#include <bailiwick/assign.h>

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <ctime>
#include <mutex>
#include <set>
#include <thread>

namespace bailiwick::test {
namespace {

/// Partitions of all kinds: small and large cells, rounded or with all bits, near 0 and far from it.
PartitionShape kind(std::uint64_t seed) {
  PartitionShape shape;
  shape.columns = 2 + static_cast<int>(seed % 6);
  shape.rows = 2 + static_cast<int>(seed / 6 % 4);
  shape.labels = 1 + static_cast<int>(seed % 9);
  switch (seed % 5) {
    case 0: break;
    case 1: shape.round_to = 0; break;
    case 2: shape = {shape.columns, shape.rows, shape.labels, 39'500'000, 3'400'000, 100, 0.001}; break;
    case 3: shape = {shape.columns, shape.rows, shape.labels, -3, -2, 1, 0.0625}; break;  // coarse: many level and collinear pieces
    default: shape = {shape.columns, shape.rows, shape.labels, 0, 0, 1e-5, 0}; break;
  }
  return shape;
}

std::vector<std::string> ids_at(const ZoneIndex& index, Point p, std::uint32_t level) {
  std::array<Hit, 16> hits{};
  std::vector<std::string> ids;
  const auto found = index.locate(p.first, p.second, hits);
  for (std::size_t i = 0; i < found; ++i) {
    if (index.level_of(hits[i].zone) == level) ids.emplace_back(index.id(hits[i].zone));
  }
  return ids;
}

/// The same set of zones from every way to work out a batch; kAskExact only where all of them ask.
std::vector<std::uint32_t> sets_on_every_path(const ZoneIndex& index, const std::vector<Point>& places) {
  std::vector<double> x, y;
  for (const auto& [px, py] : places) {
    x.push_back(px);
    y.push_back(py);
  }
  std::vector<std::uint32_t> plain(x.size()), sets(x.size());
  index::sets_at(index.data(), index::Path::plain, x.data(), y.data(), x.size(), plain.data());
  for (const auto path : {index::Path::avx2, index::Path::avx512}) {
    if (path > index::best_path()) continue;
    index::sets_at(index.data(), path, x.data(), y.data(), x.size(), sets.data());
    EXPECT_EQ(plain, sets);
  }
  return plain;
}

/// By the batch where whole numbers decide, else by the doubles.
std::vector<std::string> ids_of(const ZoneIndex& index, std::uint32_t set, Point p, std::uint32_t level) {
  if (set == index::kAskExact) return ids_at(index, p, level);
  std::vector<std::string> ids;
  for (const auto zone : index.data().zones_of_set(set)) {
    if (index.level_of(ZoneId{zone}) == level) ids.emplace_back(index.id(ZoneId{zone}));
  }
  return ids;
}

// Each place of a city lies in exactly one block, each place off it in none, whatever the order of zones, the start and direction of rings, the grid
// (a zone far away moves and widens it), the number of threads, and the path of the processor.
TEST(IndexLaws, OneBlockPerPlaceHoweverA1000PartitionsAreGivenOrWorkedOut) {
  Context three;
  three.threads = 3;
  std::size_t in = 0, out = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Partition partition(kind(seed), seed);
    const auto zones = partition.zones();
    const auto index = ZoneIndex::build(zones);
    const auto shuffled = ZoneIndex::build(partition.zones(seed + 1));
    const auto elsewhere = ZoneIndex::build(partition.zones(seed + 2, true));
    ASSERT_TRUE(std::ranges::equal(index.bytes(), ZoneIndex::build(zones, {}, three).bytes())) << "partition " << seed;
    const auto places = partition.places(200);
    const auto sets = sets_on_every_path(index, places);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const Point p = places[i];
      const auto ids = ids_at(index, p, 1);
      const auto in_city = ids_at(index, p, 0).size();
      ASSERT_LE(in_city, 1U);
      ASSERT_EQ(ids.size(), in_city) << "partition " << seed << " at " << p.first << ' ' << p.second;
      ASSERT_EQ(ids, ids_of(index, sets[i], p, 1)) << "partition " << seed << " at " << p.first << ' ' << p.second;
      ASSERT_EQ(ids, ids_at(shuffled, p, 1)) << "partition " << seed << " at " << p.first << ' ' << p.second;
      ASSERT_EQ(ids, ids_at(elsewhere, p, 1)) << "partition " << seed << " at " << p.first << ' ' << p.second;
      (in_city == 1 ? in : out) += 1;
    }
    ASSERT_FALSE(HasFailure()) << "partition " << seed;
  }
  EXPECT_GT(in, 100'000U);
  EXPECT_GT(out, 10'000U);
}

TEST(IndexLaws, EveryHitAndBorderEqualsTheRationalOracle) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Partition partition(kind(seed), seed);
    const Zones zones = partition.zones();
    const auto index = ZoneIndex::build(zones);
    const Oracle oracle(zones);
    std::array<Hit, 16> hits{};
    for (const Point& p : partition.places(120)) {
      const auto expected = oracle.at(p.first, p.second);
      const auto found = index.locate(p.first, p.second, hits);
      ASSERT_EQ(shown(expected, false), shown({hits.data(), found})) << "partition " << seed << " at " << p.first << ' ' << p.second;
      const auto touching = index.locate_touching(p.first, p.second, hits);
      ASSERT_EQ(shown(expected, true), shown({hits.data(), touching})) << "partition " << seed << " at " << p.first << ' ' << p.second;
    }
  }
}

TEST(IndexLaws, MagnitudesFromTheSmallestToTheLargestAreExact) {
  for (const double scale : {1e-99, 1e-60, 1e-20, 1.0, 1e8, 1e13}) {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      Partition partition({5, 4, 5, -3.1 * scale, -2.2 * scale, scale, 0}, seed);
      const Zones zones = partition.zones();
      const auto index = ZoneIndex::build(zones);
      const Oracle oracle(zones);
      std::array<Hit, 16> hits{};
      for (const Point& p : partition.places(80)) {
        const auto found = index.locate(p.first, p.second, hits);
        ASSERT_EQ(shown(oracle.at(p.first, p.second), false), shown({hits.data(), found})) << scale << " at " << p.first << ' ' << p.second;
      }
    }
  }
}

/// Crossing, overlapping and repeated rings: every zone a random star.
Zones tangle(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int> coordinate(0, seed % 2 == 0 ? 12 : 1000);
  LevelInput level{"zone", Role::across, "", false, {}, {}};
  for (int z = 0; z < 12; ++z) {
    for (std::uint64_t ring = 0; ring < 1 + random() % 3; ++ring) {
      const auto first = level.shapes.x.size();
      for (std::uint64_t v = 0; v < 3 + random() % 7; ++v) level.shapes.add_vertex(coordinate(random), coordinate(random));
      level.shapes.add_vertex(level.shapes.x[first], level.shapes.y[first]);
      level.shapes.end_ring();
    }
    level.shapes.end_part();
    level.shapes.end_shape();
    level.rows.push_back({std::string(1, static_cast<char>('A' + z)), "", "", "", "", "", std::nan("")});
  }
  return build_zones({level}, "local").zones;
}

TEST(IndexLaws, TangledRingsEqualTheRationalOracle) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Zones zones = tangle(seed);
    const auto index = ZoneIndex::build(zones);
    const Oracle oracle(zones);
    std::array<Hit, 32> hits{};
    const double size = seed % 2 == 0 ? 12 : 1000;
    std::mt19937_64 random(seed);
    for (int i = 0; i < 100; ++i) {
      const double x = static_cast<double>(random() % 97) / 96 * size, y = static_cast<double>(random() % 97) / 96 * size;
      const auto expected = oracle.at(x, y);
      ASSERT_EQ(shown(expected, false), shown({hits.data(), index.locate(x, y, hits)})) << seed << " at " << x << ' ' << y;
      ASSERT_EQ(shown(expected, true), shown({hits.data(), index.locate_touching(x, y, hits)})) << seed << " at " << x << ' ' << y;
    }
  }
}

double cpu_seconds(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

TEST(IndexLaws, AnIndexIsTheSameForAnyNumberOfThreadsAndTheWorkersBuildIt) {
  const auto zones = Partition({60, 60, 600, 121, 31, 0.01, 1e-7}, 11).zones();
  const auto built = [&](unsigned threads, double& share_of_others) {
    Context context;
    context.threads = threads;
    const double all = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID), own = cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
    auto index = ZoneIndex::build(zones, {}, context);
    const double total = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - all;
    share_of_others = (total - (cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - own)) / total;
    return index;
  };
  double alone = 1, together = 0;
  const auto one = built(1, alone), three = built(3, together);
  EXPECT_LT(alone, 0.01);
  EXPECT_GT(together, 0.05);
  EXPECT_TRUE(std::ranges::equal(one.bytes(), three.bytes()));
}

TEST(IndexLaws, AssignIsTheSameForAnyNumberOfThreadsAndTheWorkersWork) {
  Partition partition({7, 6, 9, 121, 31, 0.01, 1e-7}, 5);
  const auto index = ZoneIndex::build(partition.zones());
  std::vector<double> x, y;
  for (const Point& p : partition.places(50'000)) {
    x.push_back(p.first);
    y.push_back(p.second);
  }
  std::mutex mutex;
  std::set<std::thread::id> workers;
  AssignOptions options;
  options.nearest_m = 1e-9;  // has the workers call back, so the test can see who works
  options.to_metric = [&](std::span<double>, std::span<double>) {
    {
      const std::scoped_lock lock(mutex);
      workers.insert(std::this_thread::get_id());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  };
  Context one;
  one.threads = 1;
  const auto alone = assign(index, {x, y, {}, {}}, options, one);
  EXPECT_EQ(workers.size(), 1U);
  for (const unsigned threads : {2U, 3U}) {
    workers.clear();
    Context context;
    context.threads = threads;
    const auto together = assign(index, {x, y, {}, {}}, options, context);
    EXPECT_EQ(workers.size(), threads);
    for (std::size_t l = 0; l < 2; ++l) {
      EXPECT_EQ(alone.levels[l].zone, together.levels[l].zone);
      EXPECT_EQ(alone.levels[l].placement, together.levels[l].placement);
      EXPECT_EQ(alone.levels[l].also_row, together.levels[l].also_row);
    }
    EXPECT_EQ(alone.answer.unit, together.answer.unit);
  }
}

}  // namespace
}  // namespace bailiwick::test
