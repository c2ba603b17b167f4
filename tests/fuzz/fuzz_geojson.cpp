// Any bytes as GeoJSON zones: an Error or a level whose features add up and whose rings are closed and finite.
#include "fuzz_file.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailiwick::layers;
  ZoneSource source;
  source.level = "zone";
  source.file = fuzz_file("geojson", data, size);
  source.width = "10";
  try {
    const auto zones = read_zones(source, {});
    must(zones.features == zones.input.rows.size() + zones.rejected.size());
    must(zones.input.shapes.size() == zones.input.rows.size() && zones.fid.size() == zones.input.rows.size());
    for (const auto v : zones.input.shapes.x) must(std::isfinite(v));
    const auto view = zones.input.shapes.view();
    for (std::size_t ring = 0; !zones.lines && ring + 1 < view.ring_offsets.size(); ++ring) {
      const auto vertices = view.vertices_of(ring);
      must(vertices.end - vertices.begin >= 4 && view.x[vertices.begin] == view.x[vertices.end - 1]);
    }
  } catch (const bailiwick::Error&) {
  }
  return 0;
}
