/// A service that gets new zones while it answers.
#include "streams.h"

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace bailiwick::test {
namespace {

/// One unit answers for the whole town; its name tells the version.
CZones* version(const std::string& unit) {
  return new CZones({{"zone", {{"AB", "AB"}}, Role::partition, "", {{'A', unit}, {'B', unit}}, {}, {}}});
}

TEST(Swap, NoAnswerMixesVersionsUnderEightThreads) {
  const std::unique_ptr<CZones> first(version("first")), second(version("second"));
  std::mutex mutex;  // of the pointer alone; answering takes no lock
  const bailiwick_zones* current = first->handle;
  ASSERT_EQ(bailiwick_zones_retain(current, nullptr), BAILIWICK_OK);
  std::atomic<bool> done{false};
  std::atomic<int> answers{0}, mixed{0};
  const auto serve = [&] {
    while (!done) {
      const bailiwick_zones* mine = nullptr;
      {
        const std::scoped_lock lock(mutex);
        mine = current;
        bailiwick_zones_retain(mine, nullptr);
      }
      bailiwick_zones_info info{};
      info.struct_size = sizeof info;
      bailiwick_zones_info_get(mine, &info, nullptr);
      for (int i = 0; i < 100; ++i) {
        bailiwick_question question{sizeof question, 0, 1.0 + i, 50, 0};
        std::array<bailiwick_placed_level, 1> levels{};
        bailiwick_placement placement{};
        placement.struct_size = sizeof placement;
        placement.levels = levels.data();
        placement.level_room = 1;
        const auto status = bailiwick_place(mine, &question, &placement, nullptr);
        const auto expected = mine == first->handle ? "first" : "second";
        if (status != BAILIWICK_OK || text(placement.unit) != expected || text(placement.zones_version) != text(info.zones_version)) ++mixed;
        ++answers;
      }
      bailiwick_zones_release(mine, nullptr);
      std::this_thread::sleep_for(std::chrono::microseconds(100));  // a mutex is not fair: without a pause the swaps starve
    }
  };
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) threads.emplace_back(serve);
  for (int swap = 0; swap < 1000 || answers <= 100'000; ++swap) {  // a slow machine swaps more often
    const auto* next = swap % 2 == 0 ? second->handle : first->handle;
    bailiwick_zones_retain(next, nullptr);
    const bailiwick_zones* last = nullptr;
    {
      const std::scoped_lock lock(mutex);
      last = std::exchange(current, next);
    }
    bailiwick_zones_release(last, nullptr);
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  done = true;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(mixed, 0);
  EXPECT_GT(answers, 100'000);
  bailiwick_zones_release(current, nullptr);
}

}  // namespace
}  // namespace bailiwick::test
