#pragma once

/// @file
/// A table that names the flow of a method that a flow of a database stands for.

#include <string>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// One row: `factor` target units of the target flow per source unit of the source flow.
struct FlowMapEntry {
  Id source;
  Id target;
  double factor = 1.;
  std::string source_name;
  std::string target_name;
  std::string source_unit;     ///< empty: the reference unit
  std::string target_unit;     ///< empty: the reference unit
  std::string match;           ///< the match condition: "=", "~", "<", ">", ""
  std::string target_context;  ///< the target's compartment path
};

/// A flow map never changes a database: it acts when C is built. Several targets of one
/// source add; every match condition is used and reported.
struct FlowMap {
  std::string name;  ///< the file it came from
  std::string hash;  ///< of the file, for the provenance
  std::vector<FlowMapEntry> entries;
  Findings findings;
};

}  // namespace lichen::inline LICHEN_ABI
