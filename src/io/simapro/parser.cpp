// Blocks by their keyword, and those that are lists.

#include "io/simapro/parser.hpp"

#include <array>
#include <cmath>

#include "io/name_ids/name_ids.hpp"

namespace lichen::detail::simapro {
namespace {

struct Keyword {
  View word;
  BlockKind kind;
};

constexpr std::array keywords = {
    Keyword{"Process", BlockKind::process},
    Keyword{"Product stage", BlockKind::stage},
    Keyword{"Method", BlockKind::method},
    Keyword{"Quantities", BlockKind::quantities},
    Keyword{"Units", BlockKind::units},
    Keyword{"Database Input parameters", BlockKind::database_inputs},
    Keyword{"Database Calculated parameters", BlockKind::database_calculated},
    Keyword{"Project Input parameters", BlockKind::project_inputs},
    Keyword{"Project Calculated parameters", BlockKind::project_calculated},
    Keyword{"Literature reference", BlockKind::literature},
    Keyword{"System description", BlockKind::system_description},
};

void set_kind(View word, BlockRecord& record) {
  record.title = word;
  for (const Keyword& keyword : keywords) {
    if (same_word(word, keyword.word)) record.kind = keyword.kind;
  }
  if (record.kind != BlockKind::unknown) return;
  if (const auto found = compartment_of(word, &CompartmentNames::substances)) {
    record.kind = BlockKind::substances;
    record.compartment = *found;
  }
}

/// The rows of a list that are not empty.
template <class Take>
void each_row(Rows& rows, const Take& take) {
  std::vector<View> fields;
  while (rows.next(fields)) {
    if (!fields.empty()) take(fields);
  }
}

void parse_units(Rows& rows, const ParserContext& context, BlockRecord& record,
                 xml::Oddities& oddities) {
  each_row(rows, [&](const std::vector<View>& fields) {
    UnitRow row{at(fields, 0), at(fields, 1), at(fields, 3),
                plain_number(at(fields, 2), context.dialect.decimal)};
    if (!row.factor || *row.factor == 0.) {
      row.factor.reset();
      oddities.add("bad_unit_factor", Severity::warning, row.name,
                   "a unit has no number other than 0 as its factor",
                   "amounts in it are not converted");
    }
    record.units.push_back(row);
  });
}

void parse_substances(Rows& rows, BlockRecord& record) {
  const View compartment = names_of(record.compartment).factors;
  each_row(rows, [&](const std::vector<View>& fields) {
    record.substances.push_back({name_ids::path_of({compartment, at(fields, 0)}),
                                 at(fields, 0), at(fields, 1), at(fields, 2),
                                 at(fields, 3)});
  });
}

/// A block of titles, each with lines of text below.
void parse_fields(Rows& rows, BlockRecord& record) {
  std::vector<View> fields;
  bool is_title = true;
  while (rows.next(fields)) {
    if (fields.empty()) {
      is_title = true;
    } else if (is_title) {
      record.fields.emplace_back(fields[0], "");
      is_title = false;
    } else {
      std::string& text = record.fields.back().second;
      text.append(text.empty() ? "" : "\n").append(fields[0]);
    }
  }
}

void parse_list(Rows& rows, const ParserContext& context, BlockRecord& record,
                xml::Oddities& oddities) {
  switch (record.kind) {
    case BlockKind::units:
      return parse_units(rows, context, record, oddities);
    case BlockKind::quantities:
      return each_row(rows, [&](const std::vector<View>& fields) {
        record.units.push_back({{}, at(fields, 0), {}, {}});
      });
    case BlockKind::substances:
      return parse_substances(rows, record);
    case BlockKind::database_inputs:
    case BlockKind::project_inputs:
      return each_row(rows, [&](const std::vector<View>& fields) {
        record.parameters.push_back(input_parameter(fields, context, oddities));
      });
    case BlockKind::database_calculated:
    case BlockKind::project_calculated:
      return each_row(rows, [&](const std::vector<View>& fields) {
        record.parameters.push_back(calculated_parameter(fields, context));
      });
    default:
      return parse_fields(rows, record);
  }
}

}  // namespace

bool is_yes(View text) {
  constexpr std::array words = {View("yes"),       View("oui"),  View("ja"), View("si"),
                                View("s\xc3\xad"), View("true"), View("1")};
  for (const View word : words) {
    if (same_word(text, word)) return true;
  }
  return false;
}

ParameterRow input_parameter(const std::vector<View>& fields,
                             const ParserContext& context, xml::Oddities& oddities) {
  ParameterRow row;
  row.name = at(fields, 0);
  row.value = number_of(at(fields, 1), context.dialect.decimal);
  row.distribution =
      distribution_of(fields, 2, row.value.value, "parameter " + std::string(row.name),
                      context, oddities);
  row.hidden = is_yes(at(fields, 6));
  row.comment = at(fields, 7);
  return row;
}

ParameterRow calculated_parameter(const std::vector<View>& fields,
                                  const ParserContext& context) {
  ParameterRow row;
  row.name = at(fields, 0);
  row.value = number_of(at(fields, 1), context.dialect.decimal);
  row.value.formula = formula_of(at(fields, 1), context.dialect.decimal);
  row.comment = at(fields, 2);
  return row;
}

BlockRecord parse_block(const Block& block, const ParserContext& context) {
  BlockRecord record;
  record.line = block.line;
  Rows rows(block, context.dialect.separator);
  std::vector<View> fields;
  while (fields.empty() && rows.next(fields)) {
  }
  set_kind(at(fields, 0), record);
  const std::string place = "line " + std::to_string(block.line);
  xml::Oddities oddities(context.file, std::string(record.title) + ", " + place);
  if (record.kind == BlockKind::unknown) {
    oddities.add("unknown_block", Severity::error, place,
                 "the block starts with no keyword that is known here",
                 "it was not read");
  } else if (record.kind == BlockKind::process || record.kind == BlockKind::stage) {
    parse_process(rows, context, record, oddities);
  } else if (record.kind == BlockKind::method) {
    parse_method(rows, context, record, oddities);
  } else {
    parse_list(rows, context, record, oddities);
  }
  if (!block.ended && !context.dialect.old) {
    oddities.add("block_without_end", Severity::warning, place,
                 "the line End of the block is missing",
                 "it was read as far as the next block, or the file, goes");
  }
  if (rows.unclosed_quotes() > 0) {
    oddities.add("unclosed_quote", Severity::warning, place,
                 "a quote is opened and never closed",
                 "it counts as a character of its field",
                 static_cast<std::int64_t>(rows.unclosed_quotes()));
  }
  oddities.move_to(record.findings);
  return record;
}

}  // namespace lichen::detail::simapro
