#include "read/csv_records.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailiwick::layers {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& text, char delimiter = ',') {
  Rows rows;
  CsvRecords records(text, delimiter);
  CsvRecord record;
  std::string scratch;
  while (records.next(record)) {
    rows.emplace_back();
    for (const auto& field : record.fields) rows.back().emplace_back(value_of(field, scratch));
  }
  return rows;
}

CsvRecord last_record(const std::string& text) {
  CsvRecords records(text, ',');
  CsvRecord record, last;
  while (records.next(record)) last = record;
  return last;
}

std::size_t whole(const std::string& text) {
  std::uint64_t count = 0;
  return whole_records(text, ',', count);
}

TEST(CsvRecords, LineFeedCarriageReturnAndBothEndARecord) {
  const Rows expected{{"a", "b"}, {"c", "d"}, {"e", "f"}};
  EXPECT_EQ(rows_of("a,b\nc,d\ne,f"), expected);
  EXPECT_EQ(rows_of("a,b\r\nc,d\r\ne,f\r\n"), expected);
  EXPECT_EQ(rows_of("a,b\rc,d\re,f\r"), expected);
}

TEST(CsvRecords, QuotedFieldsHoldDelimitersLineBreaksAndQuotes) {
  EXPECT_EQ(rows_of("\"a,b\",\"c\nd\",\"say \"\"no\"\"\"\n1,2,3\n"), (Rows{{"a,b", "c\nd", "say \"no\""}, {"1", "2", "3"}}));
  EXPECT_EQ(rows_of("\"\",\"\"\"\"\n"), (Rows{{"", "\""}}));
}

TEST(CsvRecords, AQuoteInsideAnUnquotedFieldIsAnOrdinaryCharacter) {
  EXPECT_EQ(rows_of("40°42'46\"N,x\n1,2\n"), (Rows{{"40°42'46\"N", "x"}, {"1", "2"}}));
}

TEST(CsvRecords, EmptyFieldsCount) {
  EXPECT_EQ(rows_of(",,\n"), (Rows{{"", "", ""}}));
  EXPECT_EQ(rows_of("a,"), (Rows{{"a", ""}}));
  EXPECT_EQ(rows_of(""), Rows{});
}

TEST(CsvRecords, BlankLinesAreRecordsOfTheirOwn) {
  const std::string text = "a,b\n\n\"\"\n";
  CsvRecords records(text, ',');
  CsvRecord record;
  ASSERT_TRUE(records.next(record));
  EXPECT_FALSE(record.blank());
  ASSERT_TRUE(records.next(record));
  EXPECT_TRUE(record.blank());
  ASSERT_TRUE(records.next(record));
  EXPECT_FALSE(record.blank()) << "a quoted empty field is a field";
}

TEST(CsvRecords, TextAfterAClosingQuoteIsAFault) {
  EXPECT_EQ(last_record("\"abc\"def,1\n").fault, CsvFault::after_quote);
  EXPECT_EQ(last_record("\"abc\ndef\"ghi,1\n").fault, CsvFault::after_quote_lines);
  EXPECT_EQ(last_record("1,\"abc").fault, CsvFault::unclosed);
  EXPECT_EQ(last_record("1,\"abc").fault_field, 1U);
  EXPECT_EQ(last_record("1,\"abc\"").fault, CsvFault::none);
}

TEST(CsvRecords, LongFieldsCrossTheBlocksOf64Bytes) {
  for (std::size_t length = 50; length < 140; ++length) {
    const std::string text(length, 'x');
    EXPECT_EQ(rows_of("\"" + text + "\"," + text + "\n" + text + ",y"), (Rows{{text, text}, {text, "y"}})) << length;
  }
}

TEST(WholeRecords, EndsAfterTheLastLineBreakOutsideQuotes) {
  EXPECT_EQ(whole("a,b\nc,d"), 4U);
  EXPECT_EQ(whole("a,\"b\nc"), 0U);
  EXPECT_EQ(whole("a\n\"b\nc\"\nd"), 8U);
  EXPECT_EQ(whole("a\"b\nc"), 4U) << "a quote inside an unquoted field opens nothing";
  EXPECT_EQ(whole("a\r"), 0U) << "a line feed may follow";
  EXPECT_EQ(whole("a\rb"), 2U);
  EXPECT_EQ(whole("a\r\nb"), 3U);
}

/// Cut anywhere, the pieces give the same records.
TEST(WholeRecords, PiecesGiveTheSameRecordsAsTheWhole) {
  const std::string text = "id,t\r\n1,\"a\r\nb\"\"c\"\r\n\r\n2,d\"e\r\n3,\"\"\r\n4,f";
  const auto expected = rows_of(text);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::uint64_t count = 0;
    const auto end = whole_records(std::string_view(text).substr(0, cut), ',', count);
    auto rows = rows_of(text.substr(0, end));
    EXPECT_EQ(rows.size(), count) << cut;
    for (auto& row : rows_of(text.substr(end))) rows.push_back(row);
    EXPECT_EQ(rows, expected) << cut;
  }
}

TEST(SniffDelimiter, TheOneThatCutsTheHeaderMost) {
  EXPECT_EQ(sniff_delimiter("a,b,c\n1;2;3\n"), ',');
  EXPECT_EQ(sniff_delimiter("a;b;c\n"), ';');
  EXPECT_EQ(sniff_delimiter("a\tb\n"), '\t');
  EXPECT_EQ(sniff_delimiter("\"a;b\",c\n"), ',');
  EXPECT_EQ(sniff_delimiter("alone\n"), ',');
}

}  // namespace
}  // namespace bailiwick::layers
