#include "io/bw2package/reader.hpp"

#include <cmath>
#include <string>

#include "io/bw2package/nodes.hpp"
#include "io/bw2package/value.hpp"
#include "io/json/error_place.hpp"
#include "io/json/number_repair.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace bw;

/// The number of an uncertainty's field, NaN where it is absent.
double parameter(Element exchange, std::string_view name) {
  return number_of(item(exchange, name)).value_or(std::nan(""));
}

/// The distribution of an exchange by stats_arrays' numbers; empty where it has none.
/// Where the centre is not given it is the amount. A lognormal of a negative amount is
/// mirrored: its median is negative.
std::optional<Distribution> distribution_of(Element exchange, double amount) {
  const auto type = number_of(item(exchange, "uncertainty type"));
  if (!type || !(*type >= 2)) return std::nullopt;
  const auto centre = number_of(item(exchange, "loc"));
  const double loc = centre.value_or(amount);
  const double scale = parameter(exchange, "scale");
  const double minimum = parameter(exchange, "minimum");
  const double maximum = parameter(exchange, "maximum");
  if (*type == 2.) {  // loc and scale are of the logarithm
    const double median = centre ? std::exp(*centre) : std::abs(amount);
    return Distribution{DistributionType::lognormal,
                        {std::copysign(median, amount), std::exp(scale), 0.}};
  }
  if (*type == 3.) return Distribution{DistributionType::normal, {loc, scale, 0.}};
  if (*type == 4.) return Distribution{DistributionType::uniform, {minimum, maximum, 0.}};
  if (*type == 5.) {
    return Distribution{DistributionType::triangular, {minimum, loc, maximum}};
  }
  return Distribution{DistributionType::other, {loc, scale, *type}};
}

/// How Brightway's type of an exchange reads here.
struct Role {
  Direction direction = Direction::input;
  bool avoided = false;
  bool elementary = false;
  bool known = true;
};

Role role_of(std::string_view type) {
  if (type == "production" || type == "generic production") {
    return {.direction = Direction::output};
  }
  if (type == "technosphere" || type == "generic consumption") return {};
  if (type == "substitution") return {.avoided = true};
  if (type == "biosphere") return {.elementary = true};
  return {.known = false};
}

/// Reads the exchanges of one activity after the other.
class ExchangeReader {
 public:
  ExchangeReader(Database& database, Nodes& nodes, const Member& member)
      : database_(database), nodes_(nodes), member_(member) {}

  void read(ActivityIndex activity, Element node) {
    Activity& row = database_.activities[activity.at()];
    row.first_exchange = static_cast<std::uint32_t>(database_.exchanges.size());
    std::int32_t number = 0;
    bool produced = false;
    if (const auto exchanges = sequence_of(item(node, "exchanges"))) {
      for (const Element exchange : *exchanges) {
        produced |= add(activity, exchange, ++number);
      }
    }
    if (!produced && nodes_.is_its_own_product(activity))
      add_implied(activity, number + 1);
    row.exchange_count =
        static_cast<std::uint32_t>(database_.exchanges.size()) - row.first_exchange;
  }

 private:
  /// Adds one exchange; true where it is a positive edge of its activity.
  bool add(ActivityIndex activity, Element exchange, std::int32_t number) {
    const Role role = role_of(text_item(exchange, "type"));
    const auto key = key_of(item(exchange, "input"));
    if (!role.known || !key) {
      lose(activity, number, role.known);
      return false;
    }
    Exchange row;
    row.amount = amount_of(exchange, activity, number);
    row.internal_id = number;
    row.direction = role.direction;
    row.avoided = role.avoided;
    if (role.elementary) {
      row.flow = nodes_.elementary_flow(*key, exchange);
      const bool resource =
          database_.flows[row.flow.at()].nominal == NominalDirection::from_nature;
      row.direction = resource ? Direction::input : Direction::output;
    } else {
      row.flow = nodes_.product(*key, exchange);
      if (role.direction == Direction::input) row.provider = nodes_.activity(*key);
    }
    const ExchangeIndex index{database_.exchanges.size()};
    database_.exchanges.push_back(row);
    add_extras(index, exchange, activity);
    if (role.direction == Direction::input && !role.elementary && !row.provider &&
        database_.flows[row.flow.at()].stub) {
      add_absent_provider(activity, index, exchange, *key);
    }
    const bool own = row.flow == nodes_.own_product(activity);
    Activity& owner = database_.activities[activity.at()];
    if (role.direction == Direction::output && own && !owner.reference) {
      owner.reference = index;
    }
    return role.direction == Direction::output || role.avoided;
  }

  double amount_of(Element exchange, ActivityIndex activity, std::int32_t number) {
    if (const auto amount = number_of(item(exchange, "amount"))) return *amount;
    report("bad_amount", Severity::error, activity,
           "exchanges[" + std::to_string(number - 1) + "].amount",
           "the amount is missing or no finite number",
           "the exchange was kept without an amount: what depends on it is an error");
    return std::nan("");
  }

  void add_extras(ExchangeIndex index, Element exchange, ActivityIndex activity) {
    if (const auto distribution =
            distribution_of(exchange, database_.exchanges[index.at()].amount)) {
      add_distribution(index, *distribution, activity);
    }
    if (const auto formula = text_of(item(exchange, "formula"))) {
      database_.exchange_formulas.add(index, database_.texts.add(*formula));
    }
    if (const auto comment = text_of(item(exchange, "comment"));
        comment && !comment->empty()) {
      database_.exchange_comments.add(index, database_.texts.add(*comment));
    }
  }

