/// Styles and the project are templates in data/styles; this fills them in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::layers {
class Words;
}

namespace bailiwick::layers::write {

/// What a template may ask for.
///   {{key}}            a value, escaped for XML
///   {{xml:key}}        a value that is XML already
///   {{word:key}}       a word of the language, escaped
///   {{#list}}..{{/list}}  the text between once per item, whose own keys come first
struct TemplateValues {
  using Item = std::map<std::string, std::string>;
  Item values;
  std::map<std::string, std::vector<Item>> lists;
};

/// Throws Error(internal) for a key nobody gave or a list that does not end: a fault of the template, found by the first test that uses it.
[[nodiscard]] std::string fill_template(std::string_view text, const TemplateValues& values, const Words& words);

}  // namespace bailiwick::layers::write
