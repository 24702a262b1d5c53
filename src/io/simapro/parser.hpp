#pragma once

// From the rows of a block to its record.

#include <string>

#include "io/simapro/records.hpp"
#include "io/simapro/rows.hpp"
#include "io/xml/oddities.hpp"

namespace lichen::detail::simapro {

/// What parsing a block needs to know.
struct ParserContext {
  View file;
  Dialect dialect;
};

/// Parses one block, changing its text.
BlockRecord parse_block(const Block& block, const ParserContext& context);

/// The sections of a process or a product stage.
void parse_process(Rows& rows, const ParserContext& context, BlockRecord& record,
                   xml::Oddities& oddities);
/// The parts of a method.
void parse_method(Rows& rows, const ParserContext& context, BlockRecord& record,
                  xml::Oddities& oddities);

/// A field of a row; "" where the row is shorter.
inline View at(const std::vector<View>& fields, std::size_t index) {
  return index < fields.size() ? fields[index] : View{};
}

/// Yes in the languages of SimaPro.
bool is_yes(View text);

/// The input parameter of a row, with its uncertainty.
ParameterRow input_parameter(const std::vector<View>& fields,
                             const ParserContext& context, xml::Oddities& oddities);
/// The calculated parameter of a row.
ParameterRow calculated_parameter(const std::vector<View>& fields,
                                  const ParserContext& context);

/// The distribution that four fields mean for an amount; none for `Undefined`. One that
/// cannot be is a finding, and of the type `other`.
std::optional<Distribution> distribution_of(const std::vector<View>& fields,
                                            std::size_t first, double amount,
                                            const std::string& place,
                                            const ParserContext& context,
                                            xml::Oddities& oddities);

}  // namespace lichen::detail::simapro
