/// From zones to the contents of an index.
#pragma once

#include "index/blob.h"

namespace bailiwick::index {

[[nodiscard]] Contents contents_of(const Zones& zones, const IndexOptions& options, const Context& context);

}  // namespace bailiwick::index
