#include "read/text_encoding.h"

#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>
#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kBlock = 1U << 20;

struct CloseConverter {
  void operator()(UConverter* c) const noexcept { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& encoding, const std::string& shown_name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status) || !converter) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: expected an encoding such as UTF-8 or GB18030, found '{}'", shown_name, shown(encoding)), shown_name);
  }
  return converter;
}

/// Counts what is invalid and goes on with U+FFFD, as ICU's own callback does.
void U_CALLCONV count_fault(const void* context, UConverterToUnicodeArgs* args, const char* units, int32_t length, UConverterCallbackReason reason,
                            UErrorCode* status) {
  if (reason <= UCNV_IRREGULAR) ++*static_cast<std::uint64_t*>(const_cast<void*>(context));
  UCNV_TO_U_CALLBACK_SUBSTITUTE(nullptr, args, units, length, reason, status);
}

/// Any encoding to UTF-8, in pieces.
class DecodedSource : public ByteSource {
 public:
  DecodedSource(std::unique_ptr<ByteSource> raw, const std::string& encoding, const std::string& shown)
      : raw_(std::move(raw)), from_(open_converter(encoding, shown)), in_(kBlock), out_(3 * kBlock + 64) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(from_.get(), &count_fault, &faults_, nullptr, nullptr, &status);
    to_ = open_converter("UTF-8", shown);
  }

  std::size_t read(char* out, std::size_t capacity) override {
    std::size_t done = 0;
    while (done < capacity) {
      if (ready_begin_ == ready_end_ && !convert_more()) break;
      const auto n = std::min(capacity - done, ready_end_ - ready_begin_);
      std::memcpy(out + done, out_.data() + ready_begin_, n);
      ready_begin_ += n;
      done += n;
    }
    return done;
  }

  [[nodiscard]] std::uint64_t faults() const { return faults_; }

 private:
  bool convert_more() {
    while (!ended_) {
      if (in_begin_ == in_end_ && !raw_ended_) {
        in_begin_ = 0;
        in_end_ = raw_->read(in_.data(), in_.size());
        raw_ended_ = in_end_ < in_.size();
      }
      const char* source = in_.data() + in_begin_;
      char* target = out_.data();
      UErrorCode status = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &target, out_.data() + out_.size(), &source, in_.data() + in_end_, pivot_, &pivot_source_,
                     &pivot_target_, pivot_ + kPivot, first_ ? 1 : 0, raw_ended_ ? 1 : 0, &status);
      first_ = false;
      in_begin_ = static_cast<std::size_t>(source - in_.data());
      ready_begin_ = 0;
      ready_end_ = static_cast<std::size_t>(target - out_.data());
      if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status)) throw Error(ErrorCode::unreadable_file, "the text could not be decoded");
      if (status != U_BUFFER_OVERFLOW_ERROR && raw_ended_ && in_begin_ == in_end_) ended_ = true;
      if (ready_end_ > 0) return true;
    }
    return false;
  }

  static constexpr std::size_t kPivot = 8192;
  std::unique_ptr<ByteSource> raw_;
  Converter from_, to_;
  std::vector<char> in_, out_;
  std::size_t in_begin_ = 0, in_end_ = 0, ready_begin_ = 0, ready_end_ = 0;
  UChar pivot_[kPivot] = {};
  UChar* pivot_source_ = pivot_;
  UChar* pivot_target_ = pivot_;
  std::uint64_t faults_ = 0;
  bool first_ = true, raw_ended_ = false, ended_ = false;
};

/// Leaves out the mark at the beginning of a text that is UTF-8 already.
class SkipMark : public ByteSource {
 public:
  explicit SkipMark(std::unique_ptr<ByteSource> raw) : raw_(std::move(raw)) {
    held_ = raw_->read(head_, 3);
    if (std::string_view(head_, held_) == "\xEF\xBB\xBF") held_ = 0;
  }
  std::size_t read(char* out, std::size_t capacity) override {
    const auto n = std::min(capacity, held_ - given_);
    std::memcpy(out, head_ + given_, n);
    given_ += n;
    return n == capacity ? n : n + raw_->read(out + n, capacity - n);
  }

 private:
  std::unique_ptr<ByteSource> raw_;
  char head_[3] = {};
  std::size_t held_ = 0, given_ = 0;
};

/// Bytes at the end of `text` that may be the beginning of a character.
std::size_t unfinished_tail(std::string_view text) {
  for (std::size_t n = 1; n <= 3 && n <= text.size(); ++n) {
    const auto c = static_cast<unsigned char>(text[text.size() - n]);
    if (c >= 0xC0) return n;
    if (c < 0x80) return 0;
  }
  return 0;
}

