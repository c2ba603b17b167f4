#include <bailiwick/assign.h>

namespace bailiwick {

std::string_view code(Placement placement) {
  switch (placement) {
    case Placement::outside: return "outside";
    case Placement::inside: return "inside";
    case Placement::border: return "border";
    case Placement::overlap_priority: return "overlap:priority";
    case Placement::overlap_smallest: return "overlap:smallest";
    case Placement::overlap_id: return "overlap:id";
    case Placement::nearest: return "nearest";
  }
  return "outside";
}

}  // namespace bailiwick
