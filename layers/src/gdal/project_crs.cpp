#include "gdal/project_crs.h"

#include "gdal/project_handles.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/project.h>

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <string_view>

namespace bailiwick::layers {

struct Crs::Data {
  ProjContext context;
  Pj crs;         // normalised: easting or longitude first
  Pj known;       // as PROJ's database knows it, for the choice of an operation
  std::string label, name, ellipsoid, wkt;
  bool geographic = false, northing_first = false, wgs84_like = false;
  double unit = 1;
  std::optional<double> false_easting;
  mutable std::mutex mutex;  // a PROJ context serves one thread at a time
};

namespace {

constexpr std::size_t kLongestText = 64 * 1024;
constexpr int kDeepest = 24;  // brackets of WKT; a compound CRS of a bound CRS needs some 12

[[noreturn]] void unknown(const std::string& place, const std::string& found) {
  throw Error(ErrorCode::unknown_crs,
              fmt::format("{}: expected a coordinate reference system such as EPSG:4490, found {}; name one that PROJ knows", place, found),
              place);
}

/// PROJ follows nested text by recursion (OSGeo/PROJ 4762), so what comes from files is bounded first.
void refuse_hostile(const std::string& text, const std::string& place) {
  if (text.empty()) unknown(place, "nothing");
  if (text.size() > kLongestText) unknown(place, fmt::format("a definition of {} bytes", text.size()));
  if (text.find('{') != std::string::npos) unknown(place, "PROJJSON, which is not taken");
  int depth = 0;
  for (const char c : text) {
    if (c == '[' || c == '(') ++depth;
    if (c == ']' || c == ')') --depth;
    if (depth > kDeepest) unknown(place, "brackets nested too deep");
  }
}

/// Short names as given; long text never goes into a message.
std::string shown(const std::string& text) {
  const bool plain = text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 127; });
  return plain ? fmt::format("'{}'", text) : fmt::format("a definition of {} bytes that PROJ does not understand", text.size());
}

/// The horizontal part: out of a bound or compound CRS, without a third axis.
Pj horizontal(PJ_CONTEXT* context, Pj crs) {
  for (int turn = 0; turn < 4 && crs; ++turn) {
    const auto type = proj_get_type(crs.get());
    if (type == PJ_TYPE_BOUND_CRS) {
      crs.reset(proj_get_source_crs(context, crs.get()));
    } else if (type == PJ_TYPE_COMPOUND_CRS) {
      crs.reset(proj_crs_get_sub_crs(context, crs.get(), 0));
    } else {
      break;
    }
  }
  if (crs && (proj_get_type(crs.get()) == PJ_TYPE_GEOGRAPHIC_3D_CRS || proj_get_type(crs.get()) == PJ_TYPE_PROJECTED_CRS)) {
    crs.reset(proj_crs_demote_to_2D(context, nullptr, crs.get()));
  }
  return crs;
}

Pj as_crs(PJ_CONTEXT* context, PJ* object) {
  Pj crs(object);
  if (!crs || !proj_is_crs(crs.get())) return {};
  return horizontal(context, std::move(crs));
}

std::string or_empty(const char* text) { return text ? text : ""; }

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

/// AUTHORITY:CODE, also "EPSG:4326+5773", and the long spelling that GeoJSON uses, "urn:ogc:def:crs:EPSG::4490".
bool is_code(std::string_view text) {
  if (begins(text, "urn:ogc:def:crs:")) return true;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size() || text.find(':', colon + 1) != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '+' || c == '_' || c == '-' || c == '.';
  });
}

/// WKT names a kind of object before its first bracket.
bool is_wkt(std::string_view text) {
  const auto bracket = text.find_first_of("[(");
  return bracket != std::string_view::npos && bracket > 0 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bracket), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

/// The one system of this very name; none where no name or several names equal it.
Pj by_name(PJ_CONTEXT* context, const std::string& text) {
  const PJ_TYPE types[] = {PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_PROJECTED_CRS};
  const std::unique_ptr<PJ_OBJ_LIST, void (*)(PJ_OBJ_LIST*)> found(proj_create_from_name(context, nullptr, text.c_str(), types, 2, 0, 0, nullptr),
                                                                   proj_list_destroy);
  Pj only;
  for (int i = 0; found && i < proj_list_get_count(found.get()); ++i) {
    Pj one(proj_list_get(context, found.get(), i));
    if (or_empty(proj_get_name(one.get())) != text || proj_is_deprecated(one.get()) != 0) continue;
    if (only) return {};
    only = std::move(one);
  }
  return only;
}

