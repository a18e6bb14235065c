"""Who is at the keyboard: the operating system's user, with a name and a role from the settings."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from zlib import crc32

Role = Literal["assistant", "supervisor", ""]


class Entry(Protocol):
    """One of [[people]] in config.toml."""

    @property
    def user(self) -> str:
        """The operating system's user name."""

    @property
    def name(self) -> str:
        """How colleagues call them; may be empty."""

    @property
    def role(self) -> str:
        """``assistant`` or ``supervisor``."""


class People(Protocol):
    """The settings, as far as they name people."""

    @property
    def people(self) -> Sequence[Entry]:
        """[[people]], in the order of the file."""


@dataclass(frozen=True, slots=True)
class Person:
    """A user of this machine. What they do is theirs by `uid`; `name` is what others read."""

    uid: int
    user: str
    name: str
    role: Role = ""  # empty: not listed in [[people]]

    @property
    def listed(self) -> bool:
        """Whether the settings name this user."""
        return self.role != ""


def current(settings: People) -> Person:
    """The person whose process this is. Environment variables are no identity: anybody can set them."""
    return named(*system_user(), settings.people)


def named(uid: int, user: str, people: Sequence[Entry] = ()) -> Person:
    """A user of the operating system with the name and the role that [[people]] gives; the first entry counts."""
    for entry in people:
        if entry.user == user:
            role: Role = "supervisor" if entry.role == "supervisor" else "assistant"
            return Person(uid, user, entry.name or user, role)
    return Person(uid, user, user)


def system_user() -> tuple[int, str]:
    """The uid of this process and its user name; a uid that has no name (a container) is its own name.

    Windows has no uid: there it is a number made from the user name that Windows reports.
    """
    if sys.platform == "win32":
        user = os.getlogin()
        return crc32(user.lower().encode()), user
    import pwd  # noqa: PLC0415 - exists on Unix only

    uid = os.getuid()
    try:
        return uid, pwd.getpwuid(uid).pw_name
    except KeyError:
        return uid, str(uid)
