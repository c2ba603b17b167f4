/// Positions of reports, batch by batch, with what is wrong with them.
#pragma once

#include "arrow_in.h"
#include "handles.h"

#include <bailiwick/reports.h>

namespace bailiwick::c {

/// Why a report has no place; the numbers are those of the column `rejected`.
enum class Rejection : std::int8_t { none = -1, unlocated = 0, malformed = 1 };

/// The sound positions of one batch, in the location plane. Spans lie in the batch where nothing had to be changed.
struct Positions {
  std::span<const double> x, y;
  std::span<const double> x_m, y_m;         ///< empty: not given
  std::vector<std::uint32_t> row;           ///< of each sound position; empty: every row of the batch
  std::vector<Rejection> rejected;          ///< per row; empty: none is
  std::vector<double> own_x, own_y, own_x_m, own_y_m;
  Numbers read_x, read_y, read_x_m, read_y_m;
};

/// Which columns of a stream mean what, and how its positions come to the zones.
class ReportReader {
 public:
  /// Throws Error(missing_column), Error(unknown_crs) where the reports say that they are in another system than the zones.
  ReportReader(const Stream& stream, const bailiwick_report_options& options, const ZonesData& zones);

  [[nodiscard]] Positions read(const Batch& batch) const;
  [[nodiscard]] bool metric() const { return x_m_.has_value(); }

 private:
  [[nodiscard]] Rejection judge(double x, double y, bool there) const;
  [[nodiscard]] bool near(double x, double y) const;

  Datum datum_;
  bool degrees_;
  Extent zones_, grown_;
  std::optional<std::size_t> x_, y_, geometry_, x_m_, y_m_;
};

/// Every sound report of a stream.
struct AllReports {
  std::vector<double> x, y, x_m, y_m;  ///< metres by the plane of the zones where the stream has none of its own
  std::vector<std::int64_t> time_ms;    ///< empty: no column of times was named
  std::vector<std::uint32_t> category;  ///< number in `categories`; empty: no column was named
  std::vector<std::string> categories;
  std::vector<double> weight;           ///< 0 where there is none; empty: no column was named
  std::vector<Rejection> rejected;      ///< per row

  [[nodiscard]] ReportsView view() const { return {x, y, time_ms, category}; }
};
[[nodiscard]] AllReports read_all(ArrowArrayStream* stream, const bailiwick_report_options* options, const ZonesData& zones, const Context& context);

}  // namespace bailiwick::c
