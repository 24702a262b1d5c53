// Activities and their exchanges.

#include "io/ecospold2/merge.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace lichen::detail::ecospold2 {
namespace {

/// The product that a data set stands for: the first reference product with an amount,
/// else the first there is.
const ExchangeRecord* reference_of(const ActivityRecord& record) {
  const ExchangeRecord* candidate = nullptr;
  for (const ExchangeRecord& exchange : record.exchanges) {
    if (exchange.role != ExchangeRole::reference_product) continue;
    if (exchange.amount != 0.) return &exchange;
    if (candidate == nullptr) candidate = &exchange;
  }
  return candidate;
}

/// Data sets of a system model list the other products of their activity with amount 0.
bool is_other_product(const ExchangeRecord& exchange) {
  return exchange.amount == 0. && exchange.direction == Direction::output &&
         exchange.flow.type == FlowType::product;
}

/// True for a file "<activity>_<product>.spold": one of several for an activity, each for
/// one product, as ecoinvent names them.
bool is_named_by_product(View file, View pair) {
  const View name = file.substr(file.rfind('/') + 1);
  return name.substr(0, name.rfind('.')) == pair;
}

std::string label_of(View name, View id) {
  return std::string(name) + " (" + std::string(id) + ")";
}

}  // namespace

void Merger::add(const FileRecord& file) {
  for (const NamedRecord& unit : file.units) tables_.define_unit(unit);
  for (const NamedRecord& location : file.locations) tables_.define_location(location);
  for (const FlowRecord& flow : file.flows) tables_.flow(flow, Knowledge::master_data);
  for (const ActivityRecord& activity : file.activities)
    add_activity(activity, file.file);
  for (const MethodRecord& method : file.methods) add_method(method, file.file);
  database_.findings.append(file.findings);
  not_kept_.administrative += file.not_kept.administrative;
  not_kept_.impact_results += file.not_kept.impact_results;
  not_kept_.texts += file.not_kept.texts;
  not_kept_.property_uncertainty += file.not_kept.property_uncertainty;
  not_kept_.images += file.not_kept.images;
}

Activity Merger::activity_of(const ActivityRecord& record, View file) {
  Activity activity;
  activity.name = tables_.text(record.name);
  activity.category = tables_.text(record.category);
  activity.description = tables_.text(record.description);
  activity.file = tables_.text(file);
  activity.tags = tables_.text(record.tags);
  activity.location = tables_.location(record.location_id, record.location);
  activity.first_exchange = static_cast<std::uint32_t>(database_.exchanges.size());
  activity.type = record.type;
  activity.kind = record.kind;
  activity.technology = record.technology;
  activity.start_date = tables_.text(record.start_date);
  activity.end_date = tables_.text(record.end_date);
  activity.scenario = tables_.text(record.scenario);
  activity.system_model = tables_.text(record.system_model);
  return activity;
}

void Merger::add_activity(const ActivityRecord& record, View file) {
  const ExchangeRecord* reference = reference_of(record);
  std::string pair(record.id_text);
  if (reference != nullptr) pair.append("_").append(reference->flow.id_text);
  const std::string label = label_of(record.name, record.id_text);
  if (!pairs_.emplace(pair, ActivityIndex{database_.activities.size()}).second) {
    return report("duplicate_id", Severity::error, file, label, "activity.id",
                  "two data sets have this id and reference product", "the first counts");
  }
  const bool by_product = is_named_by_product(file, pair);
  sources_.push_back(
      {tables_.keep(record.id, record.id_text), tables_.text(pair), by_product});
  database_.activities.push_back(activity_of(record, file));
  const auto rows = add_exchanges(record, by_product ? reference : nullptr);
  if (reference != nullptr && reference->amount != 0.) {
    const auto at = static_cast<std::size_t>(reference - record.exchanges.data());
    database_.activities.back().reference = rows[at];
  }
  add_details(record, rows);
  add_parameters(record);
  restricted_ |= record.restricted;
  copyrighted_ |= record.copyrighted;
  if (database_.activities.back().reference) return;
  report("no_reference_flow", Severity::warning, file, label, "flowData",
         "no reference product (output group 0) has an amount",
         "a demand for the activity must name a product");
}

std::vector<ExchangeIndex> Merger::add_exchanges(const ActivityRecord& record,
                                                 const ExchangeRecord* only) {
  std::vector<ExchangeIndex> rows(record.exchanges.size());
  Activity& activity = database_.activities.back();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ExchangeRecord& exchange = record.exchanges[i];
    if (only != nullptr && &exchange != only && is_other_product(exchange)) {
      ++zero_products_;
      continue;
    }
    rows[i] = ExchangeIndex{database_.exchanges.size()};
    add_exchange(exchange);
  }
  activity.exchange_count =
      static_cast<std::uint32_t>(database_.exchanges.size()) - activity.first_exchange;
  return rows;
}

