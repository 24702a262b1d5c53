#pragma once

// Names of activities and products, and the columns of a system behind them: looked for
// row by row, or by an index that pays where many are asked for.

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "lichen/model/database.hpp"
#include "lichen/study/name_index.ipp"
#include "lichen/study/named_rows.ipp"
#include "lichen/system/assembly.hpp"

namespace lichen::inline LICHEN_ABI {
namespace detail {

using Positions = std::vector<std::size_t>;

/// A database and its columns, by name. All positions are ascending.
class Names {
 public:
  Names(const Database& database, const Assembly& assembly)
      : database_(database), assembly_(assembly) {}
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;
  virtual ~Names() = default;

  [[nodiscard]] const Database& database() const { return database_; }
  [[nodiscard]] const Assembly& assembly() const { return assembly_; }

  /// The activities (flows) that a text stands for.
  [[nodiscard]] virtual Positions activities(std::string_view text) const = 0;
  [[nodiscard]] virtual Positions flows(std::string_view text) const = 0;
  /// The columns of some activities.
  [[nodiscard]] virtual Positions columns_of(const Positions& activities) const = 0;
  /// The columns that make one of some flows.
  [[nodiscard]] virtual Positions columns_making(const Positions& flows) const = 0;

 protected:
  [[nodiscard]] std::size_t activity_of(std::size_t column) const {
    return assembly_.columns[column].activity.at();
  }
  [[nodiscard]] std::size_t product_of(std::size_t column) const {
    return assembly_.columns[column].flow.at();
  }

 private:
  const Database& database_;
  const Assembly& assembly_;
};

/// Looks at every row: the least for one name.
class ScannedNames final : public Names {
 public:
  using Names::Names;

  [[nodiscard]] Positions activities(std::string_view text) const override {
    return positions_of(database(), database().activities, text);
  }
  [[nodiscard]] Positions flows(std::string_view text) const override {
    return positions_of(database(), database().flows, text);
  }
  [[nodiscard]] Positions columns_of(const Positions& activities) const override {
    return columns_where([&](std::size_t j) {
      return std::binary_search(activities.begin(), activities.end(), activity_of(j));
    });
  }
  [[nodiscard]] Positions columns_making(const Positions& flows) const override {
    return columns_where([&](std::size_t j) {
      return std::binary_search(flows.begin(), flows.end(), product_of(j));
    });
  }

 private:
  template <class Fits>
  [[nodiscard]] Positions columns_where(const Fits& fits) const {
    Positions columns;
    for (std::size_t j = 0; j < assembly().columns.size(); ++j) {
      if (fits(j)) columns.push_back(j);
    }
    return columns;
  }
};

/// The same by an index, which takes about as long to make as a few names to scan.
class IndexedNames final : public Names {
 public:
  /// Keeps references to both.
  IndexedNames(const Database& database, const Assembly& assembly)
      : Names(database, assembly),
        activities_(database, database.activities),
        flows_(database, database.flows),
        by_activity_(assembly.columns.size(),
                     [this](std::size_t j) { return activity_of(j); }),
        by_product_(assembly.columns.size(),
                    [this](std::size_t j) { return product_of(j); }) {}

  [[nodiscard]] Positions activities(std::string_view text) const override {
    return activities_.find(text);
  }
  [[nodiscard]] Positions flows(std::string_view text) const override {
    return flows_.find(text);
  }
  [[nodiscard]] Positions columns_of(const Positions& activities) const override {
    return collected(by_activity_, activities,
                     [this](std::size_t j) { return activity_of(j); });
  }
  [[nodiscard]] Positions columns_making(const Positions& flows) const override {
    return collected(by_product_, flows, [this](std::size_t j) { return product_of(j); });
  }

 private:
  template <class Of>
  [[nodiscard]] static Positions collected(const HashChains& chains,
                                           const Positions& sought, const Of& of) {
    Positions columns;
    for (const std::size_t one : sought) {
      chains.collect(one, [&](std::size_t j) { return of(j) == one; }, columns);
    }
    std::sort(columns.begin(), columns.end());
    return columns;
  }

  NamedRows<Activity> activities_;
  NamedRows<Flow> flows_;
  HashChains by_activity_, by_product_;
};

}  // namespace detail
}  // namespace lichen::inline LICHEN_ABI
