// Any bytes as a CSV of reports: an Error or a result whose rows add up, the same for one and for two threads.
#include "fuzz_file.h"

#include <bailiwick/error.h>
#include <bailiwick/layers/read.h>

#include "read/csv_records.h"

#include <optional>

namespace bailiwick::layers {
namespace {

std::optional<RawReports> read(const std::string& path, unsigned threads) {
  Settings settings;
  settings.reports = {path};
  settings.fields.category = {};
  Context context;
  context.threads = threads;
  try {
    return read_reports(settings, context);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// Cut into pieces at record ends, the records are those of the whole.
void check_pieces(std::string_view text) {
  std::uint64_t count = 0, before = 0, rest = 0;
  const auto end = whole_records(text, ',', count);
  CsvRecord record;
  for (CsvRecords records(text.substr(0, end), ','); records.next(record);) ++before;
  must(before == count);
  for (CsvRecords records(text.substr(end), ','); records.next(record);) ++rest;
  must(rest <= 1);
}

}  // namespace
}  // namespace bailiwick::layers

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailiwick::layers;
  check_pieces({reinterpret_cast<const char*>(data), size});
  const auto path = fuzz_file("csv", data, size);
  const auto reports = read(path, 1);
  if (!reports) return 0;
  must(reports->rows == reports->excluded + reports->size() + reports->rejected.size());
  must(reports->row.size() == reports->size() && reports->y.size() == reports->size());
  for (const auto code : reports->category) must(code == bailiwick::kNoCategory || code < reports->categories.size());
  const auto again = read(path, 2);
  must(again && again->x == reports->x && again->row == reports->row && again->category == reports->category);
  return 0;
}
