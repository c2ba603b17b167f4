#include "write/project_file.h"

#include "gdal/write_crs.h"
#include "layer/asset.h"
#include "write/style.h"
#include "write/style_template.h"
#include "write/text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <string_view>

namespace bailiwick::layers::write {
namespace {

/// One entry of the layer tree.
struct Entry {
  std::string id, name, group, source, provider, map_layer;
  int order = 0;  ///< small is in front
  bool visible = false;
};

/// Front to back. Borders lie above the cells, so that one sees in whose zone a hotspot is.
int order_of(const std::string& style) {
  constexpr std::string_view kFrontToBack[] = {"outside", "gaps", "overlaps", "children", "reports", "zones", "hotspot_areas", "clusters", "emerging", "hotspots", "density_bands"};
  const auto* const at = std::find(std::begin(kFrontToBack), std::end(kFrontToBack), style);
  return static_cast<int>(at - std::begin(kFrontToBack)) * 100;
}

/// An id as QGIS makes them: the name, then 32 hexadecimal digits in five groups. With short ids the desktop opens a blank map. The digits come
/// from the name (FNV-1a, two seeds), so that they stay the same.
std::string stable_id(const std::string& name) {
  std::string id;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    id += plain ? c : '_';
  }
  std::string digits;
  for (std::uint64_t hash : {0xcbf29ce484222325ULL, 0x84222325cbf29ce4ULL}) {
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    digits += fmt::format("{:016x}", hash);
  }
  return fmt::format("{}_{}_{}_{}_{}_{}", id, digits.substr(0, 8), digits.substr(8, 4), digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

struct Box {
  double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;
  void add(double x, double y) {
    if (!std::isfinite(x) || !std::isfinite(y)) return;
    west = std::min(west, x), east = std::max(east, x);
    south = std::min(south, y), north = std::max(north, y);
  }
  [[nodiscard]] bool empty() const { return !(west <= east); }
};

Box box_of(const Layer& layer) {
  Box box;
  for (std::size_t i = 0; i < layer.polygons.x.size(); ++i) box.add(layer.polygons.x[i], layer.polygons.y[i]);
  for (std::size_t i = 0; i < layer.x.size(); ++i) box.add(layer.x[i], layer.y[i]);
  return box;
}

/// The box of a box's border seen in another CRS, with some room around it.
Box carried(const Box& box, const CrsInfo& crs) {
  std::vector<double> x, y;
  constexpr int kSteps = 16;
  for (int i = 0; i <= kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps;
    for (const double edge : {0.0, 1.0}) {
      x.push_back(std::lerp(box.west, box.east, t)), y.push_back(std::lerp(box.south, box.north, edge));
      x.push_back(std::lerp(box.west, box.east, edge)), y.push_back(std::lerp(box.south, box.north, t));
    }
  }
  if (!crs.local && !crs.metric_wkt.empty()) gdal::crs_map(crs.location_wkt, crs.metric_wkt)(x, y);
  Box out;
  for (std::size_t i = 0; i < x.size(); ++i) out.add(x[i], y[i]);
  const double room = 0.04 * std::max(out.east - out.west, out.north - out.south);
  return {out.west - room, out.south - room, out.east + room, out.north + room};
}

std::string box_xml(const Box& box) {
  if (box.empty()) return {};
  return fmt::format("<xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax>", box.west, box.south, box.east, box.north);
}

/// QGIS takes a CRS from its WKT; with the number alone it makes an invalid one and draws nothing.
std::string crs_xml(const std::string& wkt) {
  if (wkt.empty()) return "<spatialrefsys><wkt></wkt></spatialrefsys>";
  const auto crs = gdal::crs_text(wkt);
  std::string out = "<spatialrefsys nativeFormat=\"Wkt\"><wkt>";
  append_xml(out, crs.wkt);
  out += "</wkt><proj4></proj4><srsid>0</srsid><srid>0</srid><authid>";
  append_xml(out, crs.authority);
  out += "</authid><description>";
  append_xml(out, crs.name);
  out += "</description><projectionacronym></projectionacronym><ellipsoidacronym></ellipsoidacronym><geographicflag>";
  return out + (crs.geographic ? "true" : "false") + "</geographicflag></spatialrefsys>";
}

/// What lies between <qgis ...> and </qgis> is what a project wants inside its <maplayer>.
std::string inner(const std::string& qml) {
  const auto begin = qml.find('>', qml.find("<qgis ")) + 1;
  return qml.substr(begin, qml.rfind("</qgis>") - begin);
}

class Project {
 public:
  Project(const std::vector<Layer>& layers, const CrsInfo& crs, const ProjectParts& parts)
      : layers_(layers), crs_(crs), parts_(parts), words_(parts.lang), location_xml_(crs_xml(crs.local ? "" : crs.location_wkt)),
        map_wkt_(crs.local ? "" : crs.metric_wkt.empty() ? crs.location_wkt : crs.metric_wkt), map_xml_(crs_xml(map_wkt_)) {}

  std::string text() {
    unsigned rank = 0;
    for (const auto& layer : layers_) {
      if (layer.style == "zones") {
        add_zones(layer, rank++);
      } else {
        add(layer, layer.name, title_of(layer), group_of(layer), layer_qml(layer, words_), order_of(layer.style), shows(layer));
      }
    }
    for (const auto& raster : parts_.rasters) add_raster(raster);
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.order < b.order; });
    return fill_template(asset("styles/project.qgs"), values(), words_);
  }

