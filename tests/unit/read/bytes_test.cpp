// Names, bytes and encodings of files.
#include "read/byte_source.h"
#include "read/text_encoding.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "scratch.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zlib.h>

#include <vector>

namespace bailiwick::layers {
namespace {

std::string gzipped(const std::string& text) {
  std::string out(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string decoded(const Scratch& scratch, const std::string& bytes, const std::string& asked = {}) {
  const auto path = scratch.file("t.csv", bytes);
  const auto survey = survey_text(path, "t.csv", asked, {});
  const auto source = open_text(path, "t.csv", survey);
  std::string out(100'000, '\0');
  out.resize(source->read(out.data(), out.size()));
  return survey.encoding + ":" + out;
}

TEST(LocalFile, OnlyRegularFilesOfThisMachine) {
  const Scratch scratch;
  const auto file = scratch.file("a.csv", "x");
  EXPECT_EQ(local_file(file), file);
  ::mkfifo(scratch.path("pipe").c_str(), 0600);
  EXPECT_EQ(sentence_of([&] { return local_file("/vsicurl/http://example.org/a.csv"); }),
            "/vsicurl/http://example.org/a.csv: expected a regular file on this machine, found a virtual file name");
  EXPECT_EQ(sentence_of([&] { return local_file("http://example.org/a.csv"); }),
            "http://example.org/a.csv: expected a regular file on this machine, found a name with a scheme; save the data to a file first");
  EXPECT_EQ(sentence_of([&] { return local_file("PG:dbname=x"); }),
            "PG:dbname=x: expected a regular file on this machine, found a name with a scheme; save the data to a file first");
  EXPECT_EQ(sentence_of([&] { return local_file("{\"type\":\"FeatureCollection\"}"); }),
            "the file name: expected a regular file on this machine, found data written in place of a name");
  EXPECT_EQ(sentence_of([&] { return local_file("/dev/zero"); }), "/dev/zero: expected a regular file on this machine, found a device, pipe or socket");
  EXPECT_EQ(sentence_of([&] { return local_file(scratch.path("pipe")); }),
            scratch.path("pipe") + ": expected a regular file on this machine, found a device, pipe or socket");
  EXPECT_EQ(sentence_of([&] { return local_file(scratch.path()); }), scratch.path() + ": expected a regular file on this machine, found a folder");
  EXPECT_EQ(sentence_of([&] { return local_file(scratch.path("none.csv")); }), scratch.path("none.csv") + ": no such file");
  EXPECT_THROW((void)local_file(""), Error);
}

TEST(LocalFile, LinksAreFollowedToTheFileTheyName) {
  const Scratch scratch;
  const auto file = scratch.file("a.csv", "x");
  ASSERT_EQ(::symlink(file.c_str(), scratch.path("link.csv").c_str()), 0);
  ASSERT_EQ(::symlink("/dev/zero", scratch.path("zero.csv").c_str()), 0);
  EXPECT_EQ(local_file(scratch.path("link.csv")), file);
  EXPECT_THROW((void)local_file(scratch.path("zero.csv")), Error);
}

TEST(Gzip, IsUnpackedMemberByMember) {
  const Scratch scratch;
  const auto name = scratch.file("a.csv.gz", gzipped("one,") + gzipped("two\n"));
  EXPECT_EQ(read_all(name, "a.csv.gz", 1000), "one,two\n");
}

TEST(Gzip, RealOutputIsLimitedWhateverItDeclares) {
  const Scratch scratch;
  const auto name = scratch.file("bomb.csv.gz", gzipped(std::string(10'000'000, 'x')));
  EXPECT_EQ(sentence_of([&] { return read_all(name, "bomb.csv.gz", 1'000'000); }), "bomb.csv.gz: unpacks to more than the limit of 1000000 bytes");
}

TEST(Gzip, DamageIsNamed) {
  const Scratch scratch;
  const auto packed = gzipped(std::string(1000, 'x') + "end");
  EXPECT_EQ(sentence_of([&] { return read_all(scratch.file("a.gz", packed.substr(0, packed.size() - 9)), "a.gz", 10'000); }),
            "a.gz: the gzip data ends too early after 1003 unpacked bytes");
  EXPECT_EQ(sentence_of([&] { return read_all(scratch.file("b.gz", "plain text"), "b.gz", 10'000); }),
            "b.gz: expected gzip data, found something else");
}

TEST(KnownKinds, AreRefusedWithWhatToDo) {
  EXPECT_EQ(sentence_of([] { refuse_known_kinds("a.XLSX"); return 0; }),
            "a.XLSX: found an Excel workbook; in Excel or LibreOffice save the sheet as \"CSV UTF-8\" and pass the .csv");
  EXPECT_EQ(sentence_of([] { refuse_known_kinds("a.zip"); return 0; }), "a.zip: found an archive; unpack it and pass the file inside");
  EXPECT_EQ(sentence_of([] { refuse_known_kinds("a.csv.gz"); return 0; }), "");
}

TEST(Encoding, TheMarkThenValidityThenGb18030) {
  const Scratch scratch;
  EXPECT_EQ(decoded(scratch, "\xEF\xBB\xBF经度\n"), "UTF-8:经度\n");
  EXPECT_EQ(decoded(scratch, "经度\n"), "UTF-8:经度\n");
  EXPECT_EQ(decoded(scratch, "\xBE\xAD\xB6\xC8\n"), "GB18030:经度\n");
  EXPECT_EQ(decoded(scratch, std::string("\xFF\xFE" "a\0\n\0", 6)), "UTF-16:a\n");
  EXPECT_EQ(decoded(scratch, std::string("\xFE\xFF" "\0a\0\n", 6)), "UTF-16:a\n");
  EXPECT_EQ(decoded(scratch, "\xE9t\xE9\n", "ISO-8859-1"), "ISO-8859-1:été\n");
}

TEST(Encoding, AFewBadBytesDoNotTurnUtf8IntoGb18030) {
  const Scratch scratch;
  std::string text;
  for (int i = 0; i < 50; ++i) text += "经度纬度网格\n";
  const auto name = scratch.file("t.csv", text + "\xFF\n");
  const auto survey = survey_text(name, "t.csv", {}, {});
  EXPECT_EQ(survey.encoding, "UTF-8");
  EXPECT_EQ(survey.faults, 1U);
}

TEST(Encoding, WhatIsNoTextIsRefused) {
  const Scratch scratch;
  EXPECT_EQ(sentence_of([&] { return decoded(scratch, std::string("a\0b\0\n\0", 6)); }),
            "t.csv: expected text, found NUL bytes; save it as CSV in UTF-8");
  EXPECT_EQ(sentence_of([&] { return decoded(scratch, std::string("\xFF\xFE\0\0a\0\0\0", 8)); }),
            "t.csv: expected UTF-8, GB18030 or UTF-16, found UTF-32; save it as UTF-8");
  EXPECT_EQ(sentence_of([&] { return decoded(scratch, "a\n", "KLINGON"); }), "t.csv: expected an encoding such as UTF-8 or GB18030, found 'KLINGON'");
}

TEST(Encoding, CharactersMayLieAcrossBlocks) {
  const Scratch scratch;
  std::string text(1'048'575, 'x');
  text += "经\n";
  const auto survey = survey_text(scratch.file("t.csv", text), "t.csv", {}, {});
  EXPECT_EQ(survey.encoding, "UTF-8");
  EXPECT_EQ(survey.bytes, text.size());
}

}  // namespace
}  // namespace bailiwick::layers
