/// The files of data/ that the library carries with it.
#pragma once

#include <string_view>

namespace bailiwick::layers {

/// The bytes of data/<path>, embedded at build time: "styles/gaps.qml", "words/en.toml". Throws Error(internal) when there is no such file.
[[nodiscard]] std::string_view asset(std::string_view path);

}  // namespace bailiwick::layers
