#pragma once

// Small ILCD packages, and what becomes of them.

#include <string>

#include "lichen/io/read.hpp"
#include "support/archive.hpp"

namespace lichen::test {

/// The id of the n-th thing of a kind: "bbbbbbbb-0000-0000-0000-000000000001".
std::string ilcd_id(char kind, int number);

/// Units of mass (kg, g, t) as group 'a' 1, and of energy (MJ, kWh) as 'a' 2.
Files ilcd_unit_groups();
/// Mass ('b' 1) and energy ('b' 2).
Files ilcd_flow_properties();
/// A flow with id 'c' `number`: "Product flow", "Waste flow" or "Elementary flow" under
/// "Emissions/Emissions to air"; measured by mass, where `properties` says nothing else.
std::pair<std::string, std::string> ilcd_flow(int number, const std::string& name,
                                              const std::string& type,
                                              const std::string& properties = "");
/// One row of `properties` above.
std::string ilcd_property(int internal_id, int property, const std::string& value);
/// A process with id 'd' `number`; what follows stands in `exchanges`, then in
/// `mathematicalRelations`.
std::pair<std::string, std::string> ilcd_process(int number, const std::string& name,
                                                 const std::string& references,
                                                 const std::string& exchanges,
                                                 const std::string& relations = "");
/// An exchange of flow 'c' `flow`; `more` stands behind its direction.
std::string ilcd_exchange(int internal_id, int flow, const std::string& direction,
                          const std::string& more);
/// The same with an amount alone.
std::string ilcd_amount(int internal_id, int flow, const std::string& direction,
                        const std::string& amount);
/// A method data set with id 'e' `number`; its unit is that of property 'b' 1.
std::pair<std::string, std::string> ilcd_method(int number, const std::string& name,
                                                const std::string& methodologies,
                                                const std::string& factors);
std::string ilcd_factor(int flow, const std::string& direction, const std::string& value,
                        const std::string& location = "");

/// Units, properties, and these files.
Files ilcd_package(const Files& more);
/// Reads files as a folder.
Database read_ilcd(const Files& files, const io::ReadOptions& options = {});

}  // namespace lichen::test
