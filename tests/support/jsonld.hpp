#pragma once

// Small openLCA packages in the three dialects, for tests of their reader: 1 kg of steel
// needs 2 kWh; making 3.6 MJ of electricity gives off 0.5 kg CO2; a method counts it.

#include <string>

#include "lichen/model/database.hpp"
#include "support/archive.hpp"

namespace lichen::test {

/// Schema v1: `input`, `quantitativeReference`, categories as data sets, one `nw_sets`
/// folder.
Files jsonld_v1();
/// Schema v2: `isInput`, category paths, sets inside of the method.
Files jsonld_v2();
/// The repository layout: upper-case folders, category paths as folders.
Files jsonld_repository();

/// A process data set "new" (p-new) with these exchanges.
std::string jsonld_process(const std::string& exchanges);
/// An exchange of such a process: its product, 1 kg of steel.
extern const char* const jsonld_product;

/// A package with one file replaced, or added.
Files with(Files files, const std::string& name, const std::string& content);

/// What is read of these files, from a folder.
Database read_folder_of(const Files& files);

/// The kinds of the findings of at least this severity, each followed by a blank.
std::string kinds_of(const Database& database, Severity from = Severity::warning);

}  // namespace lichen::test
