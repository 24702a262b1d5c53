#pragma once

/// @file
/// What one unit of every product scores: made once, it answers demands in no time.

#include <span>
#include <vector>

#include "lichen/base/parallel.hpp"
#include "lichen/calc/lane_burdens.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/double_double.hpp"
#include "lichen/linalg/lanes.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// An amount of the product of one row of A.
struct ProductAmount {
  Index product = 0;
  double amount = 0.;
};

/// Prices of up to eight categories as they are kept: a row of lanes for each position.
struct PriceLanes {
  Index width = 1;  ///< lanes of a row: 1, 4 or 8
  std::span<const double> high, low;
  std::span<const double> estimate, bound;  ///< of the error of each pair
  unsigned unproved = 0;                    ///< a bit for each lane without bound
};

/// The prices of all products in all categories, λ of Aᵀ λ = Bᵀ c to about 32 digits,
/// with their errors; theory (3.7). The score of a demand is λᵀ f: as many operations as
/// the demand has entries. An instance never changes and serves many threads at once.
class PreparedScores {
 public:
  /// Solves once per row of C (categories × flows), eight rows side by side, groups of
  /// them on several threads; the numbers do not depend on either.
  /// @throws ShapeError        where sizes do not fit or an entry is not finite.
  /// @throws ConvergenceError  where a solution stays above the tolerance.
  LICHEN_API PreparedScores(const Technosphere& technosphere, const SparseRef& b,
                            const SparseRef& c, const RunOptions& options = {});

  [[nodiscard]] Index categories() const { return categories_; }
  [[nodiscard]] Index products() const {
    return static_cast<Index>(position_of_product_.size());
  }

  /// The score of a demand in one category, products in any order.
  /// @throws ShapeError  where there is no such category or product.
  [[nodiscard]] LICHEN_API Score score(Index category,
                                       std::span<const ProductAmount> demand) const;
  /// The scores in all categories.
  [[nodiscard]] LICHEN_API std::vector<Score> scores(
      std::span<const ProductAmount> demand) const;

  /// The score of one unit of each product.
  /// @throws ShapeError  where there is no such category.
  [[nodiscard]] LICHEN_API Vector prices(Index category) const;
  /// Prices of the categories from 8 `group` on to all the digits that are kept.
  /// @pre there are such categories.
  [[nodiscard]] LICHEN_API PriceLanes price_lanes(Index group) const;
  /// The position of each product in these lanes.
  [[nodiscard]] const std::vector<Index>& positions() const {
    return position_of_product_;
  }
  /// True where the prices of a category have a rigorous bound.
  /// @throws ShapeError  where there is no such category.
  [[nodiscard]] LICHEN_API bool proved(Index category) const;
  /// The direct score of one unit of each activity, by its own exchanges.
  [[nodiscard]] LICHEN_API Vector burdens(Index category) const;
  /// The printed error of each price.
  [[nodiscard]] LICHEN_API Vector price_errors(Index category) const;

 private:
  /// Up to eight categories, a row of lanes for every position of the ordered matrix.
  struct Group {
    Index width = 1;
    LaneVector high, low;  ///< prices
    LaneVector estimate;   ///< of the error of each; none where bounds tell as much
    LaneVector bound;      ///< rigorous, where it can be proved
    LaneVector burden;
    unsigned unproved = 0;  ///< a bit for each lane without bound

    [[nodiscard]] const LaneVector& estimates() const {
      return estimate.empty() ? bound : estimate;
    }
  };
  /// A category as a lane of its group.
  struct Place {
    const Group& group;
    std::size_t lane;
  };
  [[nodiscard]] Place of(Index category) const;
  static void prepare(const Technosphere& technosphere, LaneBurdens burdens,
                      Group& group);
  [[nodiscard]] Score score_of(const Place& place,
                               std::span<const ProductAmount> demand) const;
  static Vector in_order(const LaneVector& values, const Place& place,
                         const std::vector<Index>& position);

  Index categories_ = 0;
  std::vector<Index> position_of_product_, position_of_activity_;
  std::vector<Group> groups_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/prepared_scores.ipp"
#  include "lichen/calc/score.ipp"
#endif
