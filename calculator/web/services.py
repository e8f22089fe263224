"""What every page works with: the settings, the store, and the calculations."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from calculator.web.calculations import Calculations
from calculator.web.settings import Settings
from calculator.web.store import Store

_NAME = "township"


@dataclass(frozen=True)
class Services:
    """What every page works with."""

    settings: Settings
    store: Store
    calculations: Calculations


def services() -> Services:
    """The services of the application that answers this request."""
    found: Services = current_app.extensions[_NAME]
    return found
