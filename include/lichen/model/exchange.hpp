#pragma once

/// @file
/// One exchange of an activity, and the side tables of what only some exchanges have.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"
#include "lichen/model/flow.hpp"

namespace lichen::inline LICHEN_ABI {

/// What its source says an exchange is, beyond its direction: the input and output groups
/// of EcoSpold.
enum class ExchangeRole : std::uint8_t {
  unstated,
  materials_fuels,         ///< input group 1
  electricity_heat,        ///< input group 2
  services,                ///< input group 3
  from_nature,             ///< input group 4
  from_technosphere,       ///< input group 5
  reference_product,       ///< output group 0
  by_product,              ///< output group 2 (EcoSpold 1: also 1, avoided product)
  material_for_treatment,  ///< output group 3 (EcoSpold 1: waste to treatment)
  to_nature,               ///< output group 4
  stock_addition           ///< output group 5
};

/// How a product counts where burdens are shared: ecoinvent's by-product classification.
enum class ProductClass : std::uint8_t { unstated, allocatable, recyclable, waste };

/// An amount of a flow that goes into or comes out of an activity, as its source wrote
/// it.
///
/// Rows of one activity stand together in `Database::exchanges`; a row is 40 bytes, so
/// that 20 million of them fit in a gigabyte.
struct Exchange {
  double amount = 0.;  ///< in `unit`; its sign is the source's, not the direction's
  FlowIndex flow;      ///< always given
  UnitIndex unit;      ///< none: the reference unit of the flow
  FlowPropertyIndex property;    ///< none: the reference property of the flow
  ActivityIndex provider;        ///< the declared provider, where the database holds it
  LocationIndex location;        ///< none: that of the activity
  std::int32_t internal_id = 0;  ///< the source's number of it within the activity
  Direction direction = Direction::input;
  bool avoided = false;  ///< an avoided product or an avoided waste treatment
  ExchangeRole role = ExchangeRole::unstated;
  ProductClass product_class = ProductClass::unstated;
};
static_assert(sizeof(Exchange) <= 64, "20 million exchanges must fit in memory");

/// How an amount scatters; parameters are in the unit of the exchange.
enum class DistributionType : std::uint8_t {
  none,        ///< stated to be exact
  lognormal,   ///< p0 geometric mean (median), p1 geometric standard deviation
  normal,      ///< p0 mean, p1 standard deviation
  triangular,  ///< p0 minimum, p1 mode, p2 maximum
  uniform,     ///< p0 minimum, p1 maximum
  other,       ///< one that the source names and this list lacks
  beta,        ///< p0 minimum, p1 most frequent value, p2 maximum
  gamma,       ///< p0 shape, p1 scale, p2 minimum
  binomial,    ///< p0 number of trials, p1 probability
  undefined    ///< stated without a type: p0 minimum, p1 maximum, p2 95 % deviation
};

/// A distribution with its parameters; what they mean stands at `DistributionType`.
struct Distribution {
  DistributionType type = DistributionType::none;
  double parameters[3] = {0., 0., 0.};
};

/// The data quality of an exchange, as written.
struct DataQuality {
  Text entry;                    ///< as "(1;2;3;4;5)"
  double base_uncertainty = 0.;  ///< 0 where not given
};

/// A provider that an exchange names and the database lacks.
struct AbsentProvider {
  Id id;
  Text name;
};

/// A cost that an exchange carries.
struct Cost {
  double value = 0.;
  Text formula;
  Text currency;
};

/// How much of an output is made in a year, in the unit of the exchange.
struct ProductionVolume {
  double amount = 0.;
  Text variable;  ///< its name in formulas
  Text formula;
};

/// A property of the flow of one exchange, per unit of its amount: dry mass, price, true
/// value.
struct ExchangeProperty {
  ExchangeIndex exchange;
  double amount = 0.;
  Text name;
  Text unit;
  Text variable;  ///< its name in formulas
  Text formula;
  bool defining = false;  ///< its source says that the other properties follow from it
};

/// How much of what comes in with one exchange leaves with another.
struct TransferCoefficient {
  ExchangeIndex exchange;
  ExchangeIndex partner;  ///< of the same activity
  double amount = 0.;
  Text formula;
};

/// Values of the few exchanges that have one, sorted by exchange.
template <class Value>
class SideTable {
 public:
  struct Row {
    ExchangeIndex exchange;
    Value value;
  };
  /// Adds a row. @pre exchanges come in ascending order, each once.
  void add(ExchangeIndex exchange, Value value) { rows_.push_back({exchange, value}); }
  /// The value of an exchange; null where it has none.
  [[nodiscard]] const Value* find(ExchangeIndex exchange) const {
    const auto at = std::lower_bound(
        rows_.begin(), rows_.end(), exchange,
        [](const Row& row, ExchangeIndex sought) { return row.exchange < sought; });
    return at == rows_.end() || at->exchange != exchange ? nullptr : &at->value;
  }
  /// The same, to change it.
  [[nodiscard]] Value* find(ExchangeIndex exchange) {
    return const_cast<Value*>(std::as_const(*this).find(exchange));
  }
  [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

 private:
  std::vector<Row> rows_;
};

}  // namespace lichen::inline LICHEN_ABI
