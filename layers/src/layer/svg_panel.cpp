#include "layer/svg_panel.h"

#include "layer/naming.h"
#include "layer/svg_text.h"
#include "layer/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bailiwick::layers::svg {
namespace {

constexpr std::string_view kInk = "#1f2933", kGrey = "#616e7c", kPale = "#9aa5b1";

/// Writes downward from a place.
struct Pen {
  std::string out;
  double left, y, width;
  const Words& words;

  void heading(const std::string& title) {
    y += 30;
    out += text(left, y, title, {15.5, kInk, 700});
    y += 8;
    out += fmt::format("<path d=\"M{} {}h{}\" stroke=\"#d5dae0\"/>\n", px(left), px(y), px(width));
    y += 4;
  }
};

std::string reports_text(double n, const Words& words) {
  return n == 1 ? words("line.report_one") : filled(words("line.reports"), {{"n", whole(static_cast<std::uint64_t>(n))}});
}

/// What it is about: the top category with its share, or that one coordinate holds most.
std::string problem_of(const Layer& areas, std::size_t i, const Words& words) {
  if (is_set(areas, "is_pile", i)) return words("svg.pile");
  const auto category = short_category(text_of(areas, "top_category", i));
  return category.empty() ? category : category + " " + percent(number_of(areas, "top_category_share", i));
}

/// The first three of a list "a 10%; b 5%; ..." and how many more there are.
std::string largest(const std::string& list, const Words& words) {
  const auto between = words("line.semicolon");
  std::size_t shown = 0, parts = 1, cut = list.size();
  for (auto at = list.find(between); at != std::string::npos; at = list.find(between, at + between.size())) {
    if (++shown == 3) cut = at;
    ++parts;
  }
  if (parts <= 3) return list;
  return list.substr(0, cut) + between + filled(words("line.further"), {{"n", std::to_string(parts - 3)}});
}

/// One hotspot area: number, name, who acts, how many.
void add_area(Pen& pen, const Layer& areas, std::size_t i, double most) {
  const double text_left = pen.left + 32, figures = 92, room = pen.width - 32 - figures;
  const double reports = number_of(areas, "reports", i);
  const double top = pen.y;
  auto y = top + 20;
  for (const auto& line : wrapped(text_of(areas, "name", i), 13.5, room, 2, 600)) {
    pen.out += text(text_left, y, line, {13.5, kInk, 600});
    y += 17;
  }
  for (const auto& line : wrapped(problem_of(areas, i, pen.words), 12, room, 1)) {
    pen.out += text(text_left, y, line, {12, bin_colour(3)});
    y += 15.5;
  }
  const auto units = text_of(areas, "units", i);
  for (const auto& line : wrapped(units.empty() ? pen.words("line.nobody") : largest(units, pen.words), 12, room, 2)) {
    pen.out += text(text_left, y, line, {12, kGrey});
    y += 15.5;
  }
  const auto coordination = text_of(areas, "coordination", i);
  for (const auto& line : wrapped(coordination, 12, room, 2)) {
    pen.out += text(text_left, y, line, {12, kGrey});
    y += 15.5;
  }
  pen.out += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"11\" fill=\"{}\"/>\n", px(pen.left + 11), px(top + 16), kArea);
  pen.out += text(pen.left + 11, top + 20.3, std::to_string(i + 1), {12, "#fff", 700, "middle"});
  const double right = pen.left + pen.width;
  pen.out += text(right, top + 20, reports_text(reports, pen.words), {14, kInk, 700, "end"});
  pen.out += text(right, top + 36, filled(pen.words("svg.share"), {{"share", percent(number_of(areas, "share", i))}}), {11, kGrey, 400, "end"});
  const double bar = figures - 12;
  pen.out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"4\" rx=\"2\" fill=\"#eceff2\"/><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"4\" rx=\"2\" fill=\"{}\"/>\n",
                         px(right - bar), px(top + 43), px(bar), px(right - bar), px(top + 43), px(std::max(4.0, bar * reports / most)), bin_colour(3));
  pen.y = std::max(y - 6, top + 52);
}

