// Exchanges and allocations of one data set.

#include <cmath>
#include <limits>

#include "io/ecospold1/parser.hpp"
#include "io/name_ids/name_ids.hpp"
#include "io/xml/value.hpp"

namespace lichen::detail::ecospold1 {

using name_ids::path_of;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// What writers put where there is nothing.
View meaningful(View text) {
  return text == "NaN" || text == "0" || text == "-" ? View{} : text;
}

/// The numbers of an exchange that tell how it scatters.
struct Scatter {
  std::optional<int> type;
  double deviation = nan;
  double minimum = nan;
  double maximum = nan;
  double mode = nan;
};

/// The distribution that the numbers mean; none where there are none. Its deviation is
/// that of 95 %: the square of a geometric one, twice a plain one.
std::optional<Distribution> distribution_of(const Scatter& scatter, double mean) {
  const bool given = scatter.type.has_value() || !std::isnan(scatter.deviation);
  if (!given) return std::nullopt;
  switch (scatter.type.value_or(1)) {
    case 1:
      return Distribution{DistributionType::lognormal,
                          {mean, std::sqrt(scatter.deviation), 0.}};
    case 2:
      return Distribution{DistributionType::normal, {mean, scatter.deviation / 2., 0.}};
    case 3: {
      const double mode = std::isnan(scatter.mode)
                              ? 3. * mean - scatter.minimum - scatter.maximum
                              : scatter.mode;
      return Distribution{DistributionType::triangular,
                          {scatter.minimum, mode, scatter.maximum}};
    }
    case 4:
      return Distribution{DistributionType::uniform,
                          {scatter.minimum, scatter.maximum, 0.}};
    case 0: {
      const auto or_zero = [](double number) { return std::isnan(number) ? 0. : number; };
      return Distribution{DistributionType::undefined,
                          {or_zero(scatter.minimum), or_zero(scatter.maximum),
                           or_zero(scatter.deviation)}};
    }
    default:
      return Distribution{DistributionType::other, {}};
  }
}

/// The mean of a distribution whose mean is the amount; NaN for others.
double mean_of(const Distribution& distribution) {
  const double* at = distribution.parameters;
  if (distribution.type == DistributionType::triangular) {
    return (at[0] + at[1] + at[2]) / 3.;
  }
  return distribution.type == DistributionType::uniform ? at[0] / 2. + at[1] / 2. : nan;
}

/// Reads the exchanges of one data set.
class ExchangeParser {
 public:
  ExchangeParser(DataSetRecord& record, xml::Oddities& oddities)
      : record_(record), oddities_(oddities) {}

  void read(pugi::xml_node node) {
    ++position_;
    ExchangeRecord row;
    Scatter scatter;
    View local_name;
    row.amount = nan;
    for (const auto attribute : node.attributes()) {
      const View name = attribute.name();
      if (name == "localName") local_name = attribute.value();
      take(row, scatter, name, attribute.value());
    }
    if (!local_name.empty() && local_name != row.name) ++record_.other_names;
    if (!set_group(row, node) || !has_name(row)) return;
    if (std::isnan(row.amount)) {
      add("bad_amount", Severity::error, ".meanValue",
          "the amount is missing or no finite number written with a point",
          "the exchange was kept without an amount: what depends on it is an error");
    }
    row.distribution = distribution_of(scatter, row.amount);
    if (row.distribution && !std::isnan(row.amount)) check(row);
    set_path(row);
    record_.exchanges.push_back(std::move(row));
  }

 private:
  static void take(ExchangeRecord& row, Scatter& scatter, View name, View value) {
    if (name == "meanValue") {
      row.amount = xml::number_of(value).value_or(nan);
    } else if (name == "name") {
      row.name = value;
    } else if (name == "category") {
      row.category = value;
    } else if (name == "subCategory") {
      row.sub_category = value;
    } else if (name == "unit") {
      row.unit = value;
    } else if (name == "number") {
      row.number = xml::integer_of(value).value_or(0);
    } else if (name == "location") {
      row.location = value;
    } else if (name == "CASNumber") {
      row.cas = meaningful(value);
    } else if (name == "formula") {
      row.formula = meaningful(value);
    } else if (name == "generalComment") {
      row.comment = value;
    } else if (name == "infrastructureProcess") {
      row.infrastructure = value == "true" || value == "1";
    } else if (name == "uncertaintyType") {
      scatter.type = xml::integer_of(value).value_or(-1);
    } else if (name == "standardDeviation95") {
      scatter.deviation = xml::number_of(value).value_or(nan);
    } else if (name == "minValue") {
      scatter.minimum = xml::number_of(value).value_or(nan);
    } else if (name == "maxValue") {
      scatter.maximum = xml::number_of(value).value_or(nan);
    } else if (name == "mostLikelyValue") {
      scatter.mode = xml::number_of(value).value_or(nan);
    }
  }

