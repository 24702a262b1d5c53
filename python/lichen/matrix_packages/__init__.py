"""Matrices of other tools: openLCA libraries, ecoinvent's universal export, premise's CSV."""

from lichen.matrix_packages.package import MatrixPackage
from lichen.matrix_packages.reading import read_matrix_package
from lichen.matrix_packages.writing import write_matrix_package

__all__ = ["MatrixPackage", "read_matrix_package", "write_matrix_package"]
