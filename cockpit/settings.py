"""Settings: the shipped defaults under the workspace's own, each value with the file and line it came from."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, tzinfo
from functools import cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_type_hints
from zoneinfo import ZoneInfo

import tomli

from cockpit.problems import CockpitError, Problem
from cockpit.settings_lines import locate
from cockpit.settings_rules import complaints

FILE_NAME = "config.toml"
SHIPPED = "cockpit defaults"
CHECKOUT_FILE = Path(__file__).resolve().parent.parent / FILE_NAME
SCOPES = ("marketplace", "category", "tag", "sku")  # the narrowest last; a tag is a list of SKUs with a name
# Named everywhere without its table, so people write it at the top: unheard, D-06 would go on asking.
TOP_OF_PROFILE: Final = ("default_marketplace",)

T = TypeVar("T")
Path_ = tuple[str, ...]


class SettingsError(CockpitError):
    """The workspace's config.toml cannot be used; `problems` says where and why, all of it at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].found if problems else "")
        self.problems = problems


@dataclass(frozen=True)
class Profile:
    """[profile]: the team and its day."""

    name: str = ""
    language: str = "auto"
    team_zone: str = "Asia/Shanghai"
    morning: str = "09:30"
    ads_read: str = "10:00"
    noon: str = "12:00"
    evening: str = "18:00"
    weekly: str = "monday"
    month_end_day: int = 3
    working_days: tuple[str, ...] = ()
    marketplaces: tuple[str, ...] = ()
    default_marketplace: str = ""
    strict_article_mode: bool = False

    @property
    def zone(self) -> tzinfo:
        """The team's time zone."""
        return ZoneInfo(self.team_zone)


@dataclass(frozen=True)
class Watch:
    """[watch]: the folder that is watched, and when a file counts as still."""

    reports: str = "reports"
    quiet_seconds: float = 0.3
    sweep_seconds: float = 30.0


@dataclass(frozen=True)
class Screen:
    """[screen]: how it is drawn."""

    theme: str = "cockpit"
    glyphs: str = "auto"
    mouse: str = "auto"
    clipboard: str = "auto"


@dataclass(frozen=True)
class PersonEntry:
    """One of [[people]]: an operating-system user, a name, a role."""

    user: str
    name: str = ""
    role: str = "assistant"


@dataclass(frozen=True)
class Event:
    """One of [[events]]: Prime Day, a Lightning Deal. Both days are included."""

    name: str
    start: date
    end: date
    marketplaces: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckOverride:
    """One of [checks."H-02"]: off, another pane, the worst severity it may raise."""

    enabled: bool = True
    pane: str = ""
    severity: str = ""


_NO_OVERRIDE: Final = CheckOverride()


@dataclass(frozen=True)
class Shown:
    """One value as `cockpit config show` prints it."""

    key: str
    value: Any
    file: str
    line: int | None


