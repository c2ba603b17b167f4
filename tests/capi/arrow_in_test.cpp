/// Columns as others lay them out, by hand from the Arrow columnar format: every type that is taken, and what is refused.
#include "arrow_bytes.h"
#include "arrow_in.h"
#include "wkb.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <deque>

namespace bailiwick::c {
namespace {

/// A column laid out by hand; owns nothing but its frame.
struct Raw {
  Field field;
  ArrowArray array{};
  std::deque<std::vector<std::uint8_t>> memory;
  std::vector<const void*> buffers;
  std::vector<ArrowArray*> children;

  Raw(std::string format, std::int64_t length) {
    field.name = "col";
    field.format = std::move(format);
    array.length = length;
    array.release = [](ArrowArray*) {};
  }
  template <class T>
  Raw& buffer(std::vector<T> values) {
    memory.emplace_back(values.size() * sizeof(T));
    if (!values.empty()) std::memcpy(memory.back().data(), values.data(), memory.back().size());
    buffers.push_back(memory.back().data());
    return *this;
  }
  Raw& none() {
    buffers.push_back(nullptr);
    return *this;
  }
  Raw& child(Raw& other) {
    other.finish();
    field.children.push_back(Field{other.field.name, other.field.format, {}, std::move(other.field.children), nullptr});
    children.push_back(&other.array);
    return *this;
  }
  void finish() {
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
    array.n_children = static_cast<std::int64_t>(children.size());
    array.children = children.data();
  }
  /// The entries from the array's own offset on, as a stream's batch gives them.
  View view() {
    finish();
    Raw* const self = this;
    schema_ = Field{"", "+s", {}, {}, nullptr};
    schema_.children.push_back(Field{field.name, field.format, field.metadata, {}, nullptr});
    std::swap(schema_.children[0].children, field.children);
    std::swap(schema_.children[0].dictionary, field.dictionary);
    parent_ = ArrowArray{array.length, 0, 0, 1, 1, &no_bitmap_, &child_, nullptr, array.release, nullptr};
    child_ = &self->array;
    const View whole{&schema_, &parent_, 0, array.length, "reports, column 'col'"};
    return whole.child(0, 0, array.length);
  }