  /// Direction, type and role by the group; false, with a finding, where there is none.
  bool set_group(ExchangeRecord& row, pugi::xml_node node) {
    if (record_.kind == DataSetKind::impact_category) {
      row.type = FlowType::elementary;  // a factor has no direction
      return true;
    }
    auto input = xml::integer_of(xml::text_of(node.child("inputGroup")));
    const auto output = xml::integer_of(xml::text_of(node.child("outputGroup")));
    if (input && output) {
      add("two_groups", Severity::error, "",
          "the exchange has an input group and an output group",
          "it was read as an output");
      input.reset();
    }
    if (input && *input >= 1 && *input <= 5) {
      constexpr ExchangeRole roles[] = {ExchangeRole::materials_fuels,
                                        ExchangeRole::electricity_heat,
                                        ExchangeRole::services, ExchangeRole::from_nature,
                                        ExchangeRole::from_technosphere};
      row.role = roles[*input - 1];
    } else if (!input && output && *output >= 0 && *output <= 4) {
      constexpr ExchangeRole roles[] = {
          ExchangeRole::reference_product, ExchangeRole::by_product,
          ExchangeRole::by_product, ExchangeRole::material_for_treatment,
          ExchangeRole::to_nature};
      row.role = roles[*output];
      row.direction = Direction::output;
      if (*output == 3) row.type = FlowType::waste;
      // A product that is not made elsewhere instead: less of it is needed.
      row.avoided = *output == 1;
      if (row.avoided) row.direction = Direction::input;
    } else {
      add("unreadable_exchange", Severity::error, "",
          "the exchange has neither an input group from 1 to 5 nor an output group from "
          "0 to 4",
          "it was not read");
      return false;
    }
    if (row.role == ExchangeRole::from_nature || row.role == ExchangeRole::to_nature) {
      row.type = FlowType::elementary;
    }
    return true;
  }

  bool has_name(const ExchangeRecord& row) {
    if (!row.name.empty()) return true;
    add("no_flow", Severity::error, ".name", "the exchange names no flow",
        "it was not read");
    return false;
  }

  void check(ExchangeRecord& row) {
    Distribution& distribution = *row.distribution;
    const double* at = distribution.parameters;
    const bool complete =
        std::isfinite(at[0]) && std::isfinite(at[1]) && std::isfinite(at[2]) &&
        !(distribution.type == DistributionType::lognormal && at[1] < 1.) &&
        !(distribution.type == DistributionType::normal && at[1] < 0.);
    if (!complete || distribution.type == DistributionType::other) {
      add("unknown_distribution", Severity::warning, ".uncertaintyType",
          complete ? "the uncertainty is of a type that is not known here"
                   : "the distribution lacks a parameter, or it cannot be",
          "the amount counts as certain");
      distribution = {DistributionType::other, {}};
      return;
    }
    if (distribution.type == DistributionType::undefined) {
      add("undefined_distribution", Severity::info, ".uncertaintyType",
          "the uncertainty is of an undefined type",
          "its numbers are kept, the amount counts as certain");
    }
    constexpr double tolerance = 1e-4;
    if (std::abs(mean_of(distribution) - row.amount) > tolerance * std::abs(row.amount)) {
      add("amount_off_centre", Severity::warning, ".meanValue",
          "the amount is not the mean of its distribution",
          "both are kept: sampled results scatter around another value");
    }
  }

  /// Elementary flows are known by compartment, name and unit, products by place and
  /// kind, too.
  static void set_path(ExchangeRecord& row) {
    if (row.type == FlowType::elementary) {
      row.path = path_of({row.category, row.sub_category, row.name, row.unit});
    } else {
      row.path = path_of({row.category, row.sub_category, row.name, row.unit,
                          row.location.empty() ? View("GLO") : row.location,
                          row.infrastructure ? "true" : "false"});
    }
  }

  void add(const char* kind, Severity severity, const char* field, const char* message,
           const char* action) {
    oddities_.add(kind, severity, "exchange[" + std::to_string(position_) + "]" + field,
                  message, action);
  }

  DataSetRecord& record_;
  xml::Oddities& oddities_;
  int position_ = -1;
};

AllocationRecord allocation_of(pugi::xml_node node) {
  AllocationRecord record;
  record.product =
      xml::integer_of(node.attribute("referenceToCoProduct").value()).value_or(0);
  const double percent = xml::number_of(node.attribute("fraction")).value_or(nan);
  record.share = std::round(percent * 1e4) / 1e6;  // per cent with four digits
  for (const pugi::xml_node reference : node.children("referenceToInputOutput")) {
    record.exchanges.push_back(xml::integer_of(xml::text_of(reference)).value_or(0));
  }
  return record;
}

}  // namespace

void parse_flow_data(pugi::xml_node node, DataSetRecord& record,
                     xml::Oddities& oddities) {
  ExchangeParser exchanges(record, oddities);
  for (const pugi::xml_node child : node.children()) {
    const View name = child.name();
    if (name == "exchange") exchanges.read(child);
    if (name == "allocation") record.allocations.push_back(allocation_of(child));
  }
}

}  // namespace lichen::detail::ecospold1
