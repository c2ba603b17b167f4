/// A table in Markdown.
#pragma once

#include <string>
#include <vector>

namespace bailiwick::layers {

class MarkdownTable {
 public:
  /// `align`: one letter a column, l or r. Cells are taken as they are: escape what comes from data.
  MarkdownTable(const std::vector<std::string>& titles, const std::string& align) {
    row(titles);
    text_ += '|';
    for (const char a : align) text_ += a == 'r' ? " ---: |" : " --- |";
    text_ += '\n';
  }
  void row(const std::vector<std::string>& cells) {
    text_ += '|';
    for (const auto& cell : cells) text_ += " " + cell + " |";
    text_ += '\n';
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace bailiwick::layers