/// By the form of the text: PROJ left to itself looks for names like it, and finds a place on the other side of the world.
Pj from_user(PJ_CONTEXT* context, const std::string& text) {
  if (is_code(text)) return Pj(proj_create(context, text.c_str()));
  if (text.find("+proj=") != std::string::npos && text.front() == '+') return Pj(proj_create(context, (text + " +type=crs").c_str()));
  if (!is_wkt(text)) return by_name(context, text);
  const char* const lenient[] = {"STRICT=NO", nullptr};
  return Pj(proj_create_from_wkt(context, text.c_str(), lenient, nullptr, nullptr));
}

/// Name, unit and direction of the first axis.
struct Axis {
  std::string direction;
  double unit = 1;
};
Axis first_axis(PJ_CONTEXT* context, const PJ* crs) {
  const Pj system(proj_crs_get_coordinate_system(context, crs));
  const char* direction = nullptr;
  double unit = 1;
  if (!system || !proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, &direction, &unit, nullptr, nullptr, nullptr)) return {};
  return {or_empty(direction), unit};
}

std::optional<double> false_easting_of(PJ_CONTEXT* context, const PJ* crs) {
  const Pj conversion(proj_crs_get_coordoperation(context, crs));
  if (!conversion) return {};
  const int index = proj_coordoperation_get_param_index(context, conversion.get(), "False easting");
  double value = 0, unit = 1;
  if (index < 0 || !proj_coordoperation_get_param(context, conversion.get(), index, nullptr, nullptr, nullptr, &value, nullptr, &unit,
                                                   nullptr, nullptr, nullptr, nullptr)) {
    return {};
  }
  return value * unit;
}

