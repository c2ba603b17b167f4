#include "options.h"

#include "values.h"

#include <bailiwick/layers/read.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace bailiwick::cli {
namespace {

using layers::Settings;
using Setter = std::function<void(Settings&, const std::string&)>;

/// The options of a command. CLI11 hands values over in the order in which options are defined here, whatever their order on the command line, so
/// --zones comes before the options that speak of levels.
class Tree {
 public:
  Tree(CLI::App& command, Options& options) : command_(command), options_(options) {}

  void group(const std::string& name) { group_ = name; }

  CLI::Option* text(const std::string& name, const std::string& help, Setter set, const std::string& type = "TEXT") {
    auto* const option = command_.add_option_function<std::string>(
        name, [this, set](const std::string& value) { say([set, value](Settings& settings) { set(settings, value); }); }, help);
    return option->type_name(type)->group(group_);
  }
  /// May be given several times, one value each, so that it never swallows the project file.
  CLI::Option* texts(const std::string& name, const std::string& help, Setter set, const std::string& type) {
    auto* const option = command_.add_option_function<std::vector<std::string>>(
        name,
        [this, set](const std::vector<std::string>& values) {
          for (const auto& value : values) say([set, value](Settings& settings) { set(settings, value); });
        },
        help);
    return option->type_name(type)->group(group_)->allow_extra_args(false)->take_all();
  }
  CLI::Option* field(const std::string& name, const std::string& help, std::string Settings::*member, const std::string& type = "TEXT") {
    return text(name, help, [member](Settings& settings, const std::string& value) { settings.*member = value; }, type);
  }
  CLI::Option* metres_field(const std::string& name, const std::string& help, double Settings::*member) {
    return text(
        name, help, [member, name](Settings& settings, const std::string& value) { settings.*member = metres(name, value); }, "DISTANCE");
  }
  /// A length that means nothing at 0: left out, it is chosen by rule.
  CLI::Option* length_field(const std::string& name, const std::string& help, std::function<void(Settings&, double)> set) {
    return text(name, help, [set, name](Settings& settings, const std::string& value) { set(settings, length(name.substr(0, name.find(',')), value)); }, "DISTANCE");
  }
  template <class Enum>
  CLI::Option* choice(const std::string& name, const std::string& help, const std::map<std::string, Enum>& words,
                      std::function<void(Settings&, Enum)> set) {
    auto* const option = text(name, help, [words, set](Settings& settings, const std::string& value) { set(settings, words.at(value)); });
    return option->check(CLI::IsMember(words))->type_name("");
  }
  /// A whole number from 1 to `most`.
  CLI::Option* count(const std::string& name, const std::string& help, std::uint64_t Settings::*member, std::uint64_t most) {
    return text(
        name, help, [member, name, most](Settings& settings, const std::string& value) { settings.*member = whole(name, value, most); }, "COUNT");
  }
  template <class Enum>
  CLI::Option* choice(const std::string& name, const std::string& help, const std::map<std::string, Enum>& words, Enum Settings::*member) {
    return choice<Enum>(name, help, words, [member](Settings& settings, Enum value) { settings.*member = value; });
  }
  CLI::Option* flag(const std::string& name, const std::string& help, bool Settings::*member) {
    return command_
        .add_flag_callback(name, [this, member] { say([member](Settings& settings) { settings.*member = true; }); }, help)
        ->group(group_);
  }

 private:
  void say(std::function<void(Settings&)> what) { options_.said.push_back(std::move(what)); }