class Settings:
    """All settings of one workspace, resolved. Immutable; made by `load`."""

    def __init__(self, shipped: Mapping[str, Any], own: Mapping[str, Any], texts: tuple[str, str], root: Path) -> None:
        """Merge `own` (the workspace's) over `shipped`, key by key; `texts` are the two files, for line numbers."""
        self.root = root
        self._texts = texts
        self._cache: dict[tuple[str, type[Any], str, str, str], Any] = {}
        own = in_profile(own)
        found = tuple(complaints(shipped, own, self._own_lines))
        self.problems = tuple(complaint.problem for complaint in found)
        self._own = without(own, {complaint.path for complaint in found})
        self.tree: Mapping[str, Any] = merged(shipped, self._own)

    @cached_property
    def _own_lines(self) -> Mapping[Path_, int]:
        lines = dict(locate(self._texts[1]))
        for name in TOP_OF_PROFILE:
            if (name,) in lines:
                lines.setdefault(("profile", name), lines[name,])
        return lines

    @cached_property
    def _shipped_lines(self) -> Mapping[Path_, int]:
        return locate(self._texts[0])

    @cached_property
    def digest(self) -> str:
        """Changes when any value of the workspace's file changes; keys of kept results contain it."""
        return sha256("\0".join(self._texts).encode()).hexdigest()[:16]

    @cached_property
    def profile(self) -> Profile:
        """[profile]."""
        return build(Profile, self.tree.get("profile", {}))

    @cached_property
    def watch(self) -> Watch:
        """[watch]."""
        return build(Watch, self.tree.get("watch", {}))

    @cached_property
    def screen(self) -> Screen:
        """[screen]."""
        return build(Screen, self.tree.get("screen", {}))

    @cached_property
    def people(self) -> tuple[PersonEntry, ...]:
        """[[people]], in the order of the file."""
        return tuple(build(PersonEntry, row) for row in self.tree.get("people", ()) if row.get("user"))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """[[events]] that have a name and both days."""
        rows = self.tree.get("events", ())
        return tuple(
            Event(row["name"], row["from"], row["to"], tuple(row.get("marketplaces", ())), tuple(row.get("skus", ())))
            for row in rows
            if {"name", "from", "to"} <= row.keys()
        )

    @cached_property
    def suppress(self) -> tuple[tuple[Mapping[str, Any], int | None], ...]:
        """[[suppress]]: each rule that says of which check, why and until when, and the line that it begins on."""
        rows = self.tree.get("suppress", ())
        told = rows if isinstance(rows, list) else ()
        return tuple(
            (row, self._own_lines.get(("suppress", str(number))))
            for number, row in enumerate(told)
            if isinstance(row, Mapping)
            and all(isinstance(row.get(name), str) and row[name] for name in ("check", "reason"))
            and isinstance(row.get("until"), date)
        )

    @property
    def reports_folder(self) -> Path:
        """The watched folder, absolute."""
        return self.root / self.watch.reports

    @property
    def name(self) -> str:
        """The workspace's name as shown."""
        return self.profile.name or self.root.resolve().name

    def holidays(self, marketplace: str) -> frozenset[date]:
        """National holidays of a marketplace, which stop the operating clock."""
        return frozenset(self.tree.get("holidays", {}).get(marketplace, ()))

    def freshness(self) -> Mapping[str, float | None]:
        """Oldest age in hours by report type; None = never stale."""
        return {name: float(hours) or None for name, hours in self.tree.get("freshness", {}).items()}

    def override(self, check_id: str) -> CheckOverride:
        """What [checks."ID"] says of a check."""
        return self._overrides.get(check_id, _NO_OVERRIDE)

    @cached_property
    def _overrides(self) -> Mapping[str, CheckOverride]:
        return {check_id: build(CheckOverride, table) for check_id, table in self.tree.get("checks", {}).items()}

    def table(self, name: str) -> Mapping[str, Any]:
        """A top-level table as plain data ("checklist", "keys", "report_types"); empty when it is not there."""
        found: Mapping[str, Any] = self.tree.get(name, {})
        return found

    def values(self, section: str, shape: type[T], marketplace: str, category: str = "", sku: str = "") -> T:
        """The settings of `section` ("health.lsr") as an instance of `shape`, the narrowest scope winning."""
        key = (section, shape, marketplace, category, sku)
        if key not in self._cache:
            data: Mapping[str, Any] = {}
            for path in self._paths(section, marketplace, category, sku):
                data = merged(data, dig(self.tree, path) or {})
            self._cache[key] = build(shape, data)
        found: T = self._cache[key]
        return found

    def origin(self, section: str, key: str, marketplace: str, category: str = "", sku: str = "") -> str | None:
        """``config.toml:12`` when the workspace sets the key in any scope that holds here, else None."""
        for path in reversed(self._paths(section, marketplace, category, sku)):
            full = (*path, *key.split("."))
            if dig(self._own, full) is not None:
                return f"{FILE_NAME}:{self._own_lines.get(full, 1)}"
        return None

    def narrowed(self, scope: Literal["category", "sku"], section: str) -> frozenset[str]:
        """The categories or SKUs that have values of their own for a section; a SKU also through a tag."""
        named = frozenset(self._with_values(scope, section))
        if scope == "category":
            return named
        return named.union(*(self._tags[tag] for tag in self._with_values("tag", section)))

    def _with_values(self, scope: str, section: str) -> Iterator[str]:
        tables = self.tree.get(scope, {})
        return (name for name in tables if dig(tables[name], section.split(".")) is not None)

    @cached_property
    def _tags(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(table.get("skus", ())) for name, table in self.tree.get("tag", {}).items()}

    def said_in(self, scope: str, name: str, section: str, key: str) -> tuple[Any, str | None]:
        """What one scope's own table says of a key, and where (``config.toml:12``); (None, None) when nothing."""
        path = (scope, name, *(section.split(".") if section else ()), *key.split("."))
        value = dig(self.tree, path)
        place = f"{FILE_NAME}:{self._own_lines.get(path, 1)}" if dig(self._own, path) is not None else None
        return value, place

    def shown(self) -> Iterator[Shown]:
        """Every value with its source, as in the shipped file's order."""
        for path, value in leaves(self.tree):
            own = dig(self._own, path) is not None
            lines = self._own_lines if own else self._shipped_lines
            yield Shown(".".join(_quoted(path)), value, FILE_NAME if own else SHIPPED, lines.get(path))

    def _paths(self, section: str, marketplace: str, category: str, sku: str) -> list[Path_]:
        parts = tuple(section.split(".")) if section else ()
        tags = [("tag", name) for name, skus in self._tags.items() if sku in skus]
        scopes = [("marketplace", marketplace), ("category", category), *tags, ("sku", sku)]
        return [parts, *((scope, name, *parts) for scope, name in scopes if name)]


