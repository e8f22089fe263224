"""Finding a township by the name that a person types."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np

from calculator.errors import CalculatorError
from rules.statistics import Statistics
from rules.wording import Sentence

_MOST_CLOSE = 8


def find_township(statistics: Statistics, name: str, county: str | None) -> int:
    """The position of the township of a name, or of a code.

    Args:
        statistics: Where to look.
        name: The name or the code.
        county: The county, where several have a township of the name.

    Raises:
        CalculatorError: There is none, or there are several; the sentence lists those meant.
    """
    wanted = "".join(name.split())
    names, counties = statistics.text("name"), statistics.text("county")
    of_name = (names == wanted) | (statistics.text("code") == wanted)
    places = np.flatnonzero(of_name if county is None else of_name & (counties == county))
    if len(places) == 1:
        return int(places[0])
    if len(places):
        units = [_unit(statistics, int(place)) for place in places]
        said = {"name": name, "units": units, "count": len(units)}
        raise CalculatorError([Sentence("explaining.several", said)])
    if county is not None and of_name.any():
        units = [_unit(statistics, int(place)) for place in np.flatnonzero(of_name)]
        said = {"name": name, "county": county, "units": units}
        raise CalculatorError([Sentence("explaining.not_in_county", said)])
    known = list(dict.fromkeys(text for text in names.tolist() if text))
    close = [text for text in known if wanted and (wanted in text or text in wanted)]
    close += [
        text for text in get_close_matches(wanted, known, _MOST_CLOSE, 0.5) if text not in close
    ]
    key = "explaining.unknown_with_close" if close else "explaining.unknown"
    said = {"name": name, "close": (close or known)[:_MOST_CLOSE], "count": len(known)}
    raise CalculatorError([Sentence(key, said)])


def _unit(statistics: Statistics, township: int) -> Sentence:
    texts = {
        key: statistics.text(key)[township] or ""
        for key in ("prefecture", "county", "name", "code")
    }
    return Sentence("explaining.unit_with_code" if texts["code"] else "explaining.unit", texts)
