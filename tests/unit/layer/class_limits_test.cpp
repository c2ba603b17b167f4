#include "layer/class_limits.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

using Reals = std::vector<double>;

TEST(ClassLimits, AboutEquallyManyInEachClassAndTheLastIsTheMaximum) {
  EXPECT_EQ(class_limits({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5), (Reals{2, 4, 6, 8, 10}));
}

TEST(ClassLimits, ZeroAndUnknownTakeNoPart) {
  EXPECT_EQ(class_limits({0, std::nan(""), 5}, 5), Reals{5});
  EXPECT_TRUE(class_limits({0, 0}, 5).empty());
}

TEST(ClassLimits, EqualValuesAreOneClass) { EXPECT_EQ(class_limits({3, 3, 3, 3}, 5), Reals{3}); }

TEST(ClassLimits, LimitsAreRoundedUpToTwoDigits) { EXPECT_EQ(class_limits({1234, 5678}, 2), (Reals{1300, 5678})); }

}  // namespace
}  // namespace bailiwick::layers
