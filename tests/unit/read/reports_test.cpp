#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>
#include <bailiwick/reports.h>
#include <bailiwick/summary.h>

#include "scratch.h"

#include <gtest/gtest.h>

namespace bailiwick::layers {
namespace {

class ReadReports : public testing::Test {
 protected:
  RawReports read(const std::string& text, const std::string& name = "reports.csv", unsigned threads = 1) {
    settings.reports = {scratch.file(name, text)};
    Context context;
    context.threads = threads;
    return read_reports(settings, context);
  }
  std::string fails(const std::string& text) {
    auto sentence = sentence_of([&] { return read(text); });
    return sentence.rfind(settings.reports[0], 0) == 0 ? "FILE" + sentence.substr(settings.reports[0].size()) : sentence;
  }
  static std::uint64_t warned(const RawReports& reports, const std::string& code) {
    std::uint64_t count = 0;
    for (const auto& w : reports.warnings) count += w.code == code ? w.count : 0;
    return count;
  }
  static std::vector<std::string> reasons(const RawReports& reports) {
    std::vector<std::string> list;
    for (const auto& r : reports.rejected) list.push_back(std::to_string(r.row) + (r.malformed ? " malformed: " : " unlocated: ") + r.reason);
    return list;
  }

  Scratch scratch;
  Settings settings;
};

TEST_F(ReadReports, EveryRowIsKeptOrItsLossIsNamed) {
  const auto reports = read("id,lon,lat\n1,120.5,30.5\n2,,\n3,ten,30\n4,120,\n5,120,30,9\n6,120\n7,1e400,30\n8, 121 ,31\n");
  EXPECT_EQ(reports.rows, 8U);
  EXPECT_EQ(reports.x, (std::vector<double>{120.5, 121}));
  EXPECT_EQ(reports.row, (std::vector<std::int64_t>{2, 9})) << "rows count as a spreadsheet counts";
  EXPECT_EQ(reports.id, (std::vector<std::string>{"1", "8"}));
  EXPECT_EQ(reasons(reports), (std::vector<std::string>{"3 unlocated: no position", "4 malformed: field 'lon' is not a number", "5 unlocated: field 'lat' is empty",
                                                        "6 malformed: expected 3 columns, found 4", "7 malformed: expected 3 columns, found 2",
                                                        "8 malformed: field 'lon' is not finite"}));
  EXPECT_EQ(reports.crs_label, "OGC:CRS84");
  EXPECT_EQ(reports.rows, reports.excluded + reports.size() + reports.rejected.size());
}

TEST_F(ReadReports, ChineseHeadersInGb18030WithSemicolons) {
  // 案卷号;经度;纬度;大类;小类 / 1;113.8;34.0;市容;垃圾
  const auto reports = read("\xB0\xB8\xBE\xED\xBA\xC5;\xBE\xAD\xB6\xC8;\xCE\xB3\xB6\xC8;\xB4\xF3\xC0\xE0;\xD0\xA1\xC0\xE0\r\n1;113.8;34.0;\xCA\xD0\xC8\xDD;\xC0\xAC\xBB\xF8\r\n");
  EXPECT_EQ(reports.encoding, "GB18030");
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports.fields.x, "经度");
  EXPECT_EQ(reports.categories, std::vector<std::string>{"市容 / 垃圾"});
  EXPECT_EQ(warned(reports, "datum_unnamed"), 1U);
}

TEST_F(ReadReports, TheMinorCategoryServesAloneAndBesideItsMajor) {
  const auto kinds = [&](const std::string& header) { return read("id,lon,lat," + header + "\n1,1,2,a,b\n").categories; };
  EXPECT_EQ(kinds("小类,备注"), std::vector<std::string>{"a"});
  EXPECT_EQ(kinds("问题大类,问题小类"), std::vector<std::string>{"a / b"});
  EXPECT_EQ(kinds("小類,大類"), std::vector<std::string>{"b / a"});
  EXPECT_EQ(kinds("事件类型,备注"), std::vector<std::string>{"a"});
}

// The encoding goes into a project file that reads every file by it: one file's own must not be said of another.
TEST_F(ReadReports, AnEncodingIsSaidOnlyWhereEveryFileSharesIt) {
  const auto utf8 = scratch.file("a.csv", "id,lon,lat,kind\n1,1,2,\xE5\x9E\x83\n");
  const auto gb18030 = scratch.file("b.csv", "id,lon,lat,kind\n2,1,2,\xC0\xAC\xBB\xF8\n");
  const auto json = scratch.file("c.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"3","kind":"x"},)"
                                              R"("geometry":{"type":"Point","coordinates":[1,2]}}]})");
  const auto encoding = [&](const std::vector<std::string>& files) {
    settings.reports = files;
    return read_reports(settings).encoding;
  };
  EXPECT_EQ(encoding({gb18030, utf8}), "");
  EXPECT_EQ(encoding({utf8, gb18030}), "");
  EXPECT_EQ(encoding({gb18030, scratch.file("d.csv", "id,lon,lat,kind\n3,1,2,\xB5\xC6\n")}), "GB18030");
  EXPECT_EQ(encoding({json}), "");
  EXPECT_EQ(encoding({gb18030, json}), "");
  settings.reports_encoding = "GB18030";
  EXPECT_EQ(encoding({gb18030, json}), "GB18030") << "as given";
}

TEST_F(ReadReports, AnUnclosedQuoteIsAnErrorThatNamesWhereItOpens) {
  EXPECT_EQ(fails("id,lon,lat\n1,1,2\n2,\"1,2\n3,1,2\n4,1,2\n"),
            "FILE, row 3, column 2: expected a closing quote, found the end of the file; the quote that opens there is never closed");
  EXPECT_EQ(fails("id,lon,lat\n1,1,2\n2,\"1,2\n3,1,2\n4,\"1\",2\n"),
            "FILE, row 3, column 2: expected a delimiter after the closing quote, found text; a quote that opens there or before is not closed where it "
            "should be");
}

TEST_F(ReadReports, AFileGivenTwiceIsRefusedAndACopyIsSaid) {
  const std::string text = "id,lon,lat\n1,1,2\n";
  const auto a = scratch.file("a.csv", text), again = scratch.path("./a.csv");
  settings.reports = {a, again};
  EXPECT_EQ(sentence_of([&] { return read_reports(settings); }),
            a + ": expected each file of reports once, found it again as " + again + "; its reports would count twice");
  settings.reports = {a, scratch.file("b.csv", text)};
  const auto reports = read_reports(settings);
  EXPECT_EQ(reports.size(), 2U);
  ASSERT_EQ(warned(reports, "same_bytes"), 1U);
  EXPECT_EQ(sentence_of(reports.warnings.back(), Words("en")), "file 2 (b.csv) holds the same bytes as file 1 (a.csv): its reports count twice");
}

TEST_F(ReadReports, LineBreaksInsideQuotesMakeNoRows) {
  const auto reports = read("id,note,lon,lat\n1,\"a\nb\nc\",1,2\n2,x,3,4\n");
  EXPECT_EQ(reports.row, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(reports.x, (std::vector<double>{1, 3}));
}

TEST_F(ReadReports, BlankLinesAreNoRowsAndAreCounted) {
  const auto reports = read("id,lon,lat\n\n1,1,2\n\n");
  EXPECT_EQ(reports.rows, 1U);
  EXPECT_EQ(reports.row, std::vector<std::int64_t>{3});
  EXPECT_EQ(warned(reports, "blank_lines"), 2U);
}

TEST_F(ReadReports, CategoriesAreSortedByBytesWhateverTheOrderOfRows) {
  settings.fields.category = {"kind", "what"};
  const auto reports = read("lon,lat,kind,what\n1,1,b,z\n1,1,a,\n1,1,,\n1,1,B,z\n1,1,b,z\n");
  EXPECT_EQ(reports.categories, (std::vector<std::string>{"B / z", "a", "b / z"}));
  EXPECT_EQ(reports.category, (std::vector<std::uint32_t>{2, 1, kNoCategory, 0, 2}));
}

TEST_F(ReadReports, FiltersLeaveOutAndCountAsExcluded) {
  const std::string text = "lon,lat,time,kind,status\n1,1,2024-01-31 23:59,a,open\n2,1,2024-02-01 00:00,a,closed\n3,1,2024-02-29,b,open\n,,2024-03-01,a,open\n5,1,bad,a,open\n";
  settings.time_zone = "Asia/Shanghai";
  settings.from = "2024-02";
  settings.to = "2024-03-01";
  auto reports = read(text);
  EXPECT_EQ(reports.x, (std::vector<double>{2, 3}));
  EXPECT_EQ(reports.excluded, 3U);
  EXPECT_EQ(warned(reports, "undated_excluded"), 1U);
  EXPECT_EQ(warned(reports, "bad_time"), 1U);
  // Rows 7 to 10: a row of one column, a malformed position with an unreadable, an earlier and a fitting time.
  reports = read(text + "6\nten,1,bad,a,open\nten,1,2024-01-01,a,open\nten,1,2024-02-03,a,open\n");
  EXPECT_EQ(reasons(reports), (std::vector<std::string>{"7 malformed: expected 5 columns, found 1", "8 malformed: field 'lon' is not a number",
                                                        "10 malformed: field 'lon' is not a number"}));
  EXPECT_EQ(reports.excluded, 4U) << "only a row that a filter tested is excluded";
  EXPECT_EQ(warned(reports, "undated_excluded"), 1U);
  settings.from = settings.to = {};
  settings.where = {{"kind", "a", false}, {"kind", "b", false}, {"status", "closed", true}};
  reports = read(text);
  EXPECT_EQ(reports.x, (std::vector<double>{1, 3, 5})) << "values of one field are alternatives, fields add up";
  EXPECT_EQ(reports.excluded, 1U);
  EXPECT_EQ(reports.rows, reports.excluded + reports.size() + reports.rejected.size());
  settings.where = {{"channel", "app", false}};
  EXPECT_EQ(fails(text), "FILE: --where: expected field 'channel', found lon, lat, time, kind, status");
}

TEST_F(ReadReports, DayAndMonthAreDecidedOnTheWholeColumn) {
  settings.time_zone = "UTC";
  auto reports = read("lon,lat,time\n1,1,01/02/1970\n1,1,31/01/1970\n");
  EXPECT_EQ(reports.time_ms[0], 31 * 86'400'000LL);
  EXPECT_EQ(reports.time_format, "day_first");
  reports = read("lon,lat,time\n1,1,01/02/1970\n1,1,02/01/1970\n");
  EXPECT_EQ(reports.time_ms[0], kNoTime);
  EXPECT_EQ(warned(reports, "ambiguous_dates"), 2U);
  settings.time_format = "month_first";
  EXPECT_EQ(read("lon,lat,time\n1,1,01/02/1970\n").time_ms[0], 86'400'000LL);
  settings.time_format = "%d/%m/%Y";
  EXPECT_EQ(read("lon,lat,time\n1,1,01/02/1970\n").time_ms[0], 31 * 86'400'000LL);
}

TEST_F(ReadReports, WithoutATimeZoneUtcIsTakenAndSaid) {
  const auto reports = read("lon,lat,time\n1,1,1970-01-01 00:00:01\n1,1,\n");
  EXPECT_EQ(reports.time_ms, (std::vector<std::int64_t>{1000, kNoTime}));
  EXPECT_EQ(reports.month, (std::vector<std::int32_t>{0, kNoMonth}));
  EXPECT_EQ(warned(reports, "no_time_zone"), 1U);
  settings.preset = "nyc311";
  EXPECT_EQ(read("longitude,latitude,created_date\n1,1,1970-01-01 00:00:01\n").time_ms[0], 1000 + 5 * 3'600'000);
}

TEST_F(ReadReports, ColumnsMayBeNamedAndKept) {
  settings.fields.x = "a";
  settings.fields.y = "B";
  settings.fields.id = "-";
  settings.keep = {"note", "id"};
  const auto reports = read("a,b,id,note\n1,2,7,\"x, \"\"y\"\"\"\n");
  EXPECT_EQ(reports.y, std::vector<double>{2});
  EXPECT_TRUE(reports.id.empty());
  ASSERT_EQ(reports.kept.columns.size(), 2U);
  EXPECT_EQ(reports.kept.columns[0].name, "note");
  EXPECT_EQ(reports.kept.columns[0].text, std::vector<std::string>{"x, \"y\""});
  EXPECT_TRUE(reports.crs_label.empty()) << "only longitude and latitude by their names need no CRS";
}

TEST_F(ReadReports, MissingOrDoubleColumnsAreErrors) {
  EXPECT_EQ(fails("id,name\n1,2\n"), "FILE: expected columns for longitude and latitude, found id, name; name them with --x and --y");
  EXPECT_EQ(fails("lon,lat,lat\n1,2,3\n"), "FILE: expected one field 'lat', found it in columns 2 and 3");
  EXPECT_EQ(fails(""), "FILE: expected a header line, found an empty file");
  EXPECT_EQ(fails("1,2,3\n4,5,6\n"), "FILE, row 1: expected a header line, found numbers");
}

TEST_F(ReadReports, TheZoneOfChineseSurveyGridsIsTakenFromTheEastings) {
  const auto reports = read("id,x,y\n1,3766000.5,38512345.25\n2,3766100,38512400\n");
  EXPECT_EQ(reports.x[0], 3766000.5) << "which column is the easting is judged when they are located";
  EXPECT_EQ(reports.crs_label, "EPSG:4526");  // CGCS2000 / 3-degree Gauss-Kruger zone 38
  EXPECT_EQ(warned(reports, "crs_by_zone"), 1U);
  EXPECT_EQ(reports.fields.x, "x");
}

TEST_F(ReadReports, AnOptionThatContradictsTheFileWinsWithAWarning) {
  const std::string body = R"("features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]})";
  settings.reports_crs = "EPSG:4267";
  const auto reports = read(R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},)" + body, "reports.geojson");
  EXPECT_EQ(reports.crs_label, "EPSG:4267");
  ASSERT_EQ(warned(reports, "crs_differs"), 1U);
  EXPECT_EQ(sentence_of(reports.warnings[0], Words("en")), "reports.geojson: says that it is in EPSG:4326, and was given as EPSG:4267, which is taken");
  EXPECT_EQ(warned(read(R"({"type":"FeatureCollection",)" + body, "reports.geojson"), "crs_differs"), 0U);
}

