#pragma once

// How much of an exchange each product of an activity bears (ISO 14044, 4.3.4).

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/columns.ipp"
#include "lichen/system/linking_report.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// How far a sum of factors may be from 1.
inline constexpr double allocation_tolerance = 1e-9;

/// The factors of an activity, as far as they name a product and are of one method.
struct FactorTable {
  AllocationMethod method = AllocationMethod::none;
  /// Physical, economic: one per product. Causal: empty.
  std::vector<double> of_product;
  struct Causal {
    ExchangeIndex exchange;
    std::size_t product = 0;  ///< which column of the activity
    double value = 0.;
  };
  std::vector<Causal> causal;  ///< sorted by exchange, then product
};

/// Which part of the burden of an activity each of its columns bears.
class Sharing {
 public:
  /// True where the burden is shared: then other products vanish from a column.
  [[nodiscard]] bool shared() const { return table_.method != AllocationMethod::none; }
  /// The part of an exchange that the activity's `product`-th column bears; 1 where the
  /// burden is not shared, or where no factor says how (an obstacle then says so).
  [[nodiscard]] double factor(std::size_t product, ExchangeIndex exchange) const;

 private:
  friend class BurdenSharing;
  [[nodiscard]] std::pair<std::size_t, std::size_t> range(ExchangeIndex exchange) const;
  FactorTable table_;
};

inline std::pair<std::size_t, std::size_t> Sharing::range(ExchangeIndex exchange) const {
  const auto& rows = table_.causal;
  const auto begin = std::lower_bound(
      rows.begin(), rows.end(), exchange,
      [](const auto& row, ExchangeIndex sought) { return row.exchange < sought; });
  auto end = begin;
  while (end != rows.end() && end->exchange == exchange) ++end;
  return {static_cast<std::size_t>(begin - rows.begin()),
          static_cast<std::size_t>(end - rows.begin())};
}

inline double Sharing::factor(std::size_t product, ExchangeIndex exchange) const {
  if (!shared()) return 1.;
  if (table_.method != AllocationMethod::causal) return table_.of_product[product];
  const auto [begin, end] = range(exchange);
  double sum = 0.;
  for (std::size_t i = begin; i < end; ++i) {
    if (table_.causal[i].product == product) sum += table_.causal[i].value;
  }
  return begin == end ? 1. : sum;
}

inline const char* method_word(AllocationMethod method) {
  switch (method) {
    case AllocationMethod::physical:
      return "physical";
    case AllocationMethod::economic:
      return "economic";
    case AllocationMethod::causal:
      return "causal";
    case AllocationMethod::none:
      break;
  }
  return "no";
}

/// Decides for each activity how its burden is shared.
class BurdenSharing {
 public:
  BurdenSharing(const Database& database, const ColumnTable& table,
                const LinkOptions& options, LinkingReport& report)
      : database_(database), table_(table), options_(options), report_(report) {
    find_factors();
  }

  /// The sharing of one activity; what is not declared, or does not add up, is an
  /// obstacle.
  Sharing of(ActivityIndex index);
  /// A finding for the factors that multiply nothing, over the whole database.
  void report_idle_factors(Findings& findings) const;

 private:
  void find_factors();
  [[nodiscard]] AllocationMethod method_of(const Activity& activity) const;
  [[nodiscard]] std::span<const AllocationFactor> factors_of(ActivityIndex index) const;
  FactorTable collect(ActivityIndex index, AllocationMethod method);
  bool has_factors(const FactorTable& table) const {
    return !table.of_product.empty() || !table.causal.empty();
  }
  void no_allocation(const Activity& activity, ColumnRange columns);
  void balance_products(const Activity& activity, FactorTable& table);
  void balance_exchanges(const Activity& activity, Sharing& sharing);
  /// What to multiply factors with that sum to `sum`; counts what stays unbalanced.
  double correction(double sum, std::size_t& unbalanced, std::size_t& corrected) const;
  void report_balance(const Activity& activity, const char* word, std::size_t unbalanced,
                      std::size_t corrected, const std::string& example);

  const Database& database_;
  const ColumnTable& table_;
  const LinkOptions& options_;
  LinkingReport& report_;
  std::vector<std::pair<Index, Index>> ranges_;  // by activity; empty without factors
};

