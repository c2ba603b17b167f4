// Two versions of a town as files of an index, of one size and of different answers: two_towns FOLDER ACROSS. ACROSS x ACROSS squares of 100 m, each
// with an outline of 80 vertices, so that the index and not the program is what takes memory.
#include <bailiwick/zone_index.h>
#include <bailiwick/zones.h>

#include <cmath>
#include <fstream>
#include <string>

namespace {

constexpr int kPieces = 20;
constexpr double kSide_m = 100;

/// A side in equal pieces; neighbours share every vertex.
void add_side(bailiwick::Polygons& shapes, double x, double y, double dx, double dy) {
  for (int i = 0; i < kPieces; ++i) shapes.add_vertex(x + dx * kSide_m * i / kPieces, y + dy * kSide_m * i / kPieces);
}

bailiwick::ZoneIndex town(const std::string& version, int across) {
  bailiwick::LevelInput level{.name = "block", .parent = "", .has_unit_field = true, .rows = {}, .shapes = {}};
  for (int row = 0; row < across; ++row) {
    for (int column = 0; column < across; ++column) {
      const auto id = version + "-" + std::to_string(row) + "-" + std::to_string(column);
      level.rows.push_back({id, "", "", "", "office " + version + std::to_string(row % 7), "", std::nan("")});
      const double west = column * kSide_m, south = row * kSide_m;
      add_side(level.shapes, west, south, 1, 0);
      add_side(level.shapes, west + kSide_m, south, 0, 1);
      add_side(level.shapes, west + kSide_m, south + kSide_m, -1, 0);
      add_side(level.shapes, west, south + kSide_m, 0, -1);
      level.shapes.add_vertex(west, south);
      level.shapes.end_ring();
      level.shapes.end_part();
      level.shapes.end_shape();
    }
  }
  return bailiwick::ZoneIndex::build(bailiwick::build_zones({level}, "local").zones);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  for (const std::string version : {"old", "new"}) {
    const auto index = town(version, std::stoi(arguments[2]));
    std::ofstream file(std::string(arguments[1]) + "/" + version + ".bwx", std::ios::binary);
    file.write(reinterpret_cast<const char*>(index.bytes().data()), static_cast<std::streamsize>(index.bytes().size()));
    if (!file.flush()) return 1;
  }
}
