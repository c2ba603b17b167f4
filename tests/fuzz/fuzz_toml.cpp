// Any bytes as a project file: an Error, or settings that are written and read back to the same text.
#include "fuzz_file.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailiwick::layers;
  std::string text;
  try {
    text = project_text(read_project(fuzz_file("toml", data, size)), "/dev/shm");
  } catch (const bailiwick::Error&) {
    return 0;
  }
  const auto path = fuzz_file("again.toml", reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  const auto folder = path.substr(0, path.find_last_of('/'));
  const auto first = project_text(read_project(path), folder);
  const auto second = fuzz_file("again.toml", reinterpret_cast<const std::uint8_t*>(first.data()), first.size());
  must(project_text(read_project(second), folder) == first);
  return 0;
}
