/// What people read: stdout for results, stderr for the rest, without bytes that a terminal would obey.
#pragma once

#include <bailiwick/layers/read.h>
#include <bailiwick/summary.h>

#include <string>
#include <vector>

namespace bailiwick::cli {

/// Control characters (C0 and C1), marks and overrides of direction, and bytes that are no UTF-8 as codes; line breaks stay when `lines`.
[[nodiscard]] std::string harmless(const std::string& text, bool lines = false);

void print(const std::string& text);  ///< to stdout, with a line break at its end; throws Error(unwritable_file) where that is full or closed
void say(const std::string& text);    ///< to stderr, with a line break
void warn(const layers::Warning& warning, const layers::Words& words);

/// The balance as a table.
[[nodiscard]] std::string balance_table(const Balance& balance, const layers::Words& words);

}  // namespace bailiwick::cli
