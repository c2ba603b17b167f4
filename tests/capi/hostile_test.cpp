/// Every exported function, called wrongly: a status, never a crash.
#include "calls.h"

#include <cstring>
#include <iterator>
#include <new>
#include <regex>
#include <set>
#include <sstream>

namespace bailiwick::test {
namespace {

constexpr auto kWrong = BAILIWICK_INVALID_ARGUMENT;

struct Inject {
  explicit Inject(void (*what)()) { c::injected = what; }
  ~Inject() { c::injected = nullptr; }
};

std::string read_text(const std::string& path) {
  std::ifstream file(std::string(BAILIWICK_SOURCE_DIR) + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The parameters of every function of the header that has a status, by its name.
std::map<std::string, std::string> declared() {
  std::map<std::string, std::string> all;
  const auto header = read_text("/bindings/c/include/bailiwick.h");
  const std::regex declaration(R"(BAILIWICK_API bailiwick_status (bailiwick_\w+)\(([^)]*)\);)");
  for (std::sregex_iterator at(header.begin(), header.end(), declaration), end; at != end; ++at) all[(*at)[1]] = (*at)[2];
  return all;
}

bool has(const std::string& parameters, const char* pattern) { return std::regex_search(parameters, std::regex(pattern)); }
bool takes_zones(const std::string& parameters) { return has(parameters, R"(bailiwick_zones\* )"); }
bool takes_call(const std::string& parameters) { return has(parameters, R"(bailiwick_call\* )"); }
bool takes_struct(const std::string& parameters) { return has(parameters, R"(bailiwick_(\w+_options|level|question|placement|\w+_info)\* )"); }
bool takes_input(const std::string& parameters) { return has(parameters, R"(\* (reports|levels|question|path)\b|const void\* bytes)"); }
/// Streams that are no part of a struct.
bool moves(const std::string& parameters) { return has(parameters, R"(\* reports\b)"); }
/// All but what acts on a handle alone.
bool gives_result(const std::string& parameters) { return !has(parameters, R"(^\s*(const )?bailiwick_(zones|call)\* \w+, bailiwick_error\* error$)"); }

const char* const kRelease = "bailiwick_zones_release";

TEST(Hostile, TheTableOfCallsHoldsEveryExportedFunctionThatCanFail) {
  std::istringstream list(read_text("/tests/capi/exports.txt"));
  std::set<std::string> exported;
  for (std::string name; std::getline(list, name);) exported.insert(name);
  for (const auto* plain : {"bailiwick_abi_version", "bailiwick_version", "bailiwick_status_text", "bailiwick_rule_text"}) EXPECT_EQ(exported.erase(plain), 1U) << plain;
  std::set<std::string> called, in_header;
  for (const auto& [name, call] : Calls().all) called.insert(name);
  for (const auto& [name, parameters] : declared()) in_header.insert(name);
  EXPECT_EQ(exported, called);
  EXPECT_EQ(exported, in_header);
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
    for (const auto& one : thrown) {
      auto error = new_error();
      auto sound = calls.sound();
      sound.error = &error;
      const Inject inject(one.what);
      EXPECT_EQ(call(sound), one.status) << name;
      EXPECT_STREQ(error.message, one.sentence) << name;
      EXPECT_EQ(error.status, one.status) << name;
      EXPECT_TRUE(sound.moved || !moves(declared().at(name))) << name;
      sound.error = nullptr;
      EXPECT_EQ(call(sound), one.status) << name;
    }
  }
}

TEST(Hostile, SoundCallsSucceed) {
  Calls calls;
  for (const auto& [name, call] : calls.all) {
    if (name == "bailiwick_call_cancel") continue;  // the others would stop
    auto error = new_error();
    auto sound = calls.sound();
    sound.error = &error;
    EXPECT_EQ(call(sound), BAILIWICK_OK) << name << ": " << error.message;
  }
  EXPECT_EQ(calls.all["bailiwick_call_cancel"](calls.sound()), BAILIWICK_OK);
}

TEST(Hostile, NullForWhatMustBeThereIsAStatus) {
  Calls calls;
  for (const auto& [name, parameters] : declared()) {
    const auto& call = calls.all.at(name);
    auto spoilt = calls.sound();
    spoilt.zones = nullptr;
    if (takes_zones(parameters)) {
      EXPECT_EQ(call(spoilt), name == kRelease ? BAILIWICK_OK : kWrong) << name;
    }
    EXPECT_TRUE(spoilt.moved) << name;
    spoilt = calls.sound();
    spoilt.call = nullptr;
    if (takes_call(parameters)) {
      EXPECT_EQ(call(spoilt), name == "bailiwick_call_cancel" ? kWrong : BAILIWICK_OK) << name;
    }
    spoilt = calls.sound();
    spoilt.in = false;
    if (takes_input(parameters)) {
      EXPECT_EQ(call(spoilt), kWrong) << name;
    }
    spoilt = calls.sound();
    spoilt.out = false;
    if (gives_result(parameters)) {
      EXPECT_EQ(call(spoilt), kWrong) << name;
    }
    EXPECT_TRUE(spoilt.moved) << name;
  }
}

TEST(Hostile, HandlesOfAnotherKindAreTold) {
  Calls calls;
  const auto sound = calls.sound();
  for (const auto& [name, parameters] : declared()) {
    auto error = new_error();
    auto spoilt = sound;
    spoilt.error = &error;
    spoilt.zones = reinterpret_cast<const bailiwick_zones*>(sound.call);
    if (takes_zones(parameters)) {
      EXPECT_EQ(calls.all.at(name)(spoilt), kWrong) << name;
      EXPECT_STREQ(error.message, "zones: expected a handle of this kind, found something else") << name;
      EXPECT_TRUE(spoilt.moved) << name;
    }
    spoilt.zones = sound.zones;
    spoilt.call = reinterpret_cast<bailiwick_call*>(const_cast<bailiwick_zones*>(sound.zones));
    if (takes_call(parameters)) {
      EXPECT_EQ(calls.all.at(name)(spoilt), kWrong) << name;
      EXPECT_STREQ(error.message, "call: expected a handle of this kind, found something else") << name;
      EXPECT_TRUE(spoilt.moved) << name;
    }
  }
}

#ifndef NDEBUG
TEST(Hostile, HandlesThatAreGoneAreTold) {
  Calls calls;
  const bailiwick_zones* gone_zones = nullptr;
  {
    const CZones zones;
    gone_zones = zones.handle;
  }
  bailiwick_call* gone_call = nullptr;
  ASSERT_EQ(bailiwick_call_create(nullptr, &gone_call, nullptr), BAILIWICK_OK);
  ASSERT_EQ(bailiwick_call_destroy(gone_call, nullptr), BAILIWICK_OK);
  for (const auto& [name, parameters] : declared()) {
    auto error = new_error();
    auto spoilt = calls.sound();
    spoilt.error = &error;
    if (takes_zones(parameters)) {
      spoilt.zones = gone_zones;
      EXPECT_EQ(calls.all.at(name)(spoilt), kWrong) << name;
      EXPECT_STREQ(error.message, "zones: expected a handle in use, found one that was released") << name;
    }
    spoilt.zones = calls.sound().zones;
    if (takes_call(parameters)) {
      spoilt.call = gone_call;
      EXPECT_EQ(calls.all.at(name)(spoilt), kWrong) << name;
      EXPECT_STREQ(error.message, "call: expected a handle in use, found one that was released") << name;
    }
  }
}
#endif

TEST(Hostile, StructsOfImpossibleSizesAreRefused) {
  Calls calls;
  for (const auto& [name, parameters] : declared()) {
    if (!takes_struct(parameters)) continue;
    for (const std::uint32_t size : {0U, 3U, 70'000U, 0xffffffffU}) {
      auto spoilt = calls.sound();
      spoilt.size = size;
      EXPECT_EQ(calls.all.at(name)(spoilt), kWrong) << name << ", " << size;
      EXPECT_TRUE(spoilt.moved || !moves(parameters)) << name << ", " << size;
    }
    auto spoilt = calls.sound();
    spoilt.newer = true;
    const bool result = has(parameters, R"(_info\* )");  // filled as far as the library knows it
    EXPECT_EQ(calls.all.at(name)(spoilt), result ? BAILIWICK_OK : BAILIWICK_UNSUPPORTED) << name;
    EXPECT_TRUE(spoilt.moved) << name;
    spoilt = calls.sound();
    spoilt.size = 4;  // the oldest there could be: all defaults
    EXPECT_NE(calls.all.at(name)(spoilt), BAILIWICK_INTERNAL) << name;
  }
}

TEST(Hostile, AnErrorStructOfAnotherSizeIsNotWritten) {
  Calls calls;
  for (const auto& [name, call] : calls.all) {
    auto error = new_error();
    error.struct_size = 8;
    std::strcpy(error.message, "untouched");
    auto spoilt = calls.sound();
    spoilt.error = &error;
    EXPECT_EQ(call(spoilt), kWrong) << name;
    EXPECT_STREQ(error.message, "untouched") << name;
    EXPECT_TRUE(spoilt.moved || !moves(declared().at(name))) << name;
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
