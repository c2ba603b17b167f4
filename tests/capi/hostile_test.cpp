/// Every exported function, called wrongly: a status, never a crash.
#include "streams.h"

#include "guard.h"

#include <array>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <new>
#include <set>
#include <sstream>

namespace bailiwick::test {
namespace {

constexpr auto kWrong = BAILIWICK_INVALID_ARGUMENT;

/// One sound call of every function that has a status, by name; what it makes is released.
class Calls {
 public:
  using Call = std::function<bailiwick_status(bailiwick_error*)>;
  std::map<std::string, Call> all;

  Calls() {
    question_.struct_size = sizeof question_;
    placement_.struct_size = sizeof placement_;
    info_.struct_size = sizeof info_;
    level_info_.struct_size = sizeof level_info_;
    EXPECT_EQ(bailiwick_zones_index(zones_.handle, &bytes_, &length_, nullptr), BAILIWICK_OK);
    std::ofstream(path_, std::ios::binary).write(static_cast<const char*>(bytes_), static_cast<std::streamsize>(length_));
    all["bailiwick_call_create"] = [](auto* e) {
      bailiwick_call* call = nullptr;
      const auto status = bailiwick_call_create(nullptr, &call, e);
      bailiwick_call_destroy(call, nullptr);
      return status;
    };
    all["bailiwick_call_cancel"] = [this](auto* e) { return bailiwick_call_cancel(call_, e); };
    all["bailiwick_call_destroy"] = [](auto* e) { return bailiwick_call_destroy(nullptr, e); };
    all["bailiwick_zones_from_arrow"] = [](auto* e) {
      auto stream = stream_of(two_levels()[0]);
      bailiwick_level level{};
      level.struct_size = sizeof level;
      level.name = "district";
      level.stream = &stream;
      const bailiwick_zones* zones = nullptr;
      bailiwick_zones_options options{};
      options.struct_size = sizeof options;
      options.metres_per_unit = 1;
      const auto status = bailiwick_zones_from_arrow(&level, 1, &options, nullptr, &zones, e);
      if (stream.release != nullptr) stream.release(&stream);  // where it was refused before it was looked at
      bailiwick_zones_release(zones, nullptr);
      return status;
    };
    all["bailiwick_zones_from_bytes"] = [this](auto* e) { return made([&](auto** z) { return bailiwick_zones_from_bytes(bytes_, length_, z, e); }); };
    all["bailiwick_zones_from_file"] = [this](auto* e) { return made([&](auto** z) { return bailiwick_zones_from_file(path_.c_str(), z, e); }); };
    all["bailiwick_zones_retain"] = [this](auto* e) {
      const auto status = bailiwick_zones_retain(zones_.handle, e);
      if (status == BAILIWICK_OK) bailiwick_zones_release(zones_.handle, nullptr);
      return status;
    };
    all["bailiwick_zones_release"] = [](auto* e) { return bailiwick_zones_release(nullptr, e); };
    all["bailiwick_zones_info_get"] = [this](auto* e) { return bailiwick_zones_info_get(zones_.handle, &info_, e); };
    all["bailiwick_zones_level"] = [this](auto* e) { return bailiwick_zones_level(zones_.handle, 0, &level_info_, e); };
    all["bailiwick_zones_bytes"] = [this](auto* e) { return bailiwick_zones_bytes(zones_.handle, &size_, e); };
    all["bailiwick_zones_index"] = [this](auto* e) { return bailiwick_zones_index(zones_.handle, &bytes_, &length_, e); };
    all["bailiwick_place"] = [this](auto* e) { return bailiwick_place(zones_.handle, &question_, &placement_, e); };
    all["bailiwick_explain"] = [this](auto* e) { return bailiwick_explain(zones_.handle, &question_, line_.data(), line_.size(), &needed_, e); };
    all["bailiwick_assign"] = [this](auto* e) {
      return on_reports([&](auto* reports, auto* out) { return bailiwick_assign(zones_.handle, reports, nullptr, nullptr, out, e); });
    };
    all["bailiwick_audit"] = [this](auto* e) {
      ArrowArrayStream out{};
      const auto status = bailiwick_audit(zones_.handle, nullptr, nullptr, &out, e);
      if (out.release != nullptr) out.release(&out);
      return status;
    };
    all["bailiwick_coverage"] = [this](auto* e) {
      ArrowArrayStream findings{}, out{};
      const auto status = bailiwick_coverage(zones_.handle, nullptr, nullptr, &findings, &out, e);
      for (auto* made : {&findings, &out}) {
        if (made->release != nullptr) made->release(made);
      }
      return status;
    };
    all["bailiwick_density"] = [this](auto* e) {
      return on_reports([&](auto* reports, auto* out) { return bailiwick_density(zones_.handle, reports, nullptr, nullptr, out, nullptr, nullptr, e); });
    };
    all["bailiwick_hotspots"] = [this](auto* e) {
      return on_reports([&](auto* reports, auto* out) { return bailiwick_hotspots(zones_.handle, reports, nullptr, nullptr, out, nullptr, nullptr, e); });
    };
    all["bailiwick_zone_hotspots"] = [this](auto* e) {
      return on_reports([&](auto* reports, auto* out) {
        bailiwick_zone_hotspots_options options{};
        options.struct_size = sizeof options;
        options.level = "district";
        options.per = "area_km2";
        return bailiwick_zone_hotspots(zones_.handle, reports, &options, nullptr, out, nullptr, e);
      });
    };
    all["bailiwick_clusters"] = [this](auto* e) {
      return on_reports([&](auto* reports, auto* out) { return bailiwick_clusters(zones_.handle, reports, nullptr, nullptr, out, nullptr, e); });
    };
  }
  ~Calls() { bailiwick_call_destroy(call_, nullptr); }
  Calls(const Calls&) = delete;

