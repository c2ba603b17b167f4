/// One call of every exported function that has a status, with arguments that tests spoil.
#pragma once

#include "streams.h"

#include "guard.h"

#include <array>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace bailiwick::test {

/// What a test calls on its way does not throw.
struct Calm {
  void (*kept)() = std::exchange(c::injected, nullptr);
  ~Calm() { c::injected = kept; }
};

/// What a call is made with; sound unless a test says otherwise.
struct Arguments {
  const bailiwick_zones* zones = nullptr;
  bailiwick_call* call = nullptr;
  bool in = true;                       ///< false: NULL for every input that must be there
  bool out = true;                      ///< false: NULL for every result that must be there
  std::optional<std::uint32_t> size;    ///< struct_size of every struct that is handed in
  bool newer = false;                   ///< a field is set that this library does not know
  bailiwick_error* error = nullptr;
  mutable bool moved = true;            ///< out: streams that were handed in are gone
};

/// A struct as its caller's version has it.
template <class T>
class Handed {
 public:
  explicit Handed(const Arguments& a, T value = {}) : box_{value, a.newer ? 1U : 0U} {
    static_assert(sizeof(box_) == sizeof(T) + sizeof(std::uint64_t));
    box_.known.struct_size = a.size.value_or(static_cast<std::uint32_t>(a.newer ? sizeof box_ : sizeof(T)));
  }
  T* get() { return &box_.known; }
  T& operator*() { return box_.known; }

 private:
  struct {
    T known;
    std::uint64_t more;
  } box_;
};

class Calls {
 public:
  using Call = std::function<bailiwick_status(const Arguments&)>;
  std::map<std::string, Call> all;

  Calls() {
    EXPECT_EQ(bailiwick_zones_index(zones_.handle, &bytes_, &length_, nullptr), BAILIWICK_OK);
    EXPECT_EQ(bailiwick_call_create(nullptr, &call_, nullptr), BAILIWICK_OK);
    std::ofstream(path_, std::ios::binary).write(static_cast<const char*>(bytes_), static_cast<std::streamsize>(length_));
    add_calls_and_zones();
    add_places();
    add_streams();
  }
  ~Calls() { bailiwick_call_destroy(call_, nullptr); }
  Calls(const Calls&) = delete;

  [[nodiscard]] Arguments sound() const {
    Arguments a;
    a.zones = zones_.handle;
    a.call = call_;
    return a;
  }

 private:
  void add_calls_and_zones() {
    all["bailiwick_call_create"] = [](const Arguments& a) {
      bailiwick_call* call = nullptr;
      Handed<bailiwick_call_options> options(a);
      const auto status = bailiwick_call_create(options.get(), a.out ? &call : nullptr, a.error);
      bailiwick_call_destroy(call, nullptr);
      return status;
    };
    all["bailiwick_call_cancel"] = [](const Arguments& a) { return bailiwick_call_cancel(a.call, a.error); };
    all["bailiwick_call_destroy"] = [this](const Arguments& a) {
      bailiwick_call* own = a.call;
      if (const Calm calm; own == call_) bailiwick_call_create(nullptr, &own, nullptr);
      const auto status = bailiwick_call_destroy(own, a.error);
      if (const Calm calm; own != a.call && status != BAILIWICK_OK) bailiwick_call_destroy(own, nullptr);
      return status;
    };
    all["bailiwick_zones_from_arrow"] = [](const Arguments& a) {
      auto stream = stream_of(two_levels()[0]);
      Handed<bailiwick_level> level(a);
      (*level).name = "district";
      (*level).stream = &stream;
      Handed<bailiwick_zones_options> options(a);
      (*options).metres_per_unit = 1;
      const bailiwick_zones* zones = nullptr;
      const auto status = bailiwick_zones_from_arrow(a.in ? level.get() : nullptr, 1, options.get(), a.call, a.out ? &zones : nullptr, a.error);
      gone(stream, a);
      bailiwick_zones_release(zones, nullptr);
      return status;
    };
    all["bailiwick_zones_from_bytes"] = [this](const Arguments& a) {
      return made([&](auto** z) { return bailiwick_zones_from_bytes(a.in ? bytes_ : nullptr, length_, a.out ? z : nullptr, a.error); });
    };
    all["bailiwick_zones_from_file"] = [this](const Arguments& a) {
      return made([&](auto** z) { return bailiwick_zones_from_file(a.in ? path_.c_str() : nullptr, a.out ? z : nullptr, a.error); });
    };
    all["bailiwick_zones_retain"] = [](const Arguments& a) {
      const auto status = bailiwick_zones_retain(a.zones, a.error);
      if (status == BAILIWICK_OK) bailiwick_zones_release(a.zones, nullptr);
      return status;
    };
    all["bailiwick_zones_release"] = [this](const Arguments& a) {
      if (const Calm calm; a.zones == zones_.handle) bailiwick_zones_retain(a.zones, nullptr);
      const auto status = bailiwick_zones_release(a.zones, a.error);
      if (const Calm calm; a.zones == zones_.handle && status != BAILIWICK_OK) bailiwick_zones_release(a.zones, nullptr);
      return status;
    };
    all["bailiwick_zones_info_get"] = [](const Arguments& a) {
      Handed<bailiwick_zones_info> info(a);
      return bailiwick_zones_info_get(a.zones, a.out ? info.get() : nullptr, a.error);
    };
    all["bailiwick_zones_level"] = [](const Arguments& a) {
      Handed<bailiwick_level_info> info(a);
      return bailiwick_zones_level(a.zones, 0, a.out ? info.get() : nullptr, a.error);
    };
    all["bailiwick_zones_bytes"] = [](const Arguments& a) {
      std::uint64_t size = 0;
      return bailiwick_zones_bytes(a.zones, a.out ? &size : nullptr, a.error);
    };
    all["bailiwick_zones_index"] = [](const Arguments& a) {
      const void* bytes = nullptr;
      std::size_t length = 0;
      return bailiwick_zones_index(a.zones, a.out ? &bytes : nullptr, a.out ? &length : nullptr, a.error);
    };
  }

