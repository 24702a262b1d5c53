// Activities, their exchanges, allocations and parameters.

#include "io/ilcd/merge.hpp"

#include <algorithm>
#include <cmath>

namespace lichen::detail::ilcd {
namespace {

/// The number that an internal id is; where it is none, the place of the exchange.
std::int32_t number_of(View id, std::size_t place) {
  return xml::integer_of(id).value_or(static_cast<int>(place) + 1);
}

/// Takes the three parameters that this library's writer adds where the elements of the
/// format cannot give them; false where there are none.
bool set_parameters(Distribution& distribution, View text) {
  double numbers[3];
  for (double& number : numbers) {
    const auto blank = text.find(' ');
    const auto read = xml::number_of(text.substr(0, blank));
    if (!read) return false;
    number = *read;
    text.remove_prefix(blank == View::npos ? text.size() : blank + 1);
  }
  std::copy(numbers, numbers + 3, distribution.parameters);
  return true;
}

/// A distribution of an amount that is written in another unit.
Distribution in_other_unit(Distribution distribution, double factor) {
  double* at = distribution.parameters;
  at[0] *= factor;
  if (distribution.type != DistributionType::lognormal) at[1] *= factor;
  if (distribution.type == DistributionType::triangular) at[2] *= factor;
  return distribution;
}

}  // namespace

void Merger::add(const FileRecord& file) {
  database_.findings.append(file.findings);
  sources_ += file.kind == FileKind::source;
  contacts_ += file.kind == FileKind::contact;
  classifications_ += file.kind == FileKind::classification;
  not_kept_.add(file.not_kept);
  languages_.add(file.languages);
  if (!file.readable) return;
  copyrighted_ |= file.copyrighted;
  if (!file.licence.empty()) licences_.emplace_back(file.licence);
  for (const LocationRecord& row : file.locations) tables_.name_location(row);
  switch (file.kind) {
    case FileKind::unit_group:
      return tables_.add_unit_group(file);
    case FileKind::flow_property:
      return tables_.add_flow_property(file);
    case FileKind::flow:
      return tables_.add_flow(file);
    case FileKind::process:
      return add_activity(file);
    case FileKind::method:
      return add_category(file);
    case FileKind::model:
      return add_model(file);
    default:
      return;
  }
}

Activity Merger::activity_of(const FileRecord& file) {
  const ProcessRecord& record = file.process;
  Activity activity;
  activity.id = tables_.id_of(file.heading.uuid);
  activity.name = tables_.text(file.heading.name);
  activity.category = tables_.text(file.heading.category);
  activity.description = tables_.text(record.description);
  activity.file = tables_.text(file.file);
  activity.tags = tables_.text(record.type_of_data_set);
  activity.location = tables_.location(record.location);
  activity.first_exchange = static_cast<std::uint32_t>(database_.exchanges.size());
  activity.type = record.type;
  activity.start_date = tables_.text(record.start_date);
  activity.end_date = tables_.text(record.end_date);
  return activity;
}

void Merger::add_activity(const FileRecord& file) {
  const ActivityIndex index{database_.activities.size()};
  const Id id = tables_.id_of(file.heading.uuid);
  if (!activities_.emplace(id, index).second) {
    return tables_.report("duplicate_id", Severity::error, place_of(file),
                          "dataSetInformation.UUID", "two data sets have this id",
                          "the first counts");
  }
  database_.activities.push_back(activity_of(file));
  for (const ExchangeRecord& exchange : file.process.exchanges) add_exchange(exchange);
  Activity& activity = database_.activities.back();
  activity.exchange_count =
      static_cast<std::uint32_t>(database_.exchanges.size()) - activity.first_exchange;
  set_references(file);
  if (!file.process.allocations.empty()) add_allocations(file);
  add_parameters(file.process);
}

void Merger::add_exchange(const ExchangeRecord& record) {
  const ExchangeIndex index{database_.exchanges.size()};
  const std::size_t place = index.at() - database_.activities.back().first_exchange;
  Exchange row;
  row.amount = record.amount;
  row.flow = tables_.flow(record.flow);
  row.location = tables_.location(record.location);
  row.internal_id = number_of(record.internal_id, place);
  row.direction = *record.direction;
  row.avoided = record.avoided;
  const UnitIndex unit = tables_.openlca_unit(record.unit_id);
  const FlowPropertyIndex property = tables_.find_property(record.property_id);
  if (unit && property && std::isfinite(record.extension_amount)) {
    row.amount = record.extension_amount;
    row.unit = unit;
    row.property = property;
  }
  if (record.avoided || !record.provider.empty()) tables_.set_product(row.flow);
  database_.exchanges.push_back(row);
  add_extras(record, index);
  if (record.provider.empty()) return;
  links_[index] = {tables_.id_of(record.provider), Text{}, false};
}

void Merger::add_extras(const ExchangeRecord& record, ExchangeIndex index) {
  if (!record.comment.empty()) {
    database_.exchange_comments.add(index, tables_.text(record.comment));
  }
  if (!record.formula.empty()) {
    database_.exchange_formulas.add(index, tables_.text(record.formula));
  }
  if (record.distribution) {
    const double amount = database_.exchanges[index.at()].amount;
    Distribution row = *record.distribution;
    if (!set_parameters(row, record.parameters) && amount != record.amount) {
      row = in_other_unit(row, amount / record.amount);
    }
    database_.distributions.add(index, row);
  }
  if (!record.quality.empty() || record.base_uncertainty != 0.) {
    database_.data_quality.add(index,
                               {tables_.text(record.quality), record.base_uncertainty});
  }
}

ExchangeIndex Merger::find_exchange(const ProcessRecord& record, View id) const {
  const std::size_t first = database_.activities.back().first_exchange;
  for (std::size_t i = 0; i < record.exchanges.size(); ++i) {
    if (record.exchanges[i].internal_id == id) return ExchangeIndex{first + i};
  }
  return {};
}

/// The reference is a product that comes out, or a waste that goes in, before others;
/// then the first that the data set names.
void Merger::set_references(const FileRecord& file) {
  Activity& activity = database_.activities.back();
  bool provides = false;
  std::int64_t absent = 0;
  std::int64_t found = 0;
  for (const View id : file.process.references) {
    const ExchangeIndex index = find_exchange(file.process, id);
    if (!index) {
      ++absent;
      continue;
    }
    ++found;
    Exchange& row = database_.exchanges[index.at()];
    tables_.set_product(row.flow);
    row.role = ExchangeRole::reference_product;
    const FlowType type = database_.flows[row.flow.at()].type;
    const bool is_provider = row.direction == Direction::output
                                 ? type == FlowType::product
                                 : type == FlowType::waste;
    if (!activity.reference || (is_provider && !provides)) activity.reference = index;
    provides |= is_provider;
  }
  const char* field = "referenceToReferenceFlow";
  tables_.report("unknown_reference", Severity::warning, place_of(file), field,
                 "reference flows name exchanges that are not there",
                 "they were not read", absent);
  if (found == 0) {
    tables_.report("no_reference_flow", Severity::warning, place_of(file), field,
                   "no exchange is the quantitative reference",
                   "a demand for the activity must name a product");
  }
  if (found > 1) {
    tables_.report("several_reference_flows", Severity::info, place_of(file), field,
                   std::to_string(found) + " exchanges are reference flows",
                   "the first product that comes out (or waste that goes in) counts as "
                   "the reference; the others are products beside it");
  }
}

/// Shares of an exchange are causal factors. What a product states of itself are its own
/// shares of the whole, where they sum to 1 over the products; where each bears all of
/// itself they say nothing.
void Merger::add_allocations(const FileRecord& file) {
  const ProcessRecord& record = file.process;
  const ActivityIndex index{database_.activities.size() - 1};
  Activity& activity = database_.activities.back();
  std::int64_t lost = 0;
  double own = 0.;
  std::vector<AllocationFactor> of_products;
  for (const AllocationRecord& row : record.allocations) {
    const ExchangeIndex product = find_exchange(record, row.product);
    if (!product || !std::isfinite(row.share)) {
      ++lost;
      continue;
    }
    const ExchangeIndex shared{std::size_t{activity.first_exchange} + row.exchange};
    AllocationFactor factor{.activity = index,
                            .product = database_.exchanges[product.at()].flow,
                            .exchange = shared,
                            .value = row.share,
                            .formula = {},
                            .method = AllocationMethod::causal};
    if (shared == product) {
      own += row.share;
      factor.exchange = {};
      of_products.push_back(factor);
    } else {
      database_.allocation_factors.push_back(factor);
      activity.default_allocation = AllocationMethod::causal;
    }
  }
  tables_.report("allocation_without_product", Severity::warning, place_of(file),
                 "exchange.allocations",
                 "allocations name no exchange as their product, or no share",
                 "they multiply nothing", lost);
  if (of_products.empty() || std::abs(own - 1.) > 1e-3) return;
  for (const auto method : {AllocationMethod::physical, AllocationMethod::economic}) {
    for (AllocationFactor factor : of_products) {
      factor.method = method;
      database_.allocation_factors.push_back(factor);
    }
  }
  if (activity.default_allocation == AllocationMethod::causal) return;
  activity.default_allocation = record.economic_allocation ? AllocationMethod::economic
                                                           : AllocationMethod::physical;
}

void Merger::add_parameters(const ProcessRecord& record) {
  const Id owner = database_.activities.back().id;
  for (const ParameterRecord& row : record.parameters) {
    Parameter parameter;
    parameter.name = tables_.text(row.name);
    parameter.description = tables_.text(row.comment);
    parameter.formula = tables_.text(row.formula);
    parameter.value = row.value;
    parameter.owner = owner;
    parameter.scope = ParameterScope::activity;
    parameter.distribution = row.distribution.value_or(Distribution{});
    database_.parameters.push_back(parameter);
  }
}

}  // namespace lichen::detail::ilcd
