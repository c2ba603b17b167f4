// bailiwick_generator sample OUTDIR                        the sample city of data/sample, and truth.json in the folder above
// bailiwick_generator large OUTDIR [--blocks N] [...]      the large city of the benchmarks
#include "large.h"
#include "sample.h"

#include <charconv>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr const char* kUsage =
    "usage: bailiwick_generator sample OUTDIR\n"
    "       bailiwick_generator large OUTDIR [--blocks N] [--districts N] [--streets N] [--enclaves N] [--roads N] [--reports N] [--seed N] [--defects N]\n";

std::uint64_t number(const std::string& option, const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) throw std::invalid_argument(option + ": expected a whole number, found '" + text + "'");
  return value;
}

generator::LargeOptions large_options(const std::vector<std::string>& words) {
  generator::LargeOptions options;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    if (i + 1 == words.size()) throw std::invalid_argument(words[i] + ": expected a number after it");
    const auto value = number(words[i], words[i + 1]);
    const auto small = static_cast<std::uint32_t>(value);
    if (words[i] == "--blocks") options.blocks = small;
    else if (words[i] == "--districts") options.districts = small;
    else if (words[i] == "--streets") options.streets = small;
    else if (words[i] == "--enclaves") options.enclaves = small;
    else if (words[i] == "--roads") options.roads = small;
    else if (words[i] == "--reports") options.reports = value;
    else if (words[i] == "--seed") options.seed = value;
    else if (words[i] == "--defects") options.defects = small;
    else throw std::invalid_argument("unknown option " + words[i]);
  }
  return options;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  try {
    if (words.size() == 2 && words[0] == "sample") {
      generator::write_sample(words[1]);
      return 0;
    }
    if (words.size() >= 2 && words[0] == "large") {
      generator::write_large(words[1], large_options({words.begin() + 2, words.end()}));
      return 0;
    }
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "bailiwick_generator: %s\n%s", error.what(), kUsage);
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bailiwick_generator: %s\n", error.what());
    return 1;
  }
  std::fputs(kUsage, stderr);
  return 2;
}
