// Activities, their exchanges and allocations.

#include "io/ecospold1/merge.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "io/name_ids/name_ids.hpp"

namespace lichen::detail::ecospold1 {

using name_ids::id_of;
using name_ids::path_of;

void Merger::report(const char* kind, Severity severity, View file,
                    const std::string& data_set, const char* field,
                    const std::string& message, const char* action, std::int64_t count) {
  if (count == 0) return;
  database_.findings.add({.kind = kind,
                          .severity = severity,
                          .file = std::string(file),
                          .data_set = data_set,
                          .field = field,
                          .message = message,
                          .action = action,
                          .count = count});
}

Text Merger::category_text(View category, View sub_category) {
  std::string path(category);
  if (!sub_category.empty()) path.append(path.empty() ? "" : "/").append(sub_category);
  return text(path);
}

LocationIndex Merger::location(View code) {
  if (code.empty()) return {};
  const auto [at, added] = locations_.try_emplace(std::string(code));
  if (added) {
    at->second = LocationIndex{database_.locations.size()};
    database_.locations.push_back(
        {.id = id_of(path_of({code})), .code = text(code), .name = text(code)});
  }
  return at->second;
}

FlowIndex Merger::flow(const std::string& path, const FlowNames& names) {
  const auto [at, added] = flows_.try_emplace(path);
  if (!added) {
    note_collision(database_.flows[at->second.at()], names);
    return at->second;
  }
  at->second = FlowIndex{database_.flows.size()};
  Flow flow;
  flow.id = id_of(path);
  flow.name = text(names.name);
  flow.category = category_text(names.category, names.sub_category);
  flow.cas = text(names.cas);
  flow.formula = text(names.formula);
  flow.type = names.type;
  flow.reference_unit = units_.add(names.unit);
  if (flow.type == FlowType::elementary) {
    flow.nominal = nominal_direction(database_.text(flow.category));
  } else {
    flow.location = location(names.location);
  }
  database_.flows.push_back(flow);
  return at->second;
}

/// Names that one id stands for may differ in case and blanks, and in what is no part of
/// it.
void Merger::note_collision(const Flow& flow, const FlowNames& names) {
  const bool same_name = database_.text(flow.name) == names.name;
  const bool same_cas =
      flow.cas.empty() || names.cas.empty() || database_.text(flow.cas) == names.cas;
  if (same_name && same_cas && flow.type == names.type) return;
  if (collisions_++ > 0) return;
  first_collision_ = "\"" + std::string(database_.text(flow.name)) + "\"" +
                     (same_name ? "" : " and \"" + std::string(names.name) + "\"") +
                     (same_cas ? "" : ", with two CAS numbers") +
                     (flow.type == names.type ? "" : ", as a product and as a waste");
}

void Merger::add(const DataSetRecord& record, View file) {
  database_.findings.append(record.findings);
  if (!record.readable) return;
  administrative_ += record.administrative;
  other_names_ += record.other_names;
  restricted_ |= record.restricted;
  copyrighted_ |= record.copyrighted;
  switch (record.kind) {
    case DataSetKind::activity:
      return add_activity(record, file);
    case DataSetKind::impact_category:
      return add_category(record, file);
    case DataSetKind::elementary_flow:
      ++elementary_data_sets_;
      return;
  }
}

Activity Merger::activity_of(const DataSetRecord& record, View file) {
  Activity activity;
  activity.name = text(record.name);
  activity.category = category_text(record.category, record.sub_category);
  activity.description = text(record.description);
  activity.file = text(file);
  activity.location = location(record.location);
  activity.first_exchange = static_cast<std::uint32_t>(database_.exchanges.size());
  activity.type = record.type;
  activity.infrastructure = record.infrastructure;
  activity.start_date = text(record.start_date);
  activity.end_date = text(record.end_date);
  return activity;
}

std::string Merger::free_path(const DataSetRecord& record, View file) {
  const std::string label =
      std::string(record.name) + " (dataset " + std::string(record.number) + ")";
  const std::string numbered = record.path + '/' + std::string(record.number);
  if (!numbered_.insert(numbered).second) {
    report("duplicate_id", Severity::error, file, label, "referenceFunction",
           "two data sets have the same name, categories, unit, place, kind and number",
           "the first counts");
    return "";
  }
  if (paths_.insert(record.path).second) return record.path;
  report("id_collision", Severity::warning, file, label, "referenceFunction",
         "another data set has the same name, categories, unit, place and kind, hence "
         "the same id",
         "this one has an id that is made with its number, too");
  return numbered;
}

void Merger::add_activity(const DataSetRecord& record, View file) {
  const std::string path = free_path(record, file);
  if (path.empty()) return;
  database_.activities.push_back(activity_of(record, file));
  database_.activities.back().id = id_of(path);
  for (const ExchangeRecord& exchange : record.exchanges) add_exchange(exchange);
  add_reference(record);
  Activity& activity = database_.activities.back();
  activity.exchange_count =
      static_cast<std::uint32_t>(database_.exchanges.size()) - activity.first_exchange;
  if (!record.allocations.empty()) add_allocation(record, file);
}

void Merger::add_exchange(const ExchangeRecord& record) {
  const ExchangeIndex index{database_.exchanges.size()};
  Activity& activity = database_.activities.back();
  Exchange row;
  row.amount = record.amount;
  row.flow = flow(record.path, {record.name, record.category, record.sub_category,
                                record.unit, record.location, record.cas, record.formula,
                                record.type, record.infrastructure});
  row.unit = units_.add(record.unit);
  if (record.type == FlowType::elementary) row.location = location(record.location);
  row.internal_id = record.number;
  row.direction = record.direction;
  row.avoided = record.avoided;
  row.role = record.role;
  database_.exchanges.push_back(row);
  const bool makes = record.direction == Direction::output &&
                     (record.role == ExchangeRole::reference_product ||
                      record.role == ExchangeRole::by_product);
  if (makes && !activity.reference) activity.reference = index;
  if (!record.comment.empty()) {
    database_.exchange_comments.add(index, text(record.comment));
  }
  if (record.distribution) database_.distributions.add(index, *record.distribution);
}

/// Where no exchange is a product, the reference function stands for it.
void Merger::add_reference(const DataSetRecord& record) {
  Activity& activity = database_.activities.back();
  if (activity.reference || record.name.empty()) return;
  Exchange row;
  row.amount = record.amount;
  row.flow =
      flow(record.product, {record.name, record.category, record.sub_category,
                            record.unit, record.location, record.cas, record.formula,
                            FlowType::product, record.infrastructure});
  row.unit = units_.add(record.unit);
  row.direction = Direction::output;
  row.role = ExchangeRole::reference_product;
  activity.reference = ExchangeIndex{database_.exchanges.size()};
  database_.exchanges.push_back(row);
  if (references_added_++ == 0) first_added_ = record.name;
}

void Merger::add_allocation(const DataSetRecord& record, View file) {
  const ActivityIndex index{database_.activities.size() - 1};
  Activity& activity = database_.activities.back();
  std::unordered_map<std::int32_t, ExchangeIndex> by_number;
  for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex exchange{std::size_t{activity.first_exchange} + i};
    by_number.emplace(database_.exchanges[exchange.at()].internal_id, exchange);
  }
  const auto find = [&](std::int32_t number) {
    const auto found = by_number.find(number);
    return found == by_number.end() ? ExchangeIndex{} : found->second;
  };
  std::int64_t without_product = 0;
  std::int64_t without_exchange = 0;
  activity.default_allocation = AllocationMethod::causal;
  for (const AllocationRecord& allocation : record.allocations) {
    const ExchangeIndex product = find(allocation.product);
    if (!product || !std::isfinite(allocation.share)) {
      ++without_product;
      continue;
    }
    const FlowIndex flow = database_.exchanges[product.at()].flow;
    for (const std::int32_t number : allocation.exchanges) {
      const ExchangeIndex exchange = find(number);
      if (!exchange) {
        ++without_exchange;
        continue;
      }
      database_.allocation_factors.push_back({.activity = index,
                                              .product = flow,
                                              .exchange = exchange,
                                              .value = allocation.share,
                                              .formula = {},
                                              .method = AllocationMethod::causal});
    }
  }
  const std::string name(record.name);
  report("allocation_without_product", Severity::warning, file, name, "allocation",
         "allocations name no exchange as their product, or no number as their share",
         "they multiply nothing", without_product);
  report("allocation_without_exchange", Severity::warning, file, name, "allocation",
         "allocations name exchanges that are not there", "they multiply nothing",
         without_exchange);
}

}  // namespace lichen::detail::ecospold1
