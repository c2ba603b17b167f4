#include "write/field_names.h"

#include <set>

namespace bailiwick::layers::write {
namespace {

std::string lower(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

}  // namespace

std::vector<std::string> field_names(const Table& table) {
  std::set<std::string> taken{"", "fid", "ogc_fid", "geom"};
  std::vector<std::string> names;
  for (const auto& column : table.columns) {
    const std::string wanted = column.name.empty() ? "field" : column.name;
    std::string name = wanted;
    for (int n = 2; !taken.insert(lower(name)).second; ++n) name = wanted + "_" + std::to_string(n);
    names.push_back(name);
  }
  return names;
}

}  // namespace bailiwick::layers::write
