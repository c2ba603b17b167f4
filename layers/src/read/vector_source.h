/// A vector file behind our guard: the name, the kind, the encoding and, for GeoJSON, every member checked before GDAL reads it.
#pragma once

#include "gdal/gdal_features.h"

#include <bailiwick/context.h>
#include <bailiwick/layers/read.h>

#include <memory>
#include <string>

namespace bailiwick::layers {

/// A record as the file holds it and what became of it.
struct SourceFeatures {
  gdal::Features features;
  struct Lost {
    std::int64_t index;  ///< of the member in its file, from 0
    std::string reason;
  };
  std::vector<Lost> lost;  ///< records that GDAL did not deliver
};

class VectorSource {
 public:
  /// `name` as the user gave it. Throws Error naming it.
  VectorSource(const std::string& name, const std::string& encoding, const Context& context);
  ~VectorSource();
  VectorSource(const VectorSource&) = delete;
  VectorSource& operator=(const VectorSource&) = delete;

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::string& sha256() const;
  [[nodiscard]] std::string driver() const;
  [[nodiscard]] const std::string& encoding() const;  ///< of a Shapefile's attributes, as resolved; empty where it says its own; "UTF-8" otherwise
  [[nodiscard]] std::vector<gdal::LayerHead> layers() const;
  /// The CRS of its layers is the file's own word; false: the default of GeoJSON.
  [[nodiscard]] bool says_crs() const;

  /// The layer's name: the one asked for, or the only one. Otherwise throws Error that lists them and says with which `option` one is named.
  [[nodiscard]] std::string choose_layer(const std::string& asked, const std::string& option) const;
  [[nodiscard]] SourceFeatures read(const std::string& layer, const std::function<bool(const std::string&)>& wanted,
                                    const Context& context) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Is it a name that VectorSource reads (by its ending)? Reports in anything else are taken for CSV.
[[nodiscard]] bool is_vector_name(const std::string& name);

}  // namespace bailiwick::layers
