/// One file of reports into batches, whatever its kind.
#pragma once

#include "read/report_batch.h"

#include <bailiwick/context.h>
#include <bailiwick/layers/read.h>

#include <string>
#include <vector>

namespace bailiwick::layers {

/// What was read of one file; `batches` follow each other in the order of the file.
struct ReportFile {
  ReportPlan plan;
  std::string sha256, crs_wkt, crs_label;
  std::string encoding;  ///< of CSV; other kinds say it themselves
  std::vector<ReportBatch> batches;
  std::vector<std::int64_t> first_row;  ///< row of each batch's row 0
  std::vector<Rejected> lost;           ///< records that are no features; `file` is not set
  std::vector<Warning> warnings;
  std::vector<std::string> reasons;
};

/// How reports are read, the same for every file.
struct ReportReading {
  const Settings& settings;
  const TimeFormat* format;  ///< null: by the forms that parse_time() knows
  ReportColumns wanted;

  /// The columns of a file, without those that nobody wants.
  [[nodiscard]] ReportPlan plan(const std::vector<std::string>& columns, bool geometry, const std::string& place) const;
  /// A batch as it is kept until the order of day and month is known.
  void shorten(ReportBatch& batch) const {
    if (wanted == ReportColumns::places) keep_places(batch, !settings.from.empty() || !settings.to.empty());
  }
};

[[nodiscard]] ReportFile read_csv_reports(const std::string& name, const ReportReading& reading, const Context& context);
[[nodiscard]] ReportFile read_vector_reports(const std::string& name, const ReportReading& reading, const Context& context);

}  // namespace bailiwick::layers
