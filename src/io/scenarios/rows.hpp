#pragma once

// One row of a scenario table as the exchange that it names, in either layout.

#include <optional>
#include <string>
#include <vector>

#include "io/csv/reader.hpp"
#include "lichen/model/scenario.hpp"

namespace lichen::detail {

/// The columns of a table by their meaning.
class ScenarioColumns {
 public:
  /// @throws DataError  where a column that is needed is absent.
  explicit ScenarioColumns(const csv::Table& table);

  /// The exchange of a row. @throws DataError  naming file and line.
  [[nodiscard]] ScenarioExchange exchange(std::size_t row) const;

  /// Positions of the columns that are scenarios.
  [[nodiscard]] const std::vector<std::size_t>& scenarios() const { return scenarios_; }
  /// How many columns have no name and are not read.
  [[nodiscard]] std::size_t nameless() const { return nameless_; }

 private:
  struct Node {
    std::optional<std::size_t> key, name, product, location, category;
  };
  [[nodiscard]] std::string text(std::size_t row,
                                 std::optional<std::size_t> column) const;
  [[nodiscard]] NodeName node(std::size_t row, const Node& columns) const;
  [[nodiscard]] bool is_scenario(const std::string& column) const;
  void put_kind(std::size_t row, ScenarioExchange& exchange) const;

  const csv::Table& table_;
  bool differences_;  ///< the layout of Activity Browser and premise
  Node from_, to_;
  std::optional<std::size_t> type_, unit_, number_;
  std::vector<std::size_t> scenarios_;
  std::size_t nameless_ = 0;
};

}  // namespace lichen::detail
