#pragma once

/// @file
/// One exchange of an activity, and the side tables of what only some exchanges have.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "lichen/base/id.hpp"
#include "lichen/base/index.hpp"
#include "lichen/base/text_pool.hpp"
#include "lichen/config.hpp"
#include "lichen/model/flow.hpp"

namespace lichen::inline LICHEN_ABI {

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
};
static_assert(sizeof(Exchange) <= 64, "20 million exchanges must fit in memory");

/// How an amount scatters; parameters are in the unit of the exchange.
enum class DistributionType : std::uint8_t {
  none,        ///< stated to be exact
  lognormal,   ///< p0 geometric mean (median), p1 geometric standard deviation
  normal,      ///< p0 mean, p1 standard deviation
  triangular,  ///< p0 minimum, p1 mode, p2 maximum
  uniform,     ///< p0 minimum, p1 maximum
  other        ///< one that the source names and this list lacks
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
  [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }

 private:
  std::vector<Row> rows_;
};

}  // namespace lichen::inline LICHEN_ABI
