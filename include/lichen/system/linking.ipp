#pragma once

// Who supplies an input, or treats a waste.

#include <cstdint>
#include <span>

#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/columns.ipp"
#include "lichen/system/options.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// How a provider was found, or why there is none.
enum class LinkOutcome : std::uint8_t {
  declared,
  unique,
  chosen,           ///< one of several, by a policy
  missing,          ///< nobody supplies the flow
  ambiguous,        ///< several do, and no policy chooses
  not_a_supplier,   ///< the declared provider does not supply the flow
  absent_provider,  ///< the database lacks the declared provider
};

struct Link {
  LinkOutcome outcome = LinkOutcome::missing;
  ColumnIndex column;  ///< the provider's; none where there is none
};

/// The only candidate in a location; none where there is none or several.
inline ColumnIndex only_one_in(LocationIndex location,
                               std::span<const ColumnIndex> candidates,
                               const Database& database, const ColumnTable& table) {
  ColumnIndex found;
  if (!location) return found;
  for (const ColumnIndex candidate : candidates) {
    const ActivityIndex activity = table.columns[candidate.at()].activity;
    if (database.activities[activity.at()].location != location) continue;
    if (found) return {};
    found = candidate;
  }
  return found;
}

inline Link choose(MultipleProviders policy, LocationIndex location,
                   std::span<const ColumnIndex> candidates, const Database& database,
                   const ColumnTable& table) {
  ColumnIndex chosen;
  if (policy == MultipleProviders::lowest_id) chosen = candidates.front();
  if (policy == MultipleProviders::same_location) {
    chosen = only_one_in(location, candidates, database, table);
  }
  return {chosen ? LinkOutcome::chosen : LinkOutcome::ambiguous, chosen};
}

/// The provider of an exchange: the declared one, else the only supplier, else the
/// policy's. A declared provider is never replaced by another one.
inline Link find_provider(const Database& database, const ColumnTable& table,
                          const LinkOptions& options, const Activity& consumer,
                          ExchangeIndex index) {
  const Exchange& exchange = database.exchanges[index.at()];
  if (exchange.provider) {
    const ColumnIndex column = table.find(exchange.provider, exchange.flow);
    return {column ? LinkOutcome::declared : LinkOutcome::not_a_supplier, column};
  }
  if (database.absent_providers.size() > 0 && database.absent_providers.find(index)) {
    return {LinkOutcome::absent_provider, {}};
  }
  const auto candidates = table.suppliers_of(exchange.flow);
  if (candidates.empty()) return {LinkOutcome::missing, {}};
  if (candidates.size() == 1) return {LinkOutcome::unique, candidates.front()};
  return choose(options.on_multiple_providers, consumer.location, candidates, database,
                table);
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
