/// How far a run is, on stderr: a bar on a terminal, or one JSON object a line.
#pragma once

#include "options.h"

#include <bailiwick/context.h>

#include <string>

namespace bailiwick::cli {

class Progress {
 public:
  Progress(ProgressKind kind, bool quiet);
  ~Progress();  ///< wipes the bar
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::string_view stage, double share);
  void wipe();  ///< before anything else is printed to stderr

 private:
  void draw_bar(std::string_view stage, int percent);

  ProgressKind kind_;
  std::string stage_;
  int percent_ = -1;
  bool drawn_ = false;
};

}  // namespace bailiwick::cli
