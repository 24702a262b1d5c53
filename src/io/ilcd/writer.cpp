// A database as an ILCD package, and what has no place in one.

#include <algorithm>
#include <cmath>

#include "io/ilcd/writing.hpp"
#include "io/package/write.hpp"
#include "lichen/io/ilcd.hpp"

namespace lichen::detail::ilcd {
namespace {

template <class Rows, class Holds>
std::int64_t count(const Rows& rows, Holds&& holds) {
  return std::count_if(rows.begin(), rows.end(), holds);
}

void count_activities(Writing& writing) {
  const auto& rows = writing.database.activities;
  writing.lose("activity", "infrastructure flags, kinds, technology levels, scenarios",
               count(rows, [](const Activity& row) {
                 return row.infrastructure || row.kind != ActivityKind::ordinary ||
                        row.technology != TechnologyLevel::undefined ||
                        !row.scenario.empty() || !row.system_model.empty();
               }));
  writing.lose("activity.start_date", "days and months of dates",
               count(rows, [&](const Activity& row) {
                 return writing.text(row.start_date).size() > 4 ||
                        writing.text(row.end_date).size() > 4;
               }));
  const auto& parameters = writing.database.parameters;
  writing.lose("parameter.scope", "parameters of the package and of categories",
               count(parameters, [](const Parameter& row) {
                 return row.scope != ParameterScope::activity;
               }));
}

/// Distributions that the format does not name.
void count_distributions(Writing& writing) {
  const Database& database = writing.database;
  const auto& rows = database.distributions.rows();
  writing.lose("distribution", "distributions of other types",
               count(rows, [](const auto& row) {
                 return row.value.type > DistributionType::uniform &&
                        row.value.type != DistributionType::undefined;
               }));
}

/// An exchange has one share for each product: those of a second method only where they
/// are the same. Factors that name no product, or share no exchange, multiply nothing.
void count_allocations(Writing& writing) {
  const Database& database = writing.database;
  std::int64_t lost = 0;
  for (const AllocationFactor& row : database.allocation_factors) {
    const Activity& activity = database.activities[row.activity.at()];
    const AllocationMethod own = activity.default_allocation == AllocationMethod::economic
                                     ? AllocationMethod::economic
                                     : AllocationMethod::physical;
    const auto rows = writing.allocations_of(row.activity);
    const bool same = std::any_of(rows.begin(), rows.end(), [&](const auto& other) {
      return other.method == own && other.product == row.product &&
             other.value == row.value;
    });
    const bool causal = row.method == AllocationMethod::causal;
    lost += !row.product || (causal ? !row.exchange : !same);
  }
  writing.lose("allocation_factors",
               "allocation factors of no product or exchange, or of a second method",
               lost);
}

void count_exchanges(Writing& writing) {
  const Database& database = writing.database;
  writing.lose("exchange.unit", "amounts in units that do not convert",
               count(database.exchanges, [&](const Exchange& row) {
                 const Flow& flow = database.flows[row.flow.at()];
                 return std::isnan(writing.written_per(flow, row.unit, row.property));
               }));
  writing.lose("exchange.product_class", "by-product classes",
               count(database.exchanges, [](const Exchange& row) {
                 return row.product_class != ProductClass::unstated;
               }));
  const auto size = [](const auto& rows) {
    return static_cast<std::int64_t>(rows.size());
  };
  writing.lose("costs", "costs of exchanges", size(database.costs));
  writing.lose("exchange_variables", "names of amounts in formulas",
               size(database.exchange_variables));
  writing.lose("production_volumes", "production volumes",
               size(database.production_volumes));
  writing.lose("exchange_properties", "properties of exchanges",
               size(database.exchange_properties));
  writing.lose("transfer_coefficients", "transfer coefficients",
               size(database.transfer_coefficients));
}

void count_methods(Writing& writing) {
  const Database& database = writing.database;
  std::int64_t sets = 0;
  for (const Method& method : database.methods) {
    sets += static_cast<std::int64_t>(method.nw_sets.size());
  }
  writing.lose("nw_sets", "normalisation and weighting sets", sets);
  writing.lose("method", "versions and descriptions of methods",
               count(database.methods, [](const Method& row) {
                 return !row.version.empty() || !row.description.empty();
               }));
}

}  // namespace

void count_losses(Writing& writing) {
  count_activities(writing);
  count_distributions(writing);
  count_allocations(writing);
  count_exchanges(writing);
  count_methods(writing);
}

}  // namespace lichen::detail::ilcd

namespace lichen::inline LICHEN_ABI::io {

Findings write_ilcd(const Database& database, const std::string& path) {
  detail::ilcd::Writing writing(database);
  detail::ilcd::write_quantities(writing);
  detail::ilcd::write_flows(writing);
  detail::ilcd::write_processes(writing);
  detail::ilcd::write_methods(writing);
  detail::ilcd::count_losses(writing);
  detail::write_members(writing.members, path);
  return std::move(writing.findings);
}

}  // namespace lichen::inline LICHEN_ABI::io
