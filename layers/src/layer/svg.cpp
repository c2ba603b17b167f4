#include <bailiwick/layers/write.h>

#include "layer/svg.h"
#include "layer/svg_map.h"
#include "layer/svg_panel.h"
#include "layer/svg_text.h"
#include "layer/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::layers {
namespace {

using svg::px;

constexpr double kWidth = 1600, kMargin = 32, kHeader = 92, kPanel = 430, kFooter = 34;
constexpr double kMapWidth = kWidth - kPanel - 3 * kMargin;
constexpr std::size_t kMaxBytes = 2'000'000;

constexpr std::string_view kFonts =
    "'Noto Sans','Segoe UI','Helvetica Neue',Arial,'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',"
    "'WenQuanYi Micro Hei',sans-serif";

/// A hatch; `scale` 10 for the map, whose units are tenths of a pixel.
std::string hatch(const char* id, const char* colour, double angle, double width, double scale) {
  return fmt::format(
      "<pattern id=\"{}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({}) scale({})\">"
      "<rect width=\"5\" height=\"5\" fill=\"#fff\" fill-opacity=\".6\"/><rect width=\"{}\" height=\"5\" fill=\"{}\"/></pattern>\n",
      id, px(angle), px(scale), px(width), colour);
}

std::string definitions(double left, double top, double width, double height) {
  return fmt::format("<defs>\n<clipPath id=\"window\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/></clipPath>\n", px(left), px(top),
                     px(width), px(height)) +
         hatch("overlap", svg::kOverlap, 45, 2.6, 1) + hatch("overlap-map", svg::kOverlap, 45, 2.6, 10) + hatch("child", svg::kChildren, -45, 2, 1) +
         hatch("child-map", svg::kChildren, -45, 2, 10) + "</defs>\n";
}

std::string head(double height, const Picture& picture) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"{2}\" lang=\"{3}\">\n"
      "<title>{4}</title>\n<rect width=\"{0}\" height=\"{1}\" fill=\"#fff\"/>\n",
      px(kWidth), px(height), kFonts, picture.lang == "zh" ? "zh-CN" : "en", xml(picture.title));
}

std::string first_line(const std::string& text, double size, int weight, double room = kMapWidth - 40) {
  const auto lines = svg::wrapped(text, size, room, 1, weight);
  return lines.empty() ? std::string() : lines[0];
}

/// What the subtitle may speak of: {reports}, {zones}, {areas}.
std::vector<Fill> figures_of(const svg::Sorted& layers) {
  std::uint64_t zones = 0, reports = 0;
  for (const auto* level : layers.partitions) zones += level->table.rows();
  for (const auto* level : layers.across) zones += level->table.rows();
  if (layers.reports != nullptr) {
    reports = layers.reports->table.rows();
  } else if (const auto* counts = layers.cells == nullptr ? nullptr : layers.cells->table.find("count")) {
    for (const auto n : counts->integer) reports += static_cast<std::uint64_t>(n);
  }
  return {{"reports", whole(reports)}, {"zones", whole(zones)}, {"areas", whole(layers.areas == nullptr ? 0 : layers.areas->table.rows())}};
}

/// What shares and the drawing rest on.
std::string source_line(const svg::Sorted& layers, const Picture& picture, const Words& words) {
  const auto map = words.filled("svg.source", {{"plane", plane_text(picture.planes.metric_crs, words)}});
  return layers.reports == nullptr ? map : words.filled("svg.base", {{"reports", whole(layers.reports->table.rows())}}) + map;
}

}  // namespace

std::string svg_text(const Picture& picture) {
  const Words words(picture.lang.empty() ? "en" : picture.lang);
  const auto layers = svg::sorted(picture.layers);
  const auto faulty = svg::worst_faults(layers, words);
  const auto box = svg::box_of(layers, picture.planes);
  const auto side = svg::panel(layers, faulty, words, kWidth - kMargin - kPanel, kMargin - 12, kPanel);
  const double wanted = kMapWidth * (box.north - box.south) / std::max(box.east - box.west, 1.0);
  const double map_height = std::max(std::clamp(wanted + 40, 620.0, 1200.0), side.bottom - kHeader);
  const double height = kHeader + map_height + kFooter;
  const svg::View view(box, kMargin + 20, kHeader + 20, kMapWidth - 40, map_height - 40);

  const auto title = picture.title.empty() ? words("map.title") : picture.title;
  const auto subtitle = filled(picture.subtitle.empty() ? words("map.subtitle") : picture.subtitle, figures_of(layers));
  auto frame = definitions(kMargin, kHeader, kMapWidth, map_height);
  frame += svg::text(kMargin, 50, first_line(title, 27, 700), {27, "#1f2933", 700});
  frame += svg::text(kMargin, 76, first_line(subtitle, 14.5, 400), {14.5, "#616e7c"});
  frame += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\" fill=\"#eef1f4\"/>\n", px(kMargin), px(kHeader), px(kMapWidth), px(map_height));
  auto rest = svg::scale_bar(kMargin + kMapWidth, height - 12, view, words) + svg::north_arrow(kMargin + kMapWidth - 8, kHeader - 25, words) + side.elements +
              svg::text(kMargin, height - 12, first_line(source_line(layers, picture, words), 11, 400, kMapWidth - 260), {11, "#9aa5b1"}) + "</svg>\n";
  std::string out;
  double tolerance = 3;  // a third of a pixel; coarser only where the file would grow too large
  do {
    out = head(height, picture) + frame + "<g clip-path=\"url(#window)\">\n" + svg::map(layers, faulty, picture.planes, view, tolerance, words) + "</g>\n" + rest;
    tolerance *= 2;
  } while (out.size() > kMaxBytes && tolerance < 200);
  return out;
}

void put_svg(OutputFolder& folder, const std::string& name, const Picture& picture) { folder.put_text(name, svg_text(picture)); }

}  // namespace bailiwick::layers
