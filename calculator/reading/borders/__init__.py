"""Who borders on whom among the townships, from whatever says it.

``reading`` names the sources in their order: ``pair_tables`` and ``columns`` (who names whom,
kept in ``mentions``), ``polygons`` (read by ``boundary_files``, located by ``coordinates``,
matched by ``features``, measured by ``touching``), and last ``seats``.
"""

from calculator.reading.borders.borders import Borders, BordersSource
from calculator.reading.borders.reading import read_borders

__all__ = ["Borders", "BordersSource", "read_borders"]
