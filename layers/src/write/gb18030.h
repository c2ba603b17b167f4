/// UTF-8 to GB18030, for spreadsheets that expect it.
#pragma once

#include <string>
#include <string_view>

namespace bailiwick::layers::write {

/// Appends `utf8` in GB18030, which holds every character of Unicode; bytes that are no UTF-8 become U+FFFD.
void append_gb18030(std::string& out, std::string_view utf8);

}  // namespace bailiwick::layers::write
