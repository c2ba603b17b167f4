/// What people read, in their language: the tables of data/words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bailiwick::layers {

/// Words of data/words/<lang>.toml: titles of layers and columns, legend entries, sentences of warnings and of summary.md. Keys as that file lists
/// them: "column.gi_z", "layer.hotspots", "gi_bin.-3". What a language lacks is said in English. Throws Error(invalid_argument) for a language that
/// has no table.
class Words {
 public:
  explicit Words(const std::string& lang);
  /// Unknown keys return the key, or `otherwise`.
  [[nodiscard]] std::string operator()(const std::string& key) const;
  [[nodiscard]] std::string operator()(const std::string& key, const std::string& otherwise) const;
  /// The words of `key` with every {name} replaced. What is filled in is not looked at again.
  [[nodiscard]] std::string filled(const std::string& key, const std::vector<std::pair<std::string_view, std::string>>& values) const;
  [[nodiscard]] const std::string& lang() const { return lang_; }

 private:
  [[nodiscard]] const std::string* find(const std::string& key) const;

  std::string lang_;
  std::vector<std::pair<std::string, std::string>> words_;  ///< sorted by key
};

}  // namespace bailiwick::layers
