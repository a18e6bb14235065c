"""What a check says of each of its settings where it declares it: default, meaning, source, day and unit."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field
from typing import Any, cast


@dataclass(frozen=True)
class SettingNote:
    """What is known of one setting beside its value: shown by `config show`, `explain` and the docs."""

    text: str
    source: str = "our own default"
    as_of: str | None = None
    unit: str = ""


def setting(
    default: Any, text: str, *, source: str = "our own default", as_of: str | None = None, unit: str = ""
) -> Any:
    """A field of a settings dataclass: default, one sentence, where the value comes from and of which date.

    A mapping default is copied for each instance. Nested dataclasses are sub-tables: give `group(Class)` instead.
    """
    note = {"setting": SettingNote(text, source, as_of, unit)}
    if isinstance(default, Mapping):
        return field(default_factory=lambda: dict(default), metadata=note)
    return field(default=default, metadata=note)


def group(shape: type[Any], text: str = "") -> Any:
    """Declare a field that is a sub-table of settings: ``runaway: Runaway`` is ``group(Runaway)``."""
    return field(default_factory=shape, metadata={"setting": SettingNote(text)})


def describe(shape: type[Any], key: str) -> SettingNote:
    """The note of a setting by dotted key; raises KeyError when the dataclass has no such field."""
    fields: Mapping[str, Field[Any]] = shape.__dataclass_fields__
    head, _, rest = key.partition(".")
    if rest:
        factory = fields[head].default_factory
        if factory is not MISSING and isinstance(factory, type):
            return describe(factory, rest)
    return cast("SettingNote", fields[head].metadata["setting"])
