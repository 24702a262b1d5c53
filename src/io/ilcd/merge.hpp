#pragma once

// From records to the tables of a database, one file after the other in their order.

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/ilcd/records.hpp"
#include "io/ilcd/tables.hpp"

namespace lichen::detail::ilcd {

/// Adds files to a database: what others refer to comes first.
class Merger {
 public:
  explicit Merger(Database& database) : database_(database), tables_(database) {}

  /// Adds what a file holds; nothing of it is needed afterwards.
  void add(const FileRecord& file);
  /// When all files are there: links, and what was not kept.
  void finish();

 private:
  // merge.cpp
  void add_activity(const FileRecord& file);
  Activity activity_of(const FileRecord& file);
  void add_exchange(const ExchangeRecord& record);
  void add_extras(const ExchangeRecord& record, ExchangeIndex index);
  void set_references(const FileRecord& file);
  void add_allocations(const FileRecord& file);
  void add_parameters(const ProcessRecord& record);
  /// The exchange of the last activity with an internal id; none where there is none.
  [[nodiscard]] ExchangeIndex find_exchange(const ProcessRecord& record, View id) const;
  // merge_methods.cpp
  void add_category(const FileRecord& file);
  void add_factors(const FileRecord& file, Category& category);
  MethodIndex method_of(View name);
  // linking.cpp
  void add_model(const FileRecord& file);
  void connect(const FileRecord& file, const ConnectionRecord& connection,
               const InstanceRecord& from, const InstanceRecord& to);
  void supply(const FileRecord& file, ActivityIndex of, Direction direction,
              FlowIndex flow, const Reference& supplier);
  void link();
  // report.cpp
  void report_not_kept();
  void report_languages();

  struct Declared {
    Id supplier;
    Text name;
    bool by_model = false;
  };

  Database& database_;
  Tables tables_;
  std::unordered_map<Id, ActivityIndex> activities_;
  std::map<ExchangeIndex, Declared> links_;
  std::unordered_map<Id, CategoryIndex> categories_;
  std::map<std::string, MethodIndex, std::less<>> methods_;
  std::vector<std::string> licences_;
  NotKept not_kept_;
  LanguageCount languages_;
  std::int64_t sources_ = 0;
  std::int64_t contacts_ = 0;
  std::int64_t classifications_ = 0;
  bool copyrighted_ = false;
};

}  // namespace lichen::detail::ilcd
