#include <bailiwick/layers/layers.h>

#include "layer/naming.h"

namespace bailiwick::layers {

Table rejected_table(const Results& r) {
  std::vector<std::string> input, file, kind, reason;
  std::vector<std::int64_t> row;
  const auto add = [&](const std::string& of_input, const std::string& of_file, const Rejected& rejected) {
    input.push_back(of_input);
    file.push_back(of_file);
    row.push_back(rejected.row);
    kind.emplace_back(rejected.malformed ? "malformed" : "unlocated");
    reason.push_back(rejected.reason);
  };
  const auto files = file_names(r.reports.files);
  for (const auto& rejected : r.located.rejected) add("reports", files[rejected.file], rejected);
  for (const auto& level : r.levels) {
    for (const auto& rejected : level.rejected) add(level.source.level, file_name(level.source.file), rejected);
  }
  for (const auto& ground : r.city.lost) {
    for (const auto& rejected : ground.rejected) add(ground.input, file_name(ground.file), rejected);
  }
  Table table;
  table.columns = {text_column("input", std::move(input)), text_column("file", std::move(file)), integer_column("row", std::move(row)),
                   text_column("kind", std::move(kind)), text_column("reason", std::move(reason))};
  return table;
}

}  // namespace bailiwick::layers
