// Exchanges of a process.

#include <cmath>
#include <unordered_map>

#include "io/ilcd/parsing.hpp"

namespace lichen::detail::ilcd {
namespace {

double number_in(View text) { return xml::number_of(text).value_or(not_given); }

/// The elements of one exchange as they come.
struct Elements {
  View variable;
  View mean_text;
  View function;
  double mean = not_given;
  double resulting = not_given;
  bool has_comment = false;
  Scatter scatter;
};

class ExchangeParser {
 public:
  explicit ExchangeParser(Parsing& parsing)
      : parsing_(parsing), record_(parsing.file.process) {
    for (const ParameterRecord& row : record_.parameters) {
      parameters_.emplace(row.name, row.value);
    }
  }

  void read(pugi::xml_node node) {
    ++position_;
    const auto allocations_before = record_.allocations.size();
    ExchangeRecord row;
    Elements elements;
    read_attributes(node, row, elements.scatter);
    for (const pugi::xml_node part : node.children()) {
      take_element(part, row, elements);
    }
    if (!is_readable(row, elements)) {
      record_.allocations.resize(allocations_before);
      return;
    }
    take_exact_shares(attribute(node, "shares"), allocations_before);
    if (elements.has_comment) {
      row.comment = parsing_.texts.choose(node, "generalComment");
    }
    set_amount(row, elements);
    if (std::isfinite(row.amount) && !says_nothing(elements.scatter)) {
      row.distribution =
          distribution_of(elements.scatter, row.amount, place(""), parsing_);
    }
    record_.exchanges.push_back(std::move(row));
  }

 private:
  /// The internal id, and what openLCA writes beside it.
  static void read_attributes(pugi::xml_node node, ExchangeRecord& row,
                              Scatter& scatter) {
    for (const pugi::xml_attribute at : node.attributes()) {
      const View name = local_name(at.name());
      const View value = xml::trimmed(at.value());
      if (name == "dataSetInternalID") {
        row.internal_id = value;
      } else if (name == "defaultProvider") {
        row.provider = value;
      } else if (name == "unitId") {
        row.unit_id = value;
      } else if (name == "propertyId") {
        row.property_id = value;
      } else if (name == "amount") {
        row.extension_amount = number_in(value);
      } else if (name == "formula") {
        row.formula = value;
      } else if (name == "pedigreeUncertainty") {
        row.quality = value;
      } else if (name == "baseUncertainty") {
        row.base_uncertainty = xml::number_of(value).value_or(0.);
      } else if (name == "parameters") {
        row.parameters = value;
      } else if (name == "avoidedProduct") {
        row.avoided = value == "true";
      } else {
        take_attribute(scatter, name, value);
      }
    }
  }

  void take_element(pugi::xml_node part, ExchangeRecord& row, Elements& elements) {
    const View name = local_name(part);
    if (name == "referenceToFlowDataSet") {
      row.flow = reference_of(part, parsing_.texts);
    } else if (name == "exchangeDirection") {
      const View text = text_of(part);
      if (text == "Input") row.direction = Direction::input;
      if (text == "Output") row.direction = Direction::output;
    } else if (name == "meanAmount") {
      elements.mean_text = text_of(part);
      elements.mean = number_in(elements.mean_text);
    } else if (name == "resultingAmount") {
      elements.resulting = number_in(text_of(part));
    } else if (name == "location") {
      row.location = text_of(part);
    } else if (name == "referenceToVariable") {
      elements.variable = text_of(part);
    } else if (name == "functionType") {
      elements.function = text_of(part);
    } else if (name == "allocations") {
      read_allocations(part);
    } else if (name == "generalComment") {
      elements.has_comment = true;
    } else if (!take(elements.scatter, name, text_of(part))) {
      count(part, name);
    }
  }

  void count(pugi::xml_node part, View name) {
    NotKept& not_kept = parsing_.file.not_kept;
    if (name == "dataSourceType" || name == "dataDerivationTypeStatus") {
      ++not_kept.derivations;
    } else if (name == "referencesToDataSource") {
      for (const pugi::xml_node node : part.children()) {
        not_kept.sources += local_name(node) == "referenceToDataSource";
      }
    } else if (name == "other") {
      for (const pugi::xml_node node : part.children()) {
        not_kept.module_amounts += local_name(node) == "amount";
      }
    }
  }