TEST_F(ReadReports, FilesOfOnePlaneUnderTwoNamesGoTogether) {
  const auto json = scratch.file("a.geojson", R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:4326"}},)"
                                              R"("features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]})");
  settings.reports = {json, scratch.file("b.csv", "lon,lat\n3,4\n")};
  EXPECT_EQ(read_reports(settings).x, (std::vector<double>{1, 3}));
}

TEST_F(ReadReports, PositionsInWellKnownText) {
  const auto reports = read("\xEF\xBB\xBFid,name,WKT\r\n426,a,POINT (1205949.5 4853065.25)\r\n427,b,\r\n428,c,LINESTRING (1 1)\r\n");
  EXPECT_EQ(reports.y, std::vector<double>{4853065.25});
  EXPECT_EQ(reasons(reports), (std::vector<std::string>{"3 unlocated: no position", "4 malformed: field 'WKT' is not POINT (x y)"}));
}

TEST_F(ReadReports, PointsOfAVectorFile) {
  settings.time_zone = "UTC";
  const auto reports = read(R"({"type":"FeatureCollection","features":[)"
                            R"({"type":"Feature","properties":{"id":7,"type":"a","created":"1970-01-01T00:00:01Z"},"geometry":{"type":"Point","coordinates":[1,2,3]}},)"
                            R"({"type":"Feature","properties":{"id":8,"type":"b","created":null},"geometry":null},)"
                            R"({"type":"Feature","properties":{"id":9,"type":"b","created":null},"geometry":{"type":"Point","coordinates":[1,"2"]}},)"
                            R"(null,)"
                            R"({"type":"Feature","properties":{"id":10,"type":"b","created":null},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}]})",
                            "reports.geojson");
  EXPECT_EQ(reports.rows, 5U);
  EXPECT_EQ(reports.x, std::vector<double>{1});
  EXPECT_EQ(reports.id, std::vector<std::string>{"7"});
  EXPECT_EQ(reports.time_ms, std::vector<std::int64_t>{1000});
  std::vector<std::string> texts;
  for (const auto& r : reports.rejected) texts.push_back((r.malformed ? "malformed: " : "unlocated: ") + r.reason);
  std::sort(texts.begin(), texts.end());
  EXPECT_EQ(texts, (std::vector<std::string>{"malformed: a coordinate is text", "malformed: a line is no position; expected a point",
                                             "malformed: member 3 of features is null, not a feature", "unlocated: no position"}));
}

