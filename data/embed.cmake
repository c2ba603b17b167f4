# Writes OUTPUT, a C++ file that holds the bytes of each of ASSETS (names relative to FOLDER, sorted).
set(tables "")
set(entries "")
set(number 0)
foreach(name IN LISTS ASSETS)
  file(READ ${FOLDER}/${name} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
  string(APPEND tables "// ${name}\nconstexpr unsigned char kAsset${number}[] = {${bytes}0};\n")
  string(APPEND entries "    {\"${name}\", {reinterpret_cast<const char*>(kAsset${number}), ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Made from the files of data/ by data/embed.cmake.
#include \"layer/asset.h\"

#include <bailiwick/error.h>

#include <string>
#include <utility>

namespace bailiwick::layers {
namespace {

${tables}
}  // namespace

std::string_view asset(std::string_view path) {
  static const std::pair<std::string_view, std::string_view> kAssets[] = {
${entries}      {},
  };
  for (const auto& [name, bytes] : kAssets) {
    if (!path.empty() && name == path) return bytes;
  }
  throw Error(ErrorCode::internal, \"data/\" + std::string(path) + \": expected a file embedded at build time, found none\");
}

}  // namespace bailiwick::layers
")