inline void BurdenSharing::find_factors() {
  const auto& factors = database_.allocation_factors;
  if (factors.empty()) return;
  ranges_.assign(database_.activities.size(), {0, 0});
  for (std::size_t i = 0; i < factors.size(); ++i) {
    auto& range = ranges_[factors[i].activity.at()];
    if (range.second == 0) range.first = static_cast<Index>(i);
    range.second = static_cast<Index>(i + 1);
  }
}

inline std::span<const AllocationFactor> BurdenSharing::factors_of(
    ActivityIndex index) const {
  if (ranges_.empty()) return {};
  const auto [begin, end] = ranges_[index.at()];
  return std::span(database_.allocation_factors)
      .subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
}

inline AllocationMethod BurdenSharing::method_of(const Activity& activity) const {
  switch (options_.allocation) {
    case Allocation::as_declared:
      return activity.default_allocation;
    case Allocation::physical:
      return AllocationMethod::physical;
    case Allocation::economic:
      return AllocationMethod::economic;
    case Allocation::causal:
      return AllocationMethod::causal;
    case Allocation::none:
      break;
  }
  return AllocationMethod::none;
}

inline FactorTable BurdenSharing::collect(ActivityIndex index, AllocationMethod method) {
  const ColumnRange columns = table_.of_activity[index.at()];
  FactorTable table{method, {}, {}};
  std::vector<double> of_product(static_cast<std::size_t>(columns.size()), 0.);
  std::vector<bool> named(of_product.size(), false);
  for (const AllocationFactor& factor : factors_of(index)) {
    if (factor.method != method || !factor.product) continue;
    const ColumnIndex column = table_.find(index, factor.product);
    if (!column) continue;
    const std::size_t product = column.at() - static_cast<std::size_t>(columns.begin);
    if (method == AllocationMethod::causal) {
      if (factor.exchange)
        table.causal.push_back({factor.exchange, product, factor.value});
    } else {
      of_product[product] += factor.value;  // repeated ones fail to balance
      named[product] = true;
    }
  }
  const auto count = std::count(named.begin(), named.end(), true);
  if (count > 0) table.of_product = std::move(of_product);
  if (count > 0 && count < columns.size()) {
    report_.finding("missing_allocation_factor", Severity::warning,
                    database_.activities[index.at()], "allocationFactors",
                    std::to_string(columns.size() - count) + " of " +
                        std::to_string(columns.size()) + " products have no " +
                        method_word(method) + " factor",
                    "it counts as 0, and the others must sum to 1");
  }
  std::sort(table.causal.begin(), table.causal.end(),
            [](const FactorTable::Causal& left, const FactorTable::Causal& right) {
              return std::tie(left.exchange, left.product, left.value) <
                     std::tie(right.exchange, right.product, right.value);
            });
  return table;
}

inline Sharing BurdenSharing::of(ActivityIndex index) {
  Sharing sharing;
  const ColumnRange columns = table_.of_activity[index.at()];
  if (columns.size() < 2) return sharing;
  const Activity& activity = database_.activities[index.at()];
  if (options_.allocation == Allocation::none) {
    report_.finding(
        "repeated_burden", Severity::warning, activity, "exchanges",
        std::to_string(columns.size()) + " products, not allocated",
        "each product has a column with the whole burden, the others are open",
        columns.size());
    return sharing;
  }
  const AllocationMethod method = method_of(activity);
  if (method != AllocationMethod::none) sharing.table_ = collect(index, method);
  if (!has_factors(sharing.table_)) {
    no_allocation(activity, columns);
    return {};
  }
  if (method == AllocationMethod::causal) {
    balance_exchanges(activity, sharing);
  } else {
    balance_products(activity, sharing.table_);
  }
  return sharing;
}

inline void BurdenSharing::no_allocation(const Activity& activity, ColumnRange columns) {
  const AllocationMethod method = method_of(activity);
  std::string names;
  for (Index c = columns.begin; c < columns.end; ++c) {
    const FlowIndex flow = table_.columns[static_cast<std::size_t>(c)].flow;
    names += (names.empty() ? "" : ", ") +
             quoted(database_.text(database_.flows[flow.at()].name));
  }
  report_.obstacle(
      "no_allocation", activity, "allocationFactors",
      std::to_string(columns.size()) + " products (" + names + ") and " +
          (method == AllocationMethod::none
               ? std::string("no declared allocation")
               : std::string("no ") + method_word(method) + " factors for them"),
      "declare allocation factors, or name the policy allocation=none, physical, "
      "economic or causal");
}

