#include "large.h"

#include <stdexcept>

namespace generator {

void write_large(const std::string&, const LargeOptions&) { throw std::runtime_error("large: not made yet"); }

}  // namespace generator
