/// The one wrapper of every exported function, and the checks that all of them share.
#pragma once

#include <bailiwick.h>

#include <bailiwick/error.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace bailiwick::c {

/// Tests set it: called inside every entry, so that whatever it throws is thrown there.
extern void (*injected)();

/// What is on its way, as a status and a sentence.
bailiwick_status caught(bailiwick_error* error) noexcept;
/// False for an error struct that cannot be written; clears it otherwise.
bool ready(bailiwick_error* error) noexcept;

/// Exceptions never cross: every exported function is one call of this.
template <class Work>
bailiwick_status enter(bailiwick_error* error, const Work& work) noexcept {
  if (!ready(error)) return BAILIWICK_INVALID_ARGUMENT;
  try {
    if (injected != nullptr) injected();
    work();
    return BAILIWICK_OK;
  } catch (...) {
    return caught(error);
  }
}

[[noreturn]] inline void refuse(const std::string& sentence, const std::string& field = {}) { throw Error(ErrorCode::invalid_argument, sentence, {}, -1, field); }

template <class T>
T& needed(T* given, const char* what) {
  if (given == nullptr) refuse(std::string(what) + ": expected a pointer, found NULL", what);
  return *given;
}

inline void check_size(std::size_t size, const char* what) {
  if (size < sizeof(std::uint32_t) || size > 65'536) refuse(std::string(what) + ": expected struct_size to be sizeof the struct, found " + std::to_string(size), what);
}

/// A struct of the caller's, of whatever version, as ours. NULL: all defaults. What a newer caller sets and we do not know is refused, not ignored.
template <class T>
T taken(const T* given, const char* what) {
  T ours{};
  ours.struct_size = sizeof(T);
  if (given == nullptr) return ours;
  const std::size_t size = given->struct_size;
  check_size(size, what);
  std::memcpy(&ours, given, std::min(size, sizeof(T)));
  const auto* const bytes = reinterpret_cast<const unsigned char*>(given);
  for (std::size_t i = sizeof(T); i < size; ++i) {
    if (bytes[i] == 0) continue;
    throw Error(ErrorCode::unsupported, std::string(what) + ": a field is set that this version of the library does not know; install a newer one", {}, -1, what);
  }
  ours.struct_size = sizeof(T);
  return ours;
}

/// Fills a struct of the caller's as far as it reaches.
template <class T>
void hand_out(T* to, const T& ours, const char* what) {
  const std::uint32_t size = needed(to, what).struct_size;
  check_size(size, what);
  std::memcpy(to, &ours, std::min<std::size_t>(size, sizeof(T)));
  to->struct_size = size;
}

inline bailiwick_text text_of(std::string_view text) { return {text.data(), text.size()}; }
inline std::string or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

}  // namespace bailiwick::c
