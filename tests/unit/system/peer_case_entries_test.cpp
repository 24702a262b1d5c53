// What model cases of peers look like as matrices: signs of wastes, runs of a treatment.
// Their answers by name are in tests/reference/{built,model}_cases_test.cpp.

#include <cmath>

#include "lichen/system/assembly.hpp"
#include "support/dense_answer.hpp"
#include "support/model_case.hpp"

namespace {

using namespace lichen;
using namespace lichen::test;

/// The inventory of a flow for an amount of a product (or treatment) of an activity.
double answer(const Database& database, const Assembly& assembly,
              const std::string& activity, const std::string& product, double amount,
              const std::string& flow) {
  const auto s =
      scaling(assembly, column_of(database, assembly, activity, product), amount);
  return inventory_of(database, assembly, s, flow);
}

TEST(PeerCaseEntries, W1WastesAreNegativeWhereTheyAreTreated) {
  ModelCase model;
  const FlowIndex p = model.product("p"), w = model.waste("w");
  const ActivityIndex maker = model.activity("P"), treatment = model.activity("W");
  model.output(maker, p, 1.);
  model.output(maker, w, 2.);
  model.input(treatment, w, 1.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  const Index of_p = column_of(database, assembly, "P").value;
  const Index of_w = column_of(database, assembly, "W").value;
  EXPECT_EQ(assembly.a.coeff(of_w, of_w), -1.);
  EXPECT_EQ(assembly.a.coeff(of_w, of_p), 2.);
}

TEST(PeerCaseEntries, V2RunsATreatmentBackwards) {
  ModelCase model;
  const FlowIndex p = model.product("p"), w = model.waste("w");
  const FlowIndex r = model.resource("r"), e = model.emission("e");
  const ActivityIndex maker = model.activity("P"), treatment = model.activity("W");
  model.output(maker, p, 1.);
  model.input(maker, r, 1.);
  model.avoided(maker, w, 0.5);
  model.input(treatment, w, 1.);
  model.input(treatment, r, 0.5);
  model.output(treatment, e, 2.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  const ColumnIndex of_p = column_of(database, assembly, "P");
  const auto s = scaling(assembly, of_p, 1.);
  EXPECT_EQ(s[of_p.at()], 1.);
  EXPECT_EQ(s[column_of(database, assembly, "W").at()], -0.5);
  EXPECT_EQ(inventory_of(database, assembly, s, "r"), 0.75);
  EXPECT_EQ(inventory_of(database, assembly, s, "e"), -1.);
}

TEST(EcoinventStyle, TreatsAWasteAsAProductOfNegativeAmount) {
  ModelCase model;
  const FlowIndex p = model.product("p"), w = model.product("waste for treatment");
  const FlowIndex e = model.emission("e");
  const ActivityIndex maker = model.activity("P"), treatment = model.activity("W");
  model.output(maker, p, 1.);
  model.input(maker, w, -0.5);
  model.output(treatment, w, -1.);
  model.output(treatment, e, 2.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  const Index treated = column_of(database, assembly, "W").value;
  EXPECT_EQ(assembly.a.coeff(treated, treated), -1.);
  EXPECT_EQ(assembly.a.coeff(treated, column_of(database, assembly, "P").value), 0.5);
  EXPECT_EQ(answer(database, assembly, "P", "", 1., "e"), 1.);
  EXPECT_EQ(answer(database, assembly, "W", "", 1., "e"), 2.);
}

TEST(EcoinventStyle, YieldsAWasteAsATreatmentOfNegativeAmount) {
  ModelCase model;
  const FlowIndex w = model.waste("w"), e = model.emission("e");
  const ActivityIndex source = model.activity("source");
  model.input(source, w, -1.);
  model.output(source, e, 3.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  EXPECT_EQ(assembly.a.coeff(0, 0), 1.);
  EXPECT_EQ(answer(database, assembly, "source", "", 1., "e"), 3.);
}

}  // namespace
