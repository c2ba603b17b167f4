#include "watcher.h"

#include "memory.h"

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
  struct sigaction hangup {};
  const bool goes_on = sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler == SIG_IGN;  // under nohup
  if (!goes_on) sigaddset(&signals, SIGHUP);
  return signals;
}

/// Whether one of the signals came within a poll.
bool signalled(const sigset_t& signals) {
  const timespec poll{0, kPoll_ns};
  return sigtimedwait(&signals, nullptr, &poll) > 0;
}

}  // namespace

Watcher::Watcher(std::shared_ptr<std::atomic<bool>> writing, Allowance allowance, Sentence sentence)
    : writing_(std::move(writing)), bytes_(allowance.bytes), sentence_(std::move(sentence)) {
  if (allowance.seconds > 0) deadline_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(allowance.seconds));
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([this] { watch(); });
}

Watcher::~Watcher() {
  over_ = true;
  thread_.join();
}

Ending Watcher::exceeded() const {
  if (deadline_ && Clock::now() >= *deadline_) return Ending::time;
  return resident_bytes() > bytes_ ? Ending::memory : Ending::none;
}

void Watcher::watch() {
  const auto signals = stop_signals();
  Ending ending = Ending::none;
  while (ending == Ending::none) {
    ending = signalled(signals) ? Ending::signal : exceeded();
    if (over_) return;
  }
  ending_ = ending;
  stop_.request_stop();
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end && !signalled(signals)) {
    if (over_) return;
  }
  if (over_) return;
  layers::remove_temporary_files();
  std::fputs(sentence_(ending, *writing_).c_str(), stderr);
  _exit(ending == Ending::signal ? kInterrupted : kFailed);
}

}  // namespace bailiwick::cli
