#pragma once

/// @file
/// The exceptions of the library: bad input throws, and names the culprit.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

  /// An error about some activities: the message is `subject`, which they are, and
  /// `predicate`.
  /// @param activities  columns of the matrix at fault
  /// @param names       of the first of them, what they are called in the message
  ConvergenceError(std::string subject, std::vector<std::int32_t> activities,
                   const std::string& names, std::string predicate)
      : Error(subject + " (" + names + ") " + predicate),
        subject_(std::move(subject)),
        predicate_(std::move(predicate)),
        activities_(std::move(activities)) {}

  /// Columns of the matrix at fault; empty where they are not known.
  [[nodiscard]] const std::vector<std::int32_t>& activities() const noexcept {
    return activities_;
  }
  /// The same error with other names. @pre activities are known.
  [[nodiscard]] ConvergenceError named(const std::string& names) const {
    return {subject_, activities_, names, predicate_};
  }

 private:
  std::string subject_, predicate_;
  std::vector<std::int32_t> activities_;
};

/// A part that this build leaves out; the message names the CMake option.
class LICHEN_API NotBuiltError : public Error {
 public:
  using Error::Error;
};

}  // namespace lichen::inline LICHEN_ABI
