#include "io/tables/writer.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>

#include "io/csv/writer.hpp"
#include "io/tables/names.hpp"
#include "lichen/base/error.hpp"

namespace lichen::detail {
namespace {

using namespace tables;
using csv::Writer;

/// Writes one table after the other.
class TablesWriter {
 public:
  explicit TablesWriter(const Database& database) : database_(database) {}

  std::vector<Member> run() {
    write_database();
    write_unit_groups();
    write_properties();
    write_units();
    write_locations();
    write_flows();
    write_activities();
    write_exchanges();
    write_allocation();
    write_parameters();
    write_methods();
    write_categories();
    write_factors();
    write_normalisation();
    return std::move(members_);
  }

 private:
  Writer start(std::initializer_list<std::string_view> columns) const {
    Writer writer;
    for (const auto column : columns) writer.text(column);
    writer.end_row();
    return writer;
  }

  void finish(const char* name, Writer& writer, std::size_t rows) {
    if (rows == 0) return;
    members_.push_back({name, writer.take()});
    if (members_.back().content.find('\0') == std::string::npos) return;
    throw DataError(std::string(name) +
                    ": a text of the database holds a NUL, which a table cannot hold");
  }

  [[nodiscard]] std::string_view text(Text handle) const {
    return database_.text(handle);
  }
  [[nodiscard]] std::string id(Id value) const {
    return value ? database_.id_text(value) : std::string();
  }
  template <class Row, class Index>
  [[nodiscard]] std::string id_at(const std::vector<Row>& rows, Index index) const {
    return index ? id(rows[index.at()].id) : std::string();
  }
  static std::string_view yes(bool value) { return value ? "yes" : ""; }
  /// A factor; "nan" stands for one that nobody knows.
  static void factor(Writer& writer, double value) {
    if (std::isnan(value)) {
      writer.text("nan");
    } else {
      writer.number(value);
    }
  }
  /// An amount or value; one that is not known stays empty and is reported again.
  static void value(Writer& writer, double number) {
    if (std::isfinite(number)) {
      writer.number(number);
    } else {
      writer.empty();
    }
  }

  void write_database() {
    Writer writer = start({"key", "value"});
    const auto row = [&](std::string_view key, std::string_view of) {
      if (!of.empty()) writer.text(key).text(of).end_row();
    };
    row("format", "lichen-tables");
    row("version", "1");
    row("name", database_.source.name);
    row("package_version", database_.source.version);
    row("licence", database_.source.licence);
    finish("database.csv", writer, 1);
  }

  void write_unit_groups() {
    Writer writer = start({"id", "name", "property"});
    for (const UnitGroup& group : database_.unit_groups) {
      writer.text(id(group.id)).text(text(group.name));
      writer.text(id_at(database_.flow_properties, group.default_property)).end_row();
    }
    finish("unit_groups.csv", writer, database_.unit_groups.size());
  }

  void write_properties() {
    Writer writer = start({"id", "name", "group", "economic"});
    for (const FlowProperty& property : database_.flow_properties) {
      writer.text(id(property.id)).text(text(property.name));
      writer.text(id_at(database_.unit_groups, property.group));
      writer.text(yes(property.economic)).end_row();
    }
    finish("flow_properties.csv", writer, database_.flow_properties.size());
  }

  void write_units() {
    Writer writer = start({"id", "name", "group", "factor", "reference", "synonyms"});
    for (std::size_t i = 0; i < database_.units.size(); ++i) {
      const PackageUnit& unit = database_.units[i];
      const bool reference =
          unit.group && database_.unit_groups[unit.group.at()].reference == UnitIndex{i};
      writer.text(id(unit.id)).text(text(unit.name));
      writer.text(id_at(database_.unit_groups, unit.group));
      factor(writer, unit.factor);
      writer.text(yes(reference)).text(text(unit.synonyms)).end_row();
    }
    finish("units.csv", writer, database_.units.size());
  }

  void write_locations() {
    Writer writer = start({"id", "code", "name"});
    for (const Location& location : database_.locations) {
      writer.text(id(location.id)).text(text(location.code)).text(text(location.name));
      writer.end_row();
    }
    finish("locations.csv", writer, database_.locations.size());
  }

