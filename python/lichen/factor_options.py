"""How the factors of methods meet the flows of a database: one object for every answer."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lichen import _core
    from lichen.database import Database, FlowMap


@dataclass(frozen=True)
class FactorOptions:
    """What methods of `System` share: keyword arguments of the same names make it.

    Parameters
    ----------
    flow_map : FlowMap, optional
        Names the methods' flows for those of the database.
    on_duplicate_factor : {"error", "first", "last", "max", "min", "mean"}
        Which of several different factors for one flow counts.
    exclude_long_term : bool
        Drop emissions after more than 100 years.
    """

    flow_map: FlowMap | None = None
    on_duplicate_factor: str = "error"
    exclude_long_term: bool = False

    @classmethod
    def of(
        cls,
        database: Database,
        flow_map: FlowMap | None = None,
        on_duplicate_factor: str = "error",
        exclude_long_term: bool = False,
    ) -> FactorOptions:
        """The options of an answer: without a flow map that of the database counts."""
        return cls(flow_map or database.flow_map, on_duplicate_factor, exclude_long_term)

    @property
    def core(self) -> tuple[_core.FlowMap | None, str, bool]:
        """The same for the bindings."""
        flow_map = None if self.flow_map is None else self.flow_map._core
        return flow_map, self.on_duplicate_factor, self.exclude_long_term

    @property
    def keywords(self) -> dict[str, Any]:
        """The same as keyword arguments of `System.calculate` and its kin."""
        return {
            "flow_map": self.flow_map,
            "on_duplicate_factor": self.on_duplicate_factor,
            "exclude_long_term": self.exclude_long_term,
        }
