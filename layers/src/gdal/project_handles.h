/// RAII over PROJ handles: a context of our own per object, silent, without network.
#pragma once

#include <proj.h>
#include <proj_experimental.h>

#include <memory>

namespace bailiwick::layers {

struct ContextDeleter {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct PjDeleter {
  void operator()(PJ* object) const { proj_destroy(object); }
};
using ProjContext = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;

[[nodiscard]] inline ProjContext quiet_context() {
  ProjContext context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  proj_context_set_enable_network(context.get(), 0);  // answers must not depend on what a server offers today
  return context;
}

}  // namespace bailiwick::layers
