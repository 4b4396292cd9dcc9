"""The graph for notebooks: tables, explained findings, networkx views, pictures, a widget, and a magic for SPARQL.

``%load_ext kg.explore`` makes the cell magic ``%%sparql``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What IPython calls on ``%load_ext kg.explore``."""
    from kg.explore.magic import register

    register(shell)
