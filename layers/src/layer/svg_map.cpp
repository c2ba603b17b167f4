#include "layer/svg_map.h"

#include "layer/naming.h"
#include "layer/svg_text.h"
#include "layer/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <set>

namespace bailiwick::layers::svg {
namespace {

constexpr std::size_t kNamedZones = 80;      // more names than that are noise
constexpr std::size_t kSeparateZones = 400;  // zones with a fill of their own
constexpr std::size_t kDots = 30'000;
constexpr double kMinZonePixels = 4;         // a level whose zones are smaller on average is not outlined
constexpr double kMarkerPixels2 = 60;        // a fault smaller than that gets a ring around it
constexpr std::size_t kMarkers = 300;

constexpr std::array<const char*, 8> kPastel{"#e6efe0", "#f6ecd8", "#e0eaf3", "#f3e2e0", "#e9e3f1", "#dcefec", "#f5f1d6", "#ece6de"};

struct Shape {
  std::vector<Ring> rings;
  std::int32_t west = 0, north = 0, east = 0, south = 0;
};

Shape shape_of(std::vector<Ring> rings) {
  Shape s{std::move(rings), 2'000'000'000, 2'000'000'000, -2'000'000'000, -2'000'000'000};
  for (const auto& ring : s.rings) {
    for (const auto& d : ring) {
      s.west = std::min(s.west, d.x);
      s.east = std::max(s.east, d.x);
      s.north = std::min(s.north, d.y);
      s.south = std::max(s.south, d.y);
    }
  }
  return s;
}

bool near(const Shape& a, const Shape& b) { return a.west <= b.east && b.west <= a.east && a.north <= b.south && b.north <= a.south; }

std::vector<Shape> shapes_of(const Layer& layer, const Planes& planes, const View& view, double tolerance) {
  const Metric metric(layer, planes);
  std::vector<Shape> shapes;
  for (std::size_t i = 0; i < layer.polygons.size(); ++i) shapes.push_back(shape_of(rings_of(layer.polygons, metric, i, view, tolerance)));
  return shapes;
}

std::string path_of(const std::vector<Shape>& shapes) {
  std::string d;
  for (const auto& s : shapes) {
    for (const auto& ring : s.rings) append_path(d, ring);
  }
  return d;
}

/// The first pastel that no earlier zone nearby has.
std::vector<std::size_t> colours_of(const std::vector<Shape>& shapes) {
  std::vector<std::size_t> colour(shapes.size(), 0);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    std::array<bool, kPastel.size()> taken{};
    for (std::size_t j = 0; j < i; ++j) {
      if (near(shapes[i], shapes[j])) taken[colour[j]] = true;
    }
    const auto start = i % kPastel.size();  // all colours are used, not the first few only
    for (std::size_t k = 0; k < kPastel.size(); ++k) {
      colour[i] = (start + k) % kPastel.size();
      if (!taken[colour[i]]) break;
    }
  }
  return colour;
}

/// Its name, else "police 104".
std::string title_of(const Layer& zones, std::size_t i, const Words& words) {
  const auto name = text_of(zones, "name", i);
  return name.empty() ? unnamed_title(text_of(zones, "level", i), text_of(zones, "zone_id", i), words) : name;
}

std::string zone_fills(const Layer& layer, const std::vector<Shape>& shapes, const Words& words) {
  if (shapes.size() > kSeparateZones) return fmt::format("<path fill=\"#f3efe4\" d=\"{}\"/>\n", path_of(shapes));
  const auto colour = colours_of(shapes);
  std::string out;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i].rings.empty()) continue;
    const auto count = number_of(layer, "count", i);
    out += fmt::format("<path fill=\"{}\" d=\"{}\"><title>{}</title></path>\n", kPastel[colour[i]], path_of({shapes[i]}),
                       xml(shortened(title_of(layer, i, words), 60)) + (std::isfinite(count) ? ": " + rounded(count, 0) : std::string()));
  }
  return out;
}

double mean_side(const std::vector<Shape>& shapes) {
  double sum = 0;
  for (const auto& s : shapes) sum += s.rings.empty() ? 0 : std::max(s.east - s.west, s.south - s.north) / 10.0;
  return shapes.empty() ? 0 : sum / static_cast<double>(shapes.size());
}

std::string outlines(const std::vector<Shape>& shapes, const char* colour, double pixels, double opacity) {
  return fmt::format("<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{}\" stroke-linejoin=\"round\" d=\"{}\"/>\n", colour,
                     px(pixels * 10), opacity, path_of(shapes));
}