 private:
  /// Layers made where no words are at hand (density_bands) get theirs here.
  [[nodiscard]] std::string title_of(const Layer& layer) const { return layer.title.empty() ? words_("layer." + layer.style) : layer.title; }
  [[nodiscard]] std::string group_of(const Layer& layer) const { return layer.group.empty() ? words_("group.density") : layer.group; }

  /// Switched on: what is found wrong and where it piles up; an empty layer says nothing on a map.
  static bool shows(const Layer& layer) {
    return layer.table.rows() > 0 && layer.style != "reports" && layer.style != "density_bands" && layer.style != "outside";
  }

  /// Twice: as borders above everything, and filled by density, to be switched on.
  void add_zones(const Layer& layer, unsigned rank) {
    constexpr std::size_t kFewEnoughToShow = 300;
    const bool visible = rank < 2 && layer.table.rows() <= kFewEnoughToShow;
    add(layer, layer.name, layer.title, layer.group, outline_qml(layer, rank, words_), order_of("zones") + static_cast<int>(rank), visible);
    if (layer.breaks.empty()) return;
    add(layer, layer.name + "_density", layer.title, words_("column.density_per_km2"), layer_qml(layer, words_), order_of("hotspots") + 10 + static_cast<int>(rank),
        false);
  }

  void add(const Layer& layer, const std::string& key, const std::string& name, const std::string& group, const std::string& qml, int order,
           bool visible) {
    Entry entry{stable_id(key), name, group, fmt::format("./{}|layername={}", parts_.file, layer.name), "ogr", {}, order, visible};
    const bool labels = qml.find("labelsEnabled=\"1\"") != std::string::npos;
    const bool points = layer.geometry == GeometryKind::point;
    auto& xml = entry.map_layer;
    xml = fmt::format(
        "<maplayer type=\"vector\" geometry=\"{}\" wkbType=\"{}\" labelsEnabled=\"{}\" hasScaleBasedVisibilityFlag=\"0\" readOnly=\"0\" "
        "simplifyDrawingHints=\"1\" simplifyDrawingTol=\"1\" simplifyMaxScale=\"1\" simplifyLocal=\"1\" autoRefreshEnabled=\"0\">\n",
        points ? "Point" : "Polygon", points ? "Point" : "MultiPolygon", labels ? 1 : 0);
    xml += "<extent>" + box_xml(box_of(layer)) + "</extent>\n";
    append_head(xml, entry, location_xml_);
    xml += "<provider encoding=\"UTF-8\">ogr</provider>\n" + inner(qml) + "</maplayer>\n";
    entries_.push_back(std::move(entry));
  }

