#pragma once

// What the tables of one database refer to, by id or by a name that is unique.

#include <string>
#include <string_view>
#include <unordered_map>

#include "io/tables/sheet.hpp"
#include "io/units/units_by_name.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::tables {

/// Rows of one table by id, and by name where it is unique.
template <class Index>
class Lookup {
 public:
  explicit Lookup(TextPool& texts) : texts_(&texts) {}
  /// False where the id is taken.
  bool add(Id id, std::string_view name, Index index) {
    if (!by_id_.emplace(id, index).second) return false;
    add_name(name, index);  // also forgets the last text
    return true;
  }
  /// A further name of a row.
  void add_name(std::string_view name, Index index) {
    last_text_.clear();
    last_ = {};
    const auto [at, added] = by_name_.emplace(texts_->view(texts_->add(name)), index);
    if (!added && at->second != index) at->second = Index{};  // it names none of several
  }
  /// The row of an id.
  [[nodiscard]] Index find(Id id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? Index{} : found->second;
  }
  /// The row of an id or name; none where there is none or are several.
  [[nodiscard]] Index find(std::string_view text) {
    if (text == last_text_) return last_;  // neighbouring rows often name the same
    Index index = find(make_id(text));
    if (!index) {
      const auto name = by_name_.find(text);
      if (name != by_name_.end()) index = name->second;
    }
    last_text_ = text;
    return last_ = index;
  }

 private:
  std::unordered_map<Id, Index> by_id_;
  TextPool* texts_;
  std::unordered_map<std::string_view, Index> by_name_;
  std::string last_text_;
  Index last_;
};

/// Units by id, and by name within their group.
struct UnitNames {
  explicit UnitNames(TextPool& texts) : by_id(texts) {}
  Lookup<UnitIndex> by_id;
  std::unordered_multimap<std::string, UnitIndex> by_name;
};

/// A database while its tables are read.
struct Context {
  explicit Context(Database& into) : database(into), units_by_name(into) {}

  Database& database;
  UnitsByName units_by_name;
  Lookup<UnitGroupIndex> groups{database.texts};
  UnitNames units{database.texts};
  Lookup<FlowPropertyIndex> properties{database.texts};
  Lookup<LocationIndex> locations{database.texts};
  Lookup<FlowIndex> flows{database.texts};
  Lookup<ActivityIndex> activities{database.texts};
  Lookup<CategoryIndex> categories{database.texts};
  Lookup<MethodIndex> methods{database.texts};

  /// The id of a field; kept as text where it is no UUID. An empty one is made of `name`.
  Id id_of(std::string_view text, std::string_view name = "");
  /// The unit of a field: of the package by id, else by name within `group`, else of the
  /// library by name. Names are not unique: what could be several units is an error, and
  /// converts to nothing.
  UnitIndex unit(Sheet& sheet, std::size_t row, UnitGroupIndex group);
  /// The group that a flow counts in: that of a property, else of its reference unit.
  [[nodiscard]] UnitGroupIndex group_of(FlowIndex flow, FlowPropertyIndex property) const;
  /// The location of a field, added where it is new.
  LocationIndex location(std::string_view text);
  /// The row that a field refers to; reports it where there is none. Empty fields are
  /// none.
  template <class Index>
  Index refer(Lookup<Index>& lookup, Sheet& sheet, std::size_t row,
              std::string_view column) {
    const auto text = sheet.text(row, column);
    if (text.empty()) return {};
    const Index index = lookup.find(text);
    if (!index) {
      sheet.report(
          "unknown_reference", Severity::error, row, column,
          "\"" + std::string(text) + "\" is no id, and no unique name, of a row there",
          "it was read as empty");
    }
    return index;
  }
};

// quantities.cpp
void read_database(Context& context, Sheet& sheet);
void read_unit_groups(Context& context, Sheet& sheet);
void read_flow_properties(Context& context, Sheet& sheet);
void read_units(Context& context, Sheet& sheet);
void read_locations(Context& context, Sheet& sheet);
void read_flows(Context& context, Sheet& sheet);
void read_flow_property_factors(Context& context, Sheet& sheet);
/// Gives every flow its rows of properties. Called when all tables are read.
void finish_flows(Context& context);

// activities.cpp
void read_activities(Context& context, Sheet& sheet);
void read_exchanges(Context& context, Sheet& sheet);
void read_allocation(Context& context, Sheet& sheet);
void read_parameters(Context& context, Sheet& sheet);

// methods.cpp
void read_methods(Context& context, Sheet& sheet);
void read_categories(Context& context, Sheet& sheet);
void read_method_categories(Context& context, Sheet& sheet);
/// Gives categories that no method lists a method of their own.
void finish_methods(Context& context);
void read_factors(Context& context, Sheet& sheet);
void read_normalisation(Context& context, Sheet& sheet);

}  // namespace lichen::detail::tables