/// Names where there is room for them; of a zone without one at least its id.
std::string zone_names(const Layer& layer, const std::vector<Shape>& shapes, const Words& words) {
  if (shapes.size() > kNamedZones) return {};
  std::string out;
  const double size = shapes.size() <= 12 ? 16 : 12;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i].rings.empty()) continue;
    double room = 0;
    const auto at = label_place(shapes[i].rings, &room);
    const auto fits = [&](const std::string& name) { return width(name, size, 600) <= room * 1.15; };
    auto name = shortened(title_of(layer, i, words), 24);
    if (!fits(name) && text_of(layer, "name", i).empty()) name = shortened(text_of(layer, "zone_id", i), 24);
    if (!fits(name)) continue;
    out += text(at.x / 10.0, at.y / 10.0 + size / 3, name, {size, "#4d5661", 600, "middle", true});
  }
  return out;
}

struct Pencil {
  double size, opacity;
};
/// A thousand dots may be fine; a few would not be seen.
Pencil for_reports(std::size_t dots) { return dots <= 100 ? Pencil{4.2, 0.8} : dots <= 3000 ? Pencil{2.3, 0.55} : Pencil{1.5, 0.42}; }
Pencil for_outside(std::size_t) { return {3.2, 0.9}; }

/// Dots of reports as one path of points; those that would fall on the same pixel are one.
std::string dots(const Layer& layer, const Planes& planes, const View& view, const char* colour, const std::function<Pencil(std::size_t)>& pencil_for) {
  const Metric metric(layer, planes);
  std::vector<std::pair<std::int32_t, std::int32_t>> places;
  places.reserve(layer.x.size());
  for (std::size_t i = 0; i < layer.x.size(); ++i) {
    const auto d = view.dot(metric.x[i], metric.y[i]);
    places.emplace_back(d.y / 8, d.x / 8);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  if (places.size() > kDots || places.empty()) return {};
  std::string d;
  std::pair<std::int32_t, std::int32_t> at{0, 0};
  for (const auto& place : places) {
    d += d.empty() ? fmt::format("M{} {}", place.second * 8, place.first * 8)
                   : fmt::format("m{}{}{}", (place.second - at.second) * 8, place.first < at.first ? "" : " ", (place.first - at.first) * 8);
    d += "h0";
    at = place;
  }
  const auto pencil = pencil_for(places.size());
  return fmt::format("<path fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"round\" stroke-opacity=\"{}\" d=\"{}\"/>\n", colour,
                     px(pencil.size * 10), pencil.opacity, d);
}

std::string hot_cells(const Layer& layer, const Planes& planes, const View& view) {
  const Metric metric(layer, planes);
  std::string out;
  for (int bin = -3; bin <= 3; ++bin) {
    if (bin == 0 || !has_bin(&layer, bin)) continue;
    std::string d;
    for (std::size_t i = 0; i < layer.polygons.size(); ++i) {
      if (number_of(layer, "gi_bin", i) != bin) continue;
      for (const auto& ring : rings_of(layer.polygons, metric, i, view, 0)) append_path(d, ring);
    }
    out += fmt::format("<path fill=\"{}\" fill-opacity=\".82\" d=\"{}\"/>\n", bin_colour(bin), d);
  }
  return out;
}

std::string density(const Layer& layer, const Planes& planes, const View& view, double tolerance) {
  const auto shapes = shapes_of(layer, planes, view, tolerance);
  std::string out;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (shapes[i].rings.empty() || !(number_of(layer, "from_per_km2", i) > 0)) continue;
    const auto tint = shapes.size() < 2 ? 4 : i * kDensityTints.size() / shapes.size();
    out += fmt::format("<path fill=\"{}\" fill-opacity=\".5\" d=\"{}\"/>\n", kDensityTints[tint], path_of({shapes[i]}));
  }
  return out;
}

/// Faults of one kind, filled and edged; what is too small to be seen gets a ring around it.
std::string faults(const std::vector<const Layer*>& layers, const Planes& planes, const View& view, const char* colour, const char* fill) {
  std::string d, markers;
  std::size_t marked = 0;
  std::set<std::pair<std::int32_t, std::int32_t>> seen;
  for (const auto* layer : layers) {
    const Metric metric(*layer, planes);
    const auto polygons = layer->polygons.view();
    for (std::size_t i = 0; i < layer->polygons.size(); ++i) {
      const auto vertices = polygons.vertices_of_shape(i);
      if (!counts(*layer, i) || vertices.begin == vertices.end) continue;
      const auto rings = rings_of(layer->polygons, metric, i, view, 2);
      double area = 0;
      for (const auto& ring : rings) area += static_cast<double>(std::llabs(area2(ring))) / 200;
      const auto at = rings.empty() ? view.dot(metric.x[vertices.begin], metric.y[vertices.begin]) : label_place(rings);
      if (!seen.emplace(at.x / 10, at.y / 10).second) continue;  // another level shows the same ground
      for (const auto& ring : rings) append_path(d, ring);
      if (area < kMarkerPixels2 && ++marked <= kMarkers) markers += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"55\"/>", at.x, at.y);
    }
  }
  std::string out;
  if (!d.empty()) out += fmt::format("<path fill=\"{}\" stroke=\"{}\" stroke-width=\"12\" stroke-linejoin=\"round\" d=\"{}\"/>\n", fill, colour, d);
  if (!markers.empty()) {
    out += fmt::format("<g fill=\"none\" stroke=\"#fff\" stroke-width=\"36\" stroke-opacity=\".8\">{}</g>\n<g fill=\"none\" stroke=\"{}\" stroke-width=\"17\">{}</g>\n",
                       markers, colour, markers);
  }
  return out;
}

