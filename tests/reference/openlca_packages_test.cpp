// Every openLCA package of the open test data against its own files, field by field: they
// are read here once more, plainly, by another parser.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lichen/io/read.hpp"
#include "support/data.hpp"
#include "support/jsonld_files.hpp"

namespace {

using namespace lichen;
using lichen::test::at;
using lichen::test::DataSets;
using lichen::test::id;
using lichen::test::is_true;
using lichen::test::number;
using lichen::test::text;
using nlohmann::json;

/// Equal to the bit, or both no number.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// A package as the library reads it, and its own files.
class Package {
 public:
  explicit Package(const std::string& path)
      : database_(io::read(path)), sets_(test::data_sets_of(path)) {
    for (const PackageUnit& unit : database_.units)
      units_[database_.id_text(unit.id)] = &unit;
    for (const Flow& flow : database_.flows) flows_[database_.id_text(flow.id)] = &flow;
    for (const auto& [key, group] : all("unit_groups")) {
      for (const json& unit : at(group, "units")) {
        unit_factors_[id(unit)] = number(at(unit, "conversionFactor"));
      }
    }
  }

  void compare_flows() const {
    for (const auto& [key, set] : all("flows")) {
      SCOPED_TRACE(key);
      const Flow& flow = *flows_.at(key);
      EXPECT_FALSE(flow.stub);
      EXPECT_EQ(word(flow.name), text(at(set, "name")));
      EXPECT_EQ(word(flow.cas), text(at(set, "cas")));
      EXPECT_EQ(flow.type == FlowType::elementary,
                text(at(set, "flowType")) == "ELEMENTARY_FLOW");
      EXPECT_EQ(flow.type == FlowType::waste, text(at(set, "flowType")) == "WASTE_FLOW");
      const auto rows = database_.properties_of(flow);
      const json& listed = at(set, "flowProperties");
      ASSERT_EQ(rows.size(), listed.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(property(rows[i].property), id(at(listed[i], "flowProperty")));
        EXPECT_EQ(rows[i].factor, number(at(listed[i], "conversionFactor")));
        if (is_true(at(listed[i], "isRefFlowProperty", "referenceFlowProperty"))) {
          EXPECT_EQ(property(flow.reference_property), property(rows[i].property));
        }
      }
    }
  }

  void compare_units() const {
    for (const auto& [key, set] : all("unit_groups")) {
      for (const json& listed : at(set, "units")) {
        SCOPED_TRACE(key + " " + text(at(listed, "name")));
        const PackageUnit& unit = *units_.at(id(listed));
        const UnitGroup& group = database_.unit_groups[unit.group.at()];
        const bool is_reference = is_true(at(listed, "isRefUnit", "referenceUnit"));
        EXPECT_EQ(word(unit.name), text(at(listed, "name")));
        EXPECT_EQ(database_.id_text(group.id), key);
        EXPECT_EQ(&database_.units[group.reference.at()] == &unit, is_reference);
        const double factor = number(at(listed, "conversionFactor"));
        EXPECT_EQ(unit.factor, std::isnan(factor) && is_reference ? 1. : factor);
      }
    }
  }

  void compare_processes() const {
    for (const Activity& activity : database_.activities) {
      SCOPED_TRACE(database_.id_text(activity.id));
      const json& set = all("processes").at(database_.id_text(activity.id));
      EXPECT_EQ(word(activity.name), text(at(set, "name")));
      EXPECT_EQ(activity.type == ActivityType::lci_result,
                text(at(set, "processType")) == "LCI_RESULT");
      EXPECT_EQ(activity.default_allocation,
                method(text(at(set, "defaultAllocationMethod"))));
      const json& location = at(set, "location");
      EXPECT_EQ(activity.location
                    ? database_.id_text(database_.locations[activity.location.at()].id)
                    : "",
                id(location));
      const json& listed = at(set, "exchanges");
      ASSERT_EQ(activity.exchange_count, listed.size());
      for (std::size_t i = 0; i < listed.size(); ++i) {
        compare_exchange(activity, ExchangeIndex{activity.first_exchange + i}, listed[i]);
      }
    }
  }

