#pragma once

// One function for each kind of data set of an openLCA package.

#include "io/json/value.hpp"
#include "io/jsonld/tables.hpp"

namespace lichen::detail::jsonld {

/// A data set as it stands in the package.
struct DataSet {
  json::Element element;
  std::string_view file;
  std::string folder;  ///< category path by the repository layout, "" elsewhere

  [[nodiscard]] Place place() const {
    return {file, json::text(element, "name"), json::text(element, "@id")};
  }
};

// quantities.cpp
void read_category(Tables& tables, const DataSet& data_set);
/// Reports chains of categories that lead back to themselves.
void report_cycles(Tables& tables);
void read_unit_group(Tables& tables, const DataSet& data_set);
void read_flow_property(Tables& tables, const DataSet& data_set);
void read_location(Tables& tables, const DataSet& data_set);
void read_flow(Tables& tables, const DataSet& data_set);

// processes.cpp
void read_process(Tables& tables, const DataSet& data_set);
/// After all processes: each declared provider is an activity now, or absent.
void find_providers(Tables& tables);
void read_parameter(Tables& tables, const DataSet& data_set, Id owner, bool local);

// allocation.cpp
AllocationMethod allocation_method(std::string_view text);
/// The allocation factors of a process, after its exchanges.
void read_allocation(Tables& tables, const DataSet& data_set, ActivityIndex activity);

// methods.cpp
void read_impact_category(Tables& tables, const DataSet& data_set);
void read_impact_method(Tables& tables, const DataSet& data_set);
void read_nw_set(Tables& tables, const DataSet& data_set);
/// Puts categories and sets that no method lists into methods by their own name.
void finish_methods(Tables& tables);

// completion.cpp: after all data sets are read.
/// Gives flows that were only referred to their reference units, and units without a
/// group their factors from the unit table, with findings; reports what stays unknown.
void complete(Tables& tables);

/// The category path of a data set, whichever way the dialect writes it.
std::string path_of(const Tables& tables, const DataSet& data_set);

}  // namespace lichen::detail::jsonld
