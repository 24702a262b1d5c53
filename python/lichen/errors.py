"""The errors and warnings of the library."""

from lichen._core import (
    ConvergenceError,
    DataError,
    Error,
    NotBuiltError,
    ShapeError,
    SingularError,
    UnitError,
)

__all__ = [
    "ConvergenceError",
    "DataError",
    "Error",
    "LichenWarning",
    "LinkingWarning",
    "NotBuiltError",
    "PerformanceWarning",
    "ShapeError",
    "SingularError",
    "UnitError",
]


class LichenWarning(UserWarning):
    """What every warning of the library is."""


class PerformanceWarning(LichenWarning):
    """Something was slower than it could be: a solver fell back to another."""


class LinkingWarning(LichenWarning):
    """Some activities cannot be used until a policy is named."""
