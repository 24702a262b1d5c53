"""Brightway datapackages (`bw_processing`): matrices by id, read and written."""

from lichen.datapackages.matrices import (
    Datapackages,
    read_datapackage_matrix,
    read_datapackages,
)
from lichen.datapackages.writing import write_datapackage

__all__ = ["Datapackages", "read_datapackage_matrix", "read_datapackages", "write_datapackage"]
