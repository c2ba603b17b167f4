#include "run/blocks.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace bailiwick {

unsigned Context::thread_count() const { return std::max(1U, threads != 0 ? threads : std::thread::hardware_concurrency()); }

namespace run {
namespace {

/// The queue of blocks that the workers share.
struct Queue {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::mutex mutex;
  std::exception_ptr error;        // of the failing block with the smallest number
  std::size_t error_block = ~std::size_t{0};

  void fail(std::size_t block, std::exception_ptr what) {
    failed = true;
    const std::scoped_lock lock(mutex);
    if (block < error_block) {
      error_block = block;
      error = std::move(what);
    }
  }
};

/// Says how far the work is, at most some 20 times a second.
class Pace {
 public:
  bool due() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ < std::chrono::milliseconds(50)) return false;
    last_ = now;
    return true;
  }

 private:
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace

Context portion(const Context& whole, double from, double to) {
  Context part{{}, whole.stop, whole.threads};
  if (whole.progress) part.progress = [&whole, from, to](std::string_view stage, double share) { whole.progress(stage, from + (to - from) * share); };
  return part;
}

void for_blocks(std::size_t items, std::size_t block_size, const Context& context, std::string_view stage,
                const std::function<void(const Block&)>& work) {
  const std::size_t blocks = block_count(items, block_size);
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(context.thread_count(), blocks));
  Queue queue;
  const auto drain = [&](unsigned worker, bool reports) {
    Pace pace;
    for (std::size_t b = queue.next++; b < blocks && !queue.failed; b = queue.next++) {
      try {
        context.check();
        work({b, b * block_size, std::min(items, (b + 1) * block_size), worker});
        if (reports && context.progress && pace.due()) {
          context.report(stage, static_cast<double>(b + 1) / static_cast<double>(blocks));
        }
      } catch (...) {
        queue.fail(b, std::current_exception());
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < threads; ++t) others.emplace_back(drain, t, false);
    drain(0, true);
  }
  if (queue.error) std::rethrow_exception(queue.error);
  context.check();
  context.report(stage, 1);
}

}  // namespace run
}  // namespace bailiwick