bool equivalent(PJ_CONTEXT* context, const PJ* a, const PJ* b) {
  return proj_is_equivalent_to_with_ctx(context, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

/// The geographic system of the database that this one is, of those that share one plane; none for all others. CRS84 is EPSG:4326 with its axes the
/// other way round, and must lead to the same operations: left as it is, PROJ 9.1 takes another one to NAD83, a metre off.
Pj shared_system(PJ_CONTEXT* context, const PJ* crs) {
  for (const char* const name : {"EPSG:4326", "OGC:CRS84", "EPSG:4490"}) {
    Pj other(proj_create(context, name));
    if (!other || !equivalent(context, crs, other.get())) continue;
    return std::string_view(name) == "OGC:CRS84" ? Pj(proj_create(context, "EPSG:4326")) : std::move(other);
  }
  return {};
}

std::shared_ptr<Crs::Data> described(ProjContext context, Pj crs, const std::string& place) {
  auto* ctx = context.get();
  auto data = std::make_shared<Crs::Data>();
  const auto type = proj_get_type(crs.get());
  data->geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS;
  if (!data->geographic && type != PJ_TYPE_PROJECTED_CRS) unknown(place, "one that is neither geographic nor projected");
  data->name = or_empty(proj_get_name(crs.get()));
  const auto authority = or_empty(proj_get_id_auth_name(crs.get(), 0)), code = or_empty(proj_get_id_code(crs.get(), 0));
  data->label = authority.empty() ? data->name : authority + ":" + code;
  const char* const one_line[] = {"MULTILINE=NO", nullptr};
  data->wkt = or_empty(proj_as_wkt(ctx, crs.get(), PJ_WKT2_2019, one_line));
  const auto axis = first_axis(ctx, crs.get());
  data->unit = axis.unit;
  data->northing_first = !data->geographic && axis.direction == "north";
  if (!data->geographic) data->false_easting = false_easting_of(ctx, crs.get());
  data->known = data->geographic ? shared_system(ctx, crs.get()) : Pj{};
  data->wgs84_like = data->known != nullptr;
  if (const Pj ellipsoid(proj_get_ellipsoid(ctx, crs.get())); ellipsoid) data->ellipsoid = or_empty(proj_get_name(ellipsoid.get()));
  Pj normal(proj_normalize_for_visualization(ctx, crs.get()));
  if (!data->known) data->known.reset(proj_clone(ctx, crs.get()));
  data->crs = normal ? std::move(normal) : std::move(crs);
  data->context = std::move(context);
  return data;
}

}  // namespace

Crs Crs::from_text(const std::string& text, const std::string& place) {
  refuse_hostile(text, place);
  auto context = quiet_context();
  auto crs = as_crs(context.get(), from_user(context.get(), text).release());
  if (!crs) unknown(place, shown(text));
  return Crs(described(std::move(context), std::move(crs), place));
}

Crs Crs::geographic_base() const {
  if (data_->geographic) return *this;
  const std::scoped_lock lock(data_->mutex);
  auto context = quiet_context();
  auto base = as_crs(context.get(), proj_crs_get_geodetic_crs(context.get(), data_->known.get()));
  if (!base) unknown(data_->label, "no geographic system beneath it");
  return Crs(described(std::move(context), std::move(base), data_->label));
}

Crs Crs::equal_area(const Crs& base, double lat, double lon) {
  const Crs geographic = base.geographic_base();
  const std::scoped_lock lock(geographic.data_->mutex);
  auto context = quiet_context();
  auto* ctx = context.get();
  constexpr double kDegree = 0.017453292519943295;
  const Pj conversion(proj_create_conversion_lambert_azimuthal_equal_area(ctx, lat, lon, 0, 0, "degree", kDegree, "metre", 1));
  const Pj system(proj_create_cartesian_2D_cs(ctx, PJ_CART2D_EASTING_NORTHING, "metre", 1));
  const auto label = fmt::format("LAEA:{:.1f},{:.1f}", lat, lon);
  const auto name = fmt::format("Lambert azimuthal equal-area {:.1f} {:.1f}", lat, lon);
  Pj crs(proj_create_projected_crs(ctx, name.c_str(), geographic.data_->known.get(), conversion.get(), system.get()));
  if (!crs) unknown(label, "no such projection on " + base.label());
  auto data = described(std::move(context), std::move(crs), label);
  data->label = label;
  return Crs(std::move(data));
}

const std::string& Crs::label() const { return data_->label; }
const std::string& Crs::name() const { return data_->name; }
const std::string& Crs::ellipsoid() const { return data_->ellipsoid; }
const std::string& Crs::wkt() const { return data_->wkt; }
bool Crs::geographic() const { return data_->geographic; }
bool Crs::projected() const { return !data_->geographic; }
double Crs::unit() const { return data_->unit; }
bool Crs::northing_first() const { return data_->northing_first; }
std::optional<double> Crs::false_easting() const { return data_->false_easting; }
bool Crs::wgs84_like() const { return data_->wgs84_like; }

bool same_plane(const Crs& a, const Crs& b) {
  if (&a.data() == &b.data() || (a.wgs84_like() && b.wgs84_like())) return true;
  const std::scoped_lock lock(a.data().mutex, b.data().mutex);
  return equivalent(a.data().context.get(), a.data().crs.get(), b.data().crs.get());
}

namespace {

/// One PROJ object per thread at work: taken from the pool, given back after the call.
class Pool {
 public:
  Pool(ProjContext context, Pj original) : context_(std::move(context)), original_(std::move(original)) {}

  void operator()(std::span<double> x, std::span<double> y) {
    auto worker = take();
    proj_errno_reset(worker.object.get());
    proj_trans_generic(worker.object.get(), PJ_FWD, x.data(), sizeof(double), x.size(), y.data(), sizeof(double), y.size(), nullptr, 0, 0,
                       nullptr, 0, 0);
    give_back(std::move(worker));
  }

 private:
  struct Worker {
    ProjContext context;  // destroyed after the object that lives in it
    Pj object;
  };

  Worker take() {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      auto worker = std::move(idle_.back());
      idle_.pop_back();
      return worker;
    }
    auto context = quiet_context();
    Pj object(proj_clone(context.get(), original_.get()));
    return {std::move(context), std::move(object)};
  }
  void give_back(Worker worker) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(worker));
  }

  std::mutex mutex_;
  ProjContext context_;
  Pj original_;
  std::vector<Worker> idle_;
};

}  // namespace

PlaneMap transformation(const Crs& from, const Crs& to) {
  auto context = quiet_context();
  Pj operation;
  {
    std::unique_lock first(from.data().mutex, std::defer_lock), second(to.data().mutex, std::defer_lock);
    if (&from.data() == &to.data()) return identity();
    std::lock(first, second);
    operation.reset(proj_create_crs_to_crs_from_pj(context.get(), from.data().known.get(), to.data().known.get(), nullptr, nullptr));
  }
  if (operation) operation.reset(proj_normalize_for_visualization(context.get(), operation.get()));
  if (!operation) {
    throw Error(ErrorCode::unknown_crs, fmt::format("PROJ knows no way from {} to {}; bring both into one system first", from.label(), to.label()));
  }
  auto pool = std::make_shared<Pool>(std::move(context), std::move(operation));
  return [pool](std::span<double> x, std::span<double> y) { (*pool)(x, y); };
}

PlaneMap identity() {
  return [](std::span<double>, std::span<double>) {};
}

std::string proj_version() {
  const auto context = quiet_context();
  const char* const epsg = proj_context_get_database_metadata(context.get(), "EPSG.VERSION");
  return fmt::format("{}.{}.{}, EPSG {}", PROJ_VERSION_MAJOR, PROJ_VERSION_MINOR, PROJ_VERSION_PATCH, or_empty(epsg));
}

}  // namespace bailiwick::layers
