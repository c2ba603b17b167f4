#include <bailiwick/summary.h>

#include <gtest/gtest.h>

namespace bailiwick {
namespace {

/// 10 rows: 1 excluded, 9 read: 5 in zones, 1 in a gap, 3 rejected. Drawn by hand.
Balance sound() {
  Balance b;
  b.rows = 10;
  b.excluded = 1;
  b.levels = {{"block", 4, 9, 5, 1, 3, 2, 1}};
  return b;
}

std::string sentence_of(const Balance& balance) {
  try {
    check(balance);
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::balance);
    return e.what();
  }
  return "holds";
}

TEST(Balance, HoldsWhereEverySumIsRight) { EXPECT_EQ(sentence_of(sound()), "holds"); }

TEST(Balance, ALostReportIsAFaultOfTheProgram) {
  auto b = sound();
  b.levels[0].assigned = 4;
  EXPECT_EQ(sentence_of(b),
            "balance of level 'block': expected read = assigned + outside + rejected, that is 8, found 9; this is a fault of the program, "
            "please report it");
}

TEST(Balance, ALostRowIsAFaultOfTheProgram) {
  auto b = sound();
  b.rows = 11;
  EXPECT_EQ(sentence_of(b),
            "balance of level 'block': expected rows = excluded + read, that is 10, found 11; this is a fault of the program, please "
            "report it");
}

TEST(Balance, RejectedRowsAreUnlocatedOrMalformed) {
  auto b = sound();
  b.levels[0].unlocated = 3;
  EXPECT_EQ(sentence_of(b),
            "balance of level 'block': expected rejected = unlocated + malformed, that is 4, found 3; this is a fault of the program, "
            "please report it");
}

TEST(Balance, RowCountsMergeBySum) {
  RowCounts a{10, 1, 2, 3};
  a.merge({100, 10, 20, 30});
  EXPECT_EQ(a.rows, 110U);
  EXPECT_EQ(a.excluded, 11U);
  EXPECT_EQ(a.unlocated, 22U);
  EXPECT_EQ(a.malformed, 33U);
}

}  // namespace
}  // namespace bailiwick
