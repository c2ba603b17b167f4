#include "density/round_numbers.h"

#include <gtest/gtest.h>

namespace bailiwick::density_room {
namespace {

TEST(RoundNumbers, UpAndDownGoToOneTwoOrFive) {
  EXPECT_EQ(round_up(98.1), 100);
  EXPECT_EQ(round_up(100), 100);
  EXPECT_EQ(round_up(100.5), 200);
  EXPECT_EQ(round_up(0.21), 0.5);
  EXPECT_EQ(round_down(98.1), 50);
  EXPECT_EQ(round_down(1000), 1000);
  EXPECT_EQ(round_down(999.9), 500);
  EXPECT_EQ(round_down(0.03), 0.02);
}

TEST(RoundNumbers, TextHasPlainDigitsAndNoTrailingZeros) {
  EXPECT_EQ(text(200, 9), "200");
  EXPECT_EQ(text(62.5, 9), "62.5");
  EXPECT_EQ(text(1e6, 0), "1000000");
  EXPECT_EQ(text(0.25, 1), "0.2");
}

}  // namespace
}  // namespace bailiwick::density_room
