/// Owning handles for GEOS. The only folder that includes geos_c.h.
#pragma once

#include <geos_c.h>

#include <memory>
#include <string>

namespace bailiwick::geos {

/// One GEOS context; not shared between threads. Messages of failed calls are kept, never printed.
class Handle {
 public:
  Handle();
  ~Handle();
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  [[nodiscard]] GEOSContextHandle_t get() const { return context_; }
  /// The message of the last failed call, and forgets it.
  [[nodiscard]] std::string take_message();

 private:
  static void keep(const char* message, void* self);

  GEOSContextHandle_t context_;
  std::string message_;
};

/// The calling thread's own context, made on first use.
[[nodiscard]] Handle& handle();

struct DestroyGeometry {
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle().get(), geometry); }
};
/// A geometry owned by the thread that made it; destroy it there.
using Geometry = std::unique_ptr<GEOSGeometry, DestroyGeometry>;

}  // namespace bailiwick::geos
