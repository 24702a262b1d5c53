#pragma once

// From XML to records: one file.

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "io/ilcd/records.hpp"
#include "io/xml/oddities.hpp"
#include "lichen/io/read.hpp"

namespace lichen::detail::ilcd {

/// How the reader of ILCD was asked to read.
struct Choices {
  std::string language = "en";
  io::IlcdDeviation deviation = io::IlcdDeviation::as_defined;
};

/// What parsing one file goes on with.
struct Parsing {
  FileRecord& file;
  Texts texts;
  xml::Oddities oddities;
  const Choices& choices;
};

/// Parses a file in place.
FileRecord parse_file(View name, std::string& content, FileKind kind,
                      const Choices& choices);

void parse_unit_group(pugi::xml_node root, Parsing& parsing);
void parse_flow_property(pugi::xml_node root, Parsing& parsing);
void parse_flow(pugi::xml_node root, Parsing& parsing);
void parse_process(pugi::xml_node root, Parsing& parsing);
void parse_exchanges(pugi::xml_node list, Parsing& parsing);
void parse_method(pugi::xml_node root, Parsing& parsing);
void parse_model(pugi::xml_node root, Parsing& parsing);

/// Who a data set is, by its element `dataSetInformation`, and what it is filed under.
void read_heading(pugi::xml_node information, Parsing& parsing);
/// Version, copyright and licence, from the element around `publicationAndOwnership`.
void read_publication(pugi::xml_node administration, Parsing& parsing);
Reference reference_of(pugi::xml_node node, const Texts& texts);
/// Adds a paragraph with a label before it.
void append(std::string& text, View label, View paragraph);

/// The numbers that tell how an amount or a parameter scatters.
struct Scatter {
  View type;
  double deviation = not_given;
  double minimum = not_given;
  double maximum = not_given;
  double most_likely = not_given;  ///< of openLCA's extension
  double exact = not_given;        ///< the deviation as this library's writer adds it
};

/// The distribution that the numbers mean, around a mean; none where there are none.
/// What is odd about it is reported at `place`.
std::optional<Distribution> distribution_of(const Scatter& scatter, double mean,
                                            const std::string& place, Parsing& parsing);

/// True where writers put 0 or nothing for an uncertainty that they do not know.
bool says_nothing(const Scatter& scatter);
/// Takes a child into a scatter; false where it is none of its elements.
bool take(Scatter& scatter, View name, View text);
/// Takes an attribute of an extension; false where it is none of its own.
bool take_attribute(Scatter& scatter, View name, View value);

}  // namespace lichen::detail::ilcd
