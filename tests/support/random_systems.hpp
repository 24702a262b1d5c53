#pragma once

// Random product systems, each the same for its seed on every machine.

#include <cstdint>

#include "lichen/linalg/types.hpp"

namespace lichen::test {

/// A product system with a demand.
struct RandomSystem {
  SparseMatrix a, b, c;
  Vector f;
};

/// What a system is made of; each is likely where it is true.
struct Ingredients {
  bool credits = true;        ///< avoided products, negative emissions and factors
  bool wastes = true;         ///< treatments with a negative diagonal
  bool bad_units = true;      ///< rows and columns scaled by up to 1e±9
  bool near_singular = true;  ///< loops that eat nearly all they make
  bool shuffled = true;       ///< products not in the order of activities
};

/// A system of 1 to `largest` activities drawn from a seed. It may be singular.
[[nodiscard]] RandomSystem random_system(std::uint64_t seed, Index largest = 12,
                                         const Ingredients& ingredients = {});

}  // namespace lichen::test
