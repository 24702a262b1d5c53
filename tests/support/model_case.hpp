#pragma once

// Builds small databases for tests of linking, exchange by exchange; ids come from names.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lichen/model/database.hpp"

namespace lichen::test {

/// A database in the making. Every flow is in kg unless a unit is given; the first
/// product output or waste input of an activity is its reference.
class ModelCase {
 public:
  ModelCase();

  FlowIndex product(const std::string& name) { return flow(name, FlowType::product); }
  FlowIndex waste(const std::string& name) { return flow(name, FlowType::waste); }
  FlowIndex emission(const std::string& name);
  FlowIndex resource(const std::string& name);
  /// An elementary flow whose compartment tells no direction.
  FlowIndex undirected(const std::string& name) {
    return flow(name, FlowType::elementary);
  }
  LocationIndex location(const std::string& code);
  ActivityIndex activity(const std::string& name);

  /// Adds an exchange and gives it back, to be changed before the next one is added.
  Exchange& input(ActivityIndex activity, FlowIndex flow, double amount);
  Exchange& output(ActivityIndex activity, FlowIndex flow, double amount);
  /// An avoided product (openLCA writes it as an input) or avoided waste (as an output).
  Exchange& avoided(ActivityIndex activity, FlowIndex flow, double amount);
  /// A provider that the database lacks, for the exchange added last.
  void absent_provider(const std::string& name);

  void share(AllocationMethod method, ActivityIndex activity, FlowIndex product,
             double factor);
  /// A causal factor of the first exchange of `flow` in the activity.
  void share_causally(ActivityIndex activity, FlowIndex product, FlowIndex flow,
                      double factor);
  void declare(ActivityIndex activity, AllocationMethod method) {
    database_.activities[activity.at()].default_allocation = method;
  }

  /// Units of every flow: kg and t in one group, m3 in another.
  UnitIndex kilogram{0U}, tonne{1U}, cubic_metre{2U};
  FlowPropertyIndex mass{0U}, volume{1U};

  /// The tables so far, for what the functions above do not offer.
  Database& tables() { return database_; }
  /// The database; the case is used up.
  Database build();

 private:
  FlowIndex flow(const std::string& name, FlowType type);
  Exchange& add(ActivityIndex activity, FlowIndex flow, double amount,
                Direction direction);
  [[nodiscard]] ExchangeIndex first_of(ActivityIndex activity, FlowIndex flow) const;

  Database database_;
  std::vector<std::vector<Exchange>> exchanges_;  // by activity
  struct CausalFactor {
    ActivityIndex activity;
    FlowIndex product, flow;
    double value;
  };
  std::vector<CausalFactor> causal_;
  struct Absent {
    ActivityIndex activity;
    std::size_t position;
    std::string name;
  };
  std::vector<Absent> absent_;
  ActivityIndex last_;
};

/// Reorders flows, activities and exchanges at random; what they mean stays.
void shuffle(Database& database, std::uint32_t seed);

/// The flow of a name. @pre there is one.
FlowIndex flow_named(const Database& database, const std::string& name);

}  // namespace lichen::test
