#pragma once

// The data sets of an openLCA package, read plainly by another parser than the library's.

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace lichen::test {

/// A field by its name in schema v2, else in v1; null where there is none.
const nlohmann::json& at(const nlohmann::json& object, const char* name,
                         const char* old = "");

std::string text(const nlohmann::json& value);    ///< "" where it is none
std::string id(const nlohmann::json& reference);  ///< its "@id"
bool is_true(const nlohmann::json& value);        ///< also where it is a text
double number(const nlohmann::json& value);       ///< NaN where it is none

/// Data sets by id.
using DataSets = std::map<std::string, nlohmann::json>;

/// The data sets of a package by the folder of their kind, as "processes".
std::map<std::string, DataSets> data_sets_of(const std::string& path);

/// Every openLCA package of the open test data.
const std::vector<std::string>& open_jsonld_packages();

}  // namespace lichen::test
