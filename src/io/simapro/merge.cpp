// Processes and product stages, their exchanges and allocations.

#include "io/simapro/merge.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "io/name_ids/name_ids.hpp"
#include "io/simapro/parser.hpp"

namespace lichen::detail::simapro {
namespace {

using name_ids::id_of;
using name_ids::path_of;

/// What SimaPro calls an allocation by value.
constexpr View economic = "Socio-economic causality";

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

View text_of(const BlockRecord& record, View section) {
  for (const auto& [at, text] : record.texts) {
    if (at->name == section) return text;
  }
  return {};
}

bool says_something(View text) {
  return !text.empty() && !same_word(text, "Unspecified") && text != ";";
}

/// The years of a period as "2005-2009".
bool years_of(View period, View& first, View& last) {
  constexpr std::size_t year = 4;
  const auto is_year = [](View text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  if (period.size() != 2 * year + 1 || period[year] != '-') return false;
  first = period.substr(0, year);
  last = period.substr(year + 1);
  return is_year(first) && is_year(last);
}

bool is_product(const Row& row) {
  return row.section->use == Use::own && row.section->form == Form::product;
}

/// True where a process states how its products share its burdens: not where one bears
/// all of them.
bool shares_burdens(const BlockRecord& record) {
  std::size_t products = 0;
  bool stated = false;
  bool whole = false;
  for (const Row& row : record.rows) {
    if (!is_product(row)) continue;
    ++products;
    whole = row.allocation.value == 1.;
    stated =
        stated || !std::isnan(row.allocation.value) || !row.allocation.formula.empty();
  }
  return record.kind == BlockKind::process && stated && !(products == 1 && whole);
}

/// The texts of a process that are no field of an activity: the comment as it is, others
/// with their titles.
std::string description_of(const BlockRecord& record) {
  View first;
  View last;
  constexpr std::array fields = {View("Category type"), View("Process name"),
                                 View("Type"),          View("Infrastructure"),
                                 View("Comment"),       View("PlatformId")};
  std::string all(text_of(record, "Comment"));
  for (const auto& [section, text] : record.texts) {
    const bool is_field =
        std::find(fields.begin(), fields.end(), section->name) != fields.end();
    if (is_field || !says_something(text)) continue;
    if (same_word(text, economic) && shares_burdens(record)) continue;
    if (section->name == "Time period" && years_of(text, first, last)) continue;
    all.append(all.empty() ? "" : "\n").append(section->name).append(": ").append(text);
  }
  return all;
}

const Row* first_own(const BlockRecord& record) {
  for (const Row& row : record.rows) {
    if (row.section->use == Use::own) return &row;
  }
  return nullptr;
}

Made made_by(const BlockRecord& record, const Row& row) {
  if (record.kind == BlockKind::stage) return Made::stage;
  return row.section->form == Form::treatment ? Made::treatment : Made::product;
}

/// A path of categories with '/' between them, behind the type of the process.
std::string category_of(View type, View category) {
  std::string path(type);
  if (!category.empty()) path.append(path.empty() ? "" : "/").append(category);
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

bool is_any_waste(View type) {
  return type.empty() || same_word(type, "All waste types") ||
         same_word(type, "not defined");
}

bool is_economic(View causality) {
  std::string lower(causality);
  for (char& c : lower)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower.find("economic") != lower.npos;
}

}  // namespace

void Merger::report(const char* kind, Severity severity, View file, std::string data_set,
                    const char* field, std::string message, const char* action,
                    std::int64_t count) {
  if (count == 0) return;
  database_.findings.add({.kind = kind,
                          .severity = severity,
                          .file = std::string(file),
                          .data_set = std::move(data_set),
                          .field = field,
                          .message = std::move(message),
                          .action = action,
                          .count = count});
}

Activity Merger::activity_of(const BlockRecord& record, View file) {
  const Row* own = first_own(record);
  Activity activity;
  const View name = text_of(record, "Process name");
  activity.name = text(name.empty() ? own->name : name);
  activity.category = text(category_of(text_of(record, "Category type"), own->category));
  activity.description = text(description_of(record));
  activity.file = text(file);
  activity.location = flows_.location(location_in(own->name));
  activity.first_exchange = static_cast<std::uint32_t>(database_.exchanges.size());
  activity.infrastructure = is_yes(text_of(record, "Infrastructure"));
  if (same_word(text_of(record, "Type"), "System")) {
    activity.type = ActivityType::lci_result;
  }
  View first;
  View last;
  if (years_of(text_of(record, "Time period"), first, last)) {
    activity.start_date = text(first);
    activity.end_date = text(last);
  }
  return activity;
}

Id Merger::free_id(const BlockRecord& record, View file, const std::string& label) {
  const Row* own = first_own(record);
  constexpr std::array<View, 3> words = {"product", "waste", "stage"};
  const View word = words[static_cast<std::size_t>(made_by(record, *own))];
  std::string path = path_of({"process", word, own->key});
  Id id = id_of(path);
  if (ids_.insert(id).second) return id;
  report("id_collision", Severity::warning, file, label, "Products",
         "another process makes a product of this name, hence it has the same id",
         "this one has an id that is made with its process identifier, too");
  path += '/' + path_of({text_of(record, "Process identifier")});
  const std::size_t length = path.size();
  for (int number = 2; !ids_.insert(id = id_of(path)).second; ++number) {
    path.resize(length);
    path += '/' + std::to_string(number);
  }
  return id;
}

void Merger::add_activity(const BlockRecord& record, View file) {
  const Row* own = first_own(record);
  const std::string place = "line " + std::to_string(record.line);
  if (own == nullptr) {
    return report("unreadable_data_set", Severity::error, file, place, "Products",
                  "the process has no product and treats no waste", "it was not read");
  }
  const std::string label = std::string(own->name) + ", " + place;
  const ActivityIndex index{database_.activities.size()};
  Activity activity = activity_of(record, file);
  activity.id = free_id(record, file, label);
  database_.activities.push_back(activity);
  for (const Row& row : record.rows) add_row(row, record);
  add_fractions(record, file);
  Activity& added = database_.activities[index.at()];
  added.exchange_count =
      static_cast<std::uint32_t>(database_.exchanges.size()) - added.first_exchange;
  add_allocation(record);
  add_parameters(record, ParameterScope::activity, activity.id);
}

void Merger::add_row(const Row& row, const BlockRecord& record) {
  if (row.section->form == Form::fraction) return;
  const ExchangeIndex index{database_.exchanges.size()};
  Activity& activity = database_.activities.back();
  if (record.kind == BlockKind::stage) note_stage(record, row, index);
  if (row.section->use == Use::referred) return;
  Exchange exchange;
  exchange.amount = row.amount.value;
  if (row.section->use != Use::all_waste) exchange.unit = units_.find(row.unit);
  exchange.internal_id =
      static_cast<std::int32_t>(index.value - activity.first_exchange + 1);
  if (row.section->form == Form::elementary) {
    const Compartment compartment = row.section->compartment;
    exchange.flow = flows_.elementary(row.key, compartment, row.name, row.sub_compartment,
                                      row.unit, {});
    const bool input = compartment == Compartment::raw;
    exchange.direction = input ? Direction::input : Direction::output;
    exchange.role = input ? ExchangeRole::from_nature : ExchangeRole::to_nature;
  } else if (row.section->use == Use::own) {
    add_own(row, record, exchange);
  } else {
    add_use(row, exchange);
  }
  database_.exchanges.push_back(exchange);
  add_side_tables(row, index);
}

void Merger::add_own(const Row& row, const BlockRecord& record, Exchange& exchange) {
  const ExchangeIndex index{database_.exchanges.size()};
  Activity& activity = database_.activities.back();
  const Made made = made_by(record, row);
  const std::size_t number = flows_.name(row.key, row.name);
  exchange.flow = flows_.made(number, made, row.unit);
  exchange.direction = made == Made::treatment ? Direction::input : Direction::output;
  exchange.role =
      activity.reference ? ExchangeRole::by_product : ExchangeRole::reference_product;
  Maker& maker = flows_.named(number).of(made);
  if (maker.count++ == 0) maker.activity = ActivityIndex{database_.activities.size() - 1};
  if (!activity.reference) activity.reference = index;
  if (!is_any_waste(row.waste_type)) waste_types_.note(row.waste_type);
}

/// Which flow it is, in which direction and who provides it is known in the end only.
void Merger::add_use(const Row& row, Exchange& exchange) {
  const Use use = row.section->use;
  const View section = row.section->name;
  exchange.avoided = use == Use::avoided;
  exchange.role = ExchangeRole::materials_fuels;
  if (use == Use::energy) exchange.role = ExchangeRole::electricity_heat;
  if (use == Use::avoided) exchange.role = ExchangeRole::by_product;
  if (use == Use::to_waste || use == Use::all_waste) {
    exchange.role = ExchangeRole::material_for_treatment;
  }
  Link link;
  link.exchange = ExchangeIndex{database_.exchanges.size()};
  link.name = static_cast<std::uint32_t>(flows_.name(row.key, row.name));
  link.use = use;
  link.is_stage = section == "Assembly" || section == "Additional life cycles";
  link.either =
      section == "Materials/assemblies" || section == "Materials and assemblies";
  links_.push_back(link);
}

void Merger::add_side_tables(const Row& row, ExchangeIndex index) {
  if (!row.amount.formula.empty()) {
    database_.exchange_formulas.add(index, text(row.amount.formula));
  }
  if (!row.comment.empty()) database_.exchange_comments.add(index, text(row.comment));
  if (row.distribution) database_.distributions.add(index, *row.distribution);
}

/// Fractions of the waste that a scenario takes go to other treatments. What depends on
/// the type of the waste is not one amount.
void Merger::add_fractions(const BlockRecord& record, View file) {
  const auto is_fraction = [](const Row& row) {
    return row.section->form == Form::fraction;
  };
  if (std::none_of(record.rows.begin(), record.rows.end(), is_fraction)) return;
  const Row* own = first_own(record);
  bool by_type = false;
  double separated = 0.;
  for (const Row& row : record.rows) {
    if (!is_fraction(row)) continue;
    by_type = by_type || !is_any_waste(row.waste_type);
    if (row.section->use == Use::separated) separated += row.amount.value;
  }
  if (by_type) {
    report("waste_by_type", Severity::error, file,
           std::string(own->name) + ", line " + std::to_string(record.line),
           "Separated waste", "where waste goes depends on its type",
           "the fractions were kept without amounts: what depends on them is an error");
  }
  for (const Row& row : record.rows) {
    if (!is_fraction(row)) continue;
    const double share = row.section->use == Use::separated
                             ? row.amount.value
                             : (1. - separated) * row.amount.value;
    if (share == 0.) continue;
    Exchange exchange;
    exchange.amount = by_type ? nan : share * own->amount.value;
    exchange.unit = units_.find(own->unit);
    exchange.role = ExchangeRole::material_for_treatment;
    const ExchangeIndex index{database_.exchanges.size()};
    exchange.internal_id = static_cast<std::int32_t>(
        index.value - database_.activities.back().first_exchange + 1);
    links_.push_back({index, static_cast<std::uint32_t>(flows_.name(row.key, row.name)),
                      Use::to_waste, false, false});
    database_.exchanges.push_back(exchange);
    if (!row.comment.empty()) database_.exchange_comments.add(index, text(row.comment));
  }
}

/// The percentages of the products, by the causality that the process names.
void Merger::add_allocation(const BlockRecord& record) {
  if (!shares_burdens(record)) return;
  const ActivityIndex index{database_.activities.size() - 1};
  Activity& activity = database_.activities.back();
  activity.default_allocation = is_economic(text_of(record, "Multiple output allocation"))
                                    ? AllocationMethod::economic
                                    : AllocationMethod::physical;
  for (const Row& row : record.rows) {
    if (!is_product(row)) continue;
    const std::size_t number = flows_.name(row.key, row.name);
    const std::string& formula = row.allocation.formula;
    database_.allocation_factors.push_back(
        {.activity = index,
         .product = flows_.named(number).of(Made::product).flow,
         .exchange = {},
         .value = row.allocation.value,
         .formula = formula.empty() ? Text{} : text("(" + formula + ")/100"),
         .method = activity.default_allocation});
  }
}

void Merger::add_parameters(const BlockRecord& record, ParameterScope scope, Id owner) {
  for (const ParameterRow& row : record.parameters) {
    hidden_.count += row.hidden;
    Parameter parameter;
    parameter.name = text(row.name);
    parameter.description = text(row.comment);
    parameter.formula = text(row.value.formula);
    parameter.value = row.value.value;
    parameter.scope = scope;
    parameter.owner = owner;
    if (row.distribution) parameter.distribution = *row.distribution;
    const std::string key =
        path_of({"parameter", owner ? to_string(owner) : "", row.name});
    parameter.id = id_of(key);
    if (scope == ParameterScope::global) {
      const auto [at, added] = globals_.try_emplace(key, database_.parameters.size());
      if (!added) {  // the project's come behind the database's, and hide them
        shadowed_.note(row.name);
        database_.parameters[at->second] = parameter;
        continue;
      }
    }
    database_.parameters.push_back(parameter);
  }
}

}  // namespace lichen::detail::simapro
