"""Identity: the operating system's user, named by the settings."""

import os
import pwd
from dataclasses import dataclass

import pytest

from cockpit.person import Person, current, named, system_user


@dataclass(frozen=True)
class Entry:
    """One of [[people]]."""

    user: str
    name: str = ""
    role: str = "assistant"


@dataclass(frozen=True)
class Settings:
    """The settings, as far as they name people."""

    people: tuple[Entry, ...] = ()


PEOPLE = (Entry("li", "Li"), Entry("wang", "", "supervisor"), Entry("zhao", "Zhao", "boss"), Entry("li", "Other"))


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("li", Person(7, "li", "Li", "assistant")),
        ("wang", Person(7, "wang", "wang", "supervisor")),
        ("zhao", Person(7, "zhao", "Zhao", "assistant")),
        ("nobody", Person(7, "nobody", "nobody", "")),
    ],
)
def test_named_by_the_settings(user: str, expected: Person) -> None:
    """A user has the name and the role of the first entry with that user, and no role without one."""
    assert named(7, user, PEOPLE) == expected
    assert expected.listed is (user != "nobody")


def test_an_environment_variable_is_no_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting USER or LOGNAME makes nobody another person."""
    before = current(Settings())
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "wang")
    assert current(Settings(PEOPLE)).uid == before.uid == os.getuid()
    assert current(Settings(PEOPLE)).user == before.user


def test_a_uid_without_a_name_is_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container whose uid is in no list of users the number stands for the name."""

    def unknown(uid: int) -> pwd.struct_passwd:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert system_user() == (os.getuid(), str(os.getuid()))
