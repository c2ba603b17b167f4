/// What only an audit leaves: the tables to work down, invalid zones, proposals.
#pragma once

#include "stages.h"

#include <vector>

namespace bailiwick::cli {

void add_audit_layers(std::vector<layers::Layer>& all, const Run& run, const layers::Words& words);
/// findings.csv and units.csv
void put_audit_tables(layers::OutputFolder& folder, const Run& run);

}  // namespace bailiwick::cli