 private:
  template <class Work>
  static bailiwick_status on_reports(Work work) {
    auto reports = points({100, 250, 400}, {100, 150, 200});
    ArrowArrayStream out{};
    const auto status = work(&reports, &out);
    if (reports.release != nullptr) reports.release(&reports);  // where it was refused before it was looked at
    if (out.release != nullptr) out.release(&out);
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
  bailiwick_call* call_ = [] {
    bailiwick_call* call = nullptr;
    bailiwick_call_create(nullptr, &call, nullptr);
    return call;
  }();
  std::string path_ = testing::TempDir() + "capi_hostile.bwx";
  bailiwick_question question_{};
  bailiwick_placement placement_{};
  bailiwick_zones_info info_{};
  bailiwick_level_info level_info_{};
  const void* bytes_ = nullptr;
  std::size_t length_ = 0, needed_ = 0;
  std::uint64_t size_ = 0;
  std::array<char, 4000> line_{};
};

struct Inject {
  explicit Inject(void (*what)()) { c::injected = what; }
  ~Inject() { c::injected = nullptr; }
};

TEST(Hostile, TheTableOfCallsHoldsEveryExportedFunctionThatCanFail) {
  std::ifstream list(std::string(BAILIWICK_SOURCE_DIR) + "/tests/capi/exports.txt");
  std::set<std::string> exported;
  for (std::string name; std::getline(list, name);) exported.insert(name);
  for (const auto* plain : {"bailiwick_abi_version", "bailiwick_version", "bailiwick_status_text", "bailiwick_rule_text"}) EXPECT_EQ(exported.erase(plain), 1U) << plain;
  std::set<std::string> called;
  for (const auto& [name, call] : Calls().all) called.insert(name);
  EXPECT_EQ(exported, called);
}

TEST(Hostile, WhateverIsThrownInsideBecomesAStatus) {
  Calls calls;
  struct Thrown {
    void (*what)();
    bailiwick_status status;
    const char* sentence;
  };
  const std::array thrown{Thrown{[] { throw std::bad_alloc(); }, BAILIWICK_OUT_OF_MEMORY, "memory ran out"},
                          Thrown{[] { throw std::logic_error("odd"); }, BAILIWICK_INTERNAL, "a fault of the library: odd"},
                          Thrown{[] { throw 42; }, BAILIWICK_INTERNAL, "a fault of the library: something unknown was thrown"},
                          Thrown{[] { throw Error(ErrorCode::limit_exceeded, "too much"); }, BAILIWICK_LIMIT_EXCEEDED, "too much"}};
  for (const auto& [name, call] : calls.all) {
    auto error = new_error();
    EXPECT_EQ(call(&error), BAILIWICK_OK) << name << ": " << error.message;
    for (const auto& one : thrown) {
      const Inject inject(one.what);
      EXPECT_EQ(call(&error), one.status) << name;
      EXPECT_STREQ(error.message, one.sentence) << name;
      EXPECT_EQ(error.status, one.status) << name;
      EXPECT_EQ(call(nullptr), one.status) << name;
    }
  }
}

TEST(Hostile, AnErrorStructOfAnotherSizeIsNotWritten) {
  Calls calls;
  for (const auto& [name, call] : calls.all) {
    auto error = new_error();
    error.struct_size = 8;
    std::strcpy(error.message, "untouched");
    EXPECT_EQ(call(&error), kWrong) << name;
    EXPECT_STREQ(error.message, "untouched") << name;
  }
}

TEST(Hostile, NullIsRefusedWhereSomethingIsNeeded) {
  const CZones zones;
  const bailiwick_zones* made = nullptr;
  bailiwick_question question{};
  question.struct_size = sizeof question;
  bailiwick_placement placement{};
  placement.struct_size = sizeof placement;
  bailiwick_zones_info info{};
  info.struct_size = sizeof info;
  bailiwick_level_info level_info{};
  level_info.struct_size = sizeof level_info;
  bailiwick_level level{};
  level.struct_size = sizeof level;
  level.name = "a";
  const void* bytes = "x";
  std::size_t length = 0;
  ArrowArrayStream out{};
  auto* const none = static_cast<const bailiwick_zones*>(nullptr);
  EXPECT_EQ(bailiwick_call_create(nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_call_cancel(nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_arrow(nullptr, 1, nullptr, nullptr, &made, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_arrow(&level, 1, nullptr, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_arrow(&level, 1, nullptr, nullptr, &made, nullptr), kWrong);  // no stream
  EXPECT_EQ(bailiwick_zones_from_arrow(&level, 0, nullptr, nullptr, &made, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_arrow(&level, std::size_t{1} << 60U, nullptr, nullptr, &made, nullptr), kWrong);
  level.name = nullptr;
  EXPECT_EQ(bailiwick_zones_from_arrow(&level, 1, nullptr, nullptr, &made, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_bytes(nullptr, 10, &made, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_bytes("x", 1, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_bytes("x", 1, &made, nullptr), BAILIWICK_DAMAGED_INDEX);
  EXPECT_EQ(bailiwick_zones_from_bytes("x", ~std::size_t{0}, &made, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_file(nullptr, &made, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_from_file("/", &made, nullptr), BAILIWICK_UNREADABLE_FILE);
  EXPECT_EQ(bailiwick_zones_from_file("/dev/null", &made, nullptr), BAILIWICK_UNREADABLE_FILE);
  EXPECT_EQ(bailiwick_zones_retain(nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_info_get(none, &info, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_info_get(zones.handle, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_level(none, 0, &level_info, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_level(zones.handle, 2, &level_info, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_level(zones.handle, 0, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_bytes(zones.handle, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_index(zones.handle, nullptr, &length, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zones_index(zones.handle, &bytes, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_place(none, &question, &placement, nullptr), kWrong);
  EXPECT_EQ(bailiwick_place(zones.handle, nullptr, &placement, nullptr), kWrong);
  EXPECT_EQ(bailiwick_place(zones.handle, &question, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_explain(zones.handle, &question, nullptr, 10, &length, nullptr), kWrong);
  EXPECT_EQ(bailiwick_explain(zones.handle, &question, nullptr, 0, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_assign(zones.handle, nullptr, nullptr, nullptr, &out, nullptr), kWrong);
  EXPECT_EQ(bailiwick_audit(none, nullptr, nullptr, &out, nullptr), kWrong);
  EXPECT_EQ(bailiwick_audit(zones.handle, nullptr, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_density(zones.handle, nullptr, nullptr, nullptr, &out, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_hotspots(zones.handle, nullptr, nullptr, nullptr, &out, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_clusters(zones.handle, nullptr, nullptr, nullptr, &out, nullptr, nullptr), kWrong);
  EXPECT_EQ(bailiwick_zone_hotspots(zones.handle, nullptr, nullptr, nullptr, &out, nullptr, nullptr), kWrong);
  auto reports = points({1}, {1});
  EXPECT_EQ(bailiwick_clusters(zones.handle, &reports, nullptr, nullptr, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(reports.release, nullptr);
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_zone_hotspots(zones.handle, &reports, nullptr, nullptr, &out, nullptr, nullptr), kWrong);  // neither level nor exposure
  EXPECT_EQ(reports.release, nullptr);
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_density(zones.handle, &reports, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(reports.release, nullptr);
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_hotspots(zones.handle, &reports, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr), kWrong);
  reports = points({1}, {1});
  EXPECT_EQ(bailiwick_assign(zones.handle, &reports, nullptr, nullptr, nullptr, nullptr), kWrong);
  EXPECT_EQ(reports.release, nullptr);  // moved all the same
  EXPECT_EQ(bailiwick_assign(zones.handle, &reports, nullptr, nullptr, &out, nullptr), kWrong);  // one that was released
}

TEST(Hostile, StructsOfOtherVersionsAreTakenOrRefused) {
  const CZones zones;
  bailiwick_question question{};
  bailiwick_placement placement{};
  placement.struct_size = sizeof placement;
  auto error = new_error();
  EXPECT_EQ(bailiwick_place(zones.handle, &question, &placement, &error), kWrong);  // size forgotten
  EXPECT_STREQ(error.message, "question: expected struct_size to be sizeof the struct, found 0");
  struct Newer {
    bailiwick_question old;
    double more;
  } newer{};
  newer.old.struct_size = sizeof newer;
  EXPECT_EQ(bailiwick_place(zones.handle, &newer.old, &placement, &error), BAILIWICK_OK);
  newer.more = 1;
  EXPECT_EQ(bailiwick_place(zones.handle, &newer.old, &placement, &error), BAILIWICK_UNSUPPORTED);
  question.struct_size = offsetof(bailiwick_question, border_within_m);  // older: what it has not is the default
  question.border_within_m = -1;
  EXPECT_EQ(bailiwick_place(zones.handle, &question, &placement, &error), BAILIWICK_OK);
  alignas(bailiwick_zones_info) std::array<unsigned char, sizeof(bailiwick_zones_info)> memory{};
  memory.fill(0xee);
  auto* const info = reinterpret_cast<bailiwick_zones_info*>(memory.data());
  info->struct_size = 16;
  EXPECT_EQ(bailiwick_zones_info_get(zones.handle, info, &error), BAILIWICK_OK);
  EXPECT_EQ(info->struct_size, 16U);
  EXPECT_EQ(info->zone_count, 9U);
  EXPECT_EQ(memory[16], 0xee);
}

TEST(Hostile, NumbersThatCannotBeAreRefused) {
  const CZones zones;
  bailiwick_question question{};
  question.struct_size = sizeof question;
  bailiwick_placement placement{};
  placement.struct_size = sizeof placement;
  auto error = new_error();
  question.x = INFINITY;
  EXPECT_EQ(bailiwick_place(zones.handle, &question, &placement, &error), BAILIWICK_INVALID_COORDINATE);
  EXPECT_STREQ(error.field, "x");
  question.x = 0;
  for (const double within : {-1.0, 1e9, std::nan("")}) {
    question.border_within_m = within;
    EXPECT_EQ(bailiwick_place(zones.handle, &question, &placement, &error), kWrong) << within;
  }
  question.border_within_m = 0;
  question.datum = 3;
  EXPECT_EQ(bailiwick_place(zones.handle, &question, &placement, &error), kWrong);
  bailiwick_report_options options{};
  options.struct_size = sizeof options;
  options.datum = -1;
  auto reports = points({1}, {1});
  ArrowArrayStream out{};
  EXPECT_EQ(bailiwick_assign(zones.handle, &reports, &options, nullptr, &out, &error), kWrong);
}

TEST(Hostile, HandlesOfAnotherKindAndThoseGoneAreTold) {
  bailiwick_call* call = nullptr;
  ASSERT_EQ(bailiwick_call_create(nullptr, &call, nullptr), BAILIWICK_OK);
  auto error = new_error();
  std::uint64_t bytes = 0;
  EXPECT_EQ(bailiwick_zones_bytes(reinterpret_cast<const bailiwick_zones*>(call), &bytes, &error), kWrong);
  EXPECT_STREQ(error.message, "zones: expected a handle of this kind, found something else");
  EXPECT_EQ(bailiwick_call_destroy(call, nullptr), BAILIWICK_OK);
#ifndef NDEBUG
  EXPECT_EQ(bailiwick_call_destroy(call, &error), kWrong);
  EXPECT_STREQ(error.message, "call: expected a handle in use, found one that was released");
  EXPECT_EQ(bailiwick_call_cancel(call, &error), kWrong);
  const bailiwick_zones* gone = nullptr;
  {
    const CZones zones;
    gone = zones.handle;
    EXPECT_EQ(bailiwick_zones_retain(gone, nullptr), BAILIWICK_OK);
    EXPECT_EQ(bailiwick_zones_release(gone, nullptr), BAILIWICK_OK);
    EXPECT_EQ(bailiwick_zones_bytes(gone, &bytes, &error), BAILIWICK_OK);
  }
  EXPECT_EQ(bailiwick_zones_bytes(gone, &bytes, &error), kWrong);
  EXPECT_EQ(bailiwick_zones_release(gone, &error), kWrong);
  EXPECT_STREQ(error.message, "zones: expected a handle in use, found one that was released");
#endif
}

TEST(Hostile, LongSentencesAreCutAtACharacter) {
  std::string name;
  for (int i = 0; i < 600; ++i) name += "区";
  bailiwick_level level{};
  level.struct_size = sizeof level;
  level.name = name.c_str();
  const bailiwick_zones* zones = nullptr;
  auto error = new_error();
  EXPECT_EQ(bailiwick_zones_from_arrow(&level, 1, nullptr, nullptr, &zones, &error), kWrong);
  const std::string said = error.message;
  EXPECT_GT(said.size(), 1000U);
  EXPECT_EQ(said.substr(said.size() - 3), "区");
}

}  // namespace
}  // namespace bailiwick::test