  void add_distribution(ExchangeIndex index, const Distribution& distribution,
                        ActivityIndex activity) {
    const auto* at = distribution.parameters;
    const bool known = distribution.type != DistributionType::other;
    const bool complete =
        std::isfinite(at[0]) && std::isfinite(at[1]) && std::isfinite(at[2]);
    if (!known || !complete) {
      report("unknown_distribution", Severity::warning, activity,
             "exchanges[" +
                 std::to_string(database_.exchanges[index.at()].internal_id - 1) + "]",
             known ? "the distribution lacks a parameter"
                   : "the distribution has a number that is not known here",
             "the amount counts as certain");
    }
    database_.distributions.add(
        index, complete ? distribution : Distribution{DistributionType::other, {}});
  }

  void add_absent_provider(ActivityIndex activity, ExchangeIndex index, Element exchange,
                           const Key& key) {
    const auto name = text_item(exchange, "name");
    database_.absent_providers.add(index, {make_id(key.code), database_.texts.add(name)});
    report("absent_provider", Severity::warning, activity,
           "exchanges[" +
               std::to_string(database_.exchanges[index.at()].internal_id - 1) +
               "].input",
           "the package lacks the node (" + std::string(key.database) + ", " +
               std::string(key.code) + ") " + std::string(name),
           "its product stands with what the exchange tells; nobody here supplies it");
  }

  /// Brightway's rule: a process without any positive edge makes 1 of its own product.
  void add_implied(ActivityIndex activity, std::int32_t number) {
    Exchange row;
    row.amount = 1.;
    row.flow = nodes_.own_product(activity);
    row.direction = Direction::output;
    row.internal_id = number;
    database_.activities[activity.at()].reference =
        ExchangeIndex{database_.exchanges.size()};
    database_.exchanges.push_back(row);
    report("implied_production", Severity::info, activity, "exchanges",
           "no exchange produces anything",
           "a production of 1 of its own product was added, as Brightway does");
  }

  void lose(ActivityIndex activity, std::int32_t number, bool type_known) {
    const std::string what =
        type_known ? "its input is no (database, code) pair" : "its type is unknown";
    report("unreadable_exchange", Severity::error, activity,
           "exchanges[" + std::to_string(number - 1) + "]", what, "it was not read");
  }

  void report(const char* kind, Severity severity, ActivityIndex activity,
              const std::string& field, const std::string& message,
              const std::string& action) {
    const Activity& row = database_.activities[activity.at()];
    database_.findings.add({.kind = kind,
                            .severity = severity,
                            .file = member_.name,
                            .data_set = std::string(database_.text(row.name)) + " (" +
                                        database_.id_text(row.id) + ")",
                            .field = field,
                            .message = message,
                            .action = action});
  }

  Database& database_;
  Nodes& nodes_;
  const Member& member_;
};

/// The nodes of one database of the package, in the order of their keys.
void read_one(Element package, const Member& member, UnitsByName& units,
              Database& database) {
  const auto data = item(package, "data");
  if (!data || !data->is_object()) {
    throw DataError(member.name + ": the package holds no \"data\"");
  }
  const auto keys = array_of(field(*data, "keys"));
  const auto values = array_of(field(*data, "values"));
  if (!keys || !values || keys->size() != values->size()) {
    throw DataError(member.name + ": \"data\" is no dictionary of nodes");
  }
  if (database.source.name.empty()) database.source.name = text_item(package, "name");
  Nodes nodes(database, units, member.name);
  auto value = values->begin();
  for (const Element key : *keys) {
    nodes.add(key, *value);
    ++value;
  }
  ExchangeReader reader(database, nodes, member);
  for (const auto& [activity, node] : nodes.activities()) reader.read(activity, node);
  nodes.finish();
}

/// The JSON of a package. Python writes NaN and Infinity, which JSON does not have: they
/// become `null`, with a finding.
Element parse(const Member& member, simdjson::dom::parser& parser, Database& database) {
  Element root;
  const auto error = parser.parse(member.content).get(root);
  if (error == simdjson::SUCCESS) return root;
  const json::RepairedNumbers repaired = json::repair_numbers(member.content);
  if (parser.parse(repaired.text).get(root) != simdjson::SUCCESS) {
    throw DataError(member.name + ": cannot be read as JSON: " +
                    json::error_in(member.content, simdjson::error_message(error)));
  }
  if (repaired.absent > 0) {
    database.findings.add(json::absent_numbers(repaired, member.name));
  }
  return root;
}

}  // namespace

bool is_bw2package(std::string_view content) {
  const std::string_view start = content.substr(0, 4096);
  return (start.find("\"__dict__\"") != start.npos ||
          start.find("\"keys\"") != start.npos ||
          start.find("\"__tuple__\"") != start.npos) &&
         start.find_first_of("[{") == start.find_first_not_of(" \t\r\n");
}

void read_bw2package(const Member& member, Database& database) {
  simdjson::dom::parser parser;
  const Element root = parse(member, parser, database);
  database.source.format = "Brightway bw2package";
  const auto packages = array_of(root);
  UnitsByName units(database);
  if (packages) {
    for (const Element package : *packages) read_one(package, member, units, database);
  } else {
    read_one(root, member, units, database);
  }
  units.finish();
}

}  // namespace lichen::detail
