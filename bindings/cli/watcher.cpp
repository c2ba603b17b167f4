#include "watcher.h"

#include <bailiwick/layers/write.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <utility>

#include <unistd.h>

namespace bailiwick::cli {
namespace {

constexpr long kPoll_ns = 20'000'000;
constexpr std::chrono::milliseconds kPatience{600};  // the rest of the promised second is for a machine at work
constexpr int kFailed = 1, kInterrupted = 130;

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

/// Whether one of the signals came within a poll.
bool signalled(const sigset_t& signals) {
  const timespec poll{0, kPoll_ns};
  return sigtimedwait(&signals, nullptr, &poll) > 0;
}

}  // namespace

Watcher::Watcher(std::shared_ptr<std::atomic<bool>> writing, double seconds, Sentence sentence)
    : writing_(std::move(writing)), sentence_(std::move(sentence)) {
  if (seconds > 0) deadline_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([this] { watch(); });
}

Watcher::~Watcher() {
  over_ = true;
  thread_.join();
}

void Watcher::watch() {
  const auto signals = stop_signals();
  while (!signalled(signals)) {
    if (over_) return;
    timed_out_ = late();
    if (timed_out_) break;
  }
  stop_.request_stop();
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end && !signalled(signals)) {
    if (over_) return;
  }
  if (over_) return;
  layers::remove_temporary_files();
  std::fputs(sentence_(timed_out_, *writing_).c_str(), stderr);
  _exit(timed_out_ ? kFailed : kInterrupted);
}

}  // namespace bailiwick::cli
