#pragma once

/// @file
/// The exceptions of the library: bad input throws, and names the culprit.

#include <stdexcept>
#include <string>

#include "lichen/config.hpp"

namespace lichen::inline LICHEN_ABI {

/// What every exception of the library is.
class LICHEN_API Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Data that cannot be read, linked or used as it stands.
class LICHEN_API DataError : public Error {
 public:
  using Error::Error;
};

/// A unit that is unknown, ambiguous, or of the wrong dimension.
class LICHEN_API UnitError : public Error {
 public:
  using Error::Error;
};

/// Arrays or matrices whose sizes do not fit together.
class LICHEN_API ShapeError : public Error {
 public:
  using Error::Error;
};

/// A system without a unique solution.
class LICHEN_API SingularError : public Error {
 public:
  using Error::Error;
};

/// A solution that did not reach the accuracy that is promised.
class LICHEN_API ConvergenceError : public Error {
 public:
  using Error::Error;
};

/// A part that this build leaves out; the message names the CMake option.
class LICHEN_API NotBuiltError : public Error {
 public:
  using Error::Error;
};

}  // namespace lichen::inline LICHEN_ABI
