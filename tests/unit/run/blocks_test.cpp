#include "run/blocks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

namespace bailiwick::run {
namespace {

TEST(Blocks, EveryItemIsVisitedOnceByAnyNumberOfThreads) {
  for (const unsigned threads : {1U, 2U, 3U, 8U}) {
    Context context;
    context.threads = threads;
    std::vector<int> visits(1003, 0);
    for_blocks(visits.size(), 10, context, "test", [&](const Block& b) {
      for (auto i = b.begin; i < b.end; ++i) ++visits[i];
    });
    EXPECT_EQ(visits, std::vector<int>(1003, 1)) << threads;
  }
}

TEST(Blocks, TwoThreadsBothWork) {
  Context context;
  context.threads = 2;
  std::atomic<unsigned> arrived{0};
  std::vector<int> by_worker(2, 0);
  for_blocks(2, 1, context, "test", [&](const Block& b) {
    ++by_worker[b.worker];
    ++arrived;
    while (arrived < 2) std::this_thread::yield();  // neither block can end before the other began
  });
  EXPECT_EQ(by_worker, (std::vector<int>{1, 1}));
}

TEST(Blocks, NothingToDoIsDone) {
  for_blocks(0, 10, {}, "test", [](const Block&) { FAIL(); });
}

TEST(Blocks, AFailureComesOutAndAStopIsCancelled) {
  EXPECT_THROW(for_blocks(100, 1, {}, "test", [](const Block& b) { if (b.block == 7) throw Error(ErrorCode::internal, "x"); }), Error);
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  try {
    for_blocks(100, 1, context, "test", [](const Block&) {});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::cancelled);
  }
}

}  // namespace
}  // namespace bailiwick::run