void add_areas(Pen& pen, const Layer* areas) {
  pen.heading(pen.words("svg.list"));
  const auto rows = areas == nullptr ? 0 : areas->table.rows();
  if (rows == 0) {
    pen.y += 20;
    pen.out += text(pen.left, pen.y, pen.words(areas == nullptr ? "svg.untested" : "svg.none"), {13, kGrey});
    return;
  }
  double most = 1;
  for (std::size_t i = 0; i < rows; ++i) most = std::max(most, number_of(*areas, "reports", i));
  for (std::size_t i = 0; i < std::min(rows, kAreasNumbered); ++i) add_area(pen, *areas, i, most);
  if (rows <= kAreasNumbered) return;
  pen.y += 16;
  pen.out += text(pen.left + 32, pen.y, filled(pen.words("svg.more"), {{"n", std::to_string(rows - kAreasNumbered)}}), {12, kGrey});
}

/// One fault: letter, what and where, the suggested unit, the reports inside.
void add_fault(Pen& pen, const Fault& fault, std::size_t i) {
  const double figures = 60, room = pen.width - 32 - figures;
  auto y = pen.y + 19;
  pen.out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"17\" height=\"17\" rx=\"3\" fill=\"{}\"/>\n", px(pen.left + 2.5), px(y - 13), fault.colour);
  pen.out += text(pen.left + 11, y, std::string(1, static_cast<char>('A' + i)), {12, "#fff", 700, "middle"});
  const auto place = fault.place.empty() ? fault.problem : fault.problem + " · " + fault.place;
  for (const auto& line : wrapped(place, 13, room, 2)) {
    pen.out += text(pen.left + 32, y, line, {13, kInk});
    y += 16;
  }
  if (!fault.unit.empty()) {
    for (const auto& line : wrapped(filled(pen.words("line.suggested"), {{"unit", fault.unit}}), 12, room, 1)) {
      pen.out += text(pen.left + 32, y, line, {12, kGrey});
      y += 15;
    }
  }
  if (fault.reports > 0) pen.out += text(pen.left + pen.width, pen.y + 19, reports_text(fault.reports, pen.words), {13, kInk, 600, "end"});
  pen.y = y - 11;
}

/// "6 gaps, 0.11 km²; 3 overlaps, 1.3 ha" in one quiet line.
std::string totals_text(const Sorted& layers, const Words& words) {
  std::vector<std::string> parts;
  const auto add = [&](const std::vector<const Layer*>& list, const char* key) {
    const auto sum = totals(list);
    if (sum.count > 0) parts.push_back(filled(words(key), {{"n", whole(sum.count)}, {"area", area_text(sum.area_m2, words)}}));
  };
  add(layers.gaps, "svg.kind_gap");
  add(layers.overlaps, "svg.kind_overlap");
  add(layers.children, "svg.kind_children");
  return joined(parts, words("line.semicolon"));
}

void add_faults(Pen& pen, const Sorted& layers, const std::vector<Fault>& faulty) {
  if (faulty.empty()) return;
  pen.heading(pen.words("svg.faults"));
  for (std::size_t i = 0; i < faulty.size(); ++i) add_fault(pen, faulty[i], i);
  for (const auto& line : wrapped(totals_text(layers, pen.words), 12, pen.width - 32, 2)) {
    pen.y += 18;
    pen.out += text(pen.left + 32, pen.y, line, {12, kPale});
  }
}

/// One entry of the legend: a drawn sample and its words.
struct Entry {
  std::string sample;  ///< in a box of 24 x 14 pixels
  std::string words;
};

std::string square(const std::string& fill, const std::string& stroke = "none") {
  return fmt::format("<rect x=\"3\" y=\"1\" width=\"18\" height=\"12\" fill=\"{}\" stroke=\"{}\"/>", fill, stroke);
}

std::string line(const char* colour, double width) { return fmt::format("<path d=\"M1 7h22\" stroke=\"{}\" stroke-width=\"{}\"/>", colour, px(width)); }

