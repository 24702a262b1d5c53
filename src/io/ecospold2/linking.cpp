// Providers by `activityLinkId`.

#include <string>

#include "io/ecospold2/merge.hpp"

namespace lichen::detail::ecospold2 {
namespace {

/// Who makes a product, by the id of the activity as its file has it: several data sets
/// of a system model have the same.
class Suppliers {
 public:
  Suppliers(const Database& database, const std::vector<Id>& source_ids) {
    for (std::size_t i = 0; i < source_ids.size(); ++i) {
      const ActivityIndex index{i};
      const Activity& activity = database.activities[i];
      any_.emplace(source_ids[i], index);
      if (activity.reference) {
        const FlowIndex flow = database.exchanges[activity.reference.at()].flow;
        suppliers_.emplace(Key{source_ids[i], flow}, index);
      }
    }
    for (std::size_t i = 0; i < source_ids.size(); ++i) {
      for (const Exchange& row : database.exchanges_of(database.activities[i])) {
        if (row.direction != Direction::output) continue;
        if (database.flows[row.flow.at()].type == FlowType::elementary) continue;
        suppliers_.emplace(Key{source_ids[i], row.flow}, ActivityIndex{i});
      }
    }
  }

  /// None where no data set has the id; where none of those that have it makes the
  /// flow, one of them: linking tells that it does not.
  [[nodiscard]] ActivityIndex find(Id activity, FlowIndex flow) const {
    const auto maker = suppliers_.find(Key{activity, flow});
    if (maker != suppliers_.end()) return maker->second;
    const auto any = any_.find(activity);
    return any == any_.end() ? ActivityIndex{} : any->second;
  }

 private:
  struct Key {
    Id activity;
    FlowIndex flow;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<Id>{}(key.activity) * 31U +
             static_cast<std::size_t>(key.flow.value);
    }
  };
  std::unordered_map<Key, ActivityIndex, Hash> suppliers_;
  std::unordered_map<Id, ActivityIndex> any_;
};

}  // namespace

void link(Database& database, const std::vector<DeclaredLink>& links,
          const std::vector<Id>& source_ids) {
  const Suppliers suppliers(database, source_ids);
  std::vector<std::int64_t> absent(database.activities.size(), 0);
  std::vector<Id> first(absent.size());
  for (const DeclaredLink& link : links) {
    Exchange& row = database.exchanges[link.exchange.at()];
    row.provider = suppliers.find(link.supplier, row.flow);
    if (row.provider) continue;
    database.absent_providers.add(link.exchange, {link.supplier, Text{}});
    if (absent[link.activity.at()]++ == 0) first[link.activity.at()] = link.supplier;
  }
  for (std::size_t i = 0; i < absent.size(); ++i) {
    if (absent[i] == 0) continue;
    const Activity& activity = database.activities[i];
    database.findings.add(
        {.kind = "absent_provider",
         .severity = Severity::warning,
         .file = std::string(database.text(activity.file)),
         .data_set = std::string(database.text(activity.name)) + " (" +
                     database.id_text(activity.id) + ")",
         .field = "activityLinkId",
         .message = "the package lacks activities that exchanges are linked to; first: " +
                    database.id_text(first[i]),
         .action = "no other takes their place: see wrong_provider when the database is "
                   "linked",
         .count = absent[i]});
  }
}

}  // namespace lichen::detail::ecospold2
