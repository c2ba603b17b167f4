#include <bailiwick/layers/warning.h>

#include "layer/text.h"

namespace bailiwick::layers {

Warning::Warning(std::string key_, Values values_, std::uint64_t count_)
    : key(std::move(key_)), code(key.substr(0, key.find('.'))), values(std::move(values_)), count(count_) {}

std::string sentence_of(const Warning& warning, const Words& words) {
  return words.filled("warning." + warning.key, {warning.values.begin(), warning.values.end()});
}

std::string counted_sentence_of(const Warning& warning, const Words& words) {
  const auto sentence = sentence_of(warning, words);
  return warning.count > 1 ? sentence + words.filled("md.times", {{"n", whole(warning.count)}}) : sentence;
}

}  // namespace bailiwick::layers
