#include "read/report_files.h"

#include "gdal/gdal_crs.h"
#include "read/byte_source.h"
#include "read/csv_reader.h"
#include "read/limits.h"
#include "read/text.h"
#include "read/warnings.h"
#include "run/blocks.h"

#include <bailiwick/error.h>

#include <fmt/format.h>

#include <algorithm>

namespace bailiwick::layers {
namespace {

constexpr std::size_t kPiece = 4U << 20;  // never depends on the number of threads

std::string too_long(const CsvRecord& record) {
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (record.fields[i].raw.size() > kReadLimits.field_bytes) {
      return fmt::format("column {} holds {} bytes, more than the limit of {}", i + 1, record.fields[i].raw.size(), kReadLimits.field_bytes);
    }
  }
  return {};
}

/// Why a record cannot be told into columns; empty: it can.
std::string fault_of(const CsvRecord& record, std::size_t bytes, std::size_t columns) {
  if (record.fault != CsvFault::none) return fmt::format("text after the closing quote of column {}", record.fault_field + 1);
  if (record.fields.size() != columns) return fmt::format("expected {} columns, found {}", columns, record.fields.size());
  return bytes > kReadLimits.field_bytes ? too_long(record) : std::string{};
}

/// Gives a column's text; unescaped texts live until the next record.
class RecordValues {
 public:
  explicit RecordValues(const CsvRecord& record) : record_(record) {}
  std::string_view operator()(int column) const { return value_of(record_.fields[static_cast<std::size_t>(column)], scratch_); }

 private:
  const CsvRecord& record_;
  mutable std::string scratch_;  ///< one is enough: every text is copied or parsed before the next is asked for
};

struct Reading {
  const ReportPlan& plan;
  const TimeFormat* format;
  std::size_t columns;
  char delimiter;
  std::string shown;
};

ReportBatch read_piece(const CsvReader::Piece& piece, const Reading& reading) {
  ReportBatch batch;
  BatchWriter writer(batch, reading.plan, reading.format);
  CsvRecords records(piece.text, reading.delimiter);
  CsvRecord record;
  const RecordValues values(record);
  for (std::int64_t row = 0; records.next(record); ++row) {
    ++batch.records;
    if (record.fault == CsvFault::after_quote_lines) {
      throw Error(ErrorCode::unreadable_file,
                  fmt::format("{}, row {}, column {}: expected a delimiter after the closing quote, found text; a quote that opens there or before is "
                              "not closed where it should be",
                              reading.shown, piece.first_row + row, record.fault_field + 1),
                  reading.shown, piece.first_row + row);
    }
    if (record.blank() && reading.columns > 1) {
      ++batch.blank;
      continue;
    }
    const auto fault = fault_of(record, records.end() - records.begin(), reading.columns);
    if (fault.empty()) {
      writer.add(row, values);
    } else {
      writer.add_broken(row, fault);
    }
  }
  return batch;
}

/// Longitude and latitude by their names need no CRS; anything else needs one.
void set_crs(ReportFile& file, const Settings& settings) {
  if (!settings.reports_crs.empty()) {
    const auto crs = gdal::crs_from_text(settings.reports_crs, "--reports-crs");
    file.crs_wkt = crs.wkt;
    file.crs_label = crs.label;
  } else if (file.plan.degrees) {
    const auto crs = gdal::crs_from_text("OGC:CRS84", "--reports-crs");
    file.crs_wkt = crs.wkt;
    file.crs_label = crs.label;
  }
}

void warn_of_text(ReportFile& file, const CsvReader& reader, const std::string& name) {
  file.reasons.push_back(reader.survey().reason);
  if (reader.survey().faults > 0) {
    warn(file.warnings, Warning("bad_text.csv", {{"place", name_alone(name)}, {"encoding", reader.survey().encoding}}, reader.survey().faults));
  }
  std::uint64_t blank = 0;
  for (const auto& batch : file.batches) blank += batch.blank;
  if (blank > 0) warn(file.warnings, Warning("blank_lines", {{"place", name_alone(name)}}, blank));
}

}  // namespace

ReportFile read_csv_reports(const std::string& name, const ReportReading& how, const Context& context) {
  const auto& settings = how.settings;
  refuse_known_kinds(name);
  const auto path = local_file(name);
  ReportFile file;
  file.sha256 = file_sha256(path, name, context);
  CsvReader reader(path, name, settings.reports_encoding, context);
  file.plan = how.plan(reader.columns(), false, name);
  file.encoding = reader.survey().encoding;
  set_crs(file, settings);

  const Reading reading{file.plan, how.format, reader.columns().size(), reader.delimiter(), name};
  Context quiet = context;  // progress is of bytes, not of pieces
  quiet.progress = {};
  const std::size_t at_once = 2 * std::size_t{context.thread_count()};
  std::uint64_t done = 0;
  for (bool more = true; more;) {
    std::vector<CsvReader::Piece> pieces;
    while (pieces.size() < at_once && more) {
      pieces.push_back(reader.next_piece(kPiece));
      more = !pieces.back().text.empty();
      if (!more) pieces.pop_back();
    }
    std::vector<ReportBatch> batches(pieces.size());
    run::for_blocks(pieces.size(), 1, quiet, "read", [&](const run::Block& block) {
      batches[block.begin] = read_piece(pieces[block.begin], reading);
      how.shorten(batches[block.begin]);
    });
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      done += pieces[i].text.size();
      file.first_row.push_back(pieces[i].first_row);
      file.batches.push_back(std::move(batches[i]));
    }
    const auto size = static_cast<double>(std::max<std::uint64_t>(reader.survey().bytes, 1));
    context.report("read", std::min(1.0, static_cast<double>(done) / size));
  }
  warn_of_text(file, reader, name);
  return file;
}

}  // namespace bailiwick::layers
