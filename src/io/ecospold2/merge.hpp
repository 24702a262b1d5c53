#pragma once

// From records to the tables of a database, one file after the other in their order.

#include <string>
#include <unordered_map>
#include <vector>

#include "io/ecospold2/records.hpp"
#include "io/ecospold2/tables.hpp"

namespace lichen::detail::ecospold2 {

/// An exchange that names its supplier.
struct DeclaredLink {
  ExchangeIndex exchange;
  ActivityIndex activity;  ///< whose exchange it is
  Id supplier;             ///< `activity@id`
};

/// Adds files to a database.
class Merger {
 public:
  explicit Merger(Database& database) : database_(database), tables_(database) {}

  /// Adds what a file holds; nothing of it is needed afterwards.
  void add(const FileRecord& file);
  /// When all files are there: links, wastes, units, and what was not kept.
  void finish();

 private:
  void add_activity(const ActivityRecord& record, View file);
  Activity activity_of(const ActivityRecord& record, View file);
  /// Adds the exchanges of the last activity; gives the row of each, none where it has
  /// none.
  /// Where a data set is for `only` one product, other products of amount 0 are left out.
  std::vector<ExchangeIndex> add_exchanges(const ActivityRecord& record,
                                           const ExchangeRecord* only);
  void add_exchange(const ExchangeRecord& record);
  void add_extras(const ExchangeRecord& record, ExchangeIndex index);
  void add_details(const ActivityRecord& record, const std::vector<ExchangeIndex>& rows);
  void add_parameters(const ActivityRecord& record);
  /// An activity has the id of its data set; one of several with that id, or one whose
  /// file is named so, has the id of "<activity>_<product>".
  void give_ids();
  void add_method(const MethodRecord& record, View file);
  Category category_of(const CategoryRecord& record, const MethodRecord& method);
  void report(const char* kind, Severity severity, View file, const std::string& data_set,
              const char* field, std::string message, const char* action,
              std::int64_t count = 1);
  void report_not_kept();

  Database& database_;
  Tables tables_;
  NotKept not_kept_;
  struct Source {
    Id id;      ///< the `activity@id` of its file
    Text pair;  ///< with the id of the reference product behind it
    bool by_product = false;
  };
  std::unordered_map<std::string, ActivityIndex> pairs_;
  std::vector<Source> sources_;  ///< by activity
  std::vector<ActivityIndex> parameter_owners_;
  std::unordered_map<Id, MethodIndex> methods_;
  std::unordered_map<Id, CategoryIndex> categories_;
  std::vector<DeclaredLink> links_;
  std::int64_t zero_products_ = 0;
  bool restricted_ = false;
  bool copyrighted_ = false;
};

// linking.cpp
/// Gives exchanges the providers that they declare: the data set of the activity that
/// stands for the product, else one that also makes it. Absent ones are findings.
void link(Database& database, const std::vector<DeclaredLink>& links,
          const std::vector<Id>& source_ids);

// wastes.cpp
/// Products that are exchanged in negative amounts only are wastes: they become flows of
/// that type, amounts positive, directions turned.
void turn_wastes(Database& database);

}  // namespace lichen::detail::ecospold2
