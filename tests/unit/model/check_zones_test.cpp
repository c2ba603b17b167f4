#include "town.h"

#include <bailiwick/error.h>

#include <gtest/gtest.h>

#include <functional>

namespace bailiwick::test {
namespace {

/// The sentence with which a table is refused after a change; empty when it is accepted.
std::string refusal(const std::function<void(Zones&)>& change) {
  Zones zones = Town(std::vector<TownLevel>{{"district", {{"DE"}}, Role::partition, "", {}, {}, {}},
                                            {"block", {{"PQ"}}, Role::partition, "district", {}, {}, {}}})
                    .zones();
  change(zones);
  try {
    check(zones);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(CheckZones, AcceptsATown) {
  EXPECT_EQ(refusal([](Zones&) {}), "");
  EXPECT_NO_THROW(check(Zones{}));
}

TEST(CheckZones, NamesTheColumnThatIsTooShort) {
  EXPECT_EQ(refusal([](Zones& z) { z.priority.pop_back(); }), "zones, column 'priority': expected 4 entries, one per zone, found 3");
}

TEST(CheckZones, NamesAnOpenRing) {
  EXPECT_EQ(refusal([](Zones& z) { z.shapes.x[4] += 1; }),
            "level 'district', zone 'D', ring 0: expected the last vertex to repeat the first, found an open ring");
}

TEST(CheckZones, NamesAVertexThatIsNowhere) {
  EXPECT_EQ(refusal([](Zones& z) { z.shapes.y[1] = NAN; }),
            "level 'district', zone 'D', ring 0, vertex 1: expected finite coordinates of magnitude 1e15 at most, found 100.000000, nan");
  EXPECT_NE(refusal([](Zones& z) { z.shapes.y[1] = 2e15; }), "");
}

TEST(CheckZones, NamesAnIdThatOccursTwice) {
  EXPECT_EQ(refusal([](Zones& z) { z.id[3] = "P"; }),
            "level 'block', zone 'P': expected unique ids in the order of their bytes, found it after 'P'");
  EXPECT_EQ(refusal([](Zones& z) { z.id[0] = ""; }), "level 'district': expected an id for every zone, found an empty one");
}

TEST(CheckZones, NamesACircleOfParents) {
  EXPECT_EQ(refusal([](Zones& z) { z.levels[0].parent = 1; }),
            "level 'district': expected parents that end at a top level, found a circle");
  EXPECT_EQ(refusal([](Zones& z) { z.levels[1].parent = 7; }), "level 'block': expected a parent level that exists, found number 7");
}

TEST(CheckZones, RefusesOffsetsThatLeadAstray) {
  EXPECT_NE(refusal([](Zones& z) { z.shapes.ring_offsets[1] = 400; }), "");
  EXPECT_NE(refusal([](Zones& z) { z.shapes.shape_offsets.clear(); }), "");
  EXPECT_NE(refusal([](Zones& z) { z.levels[1].zone_count = 3; }), "");
  EXPECT_NE(refusal([](Zones& z) { z.unit[0] = UnitId{99}; }), "");
}

}  // namespace
}  // namespace bailiwick::test
