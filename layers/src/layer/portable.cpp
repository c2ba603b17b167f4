#include "layer/portable.h"

#include <string_view>

namespace bailiwick::layers {
namespace {

constexpr std::string_view kEnds = " \t\n,;:'\"()<>";

bool begins_word(const std::string& text, std::size_t at) { return at == 0 || kEnds.find(text[at - 1]) != std::string_view::npos; }

}  // namespace

std::string without_folders(const std::string& sentence) {
  std::string out;
  for (std::size_t at = 0; at < sentence.size();) {
    if (sentence[at] != '/' || !begins_word(sentence, at) || sentence.find_first_of(kEnds, at) == at + 1) {
      out += sentence[at++];
      continue;
    }
    auto end = sentence.find_first_of(kEnds, at);
    if (end == std::string::npos) end = sentence.size();
    const auto last = sentence.rfind('/', end - 1);
    out.append(sentence, last + 1, end - last - 1);
    at = end;
  }
  return out;
}

}  // namespace bailiwick::layers
