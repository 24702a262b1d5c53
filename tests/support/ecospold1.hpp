#pragma once

// Small EcoSpold 1 files, and what becomes of them.

#include <string>

#include "lichen/io/read.hpp"
#include "support/archive.hpp"

namespace lichen::test {

/// A data set in Germany; `flows` stands in its `flowData`.
std::string es1_data_set(const std::string& name, const std::string& flows,
                         const std::string& type = "1", const std::string& unit = "kg");
/// A file of some data sets.
std::string es1(const std::string& data_sets,
                const std::string& name_space = "http://www.EcoInvent.org/EcoSpold01");
/// An exchange of kilograms with a group like "input 5"; further attributes with a blank
/// before each.
std::string es1_exchange(const std::string& number, const std::string& name,
                         const std::string& amount, const std::string& group,
                         const std::string& attributes = "");
/// Reads a file.
Database read_es1(const std::string& content);

}  // namespace lichen::test
