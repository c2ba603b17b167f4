#include "read/vector_source.h"

#include "gdal/gdal_memory.h"
#include "read/byte_source.h"
#include "read/geojson_check.h"
#include "read/limits.h"
#include "read/shapefile_encoding.h"
#include "read/text.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>

namespace bailiwick::layers {
namespace {

constexpr std::array<std::string_view, 2> kJson{"geojson", "json"};
constexpr std::array<std::string_view, 4> kOther{"gpkg", "shp", "fgb", "dbf"};

template <class List>
bool holds(const List& list, const std::string& item) {
  for (const auto& one : list) {
    if (one == item) return true;
  }
  return false;
}

/// A GeoPackage with an unfinished journal beside it would be read as it was before.
void check_no_journal(const std::string& path, const std::string& shown) {
  std::error_code error;
  for (const auto* ending : {"-wal", "-journal"}) {
    const auto size = std::filesystem::file_size(path + ending, error);
    if (!error && size > 0) {
      throw Error(ErrorCode::unreadable_file,
                  shown + ": expected a GeoPackage that nobody is writing, found an unfinished journal beside it; close the program that writes it",
                  shown);
    }
  }
}

std::vector<std::optional<std::pair<double, double>>> first_positions(const gdal::Features& features) {
  std::vector<std::optional<std::pair<double, double>>> firsts(features.fid.size());
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (features.kind[i] == gdal::ShapeKind::point) firsts[i].emplace(features.x[i], features.y[i]);
    if (features.kind[i] != gdal::ShapeKind::polygon && features.kind[i] != gdal::ShapeKind::line) continue;
    const auto view = (features.kind[i] == gdal::ShapeKind::line ? features.lines : features.polygons).view();
    const auto vertices = view.vertices_of_shape(i);
    if (vertices.begin < vertices.end) firsts[i].emplace(view.x[vertices.begin], view.y[vertices.begin]);
  }
  return firsts;
}

bool is_known(const std::string& crs) {
  try {
    return crs.empty() || !gdal::crs_from_text(crs, "crs").wkt.empty();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool is_vector_name(const std::string& name) {
  const auto extension = inner_extension(name);
  return holds(kJson, extension) || holds(kOther, extension);
}

struct VectorSource::State {
  std::string name, sha256, encoding = "UTF-8";
  std::string text;  ///< of GeoJSON
  std::optional<GeoJsonCheck> check;
  std::unique_ptr<gdal::MemoryFile> memory;
  std::unique_ptr<gdal::VectorFile> file;

  void open_json(const std::string& path);
  void open_other(const std::string& path, const std::string& asked_encoding);
};

void VectorSource::State::open_json(const std::string& path) {
  text = read_all(path, name, kReadLimits.json_bytes);
  if (text.rfind("\xEF\xBB\xBF", 0) == 0) text.erase(0, 3);
  if (text.rfind("\xFF\xFE", 0) == 0 || text.rfind("\xFE\xFF", 0) == 0) {
    throw Error(ErrorCode::unreadable_file, name + ": expected UTF-8, found UTF-16; save it as UTF-8", name);
  }
  check = check_geojson(text, name, kReadLimits.json_depth);
  memory = std::make_unique<gdal::MemoryFile>(text, std::filesystem::path(path).stem().string() + ".geojson");
  file = std::make_unique<gdal::VectorFile>(memory->path(), name);
}

void VectorSource::State::open_other(const std::string& path, const std::string& asked_encoding) {
  if (named_gz(name)) {
    throw Error(ErrorCode::unsupported, name + ": only GeoJSON and CSV are read from .gz; unpack it and pass the file inside", name);
  }
  const auto extension = inner_extension(name);
  std::string dbf_encoding;
  if (extension == "shp" || extension == "dbf") {
    check_shapefile_parts(path, name);
    dbf_encoding = asked_encoding.empty() ? shapefile_encoding(path, name) : asked_encoding;
    encoding = dbf_encoding;
  }
  if (extension == "gpkg") check_no_journal(path, name);
  file = std::make_unique<gdal::VectorFile>(path, name, dbf_encoding);
}

VectorSource::VectorSource(const std::string& name, const std::string& encoding, const Context& context)
    : state_(std::make_unique<State>()) {
  state_->name = name;
  refuse_known_kinds(name);
  const auto path = local_file(name);
  state_->sha256 = file_sha256(path, name, context);
  if (!is_vector_name(name)) {
    throw Error(ErrorCode::unsupported,
                fmt::format("{}: expected a name ending in .geojson, .json, .gpkg, .shp or .fgb, found '{}'", name, inner_extension(name)), name);
  }
  if (holds(kJson, inner_extension(name))) {
    state_->open_json(path);
  } else {
    state_->open_other(path, encoding);
  }
}

VectorSource::~VectorSource() = default;

const std::string& VectorSource::name() const { return state_->name; }
const std::string& VectorSource::sha256() const { return state_->sha256; }
const std::string& VectorSource::encoding() const { return state_->encoding; }
std::string VectorSource::driver() const { return state_->file->driver(); }

std::vector<gdal::LayerHead> VectorSource::layers() const {
  auto heads = state_->file->layers();
  // RFC 7946: without a crs member coordinates are CRS84, whatever GDAL makes of a third number; crs null says that there is none, and of a name that
  // nobody knows GDAL makes WGS 84 without a word.
  if (state_->check) {
    const bool none = state_->check->null_crs || !is_known(state_->check->crs_name);
    for (auto& head : heads) {
      if (none) head.crs = {};
      if (!state_->check->has_crs) head.crs = gdal::crs_from_text("OGC:CRS84", "GeoJSON");
    }
  }
  return heads;
}

bool VectorSource::says_crs() const { return !state_->check || state_->check->has_crs; }

std::string VectorSource::choose_layer(const std::string& asked, const std::string& option) const {
  const auto heads = state_->file->layers();
  std::string names;
  for (const auto& head : heads) {
    if (head.name == asked) return asked;
    names += (names.empty() ? "" : ", ") + shown(head.name);
  }
  if (heads.empty()) throw Error(ErrorCode::unreadable_file, state_->name + ": expected a layer, found none", state_->name);
  if (!asked.empty()) {
    throw Error(ErrorCode::missing_column, fmt::format("{}: expected layer '{}', found {}", state_->name, asked, names), state_->name);
  }
  if (heads.size() > 1) {
    throw Error(ErrorCode::invalid_argument,
                fmt::format("{}: expected one layer, found {}: {}; name one with {}", state_->name, heads.size(), names, option), state_->name);
  }
  return heads.front().name;
}

SourceFeatures VectorSource::read(const std::string& layer, const std::function<bool(const std::string&)>& wanted,
                                  const Context& context) const {
  SourceFeatures out;
  out.features = state_->file->read(layer, wanted, {kReadLimits.zone_vertices, kReadLimits.field_bytes}, context);
  for (const auto& head : layers()) {
    if (head.name == layer) out.features.head = head;
  }
  const auto faulty = [](const GeoJsonMember& member) { return !member.fault.empty(); };
  const bool explained = state_->check && std::any_of(state_->check->members.begin(), state_->check->members.end(), faulty);
  if (!out.features.failure.empty() && !explained) {
    throw Error(ErrorCode::unreadable_file, fmt::format("{}, layer '{}': {}", state_->name, shown(layer), out.features.failure), state_->name);
  }
  if (!state_->check) return out;
  const auto& members = state_->check->members;
  const auto which = match_members(members, first_positions(out.features));
  if (!which) {
    throw Error(ErrorCode::unreadable_file,
                fmt::format("{}: expected the features of {} members, found {} that are not theirs one by one; is 'features' there twice?", state_->name,
                            members.size(), out.features.fid.size()),
                state_->name);
  }
  std::size_t delivered = 0;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (delivered < which->size() && (*which)[delivered] == i) {
      if (!members[i].fault.empty()) out.features.fault[delivered] = members[i].fault;
      ++delivered;
    } else {
      out.lost.push_back({static_cast<std::int64_t>(i), members[i].fault.empty() ? "the reader did not deliver it" : members[i].fault});
    }
  }
  return out;
}

}  // namespace bailiwick::layers
