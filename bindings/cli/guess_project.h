/// A project file out of files alone: which levels they are, which lie across, which nest, which is the study area. Guesses, each with its reason.
#pragma once

#include <bailiwick/context.h>
#include <bailiwick/layers/read.h>

#include <string>
#include <vector>

namespace bailiwick::cli {

struct ProjectGuess {
  layers::Settings settings;
  std::vector<std::string> reasons;  ///< one sentence each, for the comments of the file
};

/// Reads the zones of the files again, as their shapes and ids tell what names do not.
[[nodiscard]] ProjectGuess guess_project(const std::vector<layers::FileInfo>& files, const Context& context);

}  // namespace bailiwick::cli
