#include "audit_outputs.h"

#include <bailiwick/layers/audit.h>

namespace bailiwick::cli {

void add_audit_layers(std::vector<layers::Layer>& all, const Run& run, const layers::Words& words) {
  const auto results = run.results();
  all.push_back(layers::invalid_layer(results, words));
  for (const auto& repair : run.repairs) all.push_back(layers::repair_layer(results, repair, words));
}

void put_audit_tables(layers::OutputFolder& folder, const Run& run) {
  const auto results = run.results();
  const auto& encoding = run.settings.csv_encoding;
  layers::put_csv(folder, "findings.csv", layers::findings_table(results, run.earlier ? &*run.earlier : nullptr), encoding, run.context);
  layers::put_csv(folder, "units.csv", layers::units_table(results), encoding, run.context);
}

}  // namespace bailiwick::cli
