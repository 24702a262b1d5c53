"""Life cycle assessment: product systems as sparse matrices, scores with computed errors."""

from lichen._core import __version__

__all__ = ["__version__"]
