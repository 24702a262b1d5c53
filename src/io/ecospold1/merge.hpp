#pragma once

// From records to the tables of a database, one data set after the other in their order.

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/ecospold1/records.hpp"
#include "io/units/units_by_name.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ecospold1 {

/// Adds data sets to a database.
class Merger {
 public:
  explicit Merger(Database& database) : database_(database), units_(database) {}

  /// Adds a data set; nothing of it is needed afterwards.
  void add(const DataSetRecord& record, View file);
  /// When all data sets are there: units of flows, and what was not kept.
  void finish();

 private:
  struct FlowNames {  ///< what a flow is known by
    View name, category, sub_category, unit, location, cas, formula;
    FlowType type = FlowType::product;
    bool infrastructure = false;
  };
  Text text(View view) { return view.empty() ? Text{} : database_.texts.add(view); }
  Text category_text(View category, View sub_category);
  LocationIndex location(View code);
  FlowIndex flow(const std::string& path, const FlowNames& names);
  void note_collision(const Flow& flow, const FlowNames& names);
  void add_activity(const DataSetRecord& record, View file);
  /// What the id of an activity is made of: its path, with the number of the data set
  /// where another has the path; "" where another has both.
  std::string free_path(const DataSetRecord& record, View file);
  Activity activity_of(const DataSetRecord& record, View file);
  void add_exchange(const ExchangeRecord& record);
  void add_reference(const DataSetRecord& record);
  void add_allocation(const DataSetRecord& record, View file);
  void add_category(const DataSetRecord& record, View file);
  MethodIndex method_of(View name);
  void report(const char* kind, Severity severity, View file, const std::string& data_set,
              const char* field, const std::string& message, const char* action,
              std::int64_t count = 1);
  void report_not_kept();

  Database& database_;
  UnitsByName units_;
  std::unordered_map<std::string, FlowIndex> flows_;  ///< by path
  std::unordered_map<std::string, LocationIndex> locations_;
  std::unordered_set<std::string> paths_;     ///< of activities
  std::unordered_set<std::string> numbered_;  ///< the same, with their numbers
  std::unordered_map<std::string, MethodIndex> methods_;
  std::unordered_map<Id, CategoryIndex> categories_;
  std::int64_t administrative_ = 0;
  std::int64_t other_names_ = 0;
  std::int64_t elementary_data_sets_ = 0;
  std::int64_t references_added_ = 0;
  std::string first_added_;
  std::int64_t collisions_ = 0;
  std::string first_collision_;
  bool restricted_ = false;
  bool copyrighted_ = false;
};

}  // namespace lichen::detail::ecospold1