  CLI::App& command_;
  Options& options_;
  std::string group_;
};

/// The command line may say another file for a level of the project file, but not two files for one level: one of them would be lost.
Setter zones_once() {
  auto seen = std::make_shared<std::set<std::string>>();
  return [seen](Settings& settings, const std::string& text) {
    add_zones(settings, text);
    const auto name = text.substr(0, text.find('='));
    if (!seen->insert(name).second) {
      throw UsageError(fmt::format("--zones: level '{}' is given twice; expected one file for a level: join the files or name two levels", name));
    }
  };
}

void add_zone_options(Tree& tree) {
  tree.group("Zones");
  tree.texts("--zones", "a level and its file (repeatable, each level once)", zones_once(), "LEVEL=FILE");
  tree.texts("--zone-option", "a field or property of a level (repeatable): layer id unit unit_name person name parent priority role in width crs datum encoding",
             set_zone_option, "LEVEL.KEY=VALUE");
  tree.texts("--nest", "levels from the top down: district/subdistrict/block", set_nest, "LEVEL/LEVEL");
  tree.texts("--across", "levels that lie across the others: road,site", set_across, "LEVEL,...");
  tree.field("--zones-crs", "system of the zone files: EPSG:n, or local for a city grid in metres", &Settings::zones_crs, "CRS");
  tree.field("--zones-datum", "Chinese map offset of the zones: wgs84, gcj02, bd09", &Settings::zones_datum, "DATUM")
      ->check(CLI::IsMember({"wgs84", "gcj02", "bd09"}))->type_name("");
  tree.field("--location-crs", "plane in which zones' edges are straight; else that of the first level", &Settings::location_crs, "CRS");
  tree.field("--crs", "projected system for cells, distances and density; else equal-area about the city", &Settings::metric_crs, "CRS");
  tree.field("--area", "study area", &Settings::area, "FILE");
  tree.field("--area-layer", "its layer", &Settings::area_layer);
  tree.field("--area-crs", "its system", &Settings::area_crs, "CRS");
  tree.field("--area-datum", "its Chinese map offset", &Settings::area_datum, "DATUM")->check(CLI::IsMember({"wgs84", "gcj02", "bd09"}))->type_name("");
}

/// A list on the command line replaces that of the project file; repeated options extend it.
Setter replacing_reports(Options&) {
  auto first = std::make_shared<bool>(true);
  return [first](Settings& settings, const std::string& file) {
    if (std::exchange(*first, false)) settings.reports.clear();
    settings.reports.push_back(file);
  };
}

void add_report_options(Tree& tree, Options& options) {
  tree.group("Reports");
  tree.texts("--reports", "a file of reports (repeatable)", replacing_reports(options), "FILE");
  tree.field("--preset", "names of columns of a known source: nyc311, open311, 12345", &Settings::preset)
      ->check(CLI::IsMember({"nyc311", "open311", "12345"}))->type_name("");
  const auto column = [&](const std::string& name, const std::string& help, std::string layers::ReportFields::*member) {
    tree.text(name, help, [member](Settings& settings, const std::string& value) { settings.fields.*member = value; }, "FIELD");
  };
  column("--x", "column of the longitude or easting", &layers::ReportFields::x);
  column("--y", "column of the latitude or northing", &layers::ReportFields::y);
  column("--time", "column of the time", &layers::ReportFields::time);
  column("--id", "column of the id", &layers::ReportFields::id);
  column("--status", "column of the status", &layers::ReportFields::status);
  tree.text("--category", "columns of the category, joined",
            [](Settings& settings, const std::string& value) { settings.fields.category = list(value, ','); }, "FIELD,...");
  tree.field("--reports-layer", "layer of a file with several", &Settings::reports_layer);
  tree.field("--reports-crs", "system of the reports: EPSG:n or local", &Settings::reports_crs, "CRS");
  tree.field("--reports-datum", "Chinese map offset of the reports: wgs84, gcj02, bd09", &Settings::reports_datum, "DATUM")
      ->check(CLI::IsMember({"wgs84", "gcj02", "bd09"}))->type_name("");
  tree.field("--encoding", "encoding of CSV files; else UTF-8, else GB18030", &Settings::reports_encoding);
  tree.field("--time-format", "as %Y-%m-%d %H:%M:%S; else decided on the whole column", &Settings::time_format);
  tree.field("--time-zone", "IANA name of the reports' zone; else of the preset, else UTC", &Settings::time_zone);
  tree.field("--from", "first day or time, included", &Settings::from, "DATE");
  tree.field("--to", "last day or time, excluded", &Settings::to, "DATE");
  tree.texts("--where", "keep only reports with this value (repeatable)",
             [](Settings& settings, const std::string& value) { add_filter(settings, "--where", value, false); }, "FIELD=VALUE");
  tree.texts("--where-not", "leave out reports with this value (repeatable)",
             [](Settings& settings, const std::string& value) { add_filter(settings, "--where-not", value, true); }, "FIELD=VALUE");
  tree.text("--keep", "columns carried along into assignments.csv",
            [](Settings& settings, const std::string& value) { settings.keep = list(value, ','); }, "FIELD,...");
  tree.flag("--with-text", "let free text and addresses into layers", &Settings::with_text);
  tree.text("--max-rejects", "share of malformed rows above which the exit status is 3 (default 5%)",
            [](Settings& settings, const std::string& value) { settings.max_rejects = share("--max-rejects", value); }, "SHARE");
}

void add_assign_options(Tree& tree) {
  tree.group("Assignment");
  tree.text("--precedence", "which level answers first: road,block,district",
            [](Settings& settings, const std::string& value) { settings.precedence = list(value, ','); }, "LEVEL,...");
  tree.choice<OverlapRule>("--overlap", "who answers where zones overlap: priority, smallest, id",
                           {{"priority", OverlapRule::priority}, {"smallest", OverlapRule::smallest}, {"id", OverlapRule::id}}, &Settings::overlap);
  tree.choice<BorderRule>("--border", "half_open or all_touching", {{"half_open", BorderRule::half_open}, {"all_touching", BorderRule::all_touching}},
                          &Settings::border);
  tree.metres_field("--nearest", "reports in no zone take the nearest one within this distance (default off)", &Settings::nearest_m);
}

void add_audit_options(Tree& tree) {
  tree.group("Coverage");
  tree.metres_field("--min-width", "narrower findings are slivers (default 0.5m)", &Settings::min_width_m);
  tree.metres_field("--tolerance", "narrower findings along one border form one line (default 1cm)", &Settings::tolerance_m);
  tree.length_field("--snap", "first round vertices to a grid of this size; how far they moved is told (default off)",
                    [](Settings& settings, double length_m) { settings.snap_m = length_m; });
  tree.field("--lawful", "CSV of declared overlaps: level,zone_a,zone_b,reason", &Settings::lawful, "FILE");
  tree.field("--exempt", "water, barracks, rail: findings there are listed apart", &Settings::exempt, "FILE");
}

void add_audit_alone_options(CLI::App& command, Options& options) {
  const std::string group = "Coverage";
  command.add_option("--previous", options.previous, "folder of an earlier audit: findings are new, open or fixed since")->type_name("FOLDER")->group(group);
  command.add_flag("--repair", options.repair, "propose mended zones, with areas before and after; inputs are never changed")->group(group);
}

/// A bandwidth that a rule chose for another kernel is no bandwidth of this one: a radius is not a sigma.
void set_kernel(Settings& settings, Kernel kernel) {
  if (settings.bandwidth_by_rule && kernel != settings.kernel) settings.bandwidth_m = settings.density_cell_m = 0;
  settings.kernel = kernel;
}

/// 500m, auto, or auto:RULE. What a rule chose in an earlier run is chosen anew.
void set_bandwidth(Settings& settings, const std::string& text) {
  if (text != "auto" && !text.starts_with("auto:")) {
    settings.bandwidth_m = length("--bandwidth", text);
    settings.bandwidth_by_rule = false;
    return;
  }
  settings.bandwidth_rule = bandwidth_rule("--bandwidth", text == "auto" ? "arcgis" : text.substr(5));
  if (settings.bandwidth_by_rule) settings.density_cell_m = 0;
  settings.bandwidth_m = 0;
  settings.bandwidth_by_rule = false;
}

void set_cell(Settings& settings, double cell_m) {
  settings.cell_m = cell_m;
  settings.cell_by_rule = false;
}

/// `alone`: no hotspot cells beside it.
void add_density_options(Tree& tree, bool alone) {
  tree.group("Density");
  tree.choice<Kernel>("--kernel", "quartic (default), epanechnikov, uniform, triangular, triweight, gaussian",
                      {{"quartic", Kernel::quartic},
                       {"epanechnikov", Kernel::epanechnikov},
                       {"uniform", Kernel::uniform},
                       {"triangular", Kernel::triangular},
                       {"triweight", Kernel::triweight},
                       {"gaussian", Kernel::gaussian}},
                      set_kernel);
  tree.text("--bandwidth", "radius of the kernel, sigma for gaussian; or auto:arcgis (default), auto:silverman, auto:scott, auto:likelihood", set_bandwidth,
            "DISTANCE|auto:RULE");
  tree.length_field(alone ? "--density-cell,--cell" : "--density-cell", "cell of the density grid; else a tenth of the bandwidth",
                    [](Settings& settings, double length_m) { settings.density_cell_m = length_m; });
  tree.choice<EdgeCorrection>("--edge", "kernels cut by the border: none (default), uniform, diggle (conserves mass)",
                              {{"none", EdgeCorrection::none}, {"uniform", EdgeCorrection::uniform}, {"diggle", EdgeCorrection::diggle}}, &Settings::edge);
  tree.text("--gaussian-bound", "how far a gaussian surface may be off, as a share of its maximum (default 1e-6); below 2e-7 every report is summed at every cell",
            [](Settings& settings, const std::string& value) { settings.gaussian_bound = share("--gaussian-bound", value); }, "SHARE");
  tree.flag("--adaptive", "wide kernels where reports are few, narrow where they are many (Abramson)", &Settings::adaptive);
}

/// What only the command density knows.
void add_density_choices(Tree& tree) {
  tree.field("--weight", "column of what a report weighs, 0 or more; else each weighs 1", &Settings::weight, "FIELD");
  tree.flag("--without-piles", "leave out reports on coordinates that hold many (default geocodes); piles.csv lists them in any case", &Settings::without_piles);
  tree.text("--by", "category: a surface for each", set_by, "category");
  tree.field("--period", "a surface for each week, month, two_months or quarter", &Settings::period)
      ->check(CLI::IsMember({"week", "month", "two_months", "quarter"}))->type_name("");
  tree.text("--risk", "relative risk: reports with this value against all, or period: the last --period against the one before", set_risk, "FIELD=VALUE|period");
}

void add_hotspot_options(Tree& tree) {
  tree.group("Hotspots");
  tree.length_field("--cell", "side of the cells; else by rule", set_cell);
  tree.choice<CellShape>("--cells", "square (default) or hexagon", {{"square", CellShape::square}, {"hexagon", CellShape::hexagon}}, &Settings::cell_shape);
  tree.text("--neighbours", "queen (default) or rook; on zones also band:500m, band (by rule) or nearest:8", set_neighbours, "RULE");
  tree.choice<Correction>("--fdr", "correction for many tests: bh (default), by, bonferroni, none",
                          {{"bh", Correction::benjamini_hochberg},
                           {"by", Correction::benjamini_yekutieli},
                           {"bonferroni", Correction::bonferroni},
                           {"none", Correction::none}},
                          &Settings::correction);
}

/// What only the command hotspots knows: report stays with cells of one time.
void add_hotspot_choices(Tree& tree) {
  tree.field("--on", "test the zones of this level instead of cells", &Settings::on, "LEVEL");
  tree.field("--per", "what a zone's reports are set against: area_km2, population, none or a field", &Settings::per);
  tree.text("--by", "category: each against its own reference, all tested together", set_by, "category");
  tree.field("--period", "what became of the hotspots: week, month, two_months, quarter", &Settings::period)
      ->check(CLI::IsMember({"week", "month", "two_months", "quarter"}))->type_name("");
  tree.choice<Style>("--weights", "of Moran's I and General G: customary (default: row for I, binary for G), binary, row",
                     {{"customary", Style::customary}, {"binary", Style::binary}, {"row", Style::row_standardised}}, &Settings::style);
  tree.count("--seed", "of draws, where p is not exact (default 1)", &Settings::seed, 4'000'000'000);
}

void add_cluster_options(Tree& tree) {
  tree.group("Clusters");
  tree.length_field("--eps", "reports at most this far apart are neighbours (default 50m)", [](Settings& settings, double length_m) { settings.eps_m = length_m; });
  tree.count("--min", "reports within --eps, itself included, that make a core (default 20)", &Settings::least_reports, 4'000'000'000);
}

void add_output_options(CLI::App& command, Options& options, Tree& tree) {
  tree.group("Output");
  tree.count("--max-cells", "largest grid that is begun (default 50000000; hotspots 5000000 at most)", &Settings::max_cells, 4'000'000'000);
  tree.field("--csv-encoding", "utf-8-bom (default), utf-8 or gb18030", &Settings::csv_encoding)
      ->check(CLI::IsMember({"utf-8-bom", "utf-8", "gb18030"}))->type_name("");
  tree.field("--lang", "language of titles and legends: en (default) or zh", &Settings::lang)->check(CLI::IsMember({"en", "zh"}))->type_name("");
  const std::string group = "Output";
  command.add_option("-o,--output", options.output, "folder of the result")->type_name("FOLDER")->required()->group(group);
  command.add_flag("--overwrite", options.overwrite, "replace a result that is there already")->group(group);
}

void add_common_options(CLI::App& command, Options& options) {
  const std::string group = "Running";
  command.add_flag("--json", options.json, "print the summary as JSON and nothing else")->group(group);
  command.add_flag("-q,--quiet", options.quiet, "print errors only")->group(group);
  static const std::map<std::string, ProgressKind> kKinds{
      {"auto", ProgressKind::automatic}, {"bar", ProgressKind::bar}, {"json", ProgressKind::json}, {"none", ProgressKind::none}};
  command.add_option_function<std::string>("--progress", [&options](const std::string& word) { options.progress = kKinds.at(word); },
                                           "bar on a terminal (default), json: one object a line on stderr, none")
      ->check(CLI::IsMember(kKinds))->type_name("")->group(group);
  command.add_option("--timeout", options.timeout_s, "seconds after which the run is stopped (default: never)")->type_name("SECONDS")->group(group)->check(CLI::PositiveNumber);
  command.add_option("--max-memory", options.max_memory, "memory at which the run is stopped, e.g. 4GiB (default: half of the machine's)")->type_name("SIZE")->group(group)
      ->transform(CLI::AsSizeValue(true))->check(CLI::Range(std::uint64_t{1} << 20U, std::uint64_t{1} << 50U));
  command.add_option("--threads", options.threads, "threads to use; the result never depends on it")->type_name("COUNT")->group(group)->check(CLI::Range(1U, 1024U));
}

/// Data where the project file belongs would end in a puzzling fault of TOML.
void expect_project_file(const std::string& file) {
  auto ending = std::filesystem::path(file).extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (file.empty() || ending == ".toml") return;
  throw UsageError(fmt::format("{}: expected a project file (.toml); pass reports with --reports {} and zones with --zones LEVEL=FILE", file, file));
}

}  // namespace

void add_run_options(CLI::App& command, Options& options, const Groups& groups) {
  command.add_option("project", options.project, "project file (city.toml): the same options in the same words")->type_name("FILE");
  // The tree lives as long as the command: option callbacks refer to it.
  auto tree = std::make_shared<Tree>(command, options);
  if (groups.zones) add_zone_options(*tree);
  if (groups.reports) add_report_options(*tree, options);
  if (groups.reports) add_assign_options(*tree);
  if (groups.audit) add_audit_options(*tree);
  if (groups.audit_alone) add_audit_alone_options(command, options);
  if (groups.density) add_density_options(*tree, !groups.hotspots);
  if (groups.density_choices) add_density_choices(*tree);
  if (groups.hotspots) add_hotspot_options(*tree);
  if (groups.hotspot_choices) add_hotspot_choices(*tree);
  if (groups.clusters) add_cluster_options(*tree);
  add_output_options(command, options, *tree);
  add_common_options(command, options);
  options.kept.push_back(tree);
}

void add_density_command(CLI::App& command, Options& options) {
  Groups groups;
  groups.density = groups.density_choices = true;
  command.preparse_callback([&options](std::size_t) { options.one_file = ".tif"; });
  add_run_options(command, options, groups);
  command.get_option("--output")->description("folder of the result, or a .tif file: then that one file is written")->type_name("FOLDER|FILE.tif");
}

void add_assign_command(CLI::App& command, Options& options) {
  const std::string group = "Assignment";
  command.add_option("--index", options.index, "an index made by bailiwick index, in place of --zones")->type_name("FILE")->group(group);
  command.add_option_function<std::string>("--near", [&options](const std::string& text) { options.near_m = length("--near", text); },
                                           "list reports this close to another zone in near.csv: what the accuracy of positions could move")
      ->type_name("DISTANCE")->group(group);
  command.preparse_callback([&options](std::size_t) { options.one_file = ".csv"; });
  add_run_options(command, options, {});
  auto* const output = command.get_option("--output");
  output->description("folder of the result, or a .csv file: then that one file is written")->type_name("FOLDER|FILE.csv");
}

void add_index_command(CLI::App& command, Options& options) {
  command.add_option("project", options.project, "project file (city.toml): the same options in the same words")->type_name("FILE");
  auto tree = std::make_shared<Tree>(command, options);
  add_zone_options(*tree);
  add_assign_options(*tree);
  const std::string group = "Output";
  command.add_option("--label", options.label, "a name of this version, as 2026Q1")->type_name("TEXT")->group(group);
  command.add_option("--valid-from", options.valid_from, "first day it holds")->type_name("DATE")->group(group);
  command.add_option("--valid-to", options.valid_to, "last day it holds")->type_name("DATE")->group(group);
  command.add_option("-o,--output", options.output, "the file of the index, as city.bwx")->type_name("FILE")->required()->group(group);
  command.add_flag("--overwrite", options.overwrite, "replace a file that is there already")->group(group);
  add_common_options(command, options);
  options.kept.push_back(tree);
}

void add_inspect_options(CLI::App& command, Options& options) {
  command.add_option("files", options.files, "files to look into")->type_name("FILE")->required();
  command.add_option("--write-project", options.write_project, "write the guesses as a project file")->type_name("FILE");
  command.add_flag("--overwrite", options.overwrite, "replace the project file if it is there already");
  add_common_options(command, options);
}

layers::Settings settings_of(const Options& options, layers::Settings settings) {
  for (const auto& say : options.said) say(settings);
  layers::check_level_names(settings, "--zones");
  return settings;
}

layers::Settings settings_of(const Options& options) {
  expect_project_file(options.project);
  return settings_of(options, options.project.empty() ? layers::Settings{} : layers::read_project(options.project));
}

}  // namespace bailiwick::cli
