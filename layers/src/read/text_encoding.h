/// Which encoding a text file is in, and its bytes as UTF-8.
#pragma once

#include "read/byte_source.h"

#include <bailiwick/context.h>

#include <memory>
#include <string>

namespace bailiwick::layers {

struct TextSurvey {
  std::string encoding;      ///< "UTF-8", "GB18030", "UTF-16LE", ... or as asked
  std::string reason;        ///< one sentence
  std::uint64_t bytes = 0;   ///< unpacked
  std::uint64_t faults = 0;  ///< sequences that are invalid in that encoding
};

/// Looks at the whole text: byte-order mark, else valid UTF-8, else GB18030, unless it is UTF-8 with a few damaged bytes. `asked` (--encoding)
/// overrides. Throws Error(unreadable_file) for what is no text: NUL bytes at the beginning, UTF-32, UTF-16 without a mark.
[[nodiscard]] TextSurvey survey_text(const std::string& path, const std::string& shown, const std::string& asked, const Context& context);

/// The text as UTF-8 without a byte-order mark; bytes that are invalid become U+FFFD.
[[nodiscard]] std::unique_ptr<ByteSource> open_text(const std::string& path, const std::string& shown, const TextSurvey& survey);

}  // namespace bailiwick::layers