TEST_F(ReadReports, SeveralFilesKeepTheirOrderAndRows) {
  const auto a = scratch.file("a.csv", "lon,lat,id\n1,1,a1\n,,a2\n"), b = scratch.file("b.csv", "id;lat;lon\nb1;2;3\n");
  settings.reports = {a, b};
  const auto reports = read_reports(settings);
  EXPECT_EQ(reports.id, (std::vector<std::string>{"a1", "b1"}));
  EXPECT_EQ(reports.x, (std::vector<double>{1, 3}));
  EXPECT_EQ(reports.file, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(reports.row, (std::vector<std::int64_t>{2, 2}));
  EXPECT_EQ(reports.file_versions.size(), 2U);
}

/// About 12 MB, so that several pieces and both threads take part.
TEST_F(ReadReports, ThreadsChangeNothing) {
  std::string text = "id,lon,lat,kind,note,time\n";
  for (int i = 0; i < 150'000; ++i) {
    const auto n = std::to_string(i);
    text += n + "," + std::to_string(100 + i % 20) + "." + n + (i % 1000 == 7 ? "x" : "") + ",30." + n + ",k" + std::to_string(i % 37) +
            ",\"line one\nline, two " + n + "\",2024-01-" + (i % 28 < 9 ? "0" : "") + std::to_string(i % 28 + 1) + " 10:00\n";
  }
  settings.keep = {"note"};
  const auto one = read(text, "reports.csv", 1), two = read(text, "reports.csv", 2);
  EXPECT_EQ(one.rows, 150'000U);
  EXPECT_EQ(one.rejected.size(), 150U);
  EXPECT_EQ(one.row.back(), 150'001);
  EXPECT_EQ(one.x, two.x);
  EXPECT_EQ(one.row, two.row);
  EXPECT_EQ(one.id, two.id);
  EXPECT_EQ(one.time_ms, two.time_ms);
  EXPECT_EQ(one.categories, two.categories);
  EXPECT_EQ(one.category, two.category);
  EXPECT_EQ(one.kept.columns[0].text, two.kept.columns[0].text);
  EXPECT_EQ(one.kept.columns[0].text.back(), "line one\nline, two 149999");
}

TEST_F(ReadReports, DamagedIdsAreWarnedOf) {
  EXPECT_EQ(warned(read("id,lon,lat\n4.11002E+14,1,1\n4.11003E+14,1,1\n"), "spreadsheet_id"), 2U);
}

TEST_F(ReadReports, AFieldBeyondTheLimitRejectsItsRow) {
  const auto reports = read("id,lon,lat\n1," + std::string((1U << 20) + 1, '1') + ",1\n2,1,1\n");
  EXPECT_EQ(reasons(reports), std::vector<std::string>{"2 malformed: column 2 holds 1048577 bytes, more than the limit of 1048576"});
  EXPECT_EQ(reports.size(), 1U);
}

}  // namespace
}  // namespace bailiwick::layers