  void read_allocations(pugi::xml_node list) {
    for (const pugi::xml_node node : list.children()) {
      if (local_name(node) != "allocation") continue;
      const double percent = number_in(attribute(node, "allocatedFraction"));
      record_.allocations.push_back({record_.exchanges.size(),
                                     attribute(node, "internalReferenceToCoProduct"),
                                     std::round(percent * 1e6) / 1e8});
    }
  }

  /// Shares that this library's writer adds where the format has too few digits.
  void take_exact_shares(View text, std::size_t first) {
    for (std::size_t i = first; i < record_.allocations.size() && !text.empty(); ++i) {
      const auto blank = text.find(' ');
      if (const auto share = xml::number_of(text.substr(0, blank))) {
        record_.allocations[i].share = *share;
      }
      text.remove_prefix(blank == View::npos ? text.size() : blank + 1);
    }
  }

  [[nodiscard]] bool is_reference(const ExchangeRecord& row) const {
    for (const View id : record_.references) {
      if (id == row.internal_id) return true;
    }
    return false;
  }

  /// False, with a finding, where it names no flow, goes nowhere, or only reminds of what
  /// the inventory holds already.
  bool is_readable(ExchangeRecord& row, const Elements& elements) {
    if (row.flow.id.empty()) {
      add("no_flow", Severity::error, ".referenceToFlowDataSet",
          "the exchange names no flow", "it was not read");
      return false;
    }
    const bool reference = is_reference(row);
    if (!elements.function.empty() && !reference) {
      add("reminder_flow", Severity::info, ".functionType",
          "exchanges only remind of flows that the inventory holds already: " +
              std::string(elements.function),
          "they were not read: they would count twice");
      return false;
    }
    if (!row.direction && reference) {
      add("no_direction", Severity::warning, ".exchangeDirection",
          "the reference flow has no direction", "it was read as an output");
      row.direction = Direction::output;
    }
    if (!row.direction) {
      add("unreadable_exchange", Severity::error, ".exchangeDirection",
          "the exchange is neither an input nor an output", "it was not read");
    }
    return row.direction.has_value();
  }

  /// The resulting amount; where it is absent, the mean amount times the variable, as the
  /// format defines it.
  void set_amount(ExchangeRecord& row, const Elements& elements) {
    const auto parameter = parameters_.find(elements.variable);
    const bool has_variable = !elements.variable.empty();
    const bool known = has_variable && parameter != parameters_.end();
    const double factor = known ? parameter->second : has_variable ? not_given : 1.;
    const double defined = elements.mean * factor;
    row.amount = std::isfinite(elements.resulting) ? elements.resulting : defined;
    if (has_variable && row.formula.empty()) {
      row.formula = elements.variable;
      if (!elements.mean_text.empty()) {
        row.formula.append(" * ").append(elements.mean_text);
      }
    }
    if (has_variable && !known) {
      add("unknown_parameter", Severity::warning, ".referenceToVariable",
          "exchanges name a variable that the data set lacks",
          "its name is kept in the formula, the stored amount counts");
    }
    if (!std::isfinite(row.amount)) {
      add("bad_amount", Severity::error, ".resultingAmount",
          "the amount is missing or no finite number written with a point",
          "the exchange was kept without an amount: what depends on it is an error");
      row.amount = not_given;
    } else if (std::isfinite(defined) &&
               std::abs(defined - row.amount) > 1e-4 * std::abs(row.amount)) {
      add("amounts_differ", Severity::warning, ".resultingAmount",
          "the resulting amount is not the mean amount times the variable",
          "the resulting amount counts");
    }
  }

  [[nodiscard]] std::string place(const char* field) const {
    return "exchange[" + std::to_string(position_) + "]" + field;
  }

  void add(const char* kind, Severity severity, const char* field,
           const std::string& message, const char* action) {
    parsing_.oddities.add(kind, severity, place(field), message, action);
  }

  Parsing& parsing_;
  ProcessRecord& record_;
  std::unordered_map<View, double> parameters_;
  int position_ = -1;
};

}  // namespace

void parse_exchanges(pugi::xml_node list, Parsing& parsing) {
  ExchangeParser parser(parsing);
  for (const pugi::xml_node node : list.children()) {
    if (local_name(node) == "exchange") parser.read(node);
  }
}

}  // namespace lichen::detail::ilcd
