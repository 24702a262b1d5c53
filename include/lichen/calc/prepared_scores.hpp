#pragma once

/// @file
/// What one unit of every product scores: made once, it answers demands in no time.

#include <optional>
#include <span>
#include <vector>

#include "lichen/calc/burden.hpp"
#include "lichen/calc/score.hpp"
#include "lichen/calc/technosphere.hpp"
#include "lichen/config.hpp"
#include "lichen/linalg/residual.hpp"
#include "lichen/linalg/types.hpp"

namespace lichen::inline LICHEN_ABI {

/// An amount of the product of one row of A.
struct ProductAmount {
  Index product = 0;
  double amount = 0.;
};

/// The prices of one category as pairs of doubles, with the errors of the pairs.
struct PricePairs {
  ExtendedView pairs;
  VectorView estimate;
  VectorView bound;  ///< rigorous; empty where none can be proved
};

/// The prices of all products in all categories, λ of Aᵀ λ = Bᵀ c to about 32 digits,
/// with their errors; theory (3.7). The score of a demand is λᵀ f: as many operations as
/// the demand has entries. An instance never changes and serves many threads at once.
class PreparedScores {
 public:
  /// Solves once per row of C (categories × flows).
  /// @throws ShapeError        where sizes do not fit or an entry is not finite.
  /// @throws ConvergenceError  where a solution stays above the tolerance.
  LICHEN_API PreparedScores(const Technosphere& technosphere, const SparseRef& b,
                            const SparseRef& c);

  [[nodiscard]] Index categories() const { return static_cast<Index>(all_.size()); }
  [[nodiscard]] Index products() const { return products_; }

  /// The score of a demand in one category, products in any order.
  /// @throws ShapeError  where there is no such category or product.
  [[nodiscard]] LICHEN_API Score score(Index category,
                                       std::span<const ProductAmount> demand) const;
  /// The scores in all categories.
  [[nodiscard]] LICHEN_API std::vector<Score> scores(
      std::span<const ProductAmount> demand) const;

  /// The score of one unit of each product.
  /// @throws ShapeError  where there is no such category.
  [[nodiscard]] LICHEN_API VectorView prices(Index category) const;
  /// The same to all the digits that are kept.
  [[nodiscard]] LICHEN_API PricePairs price_pairs(Index category) const;
  /// The direct score of one unit of each activity, by its own exchanges.
  [[nodiscard]] LICHEN_API VectorView burdens(Index category) const;
  /// The printed error of each price.
  [[nodiscard]] LICHEN_API Vector price_errors(Index category) const;

 private:
  struct Prices {
    Vector high, low;
    Vector estimate;              ///< of the error of each
    std::optional<Vector> bound;  ///< rigorous, where it can be proved
    Vector burden;
  };
  [[nodiscard]] const Prices& of(Index category) const;
  static Prices prepare(const Technosphere& technosphere, Burden burden);
  static Score score_of(const Prices& prices, std::span<const ProductAmount> demand);

  Index products_ = 0;
  std::vector<Prices> all_;
};

}  // namespace lichen::inline LICHEN_ABI

#ifndef LICHEN_COMPILED
#  include "lichen/calc/prepared_scores.ipp"
#endif
