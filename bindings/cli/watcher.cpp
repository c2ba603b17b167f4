#include "watcher.h"

#include <bailiwick/layers/write.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <utility>

#include <unistd.h>

namespace bailiwick::cli {
namespace {

constexpr long kPoll_ns = 20'000'000;
constexpr int kPatience = 40;  // polls: 0.8 s
constexpr int kInterrupted = 130;

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

Watcher::Watcher(std::shared_ptr<std::atomic<bool>> writing, std::string sentence) : writing_(std::move(writing)), sentence_(std::move(sentence)) {
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
  }
  stop_.request_stop();
  for (int poll = 0; poll < kPatience; ++poll) {
    if (over_) return;
    if (signalled(signals)) break;
  }
  if (over_) return;
  layers::remove_temporary_files();
  if (*writing_) std::fputs(sentence_.c_str(), stderr);
  _exit(kInterrupted);
}

}  // namespace bailiwick::cli
