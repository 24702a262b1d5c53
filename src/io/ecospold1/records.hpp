#pragma once

// One data set of EcoSpold 1, parsed but not yet in tables: what several threads make at
// once. Texts point into the file's content.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ecospold1 {

using View = std::string_view;

struct ExchangeRecord {
  std::string path;  ///< what its id is made of
  View name;
  View category;
  View sub_category;
  View unit;
  View location;
  View cas;
  View formula;
  View comment;
  double amount = 0.;
  std::int32_t number = 0;
  std::optional<Distribution> distribution;
  FlowType type = FlowType::product;
  Direction direction = Direction::input;
  ExchangeRole role = ExchangeRole::unstated;
  bool avoided = false;
  bool infrastructure = false;
};

/// A share of exchanges that one product bears.
struct AllocationRecord {
  std::int32_t product = 0;  ///< number of the exchange
  double share = 0.;
  std::vector<std::int32_t> exchanges;
};

enum class DataSetKind : std::uint8_t { activity, impact_category, elementary_flow };

struct DataSetRecord {
  DataSetKind kind = DataSetKind::activity;
  bool readable = true;  ///< it has a reference function
  std::string path;      ///< of the activity
  View number;           ///< of the data set, by its writer
  std::string product;   ///< path of its product
  View name;
  View category;
  View sub_category;
  View unit;
  View location;
  View cas;
  View formula;
  double amount = 0.;  ///< of the reference function
  bool infrastructure = false;
  ActivityType type = ActivityType::unit_process;
  std::string description;
  std::string start_date;
  std::string end_date;
  std::vector<ExchangeRecord> exchanges;
  std::vector<AllocationRecord> allocations;
  std::int64_t administrative = 0;  ///< persons, sources, reviews
  std::int64_t other_names = 0;     ///< names in a second language
  bool copyrighted = false;
  bool restricted = false;
  Findings findings;
};

}  // namespace lichen::detail::ecospold1