void Merger::add_exchange(const ExchangeRecord& record) {
  const ExchangeIndex index{database_.exchanges.size()};
  const ActivityIndex activity{database_.activities.size() - 1};
  const bool makes = record.role == ExchangeRole::reference_product;
  Exchange row;
  row.amount = record.amount;
  row.flow = tables_.flow(record.flow, makes ? Knowledge::producer : Knowledge::exchange);
  row.unit = tables_.unit(record.flow.unit, record.flow.unit_id);
  row.internal_id = static_cast<std::int32_t>(
      index.at() - database_.activities.back().first_exchange + 1);
  row.direction = record.direction;
  row.role = record.role;
  row.product_class = record.product_class;
  database_.exchanges.push_back(row);
  add_extras(record, index);
  if (record.link.empty()) return;
  links_.push_back({index, activity, tables_.keep(make_id(record.link), record.link)});
}

void Merger::add_extras(const ExchangeRecord& record, ExchangeIndex index) {
  const auto add_text = [&](SideTable<Text>& table, View value) {
    if (!value.empty()) table.add(index, tables_.text(value));
  };
  add_text(database_.exchange_comments, record.comment);
  add_text(database_.exchange_formulas, record.formula);
  add_text(database_.exchange_variables, record.variable);
  const UncertaintyRecord& uncertainty = record.uncertainty;
  if (uncertainty.given) database_.distributions.add(index, uncertainty.distribution);
  if (!uncertainty.data_quality.empty() || uncertainty.base != 0.) {
    database_.data_quality.add(
        index, {tables_.text(uncertainty.data_quality), uncertainty.base});
  }
  if (record.volume || !record.volume_formula.empty() ||
      !record.volume_variable.empty()) {
    database_.production_volumes.add(
        index, {record.volume.value_or(0.), tables_.text(record.volume_variable),
                tables_.text(record.volume_formula)});
  }
}

void Merger::add_details(const ActivityRecord& record,
                         const std::vector<ExchangeIndex>& rows) {
  std::size_t property = 0;
  std::size_t transfer = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ExchangeRecord& exchange = record.exchanges[i];
    for (std::uint32_t k = 0; k < exchange.property_count; ++k, ++property) {
      const PropertyRecord& row = record.properties[property];
      if (!rows[i]) continue;
      database_.exchange_properties.push_back(
          {rows[i], row.amount, tables_.text(row.name), tables_.text(row.unit),
           tables_.text(row.variable), tables_.text(row.formula), row.defining});
    }
    for (std::uint32_t k = 0; k < exchange.transfer_count; ++k, ++transfer) {
      const TransferRecord& row = record.transfers[transfer];
      const auto partner = std::find_if(
          record.exchanges.begin(), record.exchanges.end(),
          [&](const ExchangeRecord& other) { return other.exchange_id == row.partner; });
      if (!rows[i]) continue;
      const auto at = static_cast<std::size_t>(partner - record.exchanges.begin());
      database_.transfer_coefficients.push_back(
          {rows[i], at < rows.size() ? rows[at] : ExchangeIndex{}, row.amount,
           tables_.text(row.formula)});
    }
  }
}

void Merger::add_parameters(const ActivityRecord& record) {
  for (const ParameterRecord& row : record.parameters) {
    Parameter parameter;
    if (!row.id.empty()) parameter.id = tables_.keep(make_id(row.id), row.id);
    parameter.name = tables_.text(row.variable.empty() ? row.name : row.variable);
    parameter.description = tables_.text(row.name);
    parameter.formula = tables_.text(row.formula);
    parameter.value = row.value;
    parameter.scope = ParameterScope::activity;
    parameter.unit = tables_.text(row.unit);
    parameter.distribution =
        row.uncertainty.complete ? row.uncertainty.distribution : Distribution{};
    database_.parameters.push_back(parameter);
    parameter_owners_.emplace_back(database_.activities.size() - 1);
  }
}

void Merger::give_ids() {
  std::unordered_map<Id, int> uses;
  for (const Source& source : sources_) ++uses[source.id];
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const Source& source = sources_[i];
    const bool pair = source.by_product || uses[source.id] > 1;
    const View text = database_.text(source.pair);
    database_.activities[i].id = pair ? tables_.keep(make_id(text), text) : source.id;
  }
  for (std::size_t i = 0; i < parameter_owners_.size(); ++i) {
    database_.parameters[i].owner = database_.activities[parameter_owners_[i].at()].id;
  }
}

}  // namespace lichen::detail::ecospold2
