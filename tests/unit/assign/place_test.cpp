#include "town.h"

#include <bailiwick/datum.h>
#include <bailiwick/error.h>
#include <bailiwick/place.h>

#include <gtest/gtest.h>

#include <sys/resource.h>

#include <cmath>
#include <cstddef>
#include <functional>
#include <random>

/// How often this thread has asked for memory (counted_new.cpp).
std::size_t allocations();

namespace bailiwick::test {
namespace {

Town two_levels() {
  return Town(std::vector<TownLevel>{{"district", {{"DDDEE.", "DDEEEE", "DDDEEE"}}, Role::partition, "", {{'D', "north"}, {'E', "south"}}, {}, {}},
                                     {"block", {{"PPQRR.", "PPQRST", "PUQRST"}, {"..XX..", "..XX..", "......"}}, Role::partition, "district", {{'P', "p"}, {'X', "x"}}, {}, {{'R', 1}}}});
}

/// Places all over the town and beyond, on borders and corners too.
Places everywhere() {
  Places places("", {}, {});
  for (double x = -50; x <= 700; x += 12.5) {
    for (double y = -50; y <= 400; y += 12.5) {
      places.x.push_back(x);
      places.y.push_back(y);
    }
  }
  for (const double odd : {std::nan(""), 1e300, -1e16}) {
    places.x.push_back(odd);
    places.y.push_back(100);
  }
  return places;
}

struct Placed {
  std::vector<std::vector<ZoneId>> zone;
  std::vector<UnitId> unit;
  std::vector<Placer::Also> also;
};
Placed placed(const Placer& placer, const Places& places, unsigned threads) {
  Placed out;
  out.zone.assign(placer.index().level_count(), std::vector<ZoneId>(places.x.size()));
  out.unit.resize(places.x.size());
  const std::vector<std::span<ZoneId>> columns(out.zone.begin(), out.zone.end());
  Context context;
  context.threads = threads;
  placer.place(places.x, places.y, {columns, out.unit, &out.also}, context);
  return out;
}

TEST(Place, ABatchAndSinglePlacesGiveTheZonesAndUnitsOfAssign) {
  const auto index = two_levels().index();
  auto places = everywhere();
  for (const auto border : {BorderRule::half_open, BorderRule::all_touching}) {
    for (const auto overlap : {OverlapRule::priority, OverlapRule::smallest, OverlapRule::id}) {
      AssignOptions options;
      options.border = border;
      options.overlap = overlap;
      const Placer placer(index, options);
      const auto batch = placed(placer, places, 2);
      const auto sound = places.x.size() - 3;  // assign() refuses the last three
      const auto expected = assign(index, {std::span(places.x).first(sound), std::span(places.y).first(sound), {}, {}}, options);
      std::vector<Placer::Also> also;
      for (std::size_t l = 0; l < 2; ++l) {
        const auto& level = expected.levels[l];
        for (std::size_t k = 0; k < level.also_row.size(); ++k) also.push_back({level.also_row[k], level.also_zone[k]});
      }
      std::ranges::sort(also, {}, [](const auto& one) { return std::pair(one.place, one.zone); });
      EXPECT_EQ(batch.also, also);
      EXPECT_GT(also.size(), 10U);
      std::vector<ZoneId> alone(2);
      for (std::size_t i = 0; i < places.x.size(); ++i) {
        const UnitId unit = placer.place(places.x[i], places.y[i], alone);
        ASSERT_EQ(batch.unit[i], i < sound ? expected.answer.unit[i] : kNoUnit) << i;
        ASSERT_EQ(unit, batch.unit[i]) << i;
        for (std::size_t l = 0; l < 2; ++l) {
          ASSERT_EQ(batch.zone[l][i], i < sound ? expected.levels[l].zone[i] : kNoZone) << i;
          ASSERT_EQ(alone[l], batch.zone[l][i]) << i;
        }
      }
    }
  }
}

TEST(Place, ASinglePlaceAsksForNoMemory) {
  const auto index = two_levels().index();
  const auto places = everywhere();
  const Placer placer(index);
  std::array<ZoneId, 2> zones{};
  std::array<Hit, 8> hits{};
  std::size_t inside = 0, seen = 0;
  const auto before = allocations();
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    inside += placer.place(places.x[i], places.y[i], zones) != kNoUnit;
    seen += index.locate(places.x[i], places.y[i], hits);
    seen += index.locate_touching(places.x[i], places.y[i], hits);
    for_each_hit(index, places.x[i], places.y[i], [&](const Hit&) { ++seen; });
  }
  EXPECT_EQ(allocations(), before);
  EXPECT_GT(inside, 100U);
  EXPECT_GT(seen, inside);
  const auto proof = std::make_unique<int>(1);  // the counter counts
  EXPECT_EQ(allocations(), before + 1);
  static_assert(noexcept(placer.place(0, 0, zones)) && noexcept(index.locate(0, 0, hits)));
}

TEST(Place, EveryZoneOfADeepPileIsVisited) {
  const auto index = ZoneIndex::build(deep_pile());
  for (const auto& [x, expected] : {std::pair{2.0, 100U}, {0.0, 100U}, {4.0, 0U}, {5.0, 0U}}) {
    std::vector<std::uint32_t> seen;
    for_each_hit(index, x, 2, [&](const Hit& hit) { seen.push_back(index_of(hit.zone)); });
    ASSERT_EQ(seen.size(), expected) << x;
    for (std::uint32_t z = 0; z < seen.size(); ++z) EXPECT_EQ(seen[z], z);
  }
  std::size_t touching = 0;
  for_each_hit(index, 4, 2, [&](const Hit& hit) { touching += hit.on_border; }, BorderRule::all_touching);
  EXPECT_EQ(touching, 100U);
}

TEST(Place, ABatchGivesEveryFurtherZoneHoweverMany) {
  // Ten squares, each within the one before: under the k-th and not the next, k zones hold the place; the first by id answers.
  LevelInput level{"zone", Role::across, "", false, {}, {}};
  for (int z = 0; z < 10; ++z) {
    const double west = z;
    for (const auto& [x, y] : {std::pair{west, 0.0}, {20.0, 0.0}, {20.0, 4.0}, {west, 4.0}, {west, 0.0}}) level.shapes.add_vertex(x, y);
    level.shapes.end_ring();
    level.shapes.end_part();
    level.shapes.end_shape();
    level.rows.push_back({std::to_string(1000 + z), "", "", "", "", "", std::nan("")});
  }
  const auto index = ZoneIndex::build(build_zones({level}, "local").zones);
  AssignOptions options;
  options.overlap = OverlapRule::id;
  const Placer placer(index, options);
  std::vector<double> x, y;
  std::vector<Placer::Also> expected, found;
  for (std::uint32_t place = 0; place < 10; ++place) {
    x.push_back(place + 0.5);
    y.push_back(2);
    for (std::uint32_t z = 1; z <= place; ++z) expected.push_back({place, ZoneId{z}});
  }
  std::vector<ZoneId> zone(x.size());
  const std::array<std::span<ZoneId>, 1> columns{std::span(zone)};
  placer.place(x, y, {columns, {}, &found});
  EXPECT_EQ(found, expected);
  EXPECT_EQ(zone, std::vector<ZoneId>(10, ZoneId{0}));
}

double cpu_seconds(int who) {
  rusage usage{};
  getrusage(who, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}
/// The share of the process's work that other threads than this one do.
double share_of_others(const std::function<void()>& work) {
  const double all = cpu_seconds(RUSAGE_SELF), own = cpu_seconds(RUSAGE_THREAD);
  work();
  const double total = cpu_seconds(RUSAGE_SELF) - all;
  return (total - (cpu_seconds(RUSAGE_THREAD) - own)) / total;
}

TEST(Place, TheAnswersDoNotDependOnTheThreadsAndTheWorkersWork) {
  const auto index = two_levels().index();
  const Placer placer(index);
  Places places("", {}, {});
  std::mt19937_64 random(7);
  for (int i = 0; i < 600'000; ++i) {
    places.x.push_back(static_cast<double>(random() % 700) + 0.5);
    places.y.push_back(static_cast<double>(random() % 300) / 4);  // many on borders: slow ones
  }
  Placed alone, together;
  EXPECT_LT(share_of_others([&] { alone = placed(placer, places, 1); }), 0.01);
  EXPECT_GT(share_of_others([&] { together = placed(placer, places, 3); }), 0.05);
  EXPECT_EQ(alone.zone, together.zone);
  EXPECT_EQ(alone.unit, together.unit);
  EXPECT_EQ(alone.also, together.also);
}

TEST(Place, WhatCannotBeRightIsRefused) {
  const auto index = two_levels().index();
  AssignOptions near;
  near.nearest_m = 5;
  EXPECT_THROW(Placer(index, near), Error);
  const Placer placer(index);
  const std::vector<double> x(3), y(2);
  EXPECT_THROW(placer.place(x, y, {}), Error);
  EXPECT_THROW(placer.place(x, x, {}), Error);  // no columns for the levels
}

TEST(Place, ChinesePositionsAreUndoneWithoutAnyProjection) {
  // A square of 200 m around Tian'anmen; GCJ-02 moves positions there by some 560 m.
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  for (const auto& [x, y] : {std::pair{116.396, 39.907}, {116.398, 39.907}, {116.398, 39.909}, {116.396, 39.909}, {116.396, 39.907}}) level.shapes.add_vertex(x, y);
  level.shapes.end_ring();
  level.shapes.end_part();
  level.shapes.end_shape();
  level.rows.push_back({"square", "", "", "", "", "", std::nan("")});
  const auto index = ZoneIndex::build(build_zones({level}, "EPSG:4326").zones);
  const Placer placer(index);
  for (const auto datum : {Datum::gcj02, Datum::bd09}) {
    std::array<double, 1> lon{116.397}, lat{39.908};
    from_wgs84(datum, lon, lat);
    EXPECT_EQ(placer.place(lon[0], lat[0]), kNoUnit);
    to_wgs84(datum, lon, lat);
    EXPECT_EQ(index.unit_id(placer.place(lon[0], lat[0])), "zone/square");
  }
}

}  // namespace
}  // namespace bailiwick::test
