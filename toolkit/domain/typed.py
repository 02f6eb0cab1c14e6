"""What somebody typed, made fit to be kept."""

from collections.abc import Mapping
from typing import Any


def storable(form: Mapping[str, Any]) -> dict[str, Any]:
    """Without the NUL character, which no keyboard types and PostgreSQL refuses."""
    return {
        name: value.replace("\0", "") if isinstance(value, str) else value
        for name, value in form.items()
    }