  void compare_allocation() const {
    std::size_t next = 0;
    for (const Activity& activity : database_.activities) {
      const json& set = all("processes").at(database_.id_text(activity.id));
      for (const json& listed : at(set, "allocationFactors")) {
        SCOPED_TRACE(database_.id_text(activity.id) + " " + listed.dump());
        ASSERT_LT(next, database_.allocation_factors.size());
        const AllocationFactor& row = database_.allocation_factors[next++];
        EXPECT_EQ(&database_.activities[row.activity.at()], &activity);
        EXPECT_EQ(row.method, method(text(at(listed, "allocationType"))));
        EXPECT_EQ(row.value, number(at(listed, "value")));
        EXPECT_EQ(row.product ? flow_id(row.product) : "", id(at(listed, "product")));
        if (!row.exchange) continue;  // how many: see the counts
        const Exchange& shared = database_.exchanges[row.exchange.at()];
        EXPECT_EQ(flow_id(shared.flow), id(at(at(listed, "exchange"), "flow")));
      }
    }
    EXPECT_EQ(next, database_.allocation_factors.size());
  }

  void compare_parameters() const {
    std::map<std::string, std::vector<const Parameter*>> of_owner;
    for (const Parameter& row : database_.parameters) {
      of_owner[database_.id_text(row.owner)].push_back(&row);
    }
    for (const auto& [key, set] : all("processes")) {
      const json& listed = at(set, "parameters");
      const auto& rows = of_owner[key];
      SCOPED_TRACE(key);
      ASSERT_EQ(rows.size(), listed.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(word(rows[i]->name), text(at(listed[i], "name")));
        EXPECT_TRUE(same(rows[i]->value, number(at(listed[i], "value"))));
        const json& input = at(listed[i], "isInputParameter", "inputParameter");
        const bool dependent = !input.is_null() && !is_true(input);
        EXPECT_EQ(word(rows[i]->formula),
                  dependent ? text(at(listed[i], "formula")) : "");
      }
    }
  }

