/// What GDAL says on this thread, kept instead of printed.
#pragma once

#include "gdal/gdal_handles.h"

#include <bailiwick/error.h>

#include <string>
#include <vector>

namespace bailiwick::layers::gdal {

/// While it lives, everything GDAL reports on this thread goes here and nothing reaches the terminal. Handlers are a stack per thread, so
/// make it and let it go on the same thread, innermost first. Never a global handler: a host program keeps its own.
class ErrorCollector {
 public:
  struct Message {
    CPLErr level;
    int number;
    std::string text;  ///< may hold parts of the file: shorten before showing
  };

  ErrorCollector();
  ~ErrorCollector();
  ErrorCollector(const ErrorCollector&) = delete;
  ErrorCollector& operator=(const ErrorCollector&) = delete;

  [[nodiscard]] const std::vector<Message>& messages() const { return messages_; }
  /// The first failure (not a warning), at most 200 bytes, without control characters; empty when there is none.
  [[nodiscard]] std::string first_failure() const;
  [[nodiscard]] bool failed() const;
  void clear() { messages_.clear(); }

  /// Throws Error(code) "<place>: <what GDAL said>" when there was a failure.
  void throw_if_failed(ErrorCode code, const std::string& place) const;

 private:
  static void CPL_STDCALL keep(CPLErr level, CPLErrorNum number, const char* text);
  std::vector<Message> messages_;
};

/// Closes a dataset that was written and throws Error(unwritable_file) naming `place` where flushing failed.
void close_checked(Dataset& dataset, const std::string& place);

}  // namespace bailiwick::layers::gdal
