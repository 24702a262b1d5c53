#pragma once

// Collects what keeps columns from being right, and what linking found.

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/index.hpp"
#include "lichen/model/database.hpp"
#include "lichen/system/assembly.hpp"
#include "lichen/system/columns.ipp"
#include "lichen/system/linking.ipp"
#include "lichen/system/linking_text.ipp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

/// How often links of one flow met the same fate.
struct LinkCounts {
  std::int64_t missing = 0;
  std::int64_t several = 0;
  std::int64_t not_declared_one = 0;
};

class LinkingReport {
 public:
  LinkingReport(const Database& database, const ColumnTable& table,
                const LinkOptions& options)
      : database_(database), table_(table), options_(options) {}

  /// Makes an obstacle of all columns of the activity at hand.
  void obstacle(std::string kind, std::string message, std::string way_out) {
    problems_.emplace_back(std::move(kind), std::move(message), std::move(way_out));
  }
  /// Adds a finding about an activity.
  void finding(const char* kind, Severity severity, const Activity& activity,
               std::string field, std::string message, std::string action,
               std::int64_t count = 1) {
    findings_.add({kind, severity, std::string(database_.text(activity.file)),
                   name_and_id(database_, activity), std::move(field), std::move(message),
                   std::move(action), count});
  }
  /// An obstacle that is a finding of its activity at the same time.
  void obstacle(const char* kind, const Activity& activity, const std::string& field,
                const std::string& message, const std::string& way_out) {
    obstacle(kind, name_and_id(database_, activity) + ": " + message, way_out);
    finding(kind, Severity::error, activity, field, message,
            "an error where a demand reaches the activity; " + way_out);
  }

  /// Takes note of how the link of an exchange came out.
  void note(LinkOutcome outcome, const Activity& consumer, ExchangeIndex index);
  /// Moves the obstacles of the activity at hand to its columns.
  void close_activity(ColumnRange columns, std::vector<Obstacle>& obstacles);
  /// All findings, those about links summed up by flow in the order of ids.
  Findings take_findings(const CanonicalOrder& order);

 private:
  LinkCounts& counts(const Exchange& exchange) {
    if (counts_.empty()) counts_.resize(database_.flows.size());
    return counts_[exchange.flow.at()];
  }
  std::string want(const Activity& consumer, const Exchange& exchange) const;
  std::string declared_provider(ExchangeIndex index) const;
  void note_missing(LinkOutcome outcome, const Activity& consumer, ExchangeIndex index);
  void flow_finding(const char* kind, Severity severity, const Flow& flow,
                    const std::string& message, const std::string& action,
                    std::int64_t count);
  void sum_up(const Flow& flow, FlowIndex index, const LinkCounts& counts);

  const Database& database_;
  const ColumnTable& table_;
  const LinkOptions& options_;
  std::vector<std::tuple<std::string, std::string, std::string>> problems_;
  std::vector<LinkCounts> counts_;  // by flow; empty until there is something to count
  Findings findings_;
};

inline std::string LinkingReport::want(const Activity& consumer,
                                       const Exchange& exchange) const {
  const bool waste = database_.flows[exchange.flow.at()].type == FlowType::waste;
  return name_and_id(database_, consumer) +
         (exchange.avoided ? " avoids " : (waste ? " yields " : " needs ")) +
         exchange_text(database_, exchange);
}

inline std::string LinkingReport::declared_provider(ExchangeIndex index) const {
  const Exchange& exchange = database_.exchanges[index.at()];
  if (exchange.provider) {
    return name_and_id(database_, database_.activities[exchange.provider.at()]);
  }
  const AbsentProvider* absent = database_.absent_providers.find(index);
  return absent ? name_and_id(database_, *absent) : std::string();
}