 private:
  Field schema_;
  ArrowArray parent_{};
  ArrowArray* child_ = nullptr;
  const void* no_bitmap_ = nullptr;
};

using Texts = std::vector<std::optional<std::string>>;

template <class T>
void expect_numbers(const char* format) {
  Raw raw(format, 3);  // entries 1 to 3 of four, the second of them null
  raw.buffer(std::vector<std::uint8_t>{0b1011}).buffer(std::vector<T>{9, 1, 2, 3});
  raw.array.offset = 1;
  raw.array.null_count = -1;
  const auto view = raw.view();
  const auto numbers = numbers_of(view);
  ASSERT_EQ(numbers.values.size(), 3U) << format;
  EXPECT_EQ(numbers.values[0], 1) << format;
  EXPECT_TRUE(std::isnan(numbers.values[1])) << format;
  EXPECT_EQ(numbers.values[2], 3) << format;
}

TEST(ArrowIn, NumbersOfEveryWidthSlicedAndWithNulls) {
  expect_numbers<std::int8_t>("c");
  expect_numbers<std::uint8_t>("C");
  expect_numbers<std::int16_t>("s");
  expect_numbers<std::uint16_t>("S");
  expect_numbers<std::int32_t>("i");
  expect_numbers<std::uint32_t>("I");
  expect_numbers<std::int64_t>("l");
  expect_numbers<std::uint64_t>("L");
  expect_numbers<float>("f");
  expect_numbers<double>("g");
}

TEST(ArrowIn, DoublesWithoutNullsAreReadWhereTheyAre) {
  Raw raw("g", 2);
  raw.none().buffer(std::vector<double>{1, 2, 3});
  raw.array.offset = 1;
  const auto view = raw.view();
  const auto numbers = numbers_of(view);
  EXPECT_EQ(numbers.values.data(), static_cast<const double*>(raw.buffers[1]) + 1);
  EXPECT_TRUE(numbers.own.empty());
}

TEST(ArrowIn, TextOfEveryLayout) {
  const std::string bytes = "xy北京long enough to be outside";
  const std::vector<char> data(bytes.begin(), bytes.end());
  Raw small("u", 2);
  small.none().buffer(std::vector<std::int32_t>{0, 2, 8, 8}).buffer(data);
  small.array.offset = 1;
  EXPECT_EQ(texts_of(small.view()), (Texts{"北京", ""}));
  Raw large("U", 2);
  large.buffer(std::vector<std::uint8_t>{0b01}).buffer(std::vector<std::int64_t>{0, 2, 8}).buffer(data);
  large.array.null_count = 1;
  EXPECT_EQ(texts_of(large.view()), (Texts{"xy", std::nullopt}));
  Raw views("vu", 2);  // an inline one and one in the second buffer
  std::vector<std::int32_t> entries{2, 0, 0, 0, 25, 0, 1, 8};
  std::memcpy(&entries[1], "xy", 2);
  std::memcpy(&entries[5], "long", 4);
  views.none().buffer(entries).buffer(std::vector<char>{'a'}).buffer(data).buffer(std::vector<std::int64_t>{1, static_cast<std::int64_t>(data.size())});
  EXPECT_EQ(texts_of(views.view()), (Texts{"xy", "long enough to be outside"}));
}

TEST(ArrowIn, WholeNumbersAreTextWhereTextIsAsked) {
  Raw raw("l", 2);
  raw.none().buffer(std::vector<std::int64_t>{410200000000017, -3});
  EXPECT_EQ(texts_of(raw.view()), (Texts{"410200000000017", "-3"}));
}

TEST(ArrowIn, DictionariesAreLookedUp) {
  Raw words("u", 2);
  words.none().buffer(std::vector<std::int32_t>{0, 1, 3}).buffer(std::vector<char>{'a', 'b', 'c'});
  words.finish();
  Raw raw("c", 3);
  raw.buffer(std::vector<std::uint8_t>{0b101}).buffer(std::vector<std::int8_t>{1, 99, 0});
  raw.array.null_count = -1;
  raw.field.dictionary = std::make_unique<Field>(std::move(words.field));
  raw.array.dictionary = &words.array;
  const auto view = raw.view();
  EXPECT_EQ(texts_of(view), (Texts{"bc", std::nullopt, "a"}));
  raw.memory[1][2] = 2;  // beyond the dictionary
  try {
    (void)texts_of(view);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "reports, column 'col', row 2: expected indices into its dictionary, found one beyond it");
  }
}

TEST(ArrowIn, PointsSeparatedInterleavedAndAsBytes) {
  Raw x("g", 3), y("g", 3), separated("+s", 2);
  x.field.name = "x";
  y.field.name = "y";
  x.none().buffer(std::vector<double>{1, 2, 3});
  y.none().buffer(std::vector<double>{4, 5, 6});
  separated.buffer(std::vector<std::uint8_t>{0b010}).child(x).child(y);
  separated.array.offset = 1;
  separated.array.null_count = 1;
  const auto view = separated.view();
  const auto points = points_of(view);
  EXPECT_EQ(points.x.values[0], 2);
  EXPECT_EQ(points.y.values[0], 5);
  EXPECT_TRUE(std::isnan(points.x.values[1]));
  Raw flat("g", 6), both("+w:2", 2);
  flat.none().buffer(std::vector<double>{1, 4, 2, 5, 3, 6});
  both.none().child(flat);
  both.array.offset = 1;
  const auto interleaved = points_of(both.view());
  EXPECT_EQ(interleaved.x.values[1], 3);
  EXPECT_EQ(interleaved.y.values[1], 6);
  Raw bytes("z", 1);  // POINT Z (2 5 9), extended, big-endian
  const std::vector<std::uint8_t> wkb{0, 0x80, 0, 0, 1, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x14, 0, 0, 0, 0, 0, 0, 0x40, 0x22, 0, 0, 0, 0, 0, 0};
  bytes.none().buffer(std::vector<std::int32_t>{0, static_cast<std::int32_t>(wkb.size())}).buffer(wkb);
  const auto read = points_of(bytes.view());
  EXPECT_EQ(read.x.values[0], 2);
  EXPECT_EQ(read.y.values[0], 5);
}

Polygons square() {
  Polygons out;
  for (const auto& [x, y] : {std::pair{0.0, 0.0}, {1.0, 0.0}, {1.0, 1.0}, {0.0, 0.0}}) out.add_vertex(x, y);
  out.end_ring();
  out.end_part();
  out.end_shape();
  return out;
}

TEST(ArrowIn, PolygonsOfBothNestingsAndBytes) {
  Raw flat("g", 10), vertices("+w:2", 5), rings("+l", 2), polygons("+l", 1);
  flat.field.name = "xy";
  flat.none().buffer(std::vector<double>{9, 9, 0, 0, 1, 0, 1, 1, 0, 0});
  vertices.none().child(flat);
  rings.none().buffer(std::vector<std::int32_t>{0, 1, 5}).child(vertices);
  polygons.none().buffer(std::vector<std::int32_t>{0, 1, 2}).child(rings);
  polygons.array.offset = 1;  // the first holds the stray vertex
  Polygons shapes;
  append_polygons(polygons.view(), 0, shapes);
  EXPECT_EQ(shapes.x, square().x);
  EXPECT_EQ(shapes.y, square().y);
  EXPECT_EQ(shapes.shape_offsets, square().shape_offsets);

  Raw x("g", 4), y("g", 4), at("+s", 4), ring("+L", 1), part("+l", 1), multi("+l", 1);
  x.field.name = "x";
  y.field.name = "y";
  x.none().buffer(std::vector<double>{0, 1, 1, 0});
  y.none().buffer(std::vector<double>{0, 0, 1, 0});
  at.none().child(x).child(y);
  ring.none().buffer(std::vector<std::int64_t>{0, 4}).child(at);
  part.none().buffer(std::vector<std::int32_t>{0, 1}).child(ring);
  multi.none().buffer(std::vector<std::int32_t>{0, 1}).child(part);
  Polygons second;
  append_polygons(multi.view(), 0, second);
  EXPECT_EQ(second.x, square().x);
  EXPECT_EQ(second.part_offsets, square().part_offsets);

  std::string wkb;
  write_multipolygon(square().view(), 0, wkb);
  Polygons third;
  ASSERT_EQ(append_shape(wkb, third), nullptr);
  EXPECT_EQ(third.y, square().y);
  for (std::size_t cut = 0; cut < wkb.size(); ++cut) {
    Polygons ignored;
    EXPECT_NE(append_shape(std::string_view(wkb).substr(0, cut), ignored), nullptr) << cut;
  }
}

/// The sentence that reading ends in.
template <class Read>
std::string refused(Raw& raw, Read read) {
  try {
    const auto view = raw.view();
    read(view);
  } catch (const Error& error) {
    return error.what();
  }
  return "taken";
}
const auto kAsNumbers = [](const View& view) { (void)numbers_of(view); };
const auto kAsText = [](const View& view) { (void)texts_of(view); };
const auto kAsPolygons = [](const View& view) {
  Polygons shapes;
  append_polygons(view, 100, shapes);
};

/// As the command line reads: rings of two places and the holes of such a shell are left out, open rings are closed.
TEST(ArrowIn, RingsWithoutAnInsideAreLeftOutAndOpenOnesClosed) {
  std::string wkb;
  const auto put = [&](auto value) { wkb.append(reinterpret_cast<const char*>(&value), sizeof value); };
  const auto part = [&](const std::vector<std::vector<double>>& rings) {
    put(std::uint8_t{1});
    put(std::uint32_t{3});
    put(static_cast<std::uint32_t>(rings.size()));
    for (const auto& ring : rings) {
      put(static_cast<std::uint32_t>(ring.size() / 2));
      for (const double v : ring) put(v);
    }
  };
  const std::vector<double> hair{5, 5, 6, 6, 5, 5}, hole{1, 1, 2, 1, 2, 2, 1, 1}, open{0, 0, 4, 0, 4, 4, 0, 4};
  put(std::uint8_t{1});
  put(std::uint32_t{6});
  put(std::uint32_t{3});
  part({hair, hole});
  part({open, hair, hole});
  part({hair});
  Polygons shapes;
  EXPECT_EQ(append_shape(wkb, shapes), nullptr);
  EXPECT_EQ(shapes.part_offsets, (std::vector<std::uint32_t>{0, 2}));
  EXPECT_EQ(shapes.ring_offsets, (std::vector<std::uint32_t>{0, 5, 9}));
  EXPECT_EQ(shapes.x, (std::vector<double>{0, 4, 4, 0, 0, 1, 2, 2, 1}));
  EXPECT_EQ(shapes.y, (std::vector<double>{0, 0, 4, 4, 0, 1, 1, 2, 1}));
  wkb.clear();
  part({hair});
  EXPECT_STREQ(append_shape(wkb, shapes), "a polygon, found one without an inside");
}

TEST(ArrowIn, WhatIsNotTakenIsRefusedByItsColumn) {
  Raw text("u", 1), flag("b", 1), times("tsu:UTC", 1);
  text.none().buffer(std::vector<std::int32_t>{0, 1}).buffer(std::vector<char>{'1'});
  flag.none().buffer(std::vector<std::uint8_t>{1});
  times.none().buffer(std::vector<std::int64_t>{1});
  EXPECT_EQ(refused(text, kAsNumbers), "reports, column 'col': expected numbers, found type 'u'");
  EXPECT_EQ(refused(flag, kAsNumbers), "reports, column 'col': expected numbers, found type 'b'");
  EXPECT_EQ(refused(times, kAsText), "reports, column 'col': expected text or whole numbers, found type 'tsu:UTC'");
  Raw point("z", 1), null_shape("z", 1), empty("z", 1);
  std::vector<std::uint8_t> wkb(21, 0);
  wkb[0] = wkb[1] = 1;
  point.none().buffer(std::vector<std::int32_t>{0, 21}).buffer(wkb);
  EXPECT_EQ(refused(point, kAsPolygons), "reports, column 'col', row 100: expected a polygon or multipolygon, found another kind of geometry");
  null_shape.buffer(std::vector<std::uint8_t>{0}).buffer(std::vector<std::int32_t>{0, 0}).none();
  null_shape.array.null_count = 1;
  EXPECT_EQ(refused(null_shape, kAsPolygons), "reports, column 'col', row 100: expected a polygon, found null");
  empty.none().buffer(std::vector<std::int32_t>{0, 9}).buffer(std::vector<std::uint8_t>{1, 6, 0, 0, 0, 0, 0, 0, 0});
  EXPECT_EQ(refused(empty, kAsPolygons), "reports, column 'col', row 100: expected a polygon, found one without an inside");
}

TEST(ArrowIn, ArraysThatDoNotFitTheirTypeAreNotFollowed) {
  const auto unsound = [](Raw& raw) { return refused(raw, kAsText).find("expected an array that fits its type") != std::string::npos; };
  Raw few("u", 1), negative("l", -1), odd_nulls("l", 1), no_children("+s", 1);
  few.none().buffer(std::vector<std::int32_t>{0, 1});
  negative.none().buffer(std::vector<std::int64_t>{1});
  odd_nulls.none().buffer(std::vector<std::int64_t>{1});
  odd_nulls.array.null_count = 1;
  no_children.none();
  no_children.field.children.resize(1);
  EXPECT_TRUE(unsound(few));
  EXPECT_TRUE(unsound(negative));
  EXPECT_TRUE(unsound(odd_nulls));
  EXPECT_TRUE(unsound(no_children));
  Raw falling("u", 1), stray("u", 1), beyond("vu", 1);
  falling.none().buffer(std::vector<std::int32_t>{5, 2}).buffer(std::vector<char>{'a'});
  EXPECT_EQ(refused(falling, kAsText), "reports, column 'col', row 0: expected offsets that rise, found others");
  stray.none().buffer(std::vector<std::int32_t>{0, 1}).buffer(std::vector<std::uint8_t>{0xff});
  EXPECT_EQ(refused(stray, kAsText), "reports, column 'col', row 0: expected text in UTF-8, found other bytes");
  beyond.none().buffer(std::vector<std::int32_t>{20, 0, 0, 0}).buffer(std::vector<char>(10, 'a')).buffer(std::vector<std::int64_t>{10});
  EXPECT_EQ(refused(beyond, kAsText), "reports, column 'col', row 0: expected views into its buffers, found one beyond them");
}

TEST(ArrowIn, ASystemIsReadFromWhatAGeometrySaysOfItself) {
  const auto said = [](const std::string& metadata) {
    Field field;
    field.metadata["ARROW:extension:metadata"] = metadata;
    return crs_of(field);
  };
  EXPECT_EQ(said(R"({"crs":"EPSG:4490"})"), "EPSG:4490");
  EXPECT_EQ(said(R"({"crs":{"type":"GeographicCRS","id":{"authority":"OGC","code":"CRS84"}},"edges":"planar"})"), "OGC:CRS84");
  EXPECT_EQ(said(R"({"crs":{"id":{"authority":"EPSG","code":2263}}})"), "EPSG:2263");
  EXPECT_EQ(said("{}"), "");
  EXPECT_EQ(said("no json"), "");
  EXPECT_EQ(crs_of(Field{}), "");
}

}  // namespace
}  // namespace bailiwick::c
