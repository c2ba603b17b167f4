#include <bailiwick/error.h>
#include <bailiwick/layers/words.h>

#include "layer/asset.h"
#include "layer/text.h"

#include <toml++/toml.h>

#include <algorithm>
#include <map>

namespace bailiwick::layers {
namespace {

void flatten(const toml::table& table, const std::string& prefix, std::map<std::string, std::string>& into) {
  for (const auto& [key, node] : table) {
    const auto name = prefix + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      flatten(*inner, name + ".", into);
    } else if (const auto text = node.value<std::string>()) {
      into[name] = *text;
    }
  }
}

}  // namespace

Words::Words(const std::string& lang) : lang_(lang) {
  if (lang != "en" && lang != "zh") {
    throw Error(ErrorCode::invalid_argument, "--lang: expected en or zh, found '" + lang + "'");
  }
  std::map<std::string, std::string> words;
  flatten(toml::parse(asset("words/en.toml")), "", words);  // what a language lacks is said in English
  if (lang != "en") flatten(toml::parse(asset("words/" + lang + ".toml")), "", words);
  words_.assign(words.begin(), words.end());
}

std::string Words::operator()(const std::string& key) const {
  const auto* word = find(key);
  return word == nullptr ? key : *word;
}

std::string Words::operator()(const std::string& key, const std::string& otherwise) const {
  const auto* word = find(key);
  return word == nullptr ? otherwise : *word;
}

std::string Words::filled(const std::string& key, const std::vector<Fill>& values) const { return layers::filled((*this)(key), values); }

const std::string* Words::find(const std::string& key) const {
  const auto at = std::lower_bound(words_.begin(), words_.end(), key, [](const auto& word, const auto& k) { return word.first < k; });
  return at == words_.end() || at->first != key ? nullptr : &at->second;
}

}  // namespace bailiwick::layers