inline void LinkingReport::note(LinkOutcome outcome, const Activity& consumer,
                                ExchangeIndex index) {
  if (outcome == LinkOutcome::declared || outcome == LinkOutcome::unique) return;
  const Exchange& exchange = database_.exchanges[index.at()];
  if (outcome == LinkOutcome::chosen || outcome == LinkOutcome::ambiguous) {
    ++counts(exchange).several;
    if (outcome == LinkOutcome::chosen) return;
    const auto candidates = table_.suppliers_of(exchange.flow);
    obstacle("multiple_providers",
             want(consumer, exchange) + ", which " + std::to_string(candidates.size()) +
                 " activities supply: " + suppliers_text(database_, table_, candidates),
             "declare a provider, or name the policy "
             "on_multiple_providers=lowest_id or same_location");
    return;
  }
  note_missing(outcome, consumer, index);
}

inline void LinkingReport::note_missing(LinkOutcome outcome, const Activity& consumer,
                                        ExchangeIndex index) {
  const Exchange& exchange = database_.exchanges[index.at()];
  const bool declared = outcome != LinkOutcome::missing;
  ++(declared ? counts(exchange).not_declared_one : counts(exchange).missing);
  if (options_.on_missing_provider == MissingProvider::cut_off) return;
  std::string why = ", which no activity of the database supplies";
  if (outcome == LinkOutcome::not_a_supplier) {
    why = " from " + declared_provider(index) + ", which does not supply it";
  } else if (outcome == LinkOutcome::absent_provider) {
    why = " from " + declared_provider(index) + ", which the database lacks";
  }
  obstacle("missing_provider", want(consumer, exchange) + why,
           "add the provider, or name the policy on_missing_provider=cut_off");
}

inline void LinkingReport::close_activity(ColumnRange columns,
                                          std::vector<Obstacle>& obstacles) {
  std::sort(problems_.begin(), problems_.end());  // not the order of the input
  for (Index c = columns.begin; c < columns.end; ++c) {
    for (const auto& [kind, message, way_out] : problems_) {
      obstacles.push_back(
          {ColumnIndex{static_cast<std::size_t>(c)}, kind, message, way_out});
    }
  }
  problems_.clear();
}

inline void LinkingReport::flow_finding(const char* kind, Severity severity,
                                        const Flow& flow, const std::string& message,
                                        const std::string& action, std::int64_t count) {
  findings_.add({kind, severity, "", name_and_id(database_, flow), "exchanges.provider",
                 message, action, count});
}

inline void LinkingReport::sum_up(const Flow& flow, FlowIndex index,
                                  const LinkCounts& counts) {
  const bool cut = options_.on_missing_provider == MissingProvider::cut_off;
  const Severity open = cut ? Severity::warning : Severity::error;
  const std::string action =
      cut ? "cut off: it ends in a row of its own" : "an error where a demand reaches it";
  const std::string exchanges = " exchange(s) of this flow ";
  if (counts.missing > 0) {
    flow_finding("missing_provider", open, flow,
                 std::to_string(counts.missing) + exchanges +
                     "find no activity that supplies or treats it",
                 action, counts.missing);
  }
  if (counts.not_declared_one > 0) {
    flow_finding("wrong_provider", open, flow,
                 std::to_string(counts.not_declared_one) + exchanges +
                     "declare a provider that is absent or does not supply it",
                 action, counts.not_declared_one);
  }
  if (counts.several == 0) return;
  const auto candidates = table_.suppliers_of(index);
  const MultipleProviders policy = options_.on_multiple_providers;
  const bool lowest = policy == MultipleProviders::lowest_id;
  flow_finding("multiple_providers",
               policy == MultipleProviders::error ? Severity::error : Severity::warning,
               flow,
               std::to_string(counts.several) + exchanges + "have a choice of " +
                   std::to_string(candidates.size()) +
                   " providers: " + suppliers_text(database_, table_, candidates),
               lowest ? "the first one, of the lowest id, is taken"
               : policy == MultipleProviders::same_location
                   ? "the only one in the location of the activity is taken, else it is "
                     "an error where a demand reaches it"
                   : "an error where a demand reaches it",
               counts.several);
}

inline Findings LinkingReport::take_findings(const CanonicalOrder& order) {
  if (!counts_.empty()) {
    for (const Index position : order.flows) {
      const FlowIndex index{static_cast<std::size_t>(position)};
      sum_up(database_.flows[index.at()], index, counts_[index.at()]);
    }
  }
  return std::move(findings_);
}

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
