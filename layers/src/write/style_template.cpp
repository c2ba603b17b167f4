#include "write/style_template.h"

#include "write/text.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/write.h>

namespace bailiwick::layers::write {
namespace {

class Filler {
 public:
  Filler(const TemplateValues& values, const Words& words) : values_(values), words_(words) {}

  std::string fill(std::string_view text, const TemplateValues::Item* item) {
    std::string out;
    for (;;) {
      const auto open = text.find("{{");
      if (open == std::string_view::npos) return out.append(text);
      const auto close = text.find("}}", open);
      if (close == std::string_view::npos) fail("{{");
      out += text.substr(0, open);
      const auto key = text.substr(open + 2, close - open - 2);
      text.remove_prefix(close + 2);
      if (key.starts_with('#')) {
        append_list(out, key.substr(1), text);
      } else {
        append_value(out, key, item);
      }
    }
  }

 private:
  [[noreturn]] static void fail(std::string_view key) {
    throw Error(ErrorCode::internal, "a template of data/styles: expected a known key, found '" + std::string(key) + "'");
  }

  void append_list(std::string& out, std::string_view name, std::string_view& text) {
    const auto list = values_.lists.find(std::string(name));
    const std::string end_mark = "{{/" + std::string(name) + "}}";
    const auto end = text.find(end_mark);
    if (list == values_.lists.end() || end == std::string_view::npos) fail(name);
    for (const auto& item : list->second) out += fill(text.substr(0, end), &item);
    text.remove_prefix(end + end_mark.size());
  }

  void append_value(std::string& out, std::string_view key, const TemplateValues::Item* item) const {
    constexpr std::string_view kWord = "word:", kXml = "xml:";
    if (key.starts_with(kWord)) {
      append_xml(out, words_(std::string(key.substr(kWord.size()))));
      return;
    }
    const bool raw = key.starts_with(kXml);
    const auto& value = find(std::string(raw ? key.substr(kXml.size()) : key), item);
    raw ? void(out += value) : append_xml(out, value);
  }

  const std::string& find(const std::string& key, const TemplateValues::Item* item) const {
    if (item != nullptr) {
      if (const auto own = item->find(key); own != item->end()) return own->second;
    }
    const auto common = values_.values.find(key);
    if (common == values_.values.end()) fail(key);
    return common->second;
  }

  const TemplateValues& values_;
  const Words& words_;
};

}  // namespace

std::string fill_template(std::string_view text, const TemplateValues& values, const Words& words) {
  return Filler(values, words).fill(text, nullptr);
}

}  // namespace bailiwick::layers::write
