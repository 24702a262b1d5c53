#pragma once

// What the parts of the writer share: the database, the files made, what found no place.

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "io/ilcd/xml_text.hpp"
#include "io/package/members.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ilcd {

/// What the parts of the writer go on with.
class Writing {
 public:
  explicit Writing(const Database& database);

  const Database& database;
  std::vector<Member> members;
  Findings findings;

  [[nodiscard]] View text(Text handle) const { return database.texts.view(handle); }
  /// Adds a file of a folder of the package.
  void add(View folder, const std::string& id, XmlText& file);
  /// Counts what the format has no place for.
  void lose(const char* field, const char* what, std::int64_t count);

  /// True for a unit that stands for so many reference units, made where a flow was read.
  [[nodiscard]] bool is_many(UnitIndex unit) const { return many_[unit.at()]; }
  /// True for a flow property that is written as a data set.
  [[nodiscard]] bool has_data_set(FlowPropertyIndex property) const;
  /// True for a flow that is written as a data set: others are only referred to.
  [[nodiscard]] bool has_data_set(const Flow& flow) const {
    return !flow.stub || flow.reference_property;
  }
  /// Written amounts per reference amount of a flow.
  [[nodiscard]] double scale_of(const Flow& flow) const;
  /// Written amounts per amount in a unit of a property; NaN where it does not convert.
  [[nodiscard]] double written_per(const Flow& flow, UnitIndex unit,
                                   FlowPropertyIndex property) const;
  void reference_to_flow(XmlText& xml, FlowIndex flow) const;
  [[nodiscard]] std::span<const AllocationFactor> allocations_of(
      ActivityIndex activity) const;

 private:
  std::vector<bool> many_;  ///< by unit
  std::unordered_map<std::int32_t, std::pair<std::size_t, std::size_t>>
      allocations_;  ///< by activity: their first row, and how many
};

/// The element that opens a data set, with its namespaces.
void open_root(XmlText& xml, View name, View name_space);
/// Classes from the outermost on.
void add_classes(XmlText& xml, View path, bool compartments);
void add_administration(XmlText& xml, View version, bool copyrighted);
void add_reference(XmlText& xml, View element, View type, const std::string& id,
                   View folder, View name);

void write_quantities(Writing& writing);
void write_flows(Writing& writing);
void write_processes(Writing& writing);
void write_methods(Writing& writing);
void count_losses(Writing& writing);

}  // namespace lichen::detail::ilcd
