"""Makes the sample county's files: ``python -m sample_data.make [FOLDER]``.

Made again, every file is the same, byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample_data.boundaries import geojson, hectares, make_boundaries, neighbours
from sample_data.planted import planted_toml
from sample_data.workbook import make_workbook


def make(folder: Path) -> None:
    """Writes the workbook, the boundaries and the list of what is planted."""
    boundaries = make_boundaries()
    areas = {name: hectares(polygon) for name, polygon in boundaries.items()}
    borders = {name: neighbours(boundaries, name) for name in boundaries}
    files = {
        "qiyuan_county.xlsx": make_workbook(areas, borders),
        "qiyuan_boundaries.geojson": geojson(boundaries).encode(),
        "planted.toml": planted_toml().encode(),
    }
    for name, content in files.items():
        folder.joinpath(name).write_bytes(content)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
