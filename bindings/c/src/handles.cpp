#include "handles.h"

#include <algorithm>
#include <mutex>

namespace {

constexpr std::uint32_t kZones = 0x62775a31, kCall = 0x62774331, kGone = 0xdeadbeef;

/// Handles that are gone stay in memory in debug builds, so that using one again is told and not undefined.
template <class Handle>
void bury(Handle* handle) {
#ifdef NDEBUG
  delete handle;
#else
  static std::mutex mutex;
  static std::vector<Handle*>* const graves = new std::vector<Handle*>;
  const std::scoped_lock lock(mutex);
  graves->push_back(handle);
#endif
}

}  // namespace

struct bailiwick_zones {
  std::atomic<std::uint32_t> kind{kZones};
  mutable std::atomic<std::uint32_t> count{1};
  std::shared_ptr<const bailiwick::c::ZonesData> data;
};

struct bailiwick_call {
  std::atomic<std::uint32_t> kind{kCall};
  std::shared_ptr<bailiwick::c::CallData> data;
};

namespace bailiwick::c {
namespace {

template <class Handle>
Handle& checked(Handle* handle, std::uint32_t kind, const char* what) {
  needed(handle, what);
  const auto found = handle->kind.load(std::memory_order_acquire);
  if (found == kGone) refuse(std::string(what) + ": expected a handle in use, found one that was released", what);
  if (found != kind) refuse(std::string(what) + ": expected a handle of this kind, found something else", what);
  return *handle;
}

AssignOptions rules_with(const ZoneIndex& index, const Planes& planes) {
  auto rules = rules_of(index);
  rules.to_metric = planes.to_metric;
  return rules;
}

}  // namespace

ZonesData::ZonesData(ZoneIndex given, Planes made, std::optional<Zones> table)
    : index(std::move(given)), planes(std::move(made)), rules(rules_with(index, planes)), explainer(index, rules), zones(std::move(table)) {}

bool same_system(const std::string& a, const std::string& b) {
  const auto like_wgs84 = [](const std::string& crs) {
    return crs.ends_with("CRS84") || ((crs.ends_with(":4326") || crs.ends_with("/4326") || crs.ends_with(":4490") || crs.ends_with("/4490")) && ellipsoid_of(crs));
  };
  return a == b || (like_wgs84(a) && like_wgs84(b));
}

std::uint64_t bytes_of(const ZonesData& data) {
  std::uint64_t bytes = sizeof data + data.index.bytes().size() + data.explainer.bytes();
  if (!data.zones) return bytes;
  const auto& zones = *data.zones;
  const auto& shapes = zones.shapes;
  bytes += (shapes.x.capacity() + shapes.y.capacity()) * sizeof(double);
  bytes += (shapes.ring_offsets.capacity() + shapes.part_offsets.capacity() + shapes.shape_offsets.capacity()) * sizeof(std::uint32_t);
  bytes += zones.size() * (4 * sizeof(std::string) + sizeof(UnitId) + sizeof(double));
  for (const auto* column : {&zones.id, &zones.name, &zones.person, &zones.parent_id}) {
    for (const auto& text : *column) bytes += text.capacity() > 15 ? text.capacity() : 0;
  }
  return bytes;
}

Context context_of(const std::shared_ptr<CallData>& call) {
  Context context;
  if (!call) return context;
  context.threads = call->threads;
  context.stop = call->stop.get_token();
  if (call->progress != nullptr) {
    context.progress = [call](std::string_view stage, double share) {
      if (call->progress(std::string(stage).c_str(), std::clamp(share, 0.0, 1.0), call->user_data) == 0) call->stop.request_stop();
    };
  }
  return context;
}

const ZonesData& borrowed(const bailiwick_zones* zones) { return *checked(zones, kZones, "zones").data; }
std::shared_ptr<const ZonesData> data_of(const bailiwick_zones* zones) { return checked(zones, kZones, "zones").data; }
std::shared_ptr<CallData> data_of(bailiwick_call* call) {
  if (call == nullptr) return nullptr;
  return checked(call, kCall, "call").data;
}

const bailiwick_zones* handle_of(std::shared_ptr<const ZonesData> data) {
  auto handle = std::make_unique<bailiwick_zones>();
  handle->data = std::move(data);
  return handle.release();
}

}  // namespace bailiwick::c

using namespace bailiwick::c;

extern "C" {

bailiwick_status bailiwick_call_create(const bailiwick_call_options* options, bailiwick_call** call, bailiwick_error* error) {
  return enter(error, [&] {
    needed(call, "call") = nullptr;
    const auto given = taken(options, "options");
    auto made = std::make_unique<bailiwick_call>();
    made->data = std::make_shared<CallData>();
    made->data->threads = given.threads;
    made->data->progress = given.progress;
    made->data->user_data = given.user_data;
    *call = made.release();
  });
}

bailiwick_status bailiwick_call_cancel(bailiwick_call* call, bailiwick_error* error) {
  return enter(error, [&] {
    needed(call, "call");
    data_of(call)->stop.request_stop();
  });
}

bailiwick_status bailiwick_call_destroy(bailiwick_call* call, bailiwick_error* error) {
  return enter(error, [&] {
    if (call == nullptr) return;
    auto& handle = checked(call, kCall, "call");
    handle.kind.store(kGone, std::memory_order_release);
    handle.data.reset();
    bury(call);
  });
}

bailiwick_status bailiwick_zones_retain(const bailiwick_zones* zones, bailiwick_error* error) {
  return enter(error, [&] { checked(zones, kZones, "zones").count.fetch_add(1, std::memory_order_relaxed); });
}

bailiwick_status bailiwick_zones_release(const bailiwick_zones* zones, bailiwick_error* error) {
  return enter(error, [&] {
    if (zones == nullptr) return;
    if (checked(zones, kZones, "zones").count.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    auto* const last = const_cast<bailiwick_zones*>(zones);  // nobody else has it
    last->kind.store(kGone, std::memory_order_release);
    last->data.reset();
    bury(last);
  });
}
}
