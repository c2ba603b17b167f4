#include "write/gb18030.h"

#include <bailiwick/error.h>

#include <memory>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace bailiwick::layers::write {

void append_gb18030(std::string& out, std::string_view utf8) {
  // A converter holds state, so each thread has its own.
  thread_local const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter = [] {
    UErrorCode failure = U_ZERO_ERROR;
    return std::unique_ptr<UConverter, decltype(&ucnv_close)>(ucnv_open("gb18030", &failure), ucnv_close);
  }();
  if (!converter) throw Error(ErrorCode::unsupported, "--csv-encoding gb18030: this ICU has no such converter");
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  const auto begin = out.size();
  out.resize(begin + static_cast<std::size_t>(text.length()) * 4 + 8);
  UErrorCode failure = U_ZERO_ERROR;
  const auto written = ucnv_fromUChars(converter.get(), out.data() + begin, static_cast<int32_t>(out.size() - begin), text.getBuffer(),
                                       text.length(), &failure);
  if (U_FAILURE(failure)) throw Error(ErrorCode::internal, std::string("GB18030: ") + u_errorName(failure));
  out.resize(begin + static_cast<std::size_t>(written));
}

}  // namespace bailiwick::layers::write
