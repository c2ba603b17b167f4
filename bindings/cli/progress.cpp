#include "progress.h"

#include "terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace bailiwick::cli {

Progress::Progress(ProgressKind kind, bool quiet) : kind_(quiet ? ProgressKind::none : kind) {
  if (kind_ == ProgressKind::automatic) kind_ = isatty(STDERR_FILENO) == 1 ? ProgressKind::bar : ProgressKind::none;
}

Progress::~Progress() { wipe(); }

void Progress::show(std::string_view stage, double share) {
  const int percent = static_cast<int>(std::clamp(share, 0.0, 1.0) * 100);
  if (stage == stage_ && percent == percent_) return;
  stage_ = stage;
  percent_ = percent;
  if (kind_ == ProgressKind::bar) draw_bar(stage, percent);
  if (kind_ == ProgressKind::json) say(fmt::format(R"({{"stage":"{}","percent":{}}})", stage, percent));
}

void Progress::draw_bar(std::string_view stage, int percent) {
  constexpr int kWidth = 30;
  const auto full = static_cast<std::size_t>(percent * kWidth / 100);
  fmt::print(stderr, "\r[{}{}] {:>3}% {:<24}", std::string(full, '#'), std::string(kWidth - full, '.'), percent, stage);
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::wipe() {
  if (!drawn_) return;
  fmt::print(stderr, "\r{:70}\r", "");
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace bailiwick::cli