/// The tints from the least to the most that is drawn.
Entry density_entry(const Layer& bands, const Words& words) {
  Entry entry;
  for (std::size_t i = 0; i < kDensityTints.size(); ++i) {
    entry.sample += fmt::format("<rect x=\"{}\" y=\"1\" width=\"4\" height=\"12\" fill=\"{}\"/>", 2 + 4 * i, kDensityTints[i]);
  }
  double least = NAN, most = NAN;
  for (std::size_t i = 0; i < bands.table.rows(); ++i) {
    const double from = number_of(bands, "from_per_km2", i), to = number_of(bands, "to_per_km2", i);
    if (from > 0) least = std::fmin(least, from);
    most = std::fmax(most, to);
  }
  entry.words = filled(words("svg.density"), {{"from", compact(least)}, {"to", compact(most)}});
  return entry;
}

std::vector<Entry> entries_of(const Sorted& layers, const Words& words) {
  std::vector<Entry> entries;
  for (int bin = 3; bin >= -3; --bin) {
    if (bin != 0 && has_bin(layers.cells, bin)) entries.push_back({square(bin_colour(bin)), words("gi_bin." + std::to_string(bin))});
  }
  if (shows_density(layers)) entries.push_back(density_entry(*layers.bands, words));
  if (layers.areas != nullptr && layers.areas->table.rows() > 0) entries.push_back({line(kArea, 2.4), words("svg.hotspot_area")});
  if (totals(layers.gaps).count > 0) entries.push_back({square(kGap, kGap), words("svg.gap")});
  if (totals(layers.overlaps).count > 0) entries.push_back({square("url(#overlap)", kOverlap), words("svg.overlap")});
  if (totals(layers.children).count > 0) entries.push_back({square("url(#child)", kChildren), words("svg.children")});
  if (layers.outside != nullptr && layers.outside->table.rows() > 0) {
    entries.push_back({fmt::format("<circle cx=\"12\" cy=\"7\" r=\"2.2\" fill=\"{}\"/>", kGap), words("svg.outside")});
  }
  if (layers.reports != nullptr) entries.push_back({"<circle cx=\"12\" cy=\"7\" r=\"1.4\" fill=\"#2b2f36\"/>", words("class.report")});
  for (std::size_t i = 0; i < layers.partitions.size(); ++i) {
    const auto level = layers.partitions[i]->table.rows() > 0 ? text_of(*layers.partitions[i], "level", 0) : std::string();
    entries.push_back({line(i == 0 ? "#49525e" : i == 1 ? "#7d8894" : "#98a2ad", i == 0 ? 2.2 : i == 1 ? 1.4 : i == 2 ? 0.9 : 0.4),
                       shortened(level_title(words, level), 24) + " (" + whole(layers.partitions[i]->table.rows()) + ")"});
  }
  for (const auto* layer : layers.across) {
    const auto level = layer->table.rows() > 0 ? text_of(*layer, "level", 0) : std::string();
    entries.push_back({square("#fff", "#aab2bb"), shortened(level_title(words, level), 24) + " (" + whole(layer->table.rows()) + ")"});
  }
  return entries;
}

void add_legend(Pen& pen, const Sorted& layers) {
  pen.heading(pen.words("svg.legend"));
  pen.y += 4;
  const double column = pen.width / 2;
  double at = 0;
  for (const auto& entry : entries_of(layers, pen.words)) {
    const bool wide = width(entry.words, 12) > column - 36;
    if (wide && at > 0) {
      at = 0;
      pen.y += 20;
    }
    const double x = pen.left + at;
    pen.out += fmt::format("<g transform=\"translate({} {})\">{}</g>\n", px(x), px(pen.y + 5), entry.sample);
    pen.out += text(x + 32, pen.y + 16.5, entry.words, {12, "#3b3f45"});
    at = wide || at > 0 ? 0 : column;
    if (at == 0) pen.y += 20;
  }
  if (at > 0) pen.y += 20;
}

}  // namespace

Panel panel(const Sorted& layers, const std::vector<Fault>& faulty, const Words& words, double left, double top, double width) {
  Pen pen{{}, left, top, width, words};
  add_areas(pen, layers.areas);
  add_faults(pen, layers, faulty);
  add_legend(pen, layers);
  return {pen.out, pen.y};
}

}  // namespace bailiwick::layers::svg
