#pragma once

// One block of a file, parsed but not yet in tables: what several threads make at once.
// Texts point into the file's content.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/simapro/number.hpp"
#include "io/simapro/sections.hpp"
#include "lichen/base/finding.hpp"
#include "lichen/model/exchange.hpp"

namespace lichen::detail::simapro {

enum class BlockKind : std::uint8_t {
  process,
  stage,
  method,
  quantities,
  units,
  substances,
  database_inputs,
  database_calculated,
  project_inputs,
  project_calculated,
  literature,
  system_description,
  unknown
};

/// A row of a process: a product, an exchange, a fraction of waste.
struct Row {
  const Section* section = nullptr;
  std::string key;  ///< the name in lower case; with compartments for elementary flows
  View name;
  View sub_compartment;
  View unit;
  View category;    ///< of a product
  View waste_type;  ///< of a product, or of a fraction
  View comment;
  Number amount;
  Number allocation;
  std::optional<Distribution> distribution;
  std::size_t line = 0;
};

struct ParameterRow {
  View name;
  Number value;  ///< of a calculated one the formula
  View comment;
  std::optional<Distribution> distribution;
  bool hidden = false;
};

struct UnitRow {
  View name;
  View quantity;
  View reference;
  std::optional<double> factor;
};

struct SubstanceRow {
  std::string key;  ///< compartment and name, in lower case
  View name;
  View unit;
  View cas;
  View comment;
};

/// A factor of an impact category.
struct FactorRow {
  std::string key;
  Compartment compartment = Compartment::raw;
  View name;
  View sub_compartment;
  View cas;
  View unit;
  double value = 0.;
};

struct CategoryRecord {
  View name;
  View unit;
  std::vector<FactorRow> factors;
};

/// A name with a number: of damage categories, normalisation, weighting.
using NamedNumber = std::pair<View, double>;

struct DamageRecord {
  View name;
  View unit;
  std::vector<NamedNumber> categories;
};

struct SetRecord {
  View name;
  std::vector<NamedNumber> normalisation;
  std::vector<NamedNumber> weighting;
};

struct MethodRecord {
  std::vector<CategoryRecord> categories;
  std::vector<DamageRecord> damages;
  std::vector<SetRecord> sets;
};

struct BlockRecord {
  BlockKind kind = BlockKind::unknown;
  Compartment compartment = Compartment::raw;  ///< of substances
  View title;
  std::size_t line = 0;
  std::vector<std::pair<const Section*, std::string>> texts;  ///< that are not empty
  std::vector<std::pair<View, std::string>> fields;           ///< of other blocks
  std::vector<Row> rows;
  std::vector<ParameterRow> parameters;
  std::vector<UnitRow> units;
  std::vector<SubstanceRow> substances;
  std::unique_ptr<MethodRecord> method;
  Findings findings;
};

}  // namespace lichen::detail::simapro
