#include "town.h"

#include <bailiwick/error.h>
#include <bailiwick/explain.h>
#include <bailiwick/margins.h>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstddef>

/// How often this thread has asked for memory (counted_new.cpp).
std::size_t allocations();

namespace bailiwick::test {
namespace {

Town two_levels() {
  return Town(std::vector<TownLevel>{
      {"district", {{"DDDEE.", "DDEEEE", "DDDEEE"}}, Role::partition, "", {{'D', "north"}, {'E', "south"}}, {}, {}},
      {"block", {{"PPQRR.", "PPQRST", "PUQRST"}, {"..XX..", "..XX..", "......"}, {"......", "..YYY.", "......"}}, Role::partition, "district",
       {{'P', "p"}, {'X', "x"}}, {}, {{'R', 1}}}});
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

TEST(Explain, GivesWhatABatchGivesByEveryRule) {
  const auto town = two_levels();
  const auto index = town.index();
  const auto places = everywhere();
  std::size_t further = 0, nearest = 0, measured = 0;
  for (const auto border : {BorderRule::half_open, BorderRule::all_touching}) {
    for (const auto overlap : {OverlapRule::priority, OverlapRule::smallest, OverlapRule::id}) {
      for (const double nearest_m : {0.0, 40.0}) {
        AssignOptions options{overlap, border, nearest_m, town.planes().to_metric, {}};
        const auto batch = assign(index, places.view(), options);
        const auto margin = margins(index, places.view(), batch, options.to_metric, 30, overlap);
        const Explainer explainer(index, options);
        for (std::size_t i = 0; i < places.x.size(); ++i) {
          std::array<ExplainedLevel, 2> levels;
          std::array<ZoneId, 8> also;
          const auto answer = explainer.explain(places.x[i], places.y[i], levels, also);
          explainer.measure(places.x[i], places.y[i], town.planes(), 30, levels);
          ASSERT_EQ(answer.unit, batch.answer.unit[i]) << i;
          ASSERT_EQ(answer.level, batch.answer.level[i]) << i;
          ASSERT_EQ(answer.rule, batch.answer.rule[i]) << i;
          std::vector<ZoneId> expected_also;
          for (std::size_t l = 0; l < 2; ++l) {
            const auto& of = batch.levels[l];
            ASSERT_EQ(levels[l].zone, of.zone[i]) << i;
            ASSERT_EQ(levels[l].placement, of.placement[i]) << i;
            ASSERT_EQ(levels[l].distance_m, nearest_m > 0 ? of.distance_m[i] : 0) << i;
            ASSERT_TRUE(same(levels[l].border_m, margin[l].border_m[i])) << places.x[i] << ' ' << places.y[i] << ' ' << l << ' ' << levels[l].border_m << ' '
                                                                         << margin[l].border_m[i];
            for (std::size_t k = 0; k < of.also_row.size(); ++k) {
              if (of.also_row[k] == i) expected_also.push_back(of.also_zone[k]);
            }
            nearest += levels[l].placement == Placement::nearest;
            measured += !std::isnan(levels[l].border_m);
          }
          ASSERT_EQ(std::vector(also.begin(), also.begin() + static_cast<std::ptrdiff_t>(answer.also)), expected_also) << i;
          further += answer.also;
        }
      }
    }
  }
  EXPECT_GT(further, 1000U);
  EXPECT_GT(nearest, 100U);
  EXPECT_GT(measured, 1000U);
}

TEST(Explain, AsksForNoMemory) {
  const auto town = two_levels();
  const auto index = town.index();
  const auto planes = town.planes();
  const auto places = everywhere();
  AssignOptions options;
  options.nearest_m = 40;
  options.to_metric = planes.to_metric;
  const Explainer explainer(index, options);
  std::array<ExplainedLevel, 2> levels;
  std::array<ZoneId, 8> also;
  std::size_t answered = 0;
  const auto before = allocations();
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    answered += explainer.explain(places.x[i], places.y[i], levels, also).unit != kNoUnit;
    explainer.measure(places.x[i], places.y[i], planes, 30, levels);
  }
  EXPECT_EQ(allocations(), before);
  EXPECT_GT(answered, 100U);
  const auto proof = std::make_unique<int>(1);  // the counter counts
  EXPECT_EQ(allocations(), before + 1);
}

TEST(Explain, APlaceThatIsNoneIsOutside) {
  const auto index = two_levels().index();
  const Explainer explainer(index);
  std::array<ExplainedLevel, 2> levels;
  for (const auto& [x, y] : {std::pair{std::nan(""), 100.0}, {100.0, INFINITY}, {1e16, 100.0}}) {
    const auto answer = explainer.explain(x, y, levels);
    EXPECT_EQ(answer.rule, AnswerRule::outside);
    EXPECT_EQ(levels[1].zone, kNoZone);
    EXPECT_EQ(answer.also, 0U);
  }
}

TEST(Explain, EveryZoneOfADeepPileIsTold) {
  const auto index = ZoneIndex::build(deep_pile());
  std::vector<ZoneId> also(200);
  ExplainedLevel found;
  const auto answer = Explainer(index).explain(1, 2, {&found, 1}, also);
  EXPECT_EQ(answer.also, 99U);
  EXPECT_EQ(index.id(found.zone), "1000");
  EXPECT_EQ(found.placement, Placement::overlap_id);
  EXPECT_EQ(index.id(also[98]), "1099");
}

TEST(Explain, ALineTellsQuestionAndAnswer) {
  const Town town(std::vector<TownLevel>{{"zone", {{"AA"}, {".B"}}, Role::partition, "", {{'A', "say \"a\"\n"}}, {}, {}}});
  const auto index = town.index();
  const Explainer explainer(index);
  const auto version = std::string(index.zones_version());
  EXPECT_EQ(explained_line(explainer, town.planes(), {150, 25.5, Datum::wgs84, 40}),
            R"({"zones_version":")" + version +
                R"(","x":150,"y":25.5,"datum":"wgs84","border_within_m":40,"unit":null,"unit_level":null,"unit_rule":"no_unit","levels":[)"
                R"({"level":"zone","zone":"B","rule":"overlap:smallest","border_m":25.5,"also":["A"]}]})");
  EXPECT_EQ(explained_line(explainer, town.planes(), {50, 25.5, Datum::wgs84, 0}),
            R"({"zones_version":")" + version +
                R"(","x":50,"y":25.5,"datum":"wgs84","unit":"say \"a\"\u000a","unit_level":"zone","unit_rule":"inside","levels":[)"
                R"({"level":"zone","zone":"A","rule":"inside","also":[]}]})");
}

