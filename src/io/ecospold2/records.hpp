#pragma once

// One file of EcoSpold 2, parsed but not yet in tables: what two threads make at once.
// Texts point into the files' content.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ecospold2 {

using View = std::string_view;

/// A flow of a master data file, or as an exchange or a factor describes it.
struct FlowRecord {
  Id id;
  View id_text;
  View name;
  View unit;
  View unit_id;
  View cas;
  View formula;
  View compartment;
  View sub_compartment;
  View classification;  ///< of products: the value of their "CPC" class
  View synonym;         ///< the first
  FlowType type = FlowType::product;
};

struct UncertaintyRecord {
  Distribution distribution;
  double base = 0.;          ///< without what the pedigree adds; 0 where not given
  std::string data_quality;  ///< as "(1;2;3;4;5)"
  bool given = false;
  bool complete = true;  ///< all its parameters are numbers
};

struct ExchangeRecord {
  FlowRecord flow;
  View exchange_id;  ///< of the exchange itself: transfer coefficients name it
  View link;         ///< `activityLinkId`: the activity that supplies it
  View comment;
  View formula;
  View variable;
  double amount = 0.;
  UncertaintyRecord uncertainty;
  std::optional<double> volume;
  View volume_formula;
  View volume_variable;
  Direction direction = Direction::input;
  ExchangeRole role = ExchangeRole::unstated;
  ProductClass product_class = ProductClass::unstated;
  std::uint32_t property_count = 0;  ///< its rows in `ActivityRecord::properties`
  std::uint32_t transfer_count = 0;
};

struct PropertyRecord {
  double amount = 0.;
  View name;
  View unit;
  View variable;
  View formula;
  bool defining = false;
};

struct TransferRecord {
  View partner;  ///< `exchange_id` of the other exchange
  double amount = 0.;
  View formula;
};

struct ParameterRecord {
  View id;
  View variable;
  View name;
  View unit;
  View formula;
  double value = 0.;
  UncertaintyRecord uncertainty;
};

struct ActivityRecord {
  Id id;  ///< `activity@id`
  View id_text;
  View name;
  View category;
  View location_id;
  View location;
  View start_date;
  View end_date;
  View scenario;
  View system_model;
  std::string description;
  std::string tags;
  ActivityType type = ActivityType::unit_process;
  ActivityKind kind = ActivityKind::ordinary;
  TechnologyLevel technology = TechnologyLevel::undefined;
  bool restricted = false;  ///< access to it is not public
  bool copyrighted = false;
  std::vector<ExchangeRecord> exchanges;
  std::vector<PropertyRecord> properties;  ///< grouped by exchange
  std::vector<TransferRecord> transfers;   ///< grouped by exchange
  std::vector<ParameterRecord> parameters;
};

struct FactorRecord {
  FlowRecord flow;
  double value = 0.;
};

struct CategoryRecord {
  View category_id;
  View indicator_id;
  View category;
  View indicator;
  View unit;
  std::vector<FactorRecord> factors;
};

struct MethodRecord {
  View id;
  View name;
  std::vector<CategoryRecord> categories;
};

struct NamedRecord {  ///< a place or a unit of the master data
  View id;
  View name;
  View code;
};

/// What the model has no place for, counted.
struct NotKept {
  std::int64_t administrative = 0;  ///< persons, sources, reviews
  std::int64_t impact_results = 0;  ///< scores that the file brings
  std::int64_t texts = 0;           ///< comments on properties, volumes, uncertainties
  std::int64_t property_uncertainty = 0;
  std::int64_t images = 0;
};

struct FileRecord {
  View file;
  std::vector<ActivityRecord> activities;
  std::vector<MethodRecord> methods;
  std::vector<FlowRecord> flows;
  std::vector<NamedRecord> locations;
  std::vector<NamedRecord> units;
  NotKept not_kept;
  Findings findings;
};

}  // namespace lichen::detail::ecospold2
