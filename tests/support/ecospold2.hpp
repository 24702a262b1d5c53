#pragma once

// Small EcoSpold 2 files, and what becomes of them.

#include <string>

#include "lichen/io/read.hpp"
#include "support/archive.hpp"

namespace lichen::test {

/// What a test chooses of a data set; the rest is that of a steel mill.
struct Es2DataSet {
  std::string id = "11111111-2222-3333-4444-555555555555";
  std::string flows;       ///< what stands in `flowData`
  std::string attributes;  ///< of `activity`, each with a blank before it
  std::string model = "Undefined";
  std::string name = "steel production";
};

/// The file of one data set.
std::string es2(const Es2DataSet& data_set);

/// A reference product in kg; its id is its name.
std::string es2_product(const std::string& name, const std::string& amount);
/// What an activity takes from another one, by the id of that.
std::string es2_input(const std::string& name, const std::string& amount,
                      const std::string& link = "");
/// An emission to air in kg, with what stands in its `uncertainty`.
std::string es2_emission(const std::string& name, const std::string& amount,
                         const std::string& uncertainty = "");

/// Reads files from a folder.
Database read_es2(const Files& files);

}  // namespace lichen::test