def in_profile(own: Mapping[str, Any]) -> Mapping[str, Any]:
    """The workspace's tables, with what stands alone at the top put into [profile], where it is not said already."""
    profile = own.get("profile", {})
    top = {name: own[name] for name in TOP_OF_PROFILE if name in own}
    if not top or not isinstance(profile, Mapping):
        return own
    return {**{name: value for name, value in own.items() if name not in top}, "profile": {**top, **profile}}


def load(workspace: Path) -> Settings:
    """Read the settings of a workspace. Raises `SettingsError` when its config.toml is not TOML at all.

    Single values that are wrong are left at their default and told in `Settings.problems`.
    """
    shipped = shipped_text()
    path = workspace / FILE_NAME
    try:
        own = path.read_text("utf-8-sig")
        data = tomli.loads(own)
    except FileNotFoundError:
        own, data = "", {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError((Problem("unreadable-settings", FILE_NAME, found=str(error)),)) from error
    except tomli.TOMLDecodeError as error:
        raise SettingsError((syntax_problem(error, own),)) from error
    return Settings(tomli.loads(shipped), data, (shipped, own), workspace)


def defaults(workspace: Path | None = None) -> Settings:
    """The shipped settings alone."""
    shipped = shipped_text()
    return Settings(tomli.loads(shipped), {}, (shipped, ""), workspace or Path())


def shipped_text() -> str:
    """The commented default of every setting: packed into the wheel, at the project's root in a checkout."""
    packed = resources.files("cockpit").joinpath(FILE_NAME)
    if packed.is_file():
        return packed.read_text("utf-8")
    return CHECKOUT_FILE.read_text("utf-8")


def is_workspace(folder: Path) -> bool:
    """Whether a folder holds a workspace's settings. A checkout of the project itself holds the shipped ones."""
    path = folder / FILE_NAME
    return path.is_file() and path.resolve() != CHECKOUT_FILE


def syntax_problem(error: tomli.TOMLDecodeError, text: str) -> Problem:
    """Where a config.toml stops being TOML."""
    message = str(error)
    _, _, tail = message.partition("(at line ")
    row = int(tail.partition(",")[0]) if tail[:1].isdigit() else max(1, text.count("\n"))
    return Problem("bad-toml", FILE_NAME, row=row, found=message.split(" (at ", maxsplit=1)[0])


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid on `base`: tables key by key, everything else replaced."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]  # `both` says so
    return result


def without(tree: Mapping[str, Any], paths: Container[Path_], here: Path_ = ()) -> dict[str, Any]:
    """The tree without the values at `paths`: they could not be used, their defaults hold."""
    return {
        key: without(value, paths, (*here, key)) if isinstance(value, Mapping) else value
        for key, value in tree.items()
        if (*here, key) not in paths
    }


def dig(tree: Mapping[str, Any], path: Sequence[str]) -> Any:
    """The value at a path, or None."""
    value: Any = tree
    for part in path:
        if not isinstance(value, Mapping) or part not in value:
            return None
        value = value[part]
    return value


def leaves(tree: Mapping[str, Any], path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value of a tree that is not a table, with its path."""
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def build(shape: type[T], data: Mapping[str, Any]) -> T:
    """A settings dataclass from a table; a key that is missing or of the wrong type keeps its default."""
    hints = _hints(shape)
    given = {}
    for field in fields(shape):  # type: ignore[arg-type]  # every shape is a dataclass; there is no bound for that
        if field.name in data:
            given[field.name] = _fitted(hints[field.name], data[field.name])
    return shape(**given)


_HINTS: Final[dict[type[Any], Mapping[str, Any]]] = {}  # they are read off the source's texts, which costs


def _hints(shape: type[Any]) -> Mapping[str, Any]:
    if shape not in _HINTS:
        _HINTS[shape] = get_type_hints(shape)
    return _HINTS[shape]


def _fitted(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and is_dataclass(hint):
        return build(hint, value if isinstance(value, Mapping) else {})
    if isinstance(value, list):
        return tuple(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _quoted(path: Path_) -> Iterator[str]:
    return (
        part if part.replace("-", "").replace("_", "").isalnum() and part.isascii() else f'"{part}"' for part in path
    )