  /// One entry a band, of very many those in front; shown is the foremost, where no other result would be.
  void add_raster(const Raster& raster) {
    constexpr std::size_t kMostBands = 60;
    const auto bands = raster.bands.size();
    for (std::size_t behind = 0; behind < std::min(bands, kMostBands); ++behind) {
      const auto i = raster.newest_first ? bands - 1 - behind : behind;
      const auto& name = raster.bands[i].name;
      const bool visible = raster.style == "density" && behind == 0 && std::none_of(layers_.begin(), layers_.end(), [](const Layer& l) { return l.style != "zones" && shows(l); });
      const auto title = "layer." + raster.style + (raster.weight.empty() ? "" : "_weighed") + (name.empty() ? "" : "_of");
      Entry entry{stable_id(name.empty() ? raster.style : raster.style + "_" + name), words_.filled(title, {{"name", name}, {"weight", raster.weight}}),
                  words_("group.density"), "./" + raster.file, "gdal", {}, order_of("density_bands") + (raster.style == "density" ? 10 + static_cast<int>(behind) : 5), visible};
      auto& xml = entry.map_layer;
      xml = "<maplayer type=\"raster\" hasScaleBasedVisibilityFlag=\"0\" autoRefreshEnabled=\"0\">\n";
      append_head(xml, entry, map_xml_);
      xml += "<provider>gdal</provider>\n" + inner(raster_qml(raster, i + 1, words_)) + "</maplayer>\n";
      entries_.push_back(std::move(entry));
    }
  }

  static void append_head(std::string& xml, const Entry& entry, const std::string& srs) {
    xml += "<id>" + entry.id + "</id>\n<datasource>";
    append_xml(xml, entry.source);
    xml += "</datasource>\n<layername>";
    append_xml(xml, entry.name);
    xml += "</layername>\n<srs>" + srs + "</srs>\n";
  }

  /// Groups in the order of their foremost layer.
  [[nodiscard]] std::string tree_xml() const {
    std::vector<std::string> groups;
    for (const auto& entry : entries_) {
      if (std::find(groups.begin(), groups.end(), entry.group) == groups.end()) groups.push_back(entry.group);
    }
    std::string out;
    for (const auto& group : groups) out += group_xml(group);
    return out;
  }

  [[nodiscard]] std::string group_xml(const std::string& group) const {
    const bool shown = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.group == group && e.visible; });
    std::string out = "<layer-tree-group checked=\"Qt::Checked\" expanded=\"" + std::string(shown ? "1" : "0") + "\" name=\"";
    append_xml(out, group);
    out += "\"><customproperties/>\n";
    for (const auto& entry : entries_) {
      if (entry.group != group) continue;
      out += "<layer-tree-layer id=\"" + entry.id + "\" name=\"";
      append_xml(out, entry.name);
      out += "\" source=\"";
      append_xml(out, entry.source);
      out += fmt::format("\" providerKey=\"{}\" checked=\"{}\" expanded=\"{}\" legend_exp=\"\" patch_size=\"-1,-1\"><customproperties/></layer-tree-layer>\n",
                         entry.provider, entry.visible ? "Qt::Checked" : "Qt::Unchecked", entry.visible ? 1 : 0);
    }
    return out + "</layer-tree-group>\n";
  }

  /// What the map shows when it is opened: the zones; where there are none, everything.
  [[nodiscard]] Box extent() const {
    Box box;
    for (const bool zones_only : {true, false}) {
      for (const auto& layer : layers_) {
        if (zones_only && layer.style != "zones") continue;
        const auto own = box_of(layer);
        if (own.empty()) continue;
        box.add(own.west, own.south);
        box.add(own.east, own.north);
      }
      if (!box.empty()) return carried(box, crs_);
    }
    return box;
  }

  TemplateValues values() const {
    TemplateValues values;
    const auto box = extent();
    std::string map_layers, order;
    for (const auto& entry : entries_) {
      map_layers += entry.map_layer;
      order += "<layer id=\"" + entry.id + "\"/>\n";
    }
    values.values = {{"title", parts_.title},     {"map_srs", map_xml_},
                     {"tree", tree_xml()},        {"map_layers", map_layers},
                     {"order", order},            {"extent", box_xml(box)},
                     {"projected", map_wkt_.empty() ? "0" : "1"},
                     {"view", box.empty() ? "" : fmt::format("<DefaultViewExtent xmin=\"{}\" ymin=\"{}\" xmax=\"{}\" ymax=\"{}\">{}</DefaultViewExtent>", box.west,
                                                             box.south, box.east, box.north, map_xml_)}};
    return values;
  }

  const std::vector<Layer>& layers_;
  const CrsInfo& crs_;
  const ProjectParts& parts_;
  Words words_;
  std::string location_xml_, map_wkt_, map_xml_;
  std::vector<Entry> entries_;
};

}  // namespace

std::string project_text(const std::vector<Layer>& layers, const CrsInfo& crs, const ProjectParts& parts) { return Project(layers, crs, parts).text(); }

}  // namespace bailiwick::layers::write
