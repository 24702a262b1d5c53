#include "support/small_study.hpp"

#include <utility>

namespace lichen::test {

namespace {

/// The flows that a method may have factors for.
struct StudyFlows {
  FlowIndex carbon_dioxide, methane, lead;
};

StudyFlows add_study(DatabaseBuilder& builder) {
  const auto heat = builder.product("heat", "MJ");
  const auto coal = builder.product("coal", "kg");
  const auto power = builder.product("power", "kWh");
  const auto nuclear = builder.product("nuclear power", "kWh");
  const auto ash = builder.waste("ash", "kg");
  const auto co2 = builder.elementary_flow("Carbon dioxide", "kg", "air");
  const auto ch4 = builder.elementary_flow("Methane", "kg", "air");
  const auto ground =
      builder.elementary_flow("Coal, in ground", "kg", "resource/in ground");
  const auto lead =
      builder.elementary_flow("Lead", "kg", "water/ground water, long-term");
  const auto boiler = builder.activity("Heat, from coal", "DE");
  builder.output(boiler, heat, 10.);
  builder.input(boiler, coal, 1.);
  builder.output(boiler, co2, 2.);
  builder.output(boiler, ash, 0.1);
  const auto mine = builder.activity("Coal mine", "PL");
  builder.output(mine, coal, 1., "t");
  builder.input(mine, power, 50.);
  builder.output(mine, ch4, 4.);
  builder.input(mine, ground, 1100.);
  const auto plant = builder.activity("Power, plant", "PL", "plant in Poland");
  builder.output(plant, power, 1.);
  builder.input(plant, coal, 400., "g");
  builder.output(plant, co2, 1.);
  const auto reactor = builder.activity("Power, plant", "FR", "plant in France");
  builder.output(reactor, nuclear, 1.);
  const auto landfill = builder.activity("Ash landfill", "DE");
  builder.input(landfill, ash, 1.);
  builder.output(landfill, lead, 0.002);
  return {co2, ch4, lead};
}

}  // namespace

DatabaseBuilder small_study() {
  DatabaseBuilder builder("small study");
  add_study(builder);
  return builder;
}

std::shared_ptr<const Database> small_study_with_method() {
  DatabaseBuilder builder("small study");
  const StudyFlows flows = add_study(builder);
  const auto method = builder.method("impacts", "1");
  const auto climate = builder.category(method, "climate", "kg CO2 eq");
  builder.factor(climate, flows.carbon_dioxide, 1.);
  builder.factor(climate, flows.methane, 30.);
  const auto toxicity = builder.category(method, "toxicity", "CTUh");
  builder.factor(toxicity, flows.lead, 100.);
  builder.nw_set(method, "persons", "Pt", {{climate, 4., 0.5}, {toxicity, 2., 0.5}});
  return std::make_shared<const Database>(builder.build());
}

MethodChoice method_of(std::shared_ptr<const Database> database, const char* nw_set) {
  MethodChoice choice;
  choice.methods = std::move(database);
  choice.nw_set = nw_set;
  return choice;
}

}  // namespace lichen::test
