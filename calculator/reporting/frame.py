"""The townships of a report as a table for analysts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from calculator.reporting.json_output import as_dict

if TYPE_CHECKING:
    from calculator.calculated import Calculated


def townships_frame(report: Calculated) -> pd.DataFrame:
    """One row a township: who it is, its class and candidacy, then every measure by name."""
    rows = as_dict(report, "zh")["townships"]
    told = ("code", "prefecture", "county", "name", "kind", "class", "proposed_class")
    return pd.DataFrame(
        {
            **{name: row[name] for name in told},
            "merger": row["merger"]["status"],
            "near": row["merger"]["near"],
            **row["measures"],
        }
        for row in rows
    )
