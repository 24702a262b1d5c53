#pragma once

// Builds small packages of methods for tests of characterisation.

#include <string>
#include <vector>

#include "lichen/model/database.hpp"

namespace lichen::test {

/// A package of methods in the making. Flows are stubs, as in packages that only refer to
/// them, until `know` says what they are measured in. Ids of flows are those of
/// `ModelCase` for the same name.
class MethodCase {
 public:
  FlowIndex flow(const std::string& name,
                 NominalDirection nominal = NominalDirection::unknown);
  /// A unit that is only referred to, without a group; its id is that of `ModelCase`.
  UnitIndex unit(const std::string& name);
  FlowPropertyIndex property(const std::string& name);
  LocationIndex location(const std::string& code);
  /// Starts a category; factors added from here on are its own.
  CategoryIndex category(const std::string& name);
  Factor& factor(FlowIndex flow, double value);
  Database& tables() { return database_; }
  [[nodiscard]] const Database& database() const { return database_; }

 private:
  Database database_;
};

}  // namespace lichen::test