inline double BurdenSharing::correction(double sum, std::size_t& unbalanced,
                                        std::size_t& corrected) const {
  if (std::abs(sum - 1.) <= allocation_tolerance) return 1.;
  const auto policy = options_.on_unbalanced_allocation;
  if (std::isfinite(sum) && policy == UnbalancedAllocation::normalise && sum != 0.) {
    ++corrected;
    return 1. / sum;
  }
  const bool kept = std::isfinite(sum) && policy == UnbalancedAllocation::keep;
  ++(kept ? corrected : unbalanced);
  return 1.;
}

inline void BurdenSharing::report_balance(const Activity& activity, const char* word,
                                          std::size_t unbalanced, std::size_t corrected,
                                          const std::string& example) {
  if (unbalanced > 0) {
    report_.obstacle(
        "unbalanced_allocation", activity, "allocationFactors",
        std::string(word) + " factors " + example + ", not 1 over the products",
        "correct them, or name the policy "
        "on_unbalanced_allocation=normalise or keep");
  } else if (corrected > 0) {
    const bool kept = options_.on_unbalanced_allocation == UnbalancedAllocation::keep;
    report_.finding("unbalanced_allocation", Severity::warning, activity,
                    "allocationFactors", std::string(word) + " factors " + example,
                    kept ? "used as they are" : "divided by their sum",
                    static_cast<std::int64_t>(corrected));
  }
}

inline void BurdenSharing::balance_products(const Activity& activity,
                                            FactorTable& table) {
  double sum = 0.;
  for (const double value : table.of_product) sum += value;
  std::size_t unbalanced = 0, corrected = 0;
  const double by = correction(sum, unbalanced, corrected);
  for (double& value : table.of_product) value *= by;
  report_balance(activity, method_word(table.method), unbalanced, corrected,
                 "sum to " + number_text(sum));
}

inline void BurdenSharing::balance_exchanges(const Activity& activity, Sharing& sharing) {
  std::size_t unbalanced = 0, corrected = 0;
  std::string example;
  for (std::size_t i = 0; i < activity.exchange_count; ++i) {
    const ExchangeIndex index{activity.first_exchange + i};
    const Exchange& exchange = database_.exchanges[index.at()];
    const Flow& flow = database_.flows[exchange.flow.at()];
    if (role_of(exchange, flow.type) == Role::own) continue;
    const auto [begin, end] = sharing.range(index);
    double sum = 0.;
    for (std::size_t k = begin; k < end; ++k) sum += sharing.table_.causal[k].value;
    const std::size_t before = unbalanced + corrected;
    const double by = correction(sum, unbalanced, corrected);
    if (begin == end && corrected > 0 && before != unbalanced + corrected) {
      --corrected;  // no factor at all: nothing that a policy could keep or divide
      ++unbalanced;
    }
    for (std::size_t k = begin; k < end; ++k) sharing.table_.causal[k].value *= by;
    if (example.empty() && before != unbalanced + corrected) {
      example =
          (begin == end ? "are absent for " : "sum to " + number_text(sum) + " for ") +
          exchange_text(database_, exchange);
    }
  }
  report_balance(activity, "causal", unbalanced, corrected, example);
}

inline void BurdenSharing::report_idle_factors(Findings& findings) const {
  constexpr auto kind = "allocation_without_product";
  std::int64_t idle = 0;
  for (const AllocationFactor& factor : database_.allocation_factors) {
    if (!factor.product) ++idle;
  }
  for (const Finding& finding : database_.findings.items()) {
    if (finding.kind == kind) idle -= finding.count;  // reading has reported these
  }
  if (idle <= 0) return;
  findings.add({kind, Severity::warning, "", "", "allocationFactors.product",
                std::to_string(idle) + " of " +
                    std::to_string(database_.allocation_factors.size()) +
                    " allocation factors name no product",
                "they multiply nothing", idle});
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
