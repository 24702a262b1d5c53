#pragma once

// The tables of a database while openLCA data sets are read into it: entities by id, and
// stand-ins for what is only referred to.

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "io/json/value.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::jsonld {

/// Where a finding belongs.
struct Place {
  std::string_view file;
  std::string_view name;
  std::string_view id;
};

/// Finds entities by id and adds stand-ins for those that the package lacks.
class Tables {
 public:
  explicit Tables(Database& database) : database_(database) {}

  [[nodiscard]] Database& database() const { return database_; }
  Text text(std::string_view view) { return database_.texts.add(view); }
  /// The id of a text, which is kept where it is no UUID.
  Id id_of(std::string_view text);

  /// Registers an entity of the package; false (with a finding) where its id is taken.
  template <class Index>
  bool define(std::unordered_map<Id, Index>& map, Id id, Index index,
              const Place& place) {
    if (map.emplace(id, index).second) return true;
    report("duplicate_id", Severity::error, place, "@id",
           "two data sets of this kind have this id", "the first counts");
    return false;
  }

  // What a reference ({"@id": …, "name": …}) points to; none where there is no reference.
  UnitIndex unit(std::optional<json::Element> reference);
  FlowPropertyIndex property(std::optional<json::Element> reference);
  LocationIndex location(std::optional<json::Element> reference);
  FlowIndex flow(std::optional<json::Element> reference);

  void report(const char* kind, Severity severity, const Place& place, std::string field,
              std::string message, std::string action, std::int64_t count = 1);

  std::unordered_map<Id, UnitGroupIndex> groups;
  std::unordered_map<Id, UnitIndex> units;
  std::unordered_map<Id, FlowPropertyIndex> properties;
  std::unordered_map<Id, LocationIndex> locations;
  /// Properties and locations that have a data set of their own, not only references.
  std::unordered_map<Id, bool> own_properties;
  std::unordered_map<Id, bool> own_locations;
  std::unordered_map<Id, FlowIndex> flows;
  std::unordered_map<Id, ActivityIndex> activities;
  std::unordered_map<Id, CategoryIndex> impact_categories;
  /// Folders of data sets by id, as v1 has them: name and parent.
  std::unordered_map<Id, std::pair<Text, Id>> categories;
  /// Units that flow references of v2 name as those of the reference amounts.
  std::unordered_map<std::int32_t, Text> reference_unit_names;

  /// Providers that exchanges declare, in the order of the exchanges: they are looked up
  /// when all processes are read.
  struct DeclaredProvider {
    ExchangeIndex exchange;
    ActivityIndex activity;  ///< whose exchange it is
    Id id;
    Text name;
  };
  std::vector<DeclaredProvider> providers;
  /// Flows that exchanges refer to, whose type neither a data set nor a reference tells.
  std::unordered_set<std::int32_t> untyped_flows;
  /// True where a data set uses words that only schema v1 has.
  bool has_old_words = false;
  /// True where one uses words that only schema v2 has.
  bool has_new_words = false;

 private:
  Database& database_;
};

/// The path of a data set's category: a text in v2, a chain of references in v1, up to
/// where it leads back to itself.
std::string category_path(const Tables& tables, std::optional<json::Element> category);

/// The type of a flow as openLCA writes it; elementary where nothing is said.
FlowType flow_type(std::string_view text);

}  // namespace lichen::detail::jsonld