std::string area_outlines(const std::vector<Shape>& shapes) {
  const auto d = path_of(shapes);
  if (d.empty()) return {};
  return fmt::format(
      "<path fill=\"none\" stroke=\"#fff\" stroke-width=\"45\" stroke-opacity=\".75\" stroke-linejoin=\"round\" d=\"{0}\"/>\n"
      "<path fill=\"none\" stroke=\"{1}\" stroke-width=\"22\" stroke-linejoin=\"round\" d=\"{0}\"/>\n",
      d, kArea);
}

/// Letters in squares beside the worst faults.
std::string fault_letters(const std::vector<Fault>& faults, const Planes& planes, const View& view) {
  std::vector<std::pair<double, double>> taken;
  std::string out;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const auto& layer = *faults[i].layer;
    const auto vertices = layer.polygons.view().vertices_of_shape(faults[i].row);
    if (vertices.begin == vertices.end) continue;
    const Metric metric(layer, planes);
    const auto rings = rings_of(layer.polygons, metric, faults[i].row, view, 2);
    std::int32_t right = 0;
    for (const auto& ring : rings) {
      for (const auto& d : ring) right = std::max(right, d.x);
    }
    const auto at = rings.empty() ? view.dot(metric.x[vertices.begin], metric.y[vertices.begin]) : label_place(rings);
    const double x = std::max(at.x / 10.0 + 9, right / 10.0) + 3;
    double y = at.y / 10.0 - 8;
    while (std::any_of(taken.begin(), taken.end(), [&](const auto& t) { return std::fabs(t.first - x) < 17 && std::fabs(t.second - y) < 17; })) y += 9;
    taken.emplace_back(x, y);
    out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"16\" height=\"16\" rx=\"3\" fill=\"{}\" stroke=\"#fff\" stroke-width=\"1.5\"/>\n", px(x), px(y), faults[i].colour);
    out += text(x + 8, y + 12.2, std::string(1, static_cast<char>('A' + i)), {11.5, "#fff", 700, "middle"});
  }
  return out;
}

/// Where the number of an area stands: on it, or beside it where it would hide it.
std::pair<double, double> number_place(const Shape& shape, const View& view) {
  constexpr double kRoom = 40, kBeside = 15;  // pixels
  const double west = shape.west / 10.0, east = shape.east / 10.0, north = shape.north / 10.0, south = shape.south / 10.0;
  if (std::max(east - west, south - north) >= kRoom) {
    const auto on = label_place(shape.rings);
    return {on.x / 10.0, on.y / 10.0};
  }
  return {east + 2 * kBeside <= view.right() ? east + kBeside : west - kBeside, (north + south) / 2};
}

/// Numbers in discs, moved apart where they would cover each other.
std::string area_numbers(const std::vector<Shape>& shapes, const View& view) {
  std::vector<std::pair<double, double>> taken;
  std::string out;
  for (std::size_t i = 0; i < std::min(shapes.size(), kAreasNumbered); ++i) {
    if (shapes[i].rings.empty()) continue;
    auto [x, y] = number_place(shapes[i], view);
    while (std::any_of(taken.begin(), taken.end(), [x = x, y = y](const auto& t) { return std::hypot(t.first - x, t.second - y) < 23; })) x += 12;
    taken.emplace_back(x, y);
    out += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"11.5\" fill=\"{}\" stroke=\"#fff\" stroke-width=\"2\"/>\n", px(x), px(y), kArea);
    out += text(x, y + 4.3, std::to_string(i + 1), {12.5, "#fff", 700, "middle"});
  }
  return out;
}

std::string tenths(const std::string& elements) { return "<g transform=\"scale(.1)\" fill-rule=\"evenodd\">\n" + elements + "</g>\n"; }

