"""Synthetic product systems: what solvers are tested and measured on, and examples to try.

>>> import lichen
>>> s = lichen.datasets.synthetic(1000)
>>> s.technosphere.shape, s.characterisation.shape
((1000, 1000), (16, 2500))
"""

from lichen import _core
from lichen._core import SyntheticSystem

__all__ = ["KINDS", "SyntheticSystem", "synthetic"]

KINDS: tuple[str, ...] = _core.SYNTHETIC_KINDS


def synthetic(
    activities: int = 21_000,
    kind: str = "regular",
    seed: int = 1,
    *,
    uncertainty: bool = False,
) -> SyntheticSystem:
    """Make a product system held to the published structure of ecoinvent, or an unfriendly one.

    The same arguments give the same bits on every machine. Time and memory grow with the
    activities: 21,000 of them take 0.1 s.

    Parameters
    ----------
    activities : int
        Rows and columns of the technosphere.
    kind : str
        ``"regular"``, as ecoinvent is: markets and their suppliers, one large component
        over an acyclic foreground, wastes, credits. ``"hard"``: the same, inputs twice as
        strong and tight loops with gains up to 0.95. Others are hard for one solver or
        another: ``"expander"`` (random links, fill-in), ``"dense_block"`` (an input-output
        table), ``"chain"``, ``"star"``, ``"near_singular_loop"``, ``"diverging_loops"``,
        ``"badly_scaled"`` (units from 1e-12 to 1e12), ``"single"`` (one activity).
    seed : int
        Another seed, another system.
    uncertainty : bool
        Give each amount the deviation of its logarithm, too (``"regular"`` and ``"hard"``).

    Returns
    -------
    SyntheticSystem
        ``technosphere``, ``biosphere`` and ``characterisation`` as SciPy matrices,
        read-only and without a copy; ``markets``, a flag for each activity.

    Raises
    ------
    DataError
        If there is no such kind, or it has no uncertainty.
    ShapeError
        If the kind has no system of that size.
    """
    return _core.synthetic(activities, kind, seed, uncertainty)
