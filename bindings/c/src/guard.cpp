#include "guard.h"

#include <new>

namespace bailiwick::c {

void (*injected)() = nullptr;

namespace {

/// Cut at a character: never inside of one.
template <std::size_t N>
void put(char (&to)[N], std::string_view text) noexcept {
  std::size_t length = std::min(text.size(), N - 1);
  if (length < text.size()) {
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U) --length;
  }
  if (length > 0) std::memcpy(to, text.data(), length);  // an empty view has no address
  to[length] = '\0';
}

bailiwick_status fill(bailiwick_error* error, bailiwick_status status, std::string_view sentence, std::string_view source = {}, std::int64_t feature = -1,
                      std::string_view field = {}) noexcept {
  if (error == nullptr) return status;
  error->status = status;
  error->feature = feature;
  put(error->message, sentence);
  put(error->source, source);
  put(error->field, field);
  return status;
}

}  // namespace

bool ready(bailiwick_error* error) noexcept {
  if (error == nullptr) return true;
  if (error->struct_size < sizeof(bailiwick_error)) return false;
  fill(error, BAILIWICK_OK, "");
  return true;
}

bailiwick_status caught(bailiwick_error* error) noexcept {
  try {
    throw;
  } catch (const Error& e) {
    return fill(error, static_cast<bailiwick_status>(e.code()), e.what(), e.source(), e.feature(), e.field());
  } catch (const std::bad_alloc&) {
    return fill(error, BAILIWICK_OUT_OF_MEMORY, "memory ran out");
  } catch (const std::exception& e) {
    fill(error, BAILIWICK_INTERNAL, "");
    if (error != nullptr) {
      put(error->message, "a fault of the library: ");
      const auto length = std::strlen(error->message);
      std::strncat(error->message, e.what(), sizeof error->message - length - 1);
    }
    return BAILIWICK_INTERNAL;
  } catch (...) {
    return fill(error, BAILIWICK_INTERNAL, "a fault of the library: something unknown was thrown");
  }
}

}  // namespace bailiwick::c

extern "C" {

uint32_t bailiwick_abi_version(void) { return BAILIWICK_ABI_VERSION; }
const char* bailiwick_version(void) { return BAILIWICK_VERSION; }

const char* bailiwick_status_text(bailiwick_status status) {
  static constexpr const char* kNames[] = {"ok",          "invalid_argument", "invalid_coordinate", "invalid_geometry", "unknown_crs",  "missing_column",
                                           "unreadable_file", "unwritable_file", "exists",           "limit_exceeded",   "cancelled",    "out_of_memory",
                                           "damaged_index",   "newer_format",    "unsupported",      "balance",          "internal"};
  return status >= 0 && status < static_cast<bailiwick_status>(std::size(kNames)) ? kNames[status] : "unknown";
}

const char* bailiwick_rule_text(int32_t rule) {
  static constexpr const char* kNames[] = {"outside", "inside", "border", "overlap:priority", "overlap:smallest", "overlap:id", "nearest", "superior", "no_unit"};
  return rule >= 0 && rule < static_cast<int32_t>(std::size(kNames)) ? kNames[rule] : "unknown";
}
}