/// The outlines of every level but the coarsest, fine ones as hairlines, and of across levels.
std::string inner_lines(const Sorted& layers, const Planes& planes, const View& view, double tolerance) {
  std::string out;
  for (auto i = layers.partitions.size(); i-- > 1;) {
    const auto shapes = shapes_of(*layers.partitions[i], planes, view, tolerance);
    if (mean_side(shapes) < kMinZonePixels) continue;
    const bool second = i == 1;
    out += outlines(shapes, second ? "#7d8894" : "#98a2ad", second ? 1.0 : i == 2 ? 0.6 : 0.35, second ? 0.9 : 0.75);
  }
  for (const auto* layer : layers.across) {
    const auto d = path_of(shapes_of(*layer, planes, view, tolerance));
    if (!d.empty()) out += fmt::format("<path fill=\"#fff\" fill-opacity=\".85\" stroke=\"#aab2bb\" stroke-width=\"3\" d=\"{}\"/>\n", d);
  }
  return out;
}

}  // namespace

Box box_of(const Sorted& layers, const Planes& planes) {
  Box box;
  std::vector<const Layer*> seen = layers.partitions;
  if (seen.empty()) seen = layers.across;
  for (const auto* layer : {layers.cells, layers.areas}) {
    if (layer != nullptr) seen.push_back(layer);
  }
  if (seen.empty()) {
    for (const auto* layer : {layers.bands, layers.reports, layers.outside}) {
      if (layer != nullptr) seen.push_back(layer);
    }
  }
  for (const auto* layer : seen) {
    const Metric metric(*layer, planes);
    for (std::size_t i = 0; i < metric.x.size(); ++i) box.add(metric.x[i], metric.y[i]);
  }
  if (box.empty()) box = {0, 0, 1000, 1000};
  return box;
}

std::string map(const Sorted& layers, const std::vector<Fault>& faulty, const Planes& planes, const View& view, double tolerance,
                const Words& words) {
  const auto shapes_in = [&](const Layer* layer) { return layer == nullptr ? std::vector<Shape>{} : shapes_of(*layer, planes, view, tolerance); };
  const auto* top = layers.partitions.empty() ? nullptr : layers.partitions.front();
  const auto districts = shapes_in(top);
  const auto areas = shapes_in(layers.areas);
  std::string out;
  if (top != nullptr) out += outlines(districts, "#c3cbd4", 9, 0.55) + zone_fills(*top, districts, words);
  if (shows_density(layers)) out += density(*layers.bands, planes, view, tolerance);
  out += inner_lines(layers, planes, view, tolerance);
  if (layers.cells != nullptr) out += hot_cells(*layers.cells, planes, view);
  if (layers.reports != nullptr) out += dots(*layers.reports, planes, view, "#2b2f36", for_reports);
  if (top != nullptr) out += outlines(districts, "#49525e", 2.0, 1);
  out += faults(layers.children, planes, view, kChildren, "url(#child-map)");
  out += faults(layers.overlaps, planes, view, kOverlap, "url(#overlap-map)");
  out += faults(layers.gaps, planes, view, kGap, kGap);
  if (layers.outside != nullptr) out += dots(*layers.outside, planes, view, kGap, for_outside);
  out += area_outlines(areas);
  out = tenths(out);
  if (top != nullptr) out += zone_names(*top, districts, words);
  return out + fault_letters(faulty, planes, view) + area_numbers(areas, view);
}

std::string scale_bar(double right, double y, const View& view, const Words& words) {
  const double most = 170 / view.pixels_per_metre();
  double length = std::pow(10.0, std::floor(std::log10(most)));
  for (const double step : {5.0, 2.0}) {
    if (length * step <= most) {
      length *= step;
      break;
    }
  }
  const double pixels = length * view.pixels_per_metre();
  const auto label = length >= 1000 ? rounded(length / 1000, 0) + " " + words("svg.kilometres") : rounded(length, 3) + " " + words("svg.metres");
  return fmt::format("<path d=\"M{} {}v5h{}v-5\" fill=\"none\" stroke=\"#3b3f45\" stroke-width=\"1.6\"/>\n", px(right - pixels), px(y - 6), px(pixels)) +
         text(right - pixels - 8, y, label, {12, "#3b3f45", 400, "end"});
}

std::string north_arrow(double x, double y, const Words& words) {
  return fmt::format("<path d=\"M{} {}l6 19-6-4-6 4z\" fill=\"#3b3f45\"/>\n", px(x), px(y - 5)) +
         text(x, y - 8, words("svg.north"), {10.5, "#3b3f45", 700, "middle"});
}

}  // namespace bailiwick::layers::svg
