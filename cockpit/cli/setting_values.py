"""The values of settings as people would type them into config.toml."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any


def toml_value(value: Any) -> str:
    """A value as one would type it into config.toml."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml_value(item)}" for key, item in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def flat(values: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a settings dataclass by its dotted key."""
    for field in fields(values):
        value = getattr(values, field.name)
        if is_dataclass(value):
            yield from flat(value, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", value


def plain(value: Any) -> Any:
    """A value as TOML has it: a list, where the dataclass keeps a tuple."""
    return list(value) if isinstance(value, tuple) else value