  void write_flows() {
    Writer writer =
        start({"id", "name", "type", "unit", "property", "category", "direction",
               "location", "cas", "formula", "synonyms", "stub"});
    Writer factors = start({"flow", "property", "factor"});
    std::size_t rows = 0;
    for (const Flow& flow : database_.flows) {
      writer.text(id(flow.id)).text(text(flow.name));
      writer.text(word_of(flow_types, flow.type));
      writer.text(id_at(database_.units, flow.reference_unit));
      writer.text(property_of(flow));
      writer.text(text(flow.category)).text(word_of(nominal_directions, flow.nominal));
      writer.text(id_at(database_.locations, flow.location)).text(text(flow.cas));
      writer.text(text(flow.formula)).text(text(flow.synonyms)).text(yes(flow.stub));
      writer.end_row();
      for (const FlowPropertyFactor& row : database_.properties_of(flow)) {
        factors.text(id(flow.id)).text(id_at(database_.flow_properties, row.property));
        factor(factors, row.factor);
        factors.end_row();
        ++rows;
      }
    }
    finish("flows.csv", writer, database_.flows.size());
    finish("flow_property_factors.csv", factors, rows);
  }

  /// "none" where the flow has no reference property, though its unit would give one.
  [[nodiscard]] std::string property_of(const Flow& flow) const {
    if (flow.reference_property || !flow.reference_unit) {
      return id_at(database_.flow_properties, flow.reference_property);
    }
    const auto group = database_.units[flow.reference_unit.at()].group;
    return group && database_.unit_groups[group.at()].default_property ? "none" : "";
  }

  void write_activities() {
    Writer writer = start({"id", "name", "location", "category", "type", "allocation",
                           "tags", "description", "file"});
    for (const Activity& activity : database_.activities) {
      writer.text(id(activity.id)).text(text(activity.name));
      writer.text(id_at(database_.locations, activity.location));
      writer.text(text(activity.category)).text(word_of(activity_types, activity.type));
      writer.text(activity.default_allocation == AllocationMethod::none
                      ? ""
                      : word_of(allocation_methods, activity.default_allocation));
      writer.text(text(activity.tags)).text(text(activity.description));
      writer.text(text(activity.file)).end_row();
    }
    finish("activities.csv", writer, database_.activities.size());
  }

  void write_exchanges() {
    Writer writer = start(
        {"activity",     "flow",     "direction",     "amount",           "unit",
         "property",     "provider", "provider_name", "location",         "internal_id",
         "reference",    "avoided",  "formula",       "distribution",     "p0",
         "p1",           "p2",       "data_quality",  "base_uncertainty", "cost",
         "cost_formula", "currency", "comment"});
    for (const Activity& activity : database_.activities) {
      const std::string owner = id(activity.id);
      for (std::uint32_t i = 0; i < activity.exchange_count; ++i) {
        const ExchangeIndex index{std::size_t{activity.first_exchange} + i};
        writer.text(owner);
        write_exchange(writer, index, activity.reference);
        write_extras(writer, index);
        writer.end_row();
      }
    }
    finish("exchanges.csv", writer, database_.exchanges.size());
  }

  /// "no" for the reference where the activity has none: a reader would choose one.
  void write_exchange(Writer& writer, ExchangeIndex index,
                      ExchangeIndex reference) const {
    const Exchange& row = database_.exchanges[index.at()];
    writer.text(id_at(database_.flows, row.flow))
        .text(word_of(directions, row.direction));
    value(writer, row.amount);
    writer.text(id_at(database_.units, row.unit));
    writer.text(id_at(database_.flow_properties, row.property));
    const AbsentProvider* absent = database_.absent_providers.find(index);
    writer.text(absent != nullptr ? id(absent->id)
                                  : id_at(database_.activities, row.provider));
    writer.text(absent != nullptr ? text(absent->name) : "");
    writer.text(id_at(database_.locations, row.location)).integer(row.internal_id);
    writer.text(reference ? yes(reference == index) : "no").text(yes(row.avoided));
  }

  void write_extras(Writer& writer, ExchangeIndex index) const {
    const Text* formula = database_.exchange_formulas.find(index);
    writer.text(formula != nullptr ? text(*formula) : "");
    if (const Distribution* scatter = database_.distributions.find(index)) {
      writer.text(word_of(distribution_types, scatter->type));
      for (const double parameter : scatter->parameters) factor(writer, parameter);
    } else {
      writer.empty().empty().empty().empty();
    }
    const DataQuality* quality = database_.data_quality.find(index);
    writer.text(quality != nullptr ? text(quality->entry) : "");
    if (quality != nullptr) {
      value(writer, quality->base_uncertainty);
    } else {
      writer.empty();
    }
    if (const Cost* cost = database_.costs.find(index)) {
      value(writer, cost->value);
      writer.text(text(cost->formula)).text(text(cost->currency));
    } else {
      writer.empty().empty().empty();
    }
    const Text* comment = database_.exchange_comments.find(index);
    writer.text(comment != nullptr ? text(*comment) : "");
  }

