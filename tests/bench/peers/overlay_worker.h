/// A peer in a process of its own that finds overlaps and open ground of a whole layer.
#pragma once

#include "coverage_layer.h"
#include "peers/process.h"

namespace bench {

/// The worker finds blocks.wkb and ground.wkb in `folder`, answers each round with "done" and its own CPU seconds, and writes on demand overlaps.f64: the
/// open ground, then first zone, second zone and area of each overlap.
class OverlayWorker {
 public:
  OverlayWorker(std::string name, const std::string& command, std::filesystem::path folder, const Layer& layer);
  /// One round; CPU seconds. `word`: another question than "go".
  double seconds(const std::string& word = "go") const;
  [[nodiscard]] Answer answer() const;

 private:
  std::filesystem::path folder_;
  Process process_;
};

}  // namespace bench
