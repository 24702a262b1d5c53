#include "support/method_case.hpp"

namespace lichen::test {

FlowIndex MethodCase::flow(const std::string& name, NominalDirection nominal) {
  database_.flows.push_back({.id = make_id("flow " + name),
                             .name = database_.texts.add(name),
                             .nominal = nominal,
                             .stub = true});
  return FlowIndex{database_.flows.size() - 1};
}

UnitIndex MethodCase::unit(const std::string& name) {
  database_.units.push_back({.id = make_id(name), .name = database_.texts.add(name)});
  return UnitIndex{database_.units.size() - 1};
}

FlowPropertyIndex MethodCase::property(const std::string& name) {
  database_.flow_properties.push_back(
      {.id = make_id(name), .name = database_.texts.add(name)});
  return FlowPropertyIndex{database_.flow_properties.size() - 1};
}

LocationIndex MethodCase::location(const std::string& code) {
  database_.locations.push_back({.id = make_id("location " + code)});
  return LocationIndex{database_.locations.size() - 1};
}

CategoryIndex MethodCase::category(const std::string& name) {
  database_.categories.push_back(
      {.id = make_id("category " + name),
       .name = database_.texts.add(name),
       .first_factor = static_cast<std::uint32_t>(database_.factors.size())});
  return CategoryIndex{database_.categories.size() - 1};
}

Factor& MethodCase::factor(FlowIndex flow, double value) {
  ++database_.categories.back().factor_count;
  database_.factors.push_back({.value = value, .flow = flow});
  return database_.factors.back();
}

}  // namespace lichen::test
