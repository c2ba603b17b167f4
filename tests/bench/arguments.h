/// What a bench program is told: PROGRAM CITY.toml WORK_FOLDER [--rounds N] [--json FILE] [--python PYTHON] [--task NAME] [--against PEER]
#pragma once

#include <string>

namespace bench {

struct Arguments {
  std::string project, folder, json, python = "python3", task, against;
  int rounds = 5;
};

[[nodiscard]] inline Arguments parse(int argc, char** argv, const std::string& task) {
  Arguments a{.project = argv[1], .folder = argv[2], .json = {}, .task = task, .against = {}};
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--rounds") a.rounds = std::stoi(argv[i + 1]);
    if (option == "--json") a.json = argv[i + 1];
    if (option == "--python") a.python = argv[i + 1];
    if (option == "--task") a.task = argv[i + 1];
    if (option == "--against") a.against = argv[i + 1];
  }
  return a;
}

}  // namespace bench
