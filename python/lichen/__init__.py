"""Life cycle assessment: product systems as sparse matrices, scores with computed errors.

>>> import lichen
>>> db = lichen.read("demo")
>>> methods = lichen.read_methods("demo")
>>> system = db.link()
>>> result = system.calculate("some activity = 1 kWh", methods)  # doctest: +SKIP

Everything here is imported when it is first used: ``import lichen`` costs nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from lichen import datasets
    from lichen._core import (
        Assessment,
        Solution,
        Technosphere,
        __version__,
        assess,
        diagnose,
        read_matrix_market,
        write_matrix_market,
    )
    from lichen.database import Database, FlowMap, read, read_flow_map
    from lichen.datapackages import (
        Datapackages,
        read_datapackage_matrix,
        read_datapackages,
        write_datapackage,
    )
    from lichen.demand_table import DemandTable, SystemDemandTable
    from lichen.demands import Demands, read_demands
    from lichen.errors import (
        ConvergenceError,
        DataError,
        Error,
        LichenWarning,
        LinkingWarning,
        NotBuiltError,
        PerformanceWarning,
        ShapeError,
        SingularError,
        UnitError,
    )
    from lichen.matrix_packages import (
        MatrixPackage,
        read_matrix_package,
        write_matrix_package,
    )
    from lichen.matrix_result import MatrixResult
    from lichen.matrix_system import MatrixSystem
    from lichen.methods import Method, Methods, read_methods
    from lichen.result import Result
    from lichen.results import Results
    from lichen.scenarios import ScenarioResults, ScenarioTable, read_scenarios
    from lichen.score_table import ScoreTable
    from lichen.store import Store, is_store
    from lichen.system import System

_HOME = {
    "_core": [
        "Assessment",
        "Solution",
        "Technosphere",
        "__version__",
        "assess",
        "diagnose",
        "read_matrix_market",
        "write_matrix_market",
    ],
    "database": ["Database", "FlowMap", "read", "read_flow_map"],
    "datapackages": [
        "Datapackages",
        "read_datapackage_matrix",
        "read_datapackages",
        "write_datapackage",
    ],
    "demand_table": ["DemandTable", "SystemDemandTable"],
    "demands": ["Demands", "read_demands"],
    "errors": [
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
    ],
    "matrix_packages": [
        "MatrixPackage",
        "read_matrix_package",
        "write_matrix_package",
    ],
    "matrix_result": ["MatrixResult"],
    "matrix_system": ["MatrixSystem"],
    "methods": ["Method", "Methods", "read_methods"],
    "result": ["Result"],
    "results": ["Results"],
    "scenarios": ["ScenarioResults", "ScenarioTable", "read_scenarios"],
    "score_table": ["ScoreTable"],
    "store": ["Store", "is_store"],
    "system": ["System"],
}
_MODULES = ["datasets"]
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [  # noqa: PLE0604
    "Assessment",
    "ConvergenceError",
    "DataError",
    "Database",
    "Datapackages",
    "DemandTable",
    "Demands",
    "Error",
    "FlowMap",
    "LichenWarning",
    "LinkingWarning",
    "MatrixPackage",
    "MatrixResult",
    "MatrixSystem",
    "Method",
    "Methods",
    "NotBuiltError",
    "PerformanceWarning",
    "Result",
    "Results",
    "ScenarioResults",
    "ScenarioTable",
    "ScoreTable",
    "ShapeError",
    "SingularError",
    "Solution",
    "Store",
    "System",
    "SystemDemandTable",
    "Technosphere",
    "UnitError",
    "__version__",
    "assess",
    "datasets",
    "diagnose",
    "is_store",
    "read",
    "read_datapackage_matrix",
    "read_datapackages",
    "read_demands",
    "read_flow_map",
    "read_matrix_market",
    "read_matrix_package",
    "read_methods",
    "read_scenarios",
    "write_datapackage",
    "write_matrix_market",
    "write_matrix_package",
]


def __getattr__(name: str) -> object:
    """Imports a name from the module that it lives in (PEP 562)."""
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"lichen.{name}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'lichen' has no attribute {name!r}")
    value = getattr(import_module(f"lichen.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
