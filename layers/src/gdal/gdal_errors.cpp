#include "gdal/gdal_errors.h"

#include <cstddef>

namespace bailiwick::layers::gdal {
namespace {

constexpr std::size_t kMostMessages = 100;  // a damaged file can complain about every record
constexpr std::size_t kLongestText = 200;

/// Printable and short, cut at a character of UTF-8: the text may quote the file.
std::string shortened(const std::string& text) {
  std::string out;
  for (const char c : text.substr(0, kLongestText)) out.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c);
  if (text.size() > kLongestText) {
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0U) out.pop_back();
    out += "...";
  }
  return out;
}

}  // namespace

ErrorCollector::ErrorCollector() { CPLPushErrorHandlerEx(&ErrorCollector::keep, this); }

ErrorCollector::~ErrorCollector() {
  CPLPopErrorHandler();
  CPLErrorReset();
}

void CPL_STDCALL ErrorCollector::keep(CPLErr level, CPLErrorNum number, const char* text) {
  if (level == CE_Debug) return;
  auto* self = static_cast<ErrorCollector*>(CPLGetErrorHandlerUserData());
  if (self == nullptr || self->messages_.size() >= kMostMessages) return;
  try {
    self->messages_.push_back({level, number, text == nullptr ? "" : text});
  } catch (...) {  // out of memory inside a C callback: the failure itself is still seen by the caller
  }
}

std::string ErrorCollector::first_failure() const {
  for (const auto& m : messages_) {
    if (m.level >= CE_Failure) return shortened(m.text);
  }
  return {};
}

bool ErrorCollector::failed() const {
  for (const auto& m : messages_) {
    if (m.level >= CE_Failure) return true;
  }
  return false;
}

void ErrorCollector::throw_if_failed(ErrorCode code, const std::string& place) const {
  if (failed()) throw Error(code, place + ": " + first_failure(), place);
}

void close_checked(Dataset& dataset, const std::string& place) {
  const ErrorCollector errors;
  dataset->FlushCache(true);
  dataset.reset();
  errors.throw_if_failed(ErrorCode::unwritable_file, place);
}

}  // namespace bailiwick::layers::gdal
