/// The one error type of the library.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bailiwick {

/// Stable numbers, only appended: C statuses, Python exception classes and exit codes derive from them.
enum class ErrorCode : int {
  invalid_argument = 1,    ///< an option or a column that cannot be right
  invalid_coordinate = 2,  ///< not finite, or beyond 1e15
  invalid_geometry = 3,    ///< a ring or polygon that has no meaning
  unknown_crs = 4,         ///< a CRS that is missing or not understood
  missing_column = 5,      ///< a field that was named or is needed is not there
  unreadable_file = 6,     ///< cannot be opened, or is not what it claims to be
  unwritable_file = 7,     ///< no space, no permission, or what was written does not read back
  exists = 8,              ///< the output is there already
  limit_exceeded = 9,      ///< a size that was refused before the work began
  cancelled = 10,          ///< the caller asked to stop
  out_of_memory = 11,      ///< memory ran out
  damaged_index = 12,      ///< an index file that is truncated or altered
  newer_format = 13,       ///< written by a newer version than this
  unsupported = 14,        ///< understood and not offered
  balance = 15,            ///< the bookkeeping does not add up: a fault of the program
  internal = 16,           ///< any other fault of the program
};

/// One sentence: the place, what was expected, what was found, what to do.
///
/// what() is that sentence; source(), feature() and field() hold the place for programs and may be empty
/// (feature() is -1 when there is none).
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& sentence, std::string source = {}, std::int64_t feature = -1,
        std::string field = {})
      : std::runtime_error(sentence), code_(code), source_(std::move(source)), feature_(feature),
        field_(std::move(field)) {}

  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  [[nodiscard]] const std::string& source() const noexcept { return source_; }
  [[nodiscard]] std::int64_t feature() const noexcept { return feature_; }
  [[nodiscard]] const std::string& field() const noexcept { return field_; }

 private:
  ErrorCode code_;
  std::string source_;
  std::int64_t feature_;
  std::string field_;
};

}  // namespace bailiwick