  void add_places() {
    all["bailiwick_place"] = [](const Arguments& a) {
      Handed<bailiwick_question> question(a);
      Handed<bailiwick_placement> placement(a);
      return bailiwick_place(a.zones, a.in ? question.get() : nullptr, a.out ? placement.get() : nullptr, a.error);
    };
    all["bailiwick_explain"] = [](const Arguments& a) {
      std::array<char, 4000> line{};
      std::size_t needed = 0;
      Handed<bailiwick_question> question(a);
      return bailiwick_explain(a.zones, a.in ? question.get() : nullptr, a.out ? line.data() : nullptr, line.size(), a.out ? &needed : nullptr, a.error);
    };
  }

  void add_streams() {
    all["bailiwick_assign"] = [](const Arguments& a) {
      Handed<bailiwick_report_options> options(a);
      return on_reports(a, [&](auto* reports, auto* out, auto*) { return bailiwick_assign(a.zones, reports, options.get(), a.call, out, a.error); });
    };
    all["bailiwick_audit"] = [](const Arguments& a) {
      Handed<bailiwick_audit_options> options(a);
      return into_streams(a, [&](auto* out, auto*) { return bailiwick_audit(a.zones, options.get(), a.call, out, a.error); });
    };
    all["bailiwick_coverage"] = [](const Arguments& a) {
      Handed<bailiwick_audit_options> options(a);
      return into_streams(a, [&](auto* out, auto* more) { return bailiwick_coverage(a.zones, options.get(), a.call, more, out, a.error); });
    };
    all["bailiwick_density"] = [](const Arguments& a) {
      Handed<bailiwick_density_options> options(a);
      return on_reports(a, [&](auto* reports, auto* out, auto*) { return bailiwick_density(a.zones, reports, options.get(), a.call, out, nullptr, nullptr, a.error); });
    };
    all["bailiwick_hotspots"] = [](const Arguments& a) {
      Handed<bailiwick_hotspots_options> options(a);
      return on_reports(a, [&](auto* reports, auto* out, auto* more) { return bailiwick_hotspots(a.zones, reports, options.get(), a.call, out, more, nullptr, a.error); });
    };
    all["bailiwick_zone_hotspots"] = [](const Arguments& a) {
      Handed<bailiwick_zone_hotspots_options> options(a);
      (*options).level = "district";
      (*options).per = "area_km2";
      return on_reports(a, [&](auto* reports, auto* out, auto* more) { return bailiwick_zone_hotspots(a.zones, reports, options.get(), a.call, out, more, a.error); });
    };
    all["bailiwick_emerging"] = [](const Arguments& a) {
      Handed<bailiwick_emerging_options> options(a);
      return on_reports(a, [&](auto* reports, auto* out, auto* more) { return bailiwick_emerging(a.zones, reports, options.get(), a.call, out, more, a.error); });
    };
    all["bailiwick_clusters"] = [](const Arguments& a) {
      Handed<bailiwick_clusters_options> options(a);
      return on_reports(a, [&](auto* reports, auto* out, auto* more) { return bailiwick_clusters(a.zones, reports, options.get(), a.call, out, more, a.error); });
    };
  }

  static void gone(ArrowArrayStream& stream, const Arguments& a) {
    a.moved = stream.release == nullptr;
    if (!a.moved) stream.release(&stream);
  }
  /// Results that were handed out are released.
  template <class Work>
  static bailiwick_status into_streams(const Arguments& a, Work work) {
    ArrowArrayStream out{}, more{};
    const auto status = work(a.out ? &out : nullptr, a.out ? &more : nullptr);
    for (auto* stream : {&out, &more}) {
      EXPECT_TRUE(status == BAILIWICK_OK || stream->release == nullptr) << "a call that failed left a stream";
      if (stream->release != nullptr) stream->release(stream);
    }
    return status;
  }
  template <class Work>
  static bailiwick_status on_reports(const Arguments& a, Work work) {
    auto reports = points({100, 250, 400}, {100, 150, 200});
    const auto status = into_streams(a, [&](auto* out, auto* more) { return work(a.in ? &reports : nullptr, out, more); });
    gone(reports, a);
    return status;
  }
  template <class Make>
  static bailiwick_status made(Make make) {
    const bailiwick_zones* zones = nullptr;
    const auto status = make(&zones);
    bailiwick_zones_release(zones, nullptr);
    return status;
  }

  CZones zones_;
  bailiwick_call* call_ = nullptr;
  std::string path_ = testing::TempDir() + "capi_hostile.bwx";
  const void* bytes_ = nullptr;
  std::size_t length_ = 0;
};

}  // namespace bailiwick::test
