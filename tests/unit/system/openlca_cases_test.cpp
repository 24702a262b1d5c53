// Cases of openLCA's own tests, with the answers that they assert.

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

struct Product {
  bool waste = false;
  double amount = 1.;
};

/// One process with two products (or treated wastes) and 2 CO2, physical factors 1/4,
/// 3/4.
double shared_co2(Product first, Product second) {
  ModelCase model;
  const ActivityIndex process = model.activity("process");
  const auto add = [&](const char* name, Product product, double factor) {
    const FlowIndex flow = product.waste ? model.waste(name) : model.product(name);
    if (product.waste) {
      model.input(process, flow, product.amount);
    } else {
      model.output(process, flow, product.amount);
    }
    model.share(AllocationMethod::physical, process, flow, factor);
  };
  add("p1", first, 0.25);
  add("p2", second, 0.75);
  model.output(process, model.emission("CO2"), 2.);
  const Database database = model.build();
  const Assembly assembly = assemble(database, {.allocation = Allocation::physical});
  EXPECT_TRUE(assembly.obstacles.empty());
  EXPECT_EQ(answer(database, assembly, "process", "p2", 1., "CO2"), 0.5);
  return answer(database, assembly, "process", "p1", 1., "CO2");
}

TEST(OpenLcaCases, A1ToA5SharePhysically) {
  EXPECT_EQ(shared_co2({false, 1.}, {false, 3.}), 0.5);
  EXPECT_EQ(shared_co2({true, 1.}, {false, 3.}), 0.5);
  EXPECT_EQ(shared_co2({false, 1.}, {true, 3.}), 0.5);
  EXPECT_EQ(shared_co2({true, 1.}, {true, 3.}), 0.5);
}

TEST(OpenLcaCases, A6SharesAnAvoidedProduct) {
  ModelCase model;
  const FlowIndex p = model.product("p"), q = model.product("q"), a = model.product("a");
  const FlowIndex e = model.emission("e");
  const ActivityIndex main = model.activity("P"), other = model.activity("A");
  model.output(main, p, 1.);
  model.output(main, q, 1.);
  model.avoided(main, a, 0.5);
  model.output(main, e, 2.);
  model.output(other, a, 1.);
  model.output(other, e, 1.5);
  model.share(AllocationMethod::physical, main, p, 0.75);
  model.share(AllocationMethod::physical, main, q, 0.25);
  const Database database = model.build();
  const Assembly assembly = assemble(database, {.allocation = Allocation::physical});
  EXPECT_DOUBLE_EQ(answer(database, assembly, "P", "p", 1., "e"), 0.9375);
}

TEST(OpenLcaCases, A7LooksFactorsUpByMethod) {
  ModelCase model;
  const FlowIndex co2 = model.emission("CO2"), other = model.emission("other");
  const ActivityIndex process = model.activity("process");
  const double economic[] = {0.1, 0.3, 0.6}, physical[] = {0.4, 0.4, 0.2},
               causal[] = {0.3, 0.2, 0.5};
  for (std::size_t k = 0; k < 3; ++k) {
    const FlowIndex product = model.product("p" + std::to_string(k));
    model.output(process, product, 1.);
    model.share(AllocationMethod::economic, process, product, economic[k]);
    model.share(AllocationMethod::physical, process, product, physical[k]);
    model.share_causally(process, product, co2, causal[k]);
  }
  model.output(process, co2, 1.);
  model.output(process, other, 1.);
  model.declare(process, AllocationMethod::causal);
  const Database database = model.build();

  const auto factor = [&](Allocation allocation, std::size_t k, FlowIndex flow) {
    const Assembly assembly = assemble(database, {.allocation = allocation});
    const Index row = assembly.flows[0] == flow ? 0 : 1;
    return assembly.b.coeff(
        row, column_of(database, assembly, "process", "p" + std::to_string(k)).value);
  };
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(factor(Allocation::economic, k, co2), economic[k]);
    EXPECT_EQ(factor(Allocation::physical, k, co2), physical[k]);
    EXPECT_EQ(factor(Allocation::causal, k, co2), causal[k]);
    EXPECT_EQ(factor(Allocation::as_declared, k, co2), causal[k]);
    EXPECT_EQ(factor(Allocation::none, k, co2), 1.);
    EXPECT_EQ(factor(Allocation::causal, k, other), 1.);  // and an obstacle beside it
  }
}

/// P yields waste that W treats; both emit.
Database waste_case(double waste, double emitted_by_p, double emitted_by_w) {
  ModelCase model;
  const FlowIndex p = model.product("p"), w = model.waste("w"), e = model.emission("e");
  const ActivityIndex maker = model.activity("P"), treatment = model.activity("W");
  model.output(maker, p, 1.);
  model.output(maker, w, waste);
  if (emitted_by_p != 0.) model.output(maker, e, emitted_by_p);
  model.input(treatment, w, 1.);
  model.output(treatment, e, emitted_by_w);
  return model.build();
}

TEST(OpenLcaCases, W1TreatsAWaste) {
  const Database database = waste_case(2., 0., 2.);
  const Assembly assembly = assemble(database);
  const Index p = column_of(database, assembly, "P").value;
  const Index w = column_of(database, assembly, "W").value;
  EXPECT_EQ(assembly.a.coeff(w, w), -1.);
  EXPECT_EQ(assembly.a.coeff(w, p), 2.);
  EXPECT_EQ(answer(database, assembly, "P", "", 1., "e"), 4.);
}

TEST(OpenLcaCases, W2AsksForATreatment) {
  ModelCase model;
  const FlowIndex p = model.product("p"), w = model.waste("w"), e = model.emission("e");
  const ActivityIndex maker = model.activity("P"), treatment = model.activity("W");
  model.output(maker, p, 1.);
  model.output(maker, e, 2.);
  model.input(treatment, w, 1.);
  model.input(treatment, p, 2.);
  const Database database = model.build();
  const Assembly assembly = assemble(database);
  EXPECT_EQ(answer(database, assembly, "W", "", 1., "e"), 4.);
}

TEST(OpenLcaCases, V1CreditsAnAvoidedProductOrWaste) {
  for (const bool waste : {false, true}) {
    ModelCase model;
    const FlowIndex p1 = model.product("p1"), co2 = model.emission("CO2");
    const FlowIndex p2 = waste ? model.waste("p2") : model.product("p2");
    const ActivityIndex first = model.activity("1"), second = model.activity("2");
    model.output(first, p1, 1.);
    model.output(first, co2, 2.);
    model.avoided(first, p2, 0.5);
    if (waste) {
      model.input(second, p2, 1.);
    } else {
      model.output(second, p2, 1.);
    }
    model.output(second, co2, 2.);
    const Database database = model.build();
    const Assembly assembly = assemble(database);
    EXPECT_EQ(answer(database, assembly, "1", "", 1., "CO2"), 1.);
  }
}

TEST(OpenLcaCases, V2RunsATreatmentBackwards) {
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

TEST(OpenLcaCases, L2LinksAWasteWithoutItsLibrary) {
  const Database database = waste_case(1., 1., 1.);
  const Assembly assembly = assemble(database);
  EXPECT_EQ(answer(database, assembly, "P", "", 1., "e"), 2.);
  EXPECT_EQ(answer(database, assembly, "W", "", 1., "e"), 1.);
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
