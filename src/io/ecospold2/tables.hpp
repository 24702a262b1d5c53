#pragma once

// The tables of a database while EcoSpold 2 is read into it: flows, units and places that
// files describe again and again.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/ecospold2/records.hpp"
#include "io/units/units_by_name.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ecospold2 {

/// How well a description knows the unit of a flow.
enum class Knowledge : std::uint8_t { exchange, producer, master_data };

/// Finds entities by id and adds those that are new.
class Tables {
 public:
  explicit Tables(Database& database) : database_(database), units_(database) {}

  [[nodiscard]] Database& database() const { return database_; }
  Text text(View view) { return view.empty() ? Text{} : database_.texts.add(view); }
  /// Keeps the text of an id that is no UUID.
  Id keep(Id id, View text);

  FlowIndex flow(const FlowRecord& record, Knowledge knowledge);
  /// By name, else by the name that master data give its id; none where neither is known.
  UnitIndex unit(View name, View id);
  LocationIndex location(View id, View code);
  void define_unit(const NamedRecord& record);
  void define_location(const NamedRecord& record);

  /// When all is read: reference units and properties of flows; what is left open is
  /// reported.
  void finish();

 private:
  struct Known {
    UnitIndex unit;
    Knowledge knowledge = Knowledge::exchange;
  };
  void learn(FlowIndex index, const FlowRecord& record, Knowledge knowledge);
  void fill(Flow& flow, const FlowRecord& record);
  void report_flows();

  Database& database_;
  UnitsByName units_;
  std::unordered_map<Id, FlowIndex> flows_;
  std::vector<Known> known_;  ///< by flow
  std::unordered_map<std::string, LocationIndex> locations_;
  std::unordered_map<std::string, std::string> unit_names_;  ///< by id
  std::int64_t renamed_ = 0;
  std::string first_renamed_;
};

}  // namespace lichen::detail::ecospold2
