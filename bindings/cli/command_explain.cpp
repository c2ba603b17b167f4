#include "commands.h"
#include "terminal.h"
#include "values.h"

#include <bailiwick/error.h>
#include <bailiwick/explain.h>
#include <bailiwick/layers/read.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>

namespace bailiwick::cli {
namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20U;

Datum datum_of(const std::string& name) {
  if (name == "wgs84") return Datum::wgs84;
  if (name == "gcj02") return Datum::gcj02;
  if (name == "bd09") return Datum::bd09;
  throw Error(ErrorCode::invalid_argument, fmt::format("expected a datum of wgs84, gcj02 or bd09, found '{}'", name));
}

/// A logged line: the question, and which zones answered.
struct Logged {
  Question question;
  std::string version;
};
Logged parsed(const std::string& line) {
  const auto json = line.size() > kLongestLine ? nlohmann::json() : nlohmann::json::parse(line, nullptr, false);
  const auto is_number = [&](const char* key) { return json.contains(key) && json[key].is_number(); };
  if (!json.is_object() || !is_number("x") || !is_number("y") || !json.contains("zones_version") || !json["zones_version"].is_string() || !json.contains("datum") ||
      !json["datum"].is_string()) {
    throw Error(ErrorCode::invalid_argument, "expected an answer with x, y, datum and zones_version as bailiwick_explain writes it, found another text");
  }
  const double within = is_number("border_within_m") ? json["border_within_m"].get<double>() : 0;
  return {{json["x"].get<double>(), json["y"].get<double>(), datum_of(json["datum"].get<std::string>()), within}, json["zones_version"].get<std::string>()};
}

/// What the zones say of a logged line: the answer anew, and whether it is the one that was logged.
std::string judged(const std::string& line, const Explainer& explainer, const Planes& planes, bool& same) {
  const auto logged = parsed(line);
  const auto now = explained_line(explainer, planes, logged.question);
  same = now == line;
  if (same) return now + "\n  the same answer as logged";
  const auto version = explainer.index().zones_version();
  if (logged.version != version) return now + fmt::format("\n  other zones: logged by version {}, asked of {}", logged.version, version);
  return now + "\n  another answer than logged: " + line;
}

}  // namespace

void add_explain_command(CLI::App& command, Options& options) {
  command.add_option("lines", options.files, "files of logged answers, one a line; - is standard input")->type_name("FILE")->required();
  command.add_option("--index", options.index, "the index that answered")->type_name("FILE")->required();
}

/// Logged answers asked again: fails where one is not what the zones say.
int explain_logged(Session& session) {
  const auto index = layers::read_index(session.options.index);
  const auto planes = planes_of(index);
  auto rules = rules_of(index);
  rules.to_metric = planes.to_metric;
  const Explainer explainer(index, rules);
  int status = kDone;
  for (const auto& name : session.options.files) {
    std::ifstream file;
    if (name != "-") file.open(layers::local_file(name));
    auto& in = name == "-" ? std::cin : file;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
      session.context.check();
      ++number;
      if (line.empty()) continue;
      bool same = false;
      try {
        print(harmless(judged(line, explainer, planes, same), true));
      } catch (const Error& error) {
        throw Error(error.code(), fmt::format("{}, line {}: {}", name, number, error.what()), name);
      }
      if (!same) status = kFailed;
    }
  }
  return status;
}

}  // namespace bailiwick::cli
