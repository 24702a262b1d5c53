#pragma once

// From XML to records.

#include <span>

#include <pugixml.hpp>

#include "io/ecospold1/records.hpp"
#include "io/xml/oddities.hpp"

namespace lichen::detail::ecospold1 {

/// Parses one element `dataset` in place. `impact` says that its file is one of methods.
DataSetRecord parse_data_set(View file, std::span<char> text, bool impact);

/// The exchanges and allocations of `flowData`.
void parse_flow_data(pugi::xml_node node, DataSetRecord& record, xml::Oddities& oddities);

}  // namespace lichen::detail::ecospold1