/// Size and validity as UTF-8 of the whole text.
struct Utf8Look {
  std::uint64_t bytes = 0;
  bool valid = true;
};
Utf8Look look_at(ByteSource& source, const Context& context) {
  Utf8Look look;
  std::vector<char> block(kBlock + 4);
  std::size_t kept = 0;
  while (const auto got = source.read(block.data() + kept, kBlock)) {
    context.check();
    look.bytes += got;
    if (!look.valid) continue;
    const std::string_view text(block.data(), kept + got);
    const auto tail = unfinished_tail(text);
    look.valid = simdjson::validate_utf8(text.data(), text.size() - tail);
    kept = tail;
    std::memmove(block.data(), text.data() + text.size() - tail, tail);
  }
  look.valid = look.valid && kept == 0;
  return look;
}

struct Faults {
  std::uint64_t faults = 0;
  std::uint64_t wide = 0;  ///< sound characters beyond ASCII
};

Faults count_faults(const std::string& path, const std::string& shown, const std::string& encoding, const Context& context) {
  DecodedSource decoded(open_bytes(path, shown), encoding, shown);
  std::vector<char> block(kBlock);
  Faults found;
  while (const auto got = decoded.read(block.data(), block.size())) {
    context.check();
    for (std::size_t i = 0; i < got; ++i) found.wide += static_cast<unsigned char>(block[i]) >= 0xC0 ? 1 : 0;
  }
  found.faults = decoded.faults();
  found.wide -= std::min(found.wide, found.faults);  // each fault left one U+FFFD
  return found;
}

/// Chinese text in GB18030 read as UTF-8 is faulty at almost every character; UTF-8 with a few damaged bytes is sound at almost every one, though
/// GB18030 may take its bytes for other characters without a fault.
bool is_damaged_utf8(const Faults& utf8, const Faults& gb18030) { return utf8.faults * 100 <= utf8.wide || utf8.faults < gb18030.faults; }

/// The encoding that a byte-order mark names; empty when there is none. Refuses what is no text.
std::string marked_encoding(const std::string& path, const std::string& shown) {
  std::vector<char> head(1024);
  head.resize(open_bytes(path, shown)->read(head.data(), head.size()));
  const std::string_view text(head.data(), head.size());
  if (text.substr(0, 3) == "\xEF\xBB\xBF") return "UTF-8";
  if (text.size() >= 4 && (text.substr(0, 4) == std::string_view("\xFF\xFE\0\0", 4) || text.substr(0, 4) == std::string_view("\0\0\xFE\xFF", 4))) {
    throw Error(ErrorCode::unreadable_file, shown + ": expected UTF-8, GB18030 or UTF-16, found UTF-32; save it as UTF-8", shown);
  }
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") return "UTF-16";
  if (text.find('\0') != std::string_view::npos) {
    throw Error(ErrorCode::unreadable_file, shown + ": expected text, found NUL bytes; save it as CSV in UTF-8", shown);
  }
  return {};
}

}  // namespace

TextSurvey survey_text(const std::string& path, const std::string& shown, const std::string& asked, const Context& context) {
  TextSurvey survey;
  const auto marked = marked_encoding(path, shown);
  const auto source = open_bytes(path, shown);
  const auto look = look_at(*source, context);
  survey.bytes = look.bytes;
  if (!asked.empty()) {
    survey.encoding = lower_ascii(asked) == "utf-8" || lower_ascii(asked) == "utf8" || lower_ascii(asked) == "utf-8-bom" ? "UTF-8" : asked;
    survey.reason = fmt::format("{}: encoding {}, as given", shown, layers::shown(asked));
  } else if (!marked.empty()) {
    survey.encoding = marked;
    survey.reason = fmt::format("{}: encoding {}, by its byte-order mark", shown, marked);
  } else if (look.valid) {
    survey.encoding = "UTF-8";
    survey.reason = shown + ": encoding UTF-8, since every byte is valid in it";
  } else {
    const auto gb = count_faults(path, shown, "GB18030", context), utf8 = count_faults(path, shown, "UTF-8", context);
    survey.encoding = is_damaged_utf8(utf8, gb) ? "UTF-8" : "GB18030";
    survey.reason = fmt::format("{}: encoding {}, since it has {} faults in UTF-8 beside {} sound characters, and {} faults in GB18030", shown,
                                survey.encoding, utf8.faults, utf8.wide, gb.faults);
  }
  if (survey.encoding != "UTF-8" || !look.valid) survey.faults = count_faults(path, shown, survey.encoding, context).faults;
  return survey;
}

std::unique_ptr<ByteSource> open_text(const std::string& path, const std::string& shown, const TextSurvey& survey) {
  auto raw = open_bytes(path, shown);
  if (survey.encoding == "UTF-8" && survey.faults == 0) return std::make_unique<SkipMark>(std::move(raw));
  return std::make_unique<SkipMark>(std::make_unique<DecodedSource>(std::move(raw), survey.encoding, shown));
}

}  // namespace bailiwick::layers
