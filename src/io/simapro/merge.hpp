#pragma once

// From records to the tables of a database, one block after the other in their order.

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/simapro/flows.hpp"
#include "io/simapro/records.hpp"
#include "io/simapro/stages.hpp"
#include "io/simapro/units.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::simapro {

/// Adds blocks to a database. Lists (units, substances, parameters) come first; names of
/// the technosphere become flows and providers when all are there.
class Merger {
 public:
  explicit Merger(Database& database)
      : database_(database), units_(database), flows_(database, units_) {}

  /// Adds a block; its texts must stay where they are until `finish`.
  void add(const BlockRecord& record, View file);
  void finish();

 private:
  /// What a row of the technosphere names, until everything is known.
  struct Link {
    ExchangeIndex exchange;
    std::uint32_t name = 0;
    Use use = Use::none;
    bool is_stage = false;  ///< the section holds stages only
    bool either = false;    ///< it holds products and stages
  };
  Text text(View view) { return view.empty() ? Text{} : database_.texts.add(view); }
  void report(const char* kind, Severity severity, View file, std::string data_set,
              const char* field, std::string message, const char* action,
              std::int64_t count = 1);

  void add_activity(const BlockRecord& record, View file);
  Activity activity_of(const BlockRecord& record, View file);
  Id free_id(const BlockRecord& record, View file, const std::string& label);
  void add_row(const Row& row, const BlockRecord& record);
  void add_own(const Row& row, const BlockRecord& record, Exchange& exchange);
  void add_use(const Row& row, Exchange& exchange);
  void add_side_tables(const Row& row, ExchangeIndex index);
  void note_stage(const BlockRecord& record, const Row& row, ExchangeIndex exchange);
  void add_fractions(const BlockRecord& record, View file);
  void add_allocation(const BlockRecord& record);
  void add_parameters(const BlockRecord& record, ParameterScope scope, Id owner);

  void add_method(const BlockRecord& record, View file);
  void add_category(const CategoryRecord& row, const Method& method, View file);
  std::unordered_map<std::string, CategoryIndex> add_damages(
      const BlockRecord& record, std::size_t midpoint,
      const std::unordered_map<std::string, CategoryIndex>& categories, View file);
  void add_sets(const BlockRecord& record,
                const std::unordered_map<std::string, CategoryIndex>& categories,
                std::size_t method, View file);

  void link();
  Made kind_of(const Link& link);
  void link_one(const Link& link);
  void report_links();
  void report_not_kept();

  Database& database_;
  Units units_;
  Flows flows_;
  Stages stages_;
  std::vector<Link> links_;
  std::unordered_set<Id> ids_;  ///< of activities, methods and categories
  std::unordered_map<std::string, std::size_t> globals_;  ///< parameters by name
  struct Counted {
    std::int64_t count = 0;
    std::string first;
    void note(View what) {
      if (count++ == 0) first = what;
    }
  };
  Counted unmade_;       ///< rows whose name nothing in the file makes
  Counted made_twice_;   ///< rows whose name several processes make
  Counted two_kinds_;    ///< rows whose name a process and a stage have
  Counted waste_types_;  ///< products with a waste type
  Counted shadowed_;     ///< database parameters that the project's hide
  Counted descriptions_;
  Counted hidden_;
  Counted reuses_;         ///< stages that spare an assembly
  Counted method_fields_;  ///< titles of methods that the model has not
};

}  // namespace lichen::detail::simapro
