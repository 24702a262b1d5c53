#pragma once

// One file of ILCD, parsed but not yet in tables: what several threads make at once.
// Texts point into the files' content.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/ilcd/layout.hpp"
#include "io/ilcd/texts.hpp"
#include "lichen/base/finding.hpp"
#include "lichen/base/id.hpp"
#include "lichen/model/database.hpp"

namespace lichen::detail::ilcd {

inline constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

/// A reference to another data set.
struct Reference {
  View id;
  View version;
  View name;  ///< its short description
};

/// What all data sets say of themselves.
struct Heading {
  View uuid;
  View version;
  std::string name;
  std::string category;  ///< classes from the outermost on, joined by '/'
};

struct UnitRecord {
  View internal_id;
  View name;
  View openlca_id;  ///< of openLCA's extension: exchanges name it
  double factor = not_given;
};

struct UnitGroupRecord {
  View reference;  ///< internal id of a unit
  std::vector<UnitRecord> units;
};

struct FlowPropertyRecord {
  Reference group;
  bool economic = false;
};

struct PropertyOfFlow {
  View internal_id;
  Reference property;
  double value = not_given;
};

struct FlowRecord {
  FlowType type = FlowType::product;
  View cas;
  View formula;
  View synonyms;
  View location;
  View reference;  ///< internal id of a property
  std::vector<PropertyOfFlow> properties;
};

struct ExchangeRecord {
  View internal_id;
  Reference flow;
  View location;
  View comment;
  View provider;     ///< of openLCA's extension
  View unit_id;      ///< of openLCA's extension, with the three that follow
  View property_id;  ///< of a flow property data set
  View quality;
  double base_uncertainty = 0.;
  double amount = not_given;
  double extension_amount = not_given;  ///< in the unit of `unit_id`
  std::string formula;
  std::optional<Direction> direction;
  std::optional<Distribution> distribution;
  View parameters;  ///< of the distribution, as this library's writer adds them
  bool avoided = false;
};

struct AllocationRecord {
  std::size_t exchange = 0;  ///< its place among the exchanges
  View product;              ///< internal id of another
  double share = not_given;
};

struct ParameterRecord {
  View name;
  View formula;
  View comment;
  double value = not_given;
  std::optional<Distribution> distribution;
};

struct ProcessRecord {
  std::string description;
  View location;
  View start_date;
  View end_date;
  View type_of_data_set;
  ActivityType type = ActivityType::unit_process;
  bool economic_allocation = false;  ///< said to be by market value
  std::vector<View> references;      ///< internal ids of exchanges
  std::vector<ExchangeRecord> exchanges;
  std::vector<AllocationRecord> allocations;
  std::vector<ParameterRecord> parameters;
};

struct FactorRecord {
  Reference flow;
  View location;
  double value = not_given;
  std::optional<Direction> direction;
};

struct MethodRecord {
  std::vector<View> methodologies;
  Reference quantity;
  View unit;  ///< of openLCA's extension
  std::string description;
  std::vector<FactorRecord> factors;
};

/// A product that one process of a model sends to another.
struct ConnectionRecord {
  std::size_t from = 0;  ///< place among the instances
  View flow;
  View to;  ///< internal id of an instance
  View flow_at_target;
};

struct InstanceRecord {
  View internal_id;
  Reference process;
};

struct ModelRecord {
  std::vector<InstanceRecord> instances;
  std::vector<ConnectionRecord> connections;
};

struct LocationRecord {
  View code;
  View name;
};

/// What the model has no place for, counted.
struct NotKept {
  std::int64_t administrative = 0;   ///< reviews, compliance, ownership: elements
  std::int64_t sources = 0;          ///< references to sources
  std::int64_t impact_results = 0;   ///< scores that a process brings
  std::int64_t module_amounts = 0;   ///< amounts by module of EPDs
  std::int64_t included = 0;         ///< references to included processes
  std::int64_t derivations = 0;      ///< how an amount was derived
  std::int64_t flow_texts = 0;       ///< comments and technical texts of flows
  std::int64_t factor_details = 0;   ///< uncertainties and comments of factors
  std::int64_t classifications = 0;  ///< further ones
  std::int64_t model_details = 0;    ///< parameters, scaling factors, groups of models

  void add(const NotKept& more);
};

struct FileRecord {
  View file;
  FileKind kind = FileKind::other;
  bool readable = false;
  Heading heading;
  UnitGroupRecord unit_group;
  FlowPropertyRecord flow_property;
  FlowRecord flow;
  ProcessRecord process;
  MethodRecord method;
  ModelRecord model;
  std::vector<LocationRecord> locations;
  bool copyrighted = false;
  View licence;
  NotKept not_kept;
  LanguageCount languages;
  Findings findings;
};

}  // namespace lichen::detail::ilcd