TEST(Explain, ALineTellsEveryLevel) {
  const Town town(std::vector<TownLevel>{{"zone", {{"A"}}, Role::partition, "", {}, {}, {}}, {"road", {{"R"}}, Role::across, "", {}, {}, {}}});
  const auto index = town.index();
  EXPECT_EQ(explained_line(Explainer(index), town.planes(), {50, 50, Datum::wgs84, 0}),
            R"({"zones_version":")" + std::string(index.zones_version()) +
                R"(","x":50,"y":50,"datum":"wgs84","unit":"road/R","unit_level":"road","unit_rule":"inside","levels":[)"
                R"({"level":"zone","zone":"A","rule":"inside","also":[]},{"level":"road","zone":"R","rule":"inside","also":[]}]})");
}

TEST(Explain, ChineseMapPositionsAreUndone) {
  std::vector<double> lon{113.8}, lat{34.05};
  LevelInput level{"zone", Role::partition, "", false, {}, {}};
  for (const auto& [x, y] : {std::pair{113.7999, 34.0499}, {113.8001, 34.0499}, {113.8001, 34.0501}, {113.7999, 34.0501}, {113.7999, 34.0499}}) level.shapes.add_vertex(x, y);
  level.shapes.end_ring();
  level.shapes.end_part();
  level.shapes.end_shape();
  level.rows.push_back({"small", "", "", "", "", "", std::nan("")});
  const auto index = ZoneIndex::build(build_zones({level}, "EPSG:4490").zones);
  from_wgs84(Datum::gcj02, lon, lat);  // some 600 m off, the zone is 20 m wide
  const Explainer explainer(index);
  EXPECT_NE(explained_line(explainer, {}, {lon[0], lat[0], Datum::gcj02, 0}).find(R"("zone":"small")"), std::string::npos);
  EXPECT_NE(explained_line(explainer, {}, {lon[0], lat[0], Datum::wgs84, 0}).find(R"("zone":null)"), std::string::npos);
}

TEST(Explain, DistancesThatCannotBeAreRefused) {
  const Town town({"A"});
  const auto index = town.index();
  ExplainedLevel level;
  EXPECT_THROW(Explainer(index).measure(0, 0, town.planes(), 0, {&level, 1}), Error);
  EXPECT_THROW(Explainer(index).measure(0, 0, town.planes(), 1e6, {&level, 1}), Error);
  EXPECT_THROW(Explainer(index).measure(0, 0, {}, 10, {&level, 1}), Error);
  AssignOptions nearest;
  nearest.nearest_m = 10;
  EXPECT_THROW(Explainer(index, nearest), Error);
}

}  // namespace
}  // namespace bailiwick::test
