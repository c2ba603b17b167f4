#include "layer/svg_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace bailiwick::layers::svg {

const char* const kGap = "#c2188f";
const char* const kOverlap = "#5b2a9d";
const char* const kChildren = "#00798c";
const char* const kArea = "#5f0f14";

namespace {

bool is_across(const Layer& zones) {
  const auto* covered = zones.table.find("covered_share");
  if (covered == nullptr || covered->size() == 0) return false;
  for (std::size_t i = 0; i < covered->size(); ++i) {
    if (!covered->is_null(i)) return false;
  }
  return true;
}

bool fewer(const Layer* a, const Layer* b) { return a->polygons.size() < b->polygons.size(); }

}  // namespace

std::string text_of(const Layer& layer, const char* column, std::size_t row) {
  const auto* c = layer.table.find(column);
  return c == nullptr || c->type != Type::text || c->is_null(row) ? std::string() : c->text[row];
}

double number_of(const Layer& layer, const char* column, std::size_t row) {
  const auto* c = layer.table.find(column);
  if (c == nullptr || c->type == Type::text || c->is_null(row)) return std::numeric_limits<double>::quiet_NaN();
  return c->type == Type::real ? c->real[row] : static_cast<double>(c->integer[row]);
}

bool is_set(const Layer& layer, const char* column, std::size_t row) { return number_of(layer, column, row) > 0; }

Sorted sorted(const std::vector<const Layer*>& layers) {
  Sorted s;
  for (const auto* layer : layers) {
    if (layer->style == "zones") (is_across(*layer) ? s.across : s.partitions).push_back(layer);
    if (layer->style == "gaps") s.gaps.push_back(layer);
    if (layer->style == "overlaps") s.overlaps.push_back(layer);
    if (layer->style == "children") s.children.push_back(layer);
    if (layer->style == "density_bands") s.bands = layer;
    if (layer->style == "hotspots") s.cells = layer;
    if (layer->style == "hotspot_areas") s.areas = layer;
    if (layer->style == "reports") s.reports = layer;
    if (layer->style == "outside") s.outside = layer;
  }
  std::stable_sort(s.partitions.begin(), s.partitions.end(), fewer);
  std::stable_sort(s.across.begin(), s.across.end(), fewer);
  return s;
}

bool counts(const Layer& findings, std::size_t row) {
  return !is_set(findings, "sliver", row) && !is_set(findings, "lawful", row) && !is_set(findings, "exempt", row) &&
         text_of(findings, "kind", row) != "unfilled_parent";
}

FindingTotals totals(const std::vector<const Layer*>& layers) {
  FindingTotals sum;
  std::set<std::tuple<std::string, long long, long long>> seen;
  for (const auto* layer : layers) {
    for (std::size_t i = 0; i < layer->table.rows(); ++i) {
      if (!counts(*layer, i)) continue;
      const double area = number_of(*layer, "area_m2", i), reports = number_of(*layer, "reports", i);
      const auto kind = text_of(*layer, "kind", i);
      if (std::isfinite(area) && area > 0 && !seen.emplace(kind, std::llround(area * 100), std::llround(reports)).second) continue;
      ++sum.count;
      if (std::isfinite(area)) sum.area_m2 += area;
      if (std::isfinite(reports)) sum.reports += static_cast<std::uint64_t>(reports);
    }
  }
  return sum;
}

bool has_bin(const Layer* cells, int bin) {
  const auto* column = cells == nullptr ? nullptr : cells->table.find("gi_bin");
  return column != nullptr && std::find(column->integer.begin(), column->integer.end(), bin) != column->integer.end();
}

bool shows_density(const Sorted& layers) {
  if (layers.bands == nullptr || layers.bands->table.rows() == 0) return false;
  for (const int bin : {-3, -2, -1, 1, 2, 3}) {
    if (has_bin(layers.cells, bin)) return false;
  }
  return true;
}

const char* bin_colour(int bin) {
  switch (bin) {
    case 3: return "#d62f27";
    case 2: return "#ed7551";
    case 1: return "#fab984";
    case -1: return "#c0ccbe";
    case -2: return "#849eba";
    case -3: return "#4575b5";
    default: return "#f4f1e6";
  }
}

}  // namespace bailiwick::layers::svg
