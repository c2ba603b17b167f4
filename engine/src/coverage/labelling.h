/// Labels for the faces that lie in marked cells.
#pragma once

#include <bailiwick/context.h>

#include "coverage/arrangement.h"
#include "coverage/marks.h"
#include "coverage/sheet.h"

#include <vector>

namespace bailiwick::coverage {

/// `a` holds every edge in marked cells, but of other edges only some. One place of each cluster of edges is located exactly; from there labels are
/// carried on along edges and round nodes in marked cells. Faces with something unsettled become known.
void label_amiss(Arrangement& a, const Soup& soup, const Sheet& sheet, const Marks& marks, const std::vector<Box>& own_boxes, const Context& context);

}  // namespace bailiwick::coverage
