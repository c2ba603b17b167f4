/// The C++ door: places answered and cells tested by the engine, as its users call it.
///
///   engine_door INDEX PLACES AREA CELL_M OUT
///
/// INDEX of `bailiwick index`; PLACES doubles x, y, x, y, ...; AREA rings, each its number of vertices as a double, then x, y, ...; OUT.metric gets the places in
/// metres, OUT.answers and OUT.cells one line each.
#include <bailiwick/assign.h>
#include <bailiwick/explain.h>
#include <bailiwick/hotspots.h>
#include <bailiwick/zones.h>

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

using namespace bailiwick;

namespace {

std::vector<char> bytes_of(const char* file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(std::string("cannot read ") + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<double> doubles_of(const char* file) {
  const auto bytes = bytes_of(file);
  std::vector<double> values(bytes.size() / sizeof(double));
  std::copy_n(bytes.data(), values.size() * sizeof(double), reinterpret_cast<char*>(values.data()));
  return values;
}

/// One shape of all rings.
Polygons area_of(const std::vector<double>& numbers) {
  Polygons area;
  for (std::size_t at = 0; at < numbers.size();) {
    for (auto left = static_cast<std::size_t>(numbers[at++]); left > 0; --left, at += 2) area.add_vertex(numbers[at], numbers[at + 1]);
    area.end_ring();
  }
  area.end_part();
  area.end_shape();
  return area;
}

/// 1 for the places in the area: it is one zone of an index of its own.
std::vector<std::uint8_t> in_area(const Polygons& area, ReportsView places) {
  LevelInput level{"area", Role::partition, {}, false, {{"area", {}, {}, {}, {}, {}, std::nan("")}}, area};
  const auto index = ZoneIndex::build(build_zones({std::move(level)}, "area").zones);
  const auto placed = assign(index, places);
  std::vector<std::uint8_t> inside;
  for (const auto zone : placed.levels[0].zone) inside.push_back(zone != kNoZone);
  return inside;
}

void write_answers(const ZoneIndex& index, ReportsView places, const AssignOptions& rules, std::ofstream out) {
  const auto placed = assign(index, places, rules);
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const auto& level : placed.levels) out << (level.zone[i] == kNoZone ? "" : index.id(level.zone[i])) << ',' << code(level.placement[i]) << ',';
    const auto level = placed.answer.level[i];
    out << (placed.answer.unit[i] == kNoUnit ? "" : index.unit_id(placed.answer.unit[i])) << ',' << (level == kNoLevel ? "" : index.level_name(level)) << ','
        << unit_rule(placed.answer.rule[i], level == kNoLevel ? Placement::outside : placed.levels[level].placement[i]) << '\n';
  }
}

std::string bits(double v) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", std::bit_cast<unsigned long long>(v));
  return std::isnan(v) ? "null" : text;
}

void write_cells(const Polygons& area, const Planes& planes, ReportsView places, MetricView metric, double cell_m, std::ofstream out) {
  const auto ground = densified(area.view(), planes.to_metric, 0.01);
  const auto lattice = lattice_over(ground.view(), cell_m);
  const auto inside = cells_inside(lattice, ground.view());
  const auto here = in_area(area, places);
  auto cell = cell_of(lattice, metric);
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (here[i] == 0 || cell[i] == kNoCell || inside[cell[i]] == 0) cell[i] = kNoCell;
  }
  const auto count = counts(lattice, cell);
  const auto gi = getis_ord(lattice, count, inside);
  for (std::uint32_t c = 0; c < inside.size(); ++c) {
    if (inside[c] == 0) continue;
    out << cell_id(lattice, c % lattice.columns, c / lattice.columns) << ',' << count[c] << ',' << bits(gi.z[c]) << ',' << bits(gi.p[c]) << ',' << bits(gi.q[c]) << ','
        << int{gi.bin[c]} << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 6) return std::cerr << "usage: engine_door INDEX PLACES AREA CELL_M OUT\n", 2;
  const auto flat = bytes_of(argv[1]);
  struct alignas(64) Line {  // an index is read where it lies
    char bytes[64];
  };
  std::vector<Line> aligned(flat.size() / sizeof(Line) + 1);
  std::memcpy(aligned.data(), flat.data(), flat.size());
  const auto index = ZoneIndex::from_bytes(std::as_bytes(std::span(aligned)).first(flat.size()));
  const auto planes = planes_of(index);
  std::vector<double> x, y;
  const auto places = doubles_of(argv[2]);
  for (std::size_t i = 0; i + 1 < places.size(); i += 2) x.push_back(places[i]), y.push_back(places[i + 1]);
  auto x_m = x, y_m = y;
  planes.to_metric(x_m, y_m);
  const std::string out = argv[5];
  std::ofstream metric(out + ".metric", std::ios::binary);
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (const double v : {x_m[i], y_m[i]}) metric.write(reinterpret_cast<const char*>(&v), sizeof v);
  }
  auto rules = rules_of(index);
  rules.to_metric = planes.to_metric;
  const ReportsView view{x, y, {}, {}};
  write_answers(index, view, rules, std::ofstream(out + ".answers"));
  write_cells(area_of(doubles_of(argv[3])), planes, view, {x_m, y_m}, std::stod(argv[4]), std::ofstream(out + ".cells"));
  return 0;
} catch (const std::exception& error) {
  std::cerr << "engine_door: " << error.what() << '\n';
  return 1;
}
