/// Small tables of our own kinds, with columns of fixed names.
#pragma once

#include <functional>
#include <span>
#include <string>

namespace bailiwick::layers {

/// Calls `take` for every row of a CSV file with the text in column number `c` of `names`. `expected` says what the file should be. Throws
/// Error(missing_column), Error(unreadable_file) with the row.
void read_named_columns(const std::string& file, std::span<const char* const> names, const std::string& expected,
                        const std::function<void(const std::function<std::string(std::size_t)>& text)>& take);

}  // namespace bailiwick::layers
