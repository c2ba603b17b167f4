#include "terminal.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace bailiwick::cli {
namespace {

/// U+202A to U+202E, U+2066 to U+2069: they reorder what stands beside them.
bool reorders(std::string_view three) {
  if (three.size() < 3 || three[0] != '\xe2') return false;
  const auto b = static_cast<unsigned char>(three[1]), c = static_cast<unsigned char>(three[2]);
  return (b == 0x80 && c >= 0xaa && c <= 0xae) || (b == 0x81 && c >= 0xa6 && c <= 0xa9);
}

bool coloured() {
  const char* const refused = std::getenv("NO_COLOR");
  return (refused == nullptr || *refused == '\0') && isatty(STDERR_FILENO) == 1;
}

}  // namespace

std::string harmless(const std::string& text, bool lines) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (reorders(std::string_view(text).substr(i, 3))) {
      const auto code = 0x2000 + ((static_cast<unsigned char>(text[i + 1]) & 0x3fU) << 6) + (static_cast<unsigned char>(text[i + 2]) & 0x3fU);
      out += fmt::format("<U+{:04X}>", code);
      i += 2;
    } else if ((c < ' ' && !(lines && c == '\n')) || c == 127) {
      out += fmt::format("<{:02X}>", c);
    } else {
      out += text[i];
    }
  }
  return out;
}

void print(const std::string& text) { fmt::print(stdout, "{}\n", text); }
void say(const std::string& text) { fmt::print(stderr, "{}\n", text); }

void warn(const layers::Warning& warning) {
  const auto times = warning.count > 1 ? fmt::format(" ({} times)", warning.count) : std::string();
  const auto* const label = coloured() ? "\033[33mwarning\033[0m" : "warning";
  say(fmt::format("{}: {}{}", label, harmless(warning.sentence), times));
}

std::string balance_table(const Balance& balance) {
  std::size_t width = 5;
  for (const auto& line : balance.levels) width = std::max(width, line.level.size());
  auto text = fmt::format("rows {} = excluded {} + read {}\n", balance.rows, balance.excluded, balance.rows - balance.excluded);
  text += fmt::format("{:{}} {:>8} {:>10} {:>10} {:>9} {:>9} {:>10} {:>10}\n", "level", width, "zones", "read", "assigned", "outside", "rejected",
                      "unlocated", "malformed");
  for (const auto& line : balance.levels) {
    text += fmt::format("{:{}} {:>8} {:>10} {:>10} {:>9} {:>9} {:>10} {:>10}\n", harmless(line.level), width, line.zones, line.read, line.assigned,
                        line.outside, line.rejected, line.unlocated, line.malformed);
  }
  text.pop_back();
  return text;
}

}  // namespace bailiwick::cli
