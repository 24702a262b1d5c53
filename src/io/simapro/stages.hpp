#pragma once

// Product stages: how much waste the end of an assembly is.

#include <limits>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "io/simapro/flows.hpp"
#include "io/simapro/records.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::simapro {

/// What product stages say of assemblies, gathered while they are read.
class Stages {
 public:
  /// A material or assembly that a stage is made of.
  struct Part {
    std::size_t name = 0;
    double amount = 0.;
    UnitIndex unit;
  };
  /// A row that sends what an assembly was made of, or a part of it, to its end.
  struct End {
    ExchangeIndex exchange;
    std::size_t name = 0;
    double share = 1.;
    bool of_parts = false;  ///< it is about a part of the assembly only
  };
  struct Stage {
    double amount = 1.;  ///< of what it makes
    std::vector<Part> parts;
    std::size_t subject = 0;  ///< the assembly that it is about
    double subject_amount = 1.;
    bool has_subject = false;
    std::vector<End> ends;
  };

  /// The stage of a name; made where it is new.
  Stage& stage(std::size_t name) { return stages_[name]; }
  [[nodiscard]] bool empty() const { return stages_.empty(); }

  /// Kilograms of materials in one unit of what a stage makes; NaN where an amount is not
  /// known or an assembly holds itself.
  double mass(std::size_t name, const Database& database);
  /// Fills in the amounts of all ends. `is_stage` tells whether a name is that of a stage
  /// rather than of a waste scenario.
  template <class IsStage>
  void fill(Database& database, const IsStage& is_stage) {
    for (auto& [name, stage] : stages_) {
      double rest = std::numeric_limits<double>::quiet_NaN();
      if (stage.has_subject) rest = stage.subject_amount * mass(stage.subject, database);
      for (const End& end : stage.ends) {
        if (!is_stage(end.name)) continue;
        double& amount = database.exchanges[end.exchange.at()].amount;
        amount = end.share * stage.subject_amount;
        if (!end.of_parts) continue;
        const auto target = stages_.find(end.name);
        const std::size_t part = target == stages_.end() ? 0 : target->second.subject;
        amount *= count(stage.subject, part);
        rest -= amount * mass(part, database);
      }
      for (const End& end : stage.ends) {
        if (is_stage(end.name)) continue;
        database.exchanges[end.exchange.at()].amount = end.share * rest;
      }
    }
  }

 private:
  [[nodiscard]] double count(std::size_t assembly, std::size_t part) const;

  std::unordered_map<std::size_t, Stage> stages_;  ///< by the number of their name
  std::unordered_map<std::size_t, double> masses_;
  std::unordered_set<std::size_t> open_;  ///< whose mass is being computed
};

}  // namespace lichen::detail::simapro