  void compare_methods() const {
    for (const Category& category : database_.categories) {
      const json& set = all("lcia_categories").at(database_.id_text(category.id));
      SCOPED_TRACE(text(at(set, "name")));
      EXPECT_EQ(word(category.name), text(at(set, "name")));
      EXPECT_EQ(word(category.unit), text(at(set, "refUnit", "referenceUnitName")));
      const auto rows = database_.factors_of(category);
      const json& listed = at(set, "impactFactors");
      ASSERT_EQ(rows.size(), listed.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].value, number(at(listed[i], "value")));
        EXPECT_EQ(flow_id(rows[i].flow), id(at(listed[i], "flow")));
        EXPECT_EQ(unit_id(rows[i].unit), id(at(listed[i], "unit")));
        EXPECT_EQ(property(rows[i].property), id(at(listed[i], "flowProperty")));
      }
    }
    EXPECT_EQ(database_.methods.size(), all("lcia_methods").size());
    for (const Method& row : database_.methods) {
      const json& set = all("lcia_methods").at(database_.id_text(row.id));
      EXPECT_EQ(word(row.name), text(at(set, "name")));
      EXPECT_EQ(word(row.version), text(at(set, "version")));
      EXPECT_EQ(row.categories.size(), at(set, "impactCategories").size());
      EXPECT_EQ(row.nw_sets.size(), at(set, "nwSets").size());
    }
  }

 private:
  [[nodiscard]] const DataSets& all(const char* kind) const {
    static const DataSets none;
    const auto found = sets_.find(kind);
    return found == sets_.end() ? none : found->second;
  }
  [[nodiscard]] std::string word(Text handle) const {
    return std::string(database_.text(handle));
  }
  [[nodiscard]] std::string flow_id(FlowIndex flow) const {
    return database_.id_text(database_.flows[flow.at()].id);
  }
  [[nodiscard]] std::string unit_id(UnitIndex unit) const {
    return unit ? database_.id_text(database_.units[unit.at()].id) : "";
  }
  [[nodiscard]] std::string property(FlowPropertyIndex index) const {
    return index ? database_.id_text(database_.flow_properties[index.at()].id) : "";
  }
  static AllocationMethod method(const std::string& name) {
    return name == "PHYSICAL_ALLOCATION"   ? AllocationMethod::physical
           : name == "ECONOMIC_ALLOCATION" ? AllocationMethod::economic
           : name == "CAUSAL_ALLOCATION"   ? AllocationMethod::causal
                                           : AllocationMethod::none;
  }

  void compare_exchange(const Activity& activity, ExchangeIndex index,
                        const json& listed) const {
    SCOPED_TRACE(listed.dump());
    const Exchange& row = database_.exchanges[index.at()];
    EXPECT_EQ(row.amount, number(at(listed, "amount")));
    EXPECT_EQ(row.direction == Direction::input, is_true(at(listed, "isInput", "input")));
    EXPECT_EQ(row.avoided, is_true(at(listed, "isAvoidedProduct", "avoidedProduct")));
    EXPECT_EQ(activity.reference == index,
              is_true(at(listed, "isQuantitativeReference", "quantitativeReference")));
    EXPECT_EQ(flow_id(row.flow), id(at(listed, "flow")));
    EXPECT_EQ(unit_id(row.unit), id(at(listed, "unit")));
    EXPECT_EQ(property(row.property), id(at(listed, "flowProperty")));
    const AbsentProvider* absent = database_.absent_providers.find(index);
    EXPECT_EQ(row.provider ? database_.id_text(database_.activities[row.provider.at()].id)
              : absent     ? database_.id_text(absent->id)
                           : "",
              id(at(listed, "defaultProvider")));
    const Text* formula = database_.exchange_formulas.find(index);
    EXPECT_EQ(formula ? word(*formula) : "", text(at(listed, "amountFormula")));
    const Text* comment = database_.exchange_comments.find(index);
    EXPECT_EQ(comment ? word(*comment) : "", text(at(listed, "description")));
    const DataQuality* quality = database_.data_quality.find(index);
    EXPECT_EQ(quality ? word(quality->entry) : "",
              text(at(listed, "dqEntry", "pedigreeUncertainty")));
    compare_distribution(database_.distributions.find(index), at(listed, "uncertainty"));
    compare_conversion(row);
  }

  /// Factor of the unit over factor of the property, as the files have them.
  void compare_conversion(const Exchange& row) const {
    const Flow& flow = database_.flows[row.flow.at()];
    const auto set = all("flows").find(database_.id_text(flow.id));
    const auto unit = unit_factors_.find(unit_id(row.unit));
    if (set == all("flows").end() || unit == unit_factors_.end()) return;
    for (const json& listed : at(set->second, "flowProperties")) {
      if (id(at(listed, "flowProperty")) != property(row.property)) continue;
      EXPECT_DOUBLE_EQ(reference_units_per(database_, flow, row.unit, row.property),
                       unit->second / number(at(listed, "conversionFactor")));
    }
  }

  static void compare_distribution(const Distribution* row, const json& listed) {
    ASSERT_EQ(row != nullptr, !listed.is_null());
    if (row == nullptr) return;
    const std::map<std::string, std::pair<DistributionType, std::vector<const char*>>>
        known = {{"LOG_NORMAL_DISTRIBUTION",
                  {DistributionType::lognormal, {"geomMean", "geomSd"}}},
                 {"NORMAL_DISTRIBUTION", {DistributionType::normal, {"mean", "sd"}}},
                 {"TRIANGLE_DISTRIBUTION",
                  {DistributionType::triangular, {"minimum", "mode", "maximum"}}},
                 {"UNIFORM_DISTRIBUTION",
                  {DistributionType::uniform, {"minimum", "maximum"}}}};
    const auto& [type, names] = known.at(text(at(listed, "distributionType")));
    EXPECT_EQ(row->type, type);
    for (std::size_t i = 0; i < names.size(); ++i) {
      EXPECT_EQ(row->parameters[i], number(at(listed, names[i])));
    }
  }

  Database database_;
  std::map<std::string, DataSets> sets_;
  std::map<std::string, const PackageUnit*> units_;
  std::map<std::string, const Flow*> flows_;
  std::map<std::string, double> unit_factors_;  // as the files have them
};

class OpenlcaPackage : public testing::TestWithParam<std::string> {};

TEST_P(OpenlcaPackage, HoldsWhatItsFilesHold) {
  LICHEN_NEEDS_DATA(GetParam());
  const Package package(test::data(GetParam()).string());
  package.compare_flows();
  package.compare_units();
  package.compare_processes();
  package.compare_allocation();
  package.compare_parameters();
  package.compare_methods();
}

INSTANTIATE_TEST_SUITE_P(Open, OpenlcaPackage,
                         testing::ValuesIn(test::open_jsonld_packages()));

}  // namespace
