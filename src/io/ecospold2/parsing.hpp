#pragma once

// From XML to records: one function for each part of a file. They touch nothing but their
// file, so that several run at once.

#include <optional>
#include <string>

#include <pugixml.hpp>

#include "io/ecospold2/records.hpp"
#include "io/xml/oddities.hpp"

namespace lichen::detail::ecospold2 {

// file_parser.cpp
/// Parses one file; what cannot be read is among its findings. `content` is changed and
/// must live as long as the record.
FileRecord parse_file(std::string_view file, std::string& content);

// activity_parser.cpp
/// An `activityDataset` or `childActivityDataset`; none, with a finding, where it has no
/// id.
std::optional<ActivityRecord> parse_activity(pugi::xml_node node, FileRecord& file);

// exchange_parser.cpp
/// The exchanges and parameters of `flowData`.
void parse_flow_data(pugi::xml_node node, ActivityRecord& activity, NotKept& not_kept,
                     xml::Oddities& oddities);
/// A flow as exchanges, factors and master data describe it, but for its id.
FlowRecord parse_flow(pugi::xml_node node, FlowType type);

// uncertainty_parser.cpp
UncertaintyRecord parse_uncertainty(pugi::xml_node node, NotKept& not_kept);
/// The value that a distribution scatters around; NaN where it has no such.
double centre_of(const Distribution& distribution);

// method_parser.cpp
/// An `impactMethod`.
MethodRecord parse_method(pugi::xml_node node, FileRecord& file);

// text_parser.cpp
/// The texts of an element with text, variables and pictures, in their order.
std::string parse_text(pugi::xml_node node, NotKept& not_kept);

}  // namespace lichen::detail::ecospold2
