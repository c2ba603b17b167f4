/// What the watcher promises when a library call does not return: the process ends within a second and leaves no temporary file.
#include "watcher.h"
#include "write/temporary.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

namespace bailiwick::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct End {
  double seconds = 0;
  int status = 0;
  std::string said;
  bool left = true;  ///< anything in the folder
};

std::string all_of(int pipe) {
  std::string text;
  char byte = 0;
  while (::read(pipe, &byte, 1) == 1) text += byte;
  return text;
}

/// A process with a temporary file, its watcher, and `work` in its main thread; `signals` times SIGINT once it is at work.
End end_of(bool writing, int signals, const std::function<void(const Watcher&)>& work) {
  char name[] = "/tmp/bailiwick_watcher_XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(name);
  int ready[2], words[2];
  EXPECT_EQ(::pipe(ready) + ::pipe(words), 0);
  const auto child = ::fork();
  if (child == 0) {
    ::close(words[0]);
    ::dup2(words[1], STDERR_FILENO);
    ::close(words[1]);
    {
      const Watcher watcher(std::make_shared<std::atomic<bool>>(writing), {}, [](Ending, bool at_work) { return std::string(at_work ? "out is incomplete\n" : ""); });
      const layers::write::TemporaryFile temporary(folder / "city.gpkg");
      (void)!::write(ready[1], "r", 1);
      work(watcher);
    }
    ::_exit(7);
  }
  ::close(words[1]);
  char byte = 0;
  EXPECT_EQ(::read(ready[0], &byte, 1), 1);
  const auto started = Clock::now();
  for (int i = 0; i < signals; ++i) {
    if (i > 0) ::usleep(100'000);  // two pending signals of a kind are one
    ::kill(child, SIGINT);
  }
  End end;
  end.said = all_of(words[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  end.seconds = std::chrono::duration<double>(Clock::now() - started).count();
  end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  end.left = !std::filesystem::is_empty(folder);
  for (const int file : {ready[0], ready[1], words[0]}) ::close(file);
  std::filesystem::remove_all(folder);
  return end;
}

void never_return(const Watcher&) {
  for (;;) ::sleep(60);
}

TEST(Watcher, ACallThatDoesNotReturnEndsWithinASecondWithoutATemporaryFile) {
  const auto end = end_of(true, 1, never_return);
  EXPECT_EQ(end.status, 130);
  EXPECT_GE(end.seconds, 0.5);  // the work had its time to stop by itself
  EXPECT_LT(end.seconds, 1);
  EXPECT_FALSE(end.left);
  EXPECT_EQ(end.said, "out is incomplete\n");
}

TEST(Watcher, NothingIsSaidOfAFolderThatWasNotTouched) {
  const auto end = end_of(false, 1, never_return);
  EXPECT_EQ(end.status, 130);
  EXPECT_EQ(end.said, "");
}

TEST(Watcher, ASecondSignalEndsAtOnce) {
  const auto end = end_of(true, 2, never_return);
  EXPECT_EQ(end.status, 130);
  EXPECT_LT(end.seconds, 0.5);
  EXPECT_FALSE(end.left);
}

TEST(Watcher, WorkThatStopsInTimeEndsInItsOwnWay) {
  const auto end = end_of(true, 1, [](const Watcher& watcher) {
    while (!watcher.token().stop_requested()) ::usleep(1000);
  });
  EXPECT_EQ(end.status, 7);
  EXPECT_LT(end.seconds, 0.5);
  EXPECT_FALSE(end.left);
  EXPECT_EQ(end.said, "");
}

}  // namespace
}  // namespace bailiwick::cli
