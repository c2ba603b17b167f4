// Any bytes as one field: a number, a time, a name.
#include "fuzz_file.h"

#include <bailiwick/error.h>

#include "read/numbers.h"
#include "read/text.h"
#include "read/time_parts.h"
#include "read/time_zone.h"

#include <cmath>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bailiwick::layers;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto number = parse_number(text);
  must(std::isfinite(number.value) && std::abs(number.value) <= 1e15);
  Number x, y;
  (void)parse_wkt_point(text, x, y);
  static CityTime city("America/New_York");
  for (const auto order : {DayMonthOrder::day_first, DayMonthOrder::month_first, DayMonthOrder::unknown}) (void)city.moment(parse_time(text), order);
  must(is_utf8(shown(text)) && is_utf8(valid_utf8(text)) && is_utf8(folded(valid_utf8(text))));
  const auto half = text.find('\n');
  if (half != std::string_view::npos) {
    try {
      (void)TimeFormat(std::string(text.substr(0, half))).parse(text.substr(half + 1));
    } catch (const bailiwick::Error&) {
    }
  }
  return 0;
}
