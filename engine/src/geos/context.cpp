#include "geos/context.h"

#include <bailiwick/error.h>

#include <utility>

namespace bailiwick::geos {

Handle::Handle() : context_(GEOS_init_r()) {
  if (context_ == nullptr) throw Error(ErrorCode::out_of_memory, "GEOS: expected a context, found none");
  GEOSContext_setErrorMessageHandler_r(context_, &Handle::keep, this);
}

Handle::~Handle() { GEOS_finish_r(context_); }

void Handle::keep(const char* message, void* self) {
  static_cast<Handle*>(self)->message_ = message;
}

std::string Handle::take_message() { return std::exchange(message_, {}); }

Handle& handle() {
  thread_local Handle own;
  return own;
}

}  // namespace bailiwick::geos