  void write_allocation() {
    Writer writer =
        start({"activity", "method", "product", "exchange", "value", "formula"});
    for (const AllocationFactor& row : database_.allocation_factors) {
      writer.text(id_at(database_.activities, row.activity));
      writer.text(word_of(allocation_methods, row.method));
      writer.text(id_at(database_.flows, row.product));
      if (row.exchange) {
        writer.integer(database_.exchanges[row.exchange.at()].internal_id);
      } else {
        writer.empty();
      }
      value(writer, row.value);
      writer.text(text(row.formula)).end_row();
    }
    finish("allocation.csv", writer, database_.allocation_factors.size());
  }

  void write_parameters() {
    Writer writer =
        start({"id", "name", "value", "formula", "scope", "owner", "description"});
    for (const Parameter& row : database_.parameters) {
      writer.text(id(row.id)).text(text(row.name));
      value(writer, row.value);
      writer.text(text(row.formula)).text(word_of(parameter_scopes, row.scope));
      writer.text(id(row.owner)).text(text(row.description)).end_row();
    }
    finish("parameters.csv", writer, database_.parameters.size());
  }

  void write_methods() {
    Writer writer = start({"id", "name", "version", "description"});
    for (const Method& method : database_.methods) {
      writer.text(id(method.id)).text(text(method.name)).text(text(method.version));
      writer.text(text(method.description)).end_row();
    }
    finish("methods.csv", writer, database_.methods.size());
  }

  void write_categories() {
    const auto owners = owners_of_categories();
    Writer writer = start({"id", "name", "unit", "method", "version", "description"});
    for (std::size_t i = 0; i < database_.categories.size(); ++i) {
      const Category& category = database_.categories[i];
      writer.text(id(category.id)).text(text(category.name)).text(text(category.unit));
      writer.text(owners.empty() ? "" : id_at(database_.methods, owners[i]));
      writer.text(text(category.version)).text(text(category.description)).end_row();
    }
    finish("categories.csv", writer, database_.categories.size());
    if (!owners.empty()) return;
    Writer lists = start({"method", "category"});
    std::size_t rows = 0;
    for (const Method& method : database_.methods) {
      for (const CategoryIndex category : method.categories) {
        lists.text(id(method.id)).text(id_at(database_.categories, category)).end_row();
        ++rows;
      }
    }
    finish("method_categories.csv", lists, rows);
  }

  /// The only method of each category, where each has one and methods list theirs in
  /// order; empty where a table of its own must tell.
  [[nodiscard]] std::vector<MethodIndex> owners_of_categories() const {
    std::vector<MethodIndex> owners(database_.categories.size());
    for (std::size_t i = 0; i < database_.methods.size(); ++i) {
      const auto& own = database_.methods[i].categories;
      if (!std::is_sorted(own.begin(), own.end())) return {};
      for (const CategoryIndex category : own) {
        if (owners[category.at()]) return {};
        owners[category.at()] = MethodIndex{i};
      }
    }
    return owners;
  }

  void write_factors() {
    Writer writer = start({"category", "flow", "value", "unit", "property", "location"});
    for (const Category& category : database_.categories) {
      for (const Factor& row : database_.factors_of(category)) {
        writer.text(id(category.id)).text(id_at(database_.flows, row.flow));
        writer.number(row.value).text(id_at(database_.units, row.unit));
        writer.text(id_at(database_.flow_properties, row.property));
        writer.text(id_at(database_.locations, row.location)).end_row();
      }
    }
    finish("factors.csv", writer, database_.factors.size());
  }

  void write_normalisation() {
    Writer writer = start({"method", "set", "set_id", "category", "normalisation",
                           "weight", "unit", "scale"});
    std::size_t rows = 0;
    for (const Method& method : database_.methods) {
      for (const NwSet& set : method.nw_sets) {
        for (const NwFactor& row : set.factors) {
          writer.text(id(method.id)).text(text(set.name)).text(id(set.id));
          writer.text(id_at(database_.categories, row.category));
          optional(writer, row.normalisation);
          optional(writer, row.weight);
          writer.text(text(set.unit)).text(word_of(weight_scales, set.scale)).end_row();
          ++rows;
        }
      }
    }
    finish("normalisation.csv", writer, rows);
  }

  static void optional(Writer& writer, const std::optional<double>& number) {
    if (number) {
      writer.number(*number);
    } else {
      writer.empty();
    }
  }

  const Database& database_;
  std::vector<Member> members_;
};

}  // namespace

std::vector<Member> tables_of(const Database& database) {
  return TablesWriter(database).run();
}

}  // namespace lichen::detail
