#include "scratch.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/slices.h>

#include <gtest/gtest.h>

#include <cmath>

namespace bailiwick::layers {
namespace {

std::string csv(const Table& table, const std::string& encoding = "utf-8") {
  const Scratch scratch;
  OutputFolder out(scratch.path(), false);
  put_csv(out, "t.csv", table, encoding);
  return scratch.read("t.csv");
}

TEST(Csv, EveryTypeInItsForm) {
  Table table;
  table.columns = {text_column("id", {"03", "b"}), integer_column("n", {-7, 8}), real_column("share", {0.1, std::nan("")}),
                   boolean_column("sliver", {1, 0}), datetime_column("time", {0, 1709211900000})};
  EXPECT_EQ(csv(table),
            "id,n,share,sliver,time\r\n"
            "03,-7,0.1,true,1970-01-01T00:00:00Z\r\n"
            "b,8,,false,2024-02-29T13:05:00Z\r\n");
}

TEST(Csv, SlicesMakeOneFile) {
  const std::size_t rows = 40'000;  // more than two slices
  const TableSlices slices{rows, [](std::size_t begin, std::size_t end) {
                             std::vector<std::int64_t> number;
                             for (auto i = begin; i < end; ++i) number.push_back(static_cast<std::int64_t>(i));
                             Table table;
                             table.columns.push_back(integer_column("n", std::move(number)));
                             return table;
                           }};
  std::string expected = "n\r\n";
  for (std::size_t i = 0; i < rows; ++i) expected += std::to_string(i) + "\r\n";
  const Scratch scratch;
  OutputFolder out(scratch.path(), false);
  put_csv(out, "t.csv", slices, "utf-8");
  EXPECT_TRUE(scratch.read("t.csv") == expected);
}

TEST(Csv, TextIsQuotedWhereItMustBe) {
  Table table;
  table.columns = {text_column("a,b", {"say \"no\"", "two\nlines", "a;b", " edge"}), text_column("c", {"", "x", "y", "z"})};
  EXPECT_EQ(csv(table), "\"a,b\",c\r\n\"say \"\"no\"\"\",\r\n\"two\nlines\",x\r\n\"a;b\",y\r\n\" edge\",z\r\n");
}

TEST(Csv, TextCannotBecomeAFormulaAndNumbersStayNumbers) {
  Table table;
  table.columns = {text_column("t", {"=1+1", "+SUM(A1)", "-2+3", "@x", "\tx", "\rx", "-12.5", "+86", "＝1", "a=1"}),
                   integer_column("n", {-1, -2, -3, -4, -5, -6, -7, -8, -9, -10})};
  EXPECT_EQ(csv(table),
            "t,n\r\n'=1+1,-1\r\n'+SUM(A1),-2\r\n'-2+3,-3\r\n'@x,-4\r\n\"'\tx\",-5\r\n\"'\rx\",-6\r\n-12.5,-7\r\n+86,-8\r\n'＝1,-9\r\na=1,-10\r\n");
}

TEST(Csv, TheHeadingCannotBecomeAFormulaEither) {
  Table table;
  table.columns = {text_column("=cmd", {})};
  EXPECT_EQ(csv(table), "'=cmd\r\n");
}

TEST(Csv, EncodingsForPeople) {
  Table table;
  table.columns = {text_column("街道", {"网格", "\U0001F6B2"})};
  EXPECT_EQ(csv(table, "utf-8-bom"), "\xEF\xBB\xBF街道\r\n网格\r\n\U0001F6B2\r\n");
  // python3: "街道\r\n网格\r\n🚲\r\n".encode("gb18030")
  EXPECT_EQ(csv(table, "gb18030"), "\xBD\xD6\xB5\xC0\r\n\xCD\xF8\xB8\xF1\r\n\x95\x30\x90\x34\r\n");
  EXPECT_THROW((void)csv(table, "latin1"), Error);
}

TEST(Csv, AStopLeavesNothing) {
  const Scratch scratch;
  OutputFolder out(scratch.path(), false);
  std::stop_source source;
  source.request_stop();
  Context context;
  context.stop = source.get_token();
  Table table;
  table.columns = {text_column("a", {"x"})};
  EXPECT_THROW(put_csv(out, "t.csv", table, "utf-8", context), Error);
  EXPECT_TRUE(scratch.names().empty());
}

}  // namespace
}  // namespace bailiwick::layers
