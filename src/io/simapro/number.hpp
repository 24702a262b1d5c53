#pragma once

// Numbers and formulas in the notation of a file.

#include <limits>
#include <optional>
#include <string>

#include "io/simapro/dialect.hpp"

namespace lichen::detail::simapro {

/// A field that may hold a number or a formula.
struct Number {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< NaN where it is not known
  std::string formula;  ///< empty where the field is a plain number
};

/// A plain number; none where the field holds something else.
std::optional<double> plain_number(View field, char decimal);

/// A number, or a formula: with decimal points, and ';' between arguments. Where it
/// consists of numbers only, its value is computed.
Number number_of(View field, char decimal);

/// A formula with decimal points, and ';' between arguments.
std::string formula_of(View field, char decimal);

/// The value of a formula of numbers, + - * / ^ and brackets; none for any other.
std::optional<double> constant_of(View formula);

}  // namespace lichen::detail::simapro
