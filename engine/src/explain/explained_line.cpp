#include <bailiwick/explain.h>

#include <array>
#include <charconv>
#include <cmath>

namespace bailiwick {
namespace {

/// A line of JSON, front to back.
class Line {
 public:
  void open(char bracket) {
    comma();
    text_ += bracket;
    fresh_ = true;
  }
  void close(char bracket) {
    text_ += bracket;
    fresh_ = false;
  }
  void key(std::string_view name) {
    comma();
    quote(name);
    text_ += ':';
    fresh_ = true;
  }
  void text(std::string_view value) {
    comma();
    quote(value);
  }
  void text_or_null(std::string_view value) { value.empty() ? null() : text(value); }
  void number(double value) {
    if (!std::isfinite(value)) return null();
    comma();
    std::array<char, 32> digits;  // the shortest that reads back the same
    text_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
  void null() {
    comma();
    text_ += "null";
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void comma() {
    if (!fresh_) text_ += ',';
    fresh_ = false;
  }
  void quote(std::string_view value) {
    constexpr std::string_view kHex = "0123456789abcdef";
    text_ += '"';
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') text_ += '\\';
      if (byte >= 0x20 && byte != 0x7f) text_ += c;
      else text_.append("\\u00").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 15U]);
    }
    text_ += '"';
  }

  std::string text_;
  bool fresh_ = true;
};

std::string_view code(Datum datum) {
  switch (datum) {
    case Datum::gcj02: return "gcj02";
    case Datum::bd09: return "bd09";
    case Datum::wgs84: break;
  }
  return "wgs84";
}

void write_level(Line& line, const ZoneIndex& index, std::uint32_t level, const ExplainedLevel& found, std::span<const ZoneId> also, bool border) {
  line.open('{');
  line.key("level");
  line.text(index.level_name(level));
  line.key("zone");
  line.text_or_null(found.zone == kNoZone ? std::string_view{} : index.id(found.zone));
  line.key("rule");
  line.text(bailiwick::code(found.placement));
  if (found.placement == Placement::nearest) {
    line.key("distance_m");
    line.number(found.distance_m);
  }
  if (border) {
    line.key("border_m");
    line.number(found.border_m);
  }
  line.key("also");
  line.open('[');
  for (const auto zone : also) {
    if (index.level_of(zone) == level) line.text(index.id(zone));
  }
  line.close(']');
  line.close('}');
}

}  // namespace

std::string explained_line(const Explainer& explainer, const Planes& planes, const Question& question) {
  const auto& index = explainer.index();
  double x = question.x, y = question.y;
  to_wgs84(question.datum, {&x, 1}, {&y, 1});
  std::vector<ExplainedLevel> levels(index.level_count());
  std::vector<ZoneId> also(16);
  auto answer = explainer.explain(x, y, levels, also);
  const bool fits = answer.also <= also.size();
  also.resize(answer.also);
  if (!fits) answer = explainer.explain(x, y, levels, also);
  const bool border = question.border_within_m > 0 && planes.to_metric;
  if (border) explainer.measure(x, y, planes, question.border_within_m, levels);

  Line line;
  line.open('{');
  line.key("zones_version");
  line.text(index.zones_version());
  line.key("x");
  line.number(question.x);
  line.key("y");
  line.number(question.y);
  line.key("datum");
  line.text(code(question.datum));
  if (border) {
    line.key("border_within_m");
    line.number(question.border_within_m);
  }
  line.key("unit");
  line.text_or_null(answer.unit == kNoUnit ? std::string_view{} : index.unit_id(answer.unit));
  line.key("unit_level");
  line.text_or_null(answer.level == kNoLevel ? std::string_view{} : index.level_name(answer.level));
  line.key("unit_rule");
  line.text(unit_rule(answer.rule, answer.level == kNoLevel ? Placement::outside : levels[answer.level].placement));
  line.key("levels");
  line.open('[');
  for (std::uint32_t l = 0; l < levels.size(); ++l) write_level(line, index, l, levels[l], also, border);
  line.close(']');
  line.close('}');
  return line.take();
}

}  // namespace bailiwick
