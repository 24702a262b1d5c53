#pragma once

// The tables of a database while ILCD is read into it: entities by id, and those that
// data sets refer to and the package lacks.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "io/ilcd/records.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ilcd {

/// Where a finding stands.
struct Place {
  View file;
  std::string data_set;
};

/// Finds entities by id and adds those that are new.
class Tables {
 public:
  explicit Tables(Database& database) : database_(database) {}

  [[nodiscard]] Database& database() const { return database_; }
  Text text(View view) { return view.empty() ? Text{} : database_.texts.add(view); }
  /// The id of a text; one that is no UUID is kept.
  Id id_of(View text);

  void add_unit_group(const FileRecord& file);
  void add_flow_property(const FileRecord& file);
  void add_flow(const FileRecord& file);
  void name_location(const LocationRecord& record);

  /// The flow that is referred to; where the package lacks it, one with what the
  /// reference tells of it.
  FlowIndex flow(const Reference& reference);
  /// A flow of no known type is a product: it is a reference, or has a provider.
  void set_product(FlowIndex flow);
  FlowPropertyIndex property(const Reference& reference);
  /// A flow property of the package by its id; none where it has none of that id.
  [[nodiscard]] FlowPropertyIndex find_property(View id) const;
  /// A unit by the id that openLCA gives it.
  [[nodiscard]] UnitIndex openlca_unit(View id) const;
  LocationIndex location(View code);
  /// The unit of scores of a category; "" where the package does not tell.
  [[nodiscard]] View unit_of(const Reference& quantity) const;

  void report(const char* kind, Severity severity, const Place& place, const char* field,
              std::string message, const char* action, std::int64_t count = 1);
  /// What is left open when all is read.
  void finish();

 private:
  struct KnownFlow {
    FlowIndex index;
    std::string version;
  };
  void read_properties(const FileRecord& file, Flow& flow);
  void set_reference(const FileRecord& file, const PropertyOfFlow& record,
                     FlowPropertyIndex property, Flow& flow);
  /// The unit of so many reference units of a group.
  UnitIndex unit_of_many(UnitGroupIndex group, double amount);
  bool is_new(bool inserted, const FileRecord& file);
  void report_flows();

  Database& database_;
  std::unordered_map<Id, UnitGroupIndex> groups_;
  std::unordered_map<Id, FlowPropertyIndex> properties_;
  std::unordered_map<Id, KnownFlow> flows_;
  std::unordered_map<std::int32_t, bool> untyped_;  ///< by flow: whether exchanged
  std::unordered_map<Id, UnitIndex> openlca_units_;
  std::unordered_map<std::string, LocationIndex> locations_;
  std::unordered_map<std::string, std::string> location_names_;
  std::map<std::pair<std::int32_t, double>, UnitIndex> many_;
  std::int64_t absent_properties_ = 0;
  std::string first_absent_property_;
  std::int64_t other_versions_ = 0;
  std::string first_other_version_;
};

/// Who a data set is, for findings.
Place place_of(const FileRecord& file);

}  // namespace lichen::detail::ilcd
