#pragma once

// Small openLCA packages in the three dialects, for tests of their reader: 1 kg of steel
// needs 2 kWh; making 3.6 MJ of electricity gives off 0.5 kg CO2; a method counts it.

#include <string>

#include "support/archive.hpp"

namespace lichen::test {

/// Schema v1: `input`, `quantitativeReference`, categories as data sets, one `nw_sets`
/// folder.
Files jsonld_v1();
/// Schema v2: `isInput`, category paths, sets inside of the method.
Files jsonld_v2();
/// The repository layout: upper-case folders, category paths as folders.
Files jsonld_repository();

/// A package with one file replaced, or added.
Files with(Files files, const std::string& name, const std::string& content);

}  // namespace lichen::test
