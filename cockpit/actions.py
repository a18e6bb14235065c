"""Every action a person can take: its keys, the places where it is valid, and the reason when it cannot run now.

The footer, the help, the command palette and the key handling all read this one table, so they cannot disagree. The
words stand in the catalogs under ``action.<id>.name`` (a word or two for the footer) and ``action.<id>.help`` (a
sentence), the reasons under ``refusal.<reason>``.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Final, Literal, NamedTuple, get_args

from cockpit.problems import Problem

Place = Literal["today", "detail", "evidence", "reports", "checks", "board", "incidents", "help"]
PLACES: Final[frozenset[Place]] = frozenset(get_args(Place))
Under = Literal[
    "issue", "step", "blind", "fold", "file", "row", "rule", "action", "warning", "incident", "flow", "nothing"
]


class Situation(NamedTuple):
    """Where the person is and what is under the cursor: all that decides whether an action can run."""

    place: Place = "today"
    under: Under = "nothing"
    has_rows: bool = False  # it has evidence rows, or the place shows a row of a file
    done: bool = False  # the step under the cursor is ticked
    proven: bool = False  # the step is done by a report, not by a person
    can_save: bool = True  # False while the workspace cannot be written
    engine: bool = True  # False when no engine runs (a session that only looks)
    urgent: bool = True  # there is something urgent to jump to
    filtered: bool = False  # only some issues are shown
    wide: bool = True  # list and detail are both on the screen
    selected: int = 0  # issues that are selected
    unchecked: bool = False  # nobody looks at the issue any more
    looks_only: bool = False  # a supervisor: read-only but for approvals
    decides: bool = True  # their word may be the second one
    appealed: bool = False  # the appeal of the incident is logged as sent
    last: bool = False  # the step edits the listing
    possible: frozenset[str] = frozenset()  # what can still happen to the action under the cursor


Refusal = Callable[[Situation], str]


def _never(_: Situation) -> str:
    return ""


def _needs_issue(now: Situation) -> str:
    return "" if now.under == "issue" else "needs_issue"


def _needs_issues(now: Situation) -> str:
    return "" if now.selected else _needs_issue(now)


def _changes_issue(now: Situation) -> str:
    return _needs_issues(now) or _saves(now)


def _records(now: Situation) -> str:
    return _needs_issue(now) or _saves(now)


def _closes(now: Situation) -> str:
    return _needs_issues(now) or ("" if now.unchecked else "still_checked") or _saves(now)


def _saves(now: Situation) -> str:
    if now.looks_only:
        return "supervisor"
    return "" if now.can_save else "cannot_save"


def _decides(now: Situation) -> str:
    if now.under != "action":
        return "needs_action"
    if not {"approved", "refused"} & now.possible:
        return "decided"
    if not now.decides:
        return "only_supervisors"
    return "" if now.can_save else "cannot_save"


def _approves(now: Situation) -> str:
    return _decides(now) or ("" if "approved" in now.possible else "decided")


def _carries_out(now: Situation) -> str:
    if now.under != "action":
        return "needs_action"
    return _saves(now) if "done" in now.possible else "done_already"


def _verifies(now: Situation) -> str:
    if now.under != "action":
        return "needs_action"
    return _saves(now) if "verified" in now.possible else "not_done"


def _takes_back(now: Situation) -> str:
    return "" if now.can_save else "cannot_save"


def _takes_up(now: Situation) -> str:
    if now.under not in {"warning", "incident", "flow"}:
        return "needs_incident"
    return _saves(now) if "take_up" in now.possible else "taken_up"


def _works(now: Situation) -> str:
    """What is done about an incident that somebody has taken up."""
    if now.under not in {"warning", "incident", "flow"}:
        return "needs_incident"
    return _saves(now) if "close" in now.possible else "take_up_first" if "take_up" in now.possible else "is_past"


def _appeals(now: Situation) -> str:
    return _works(now) or ("" if "appeal" in now.possible else "appeal_sent")


def _packs(now: Situation) -> str:
    if now.under not in {"warning", "incident", "flow"}:
        return "needs_incident"
    return "" if now.can_save else "cannot_save"


def _notes_incident(now: Situation) -> str:
    if now.under not in {"warning", "incident", "flow"}:
        return "needs_incident"
    return "take_up_first" if "take_up" in now.possible else _saves(now)


def _ticks_flow(now: Situation) -> str:
    """A step of an incident: the board says two of them, and the listing comes last."""
    if now.under != "flow":
        return "needs_flow"
    if now.proven:
        return "step_of_board"
    return "appeal_first" if now.last and not now.appealed and not now.done else _saves(now)


def _takes_note(now: Situation) -> str:
    if now.place == "incidents":
        return _notes_incident(now)
    if now.under == "step" and not now.selected:
        return _saves(now)
    return ("" if now.under == "issue" or now.selected else "needs_issue_or_step") or _saves(now)


def _ticks(now: Situation) -> str:
    if now.place == "incidents":
        return _ticks_flow(now)
    if now.under != "step":
        return "needs_step"
    return "done_by_report" if now.proven else _saves(now)


def _opens(now: Situation) -> str:
    return "nothing_here" if now.under == "nothing" else ""


def _shows_rows(now: Situation) -> str:
    return _needs_issue(now) or ("" if now.has_rows else "no_rows")


def _opens_file(now: Situation) -> str:
    return "" if now.has_rows or now.under == "file" else "no_rows"


def _copies(now: Situation) -> str:
    return "nothing_here" if now.under in {"nothing", "fold"} else ""


def _reruns(now: Situation) -> str:
    return "" if now.engine else "no_engine"


def _unfilters(now: Situation) -> str:
    return "" if now.filtered or now.selected else "not_filtered"


def _jumps(now: Situation) -> str:
    return "" if now.urgent else "nothing_urgent"


class Action(NamedTuple):
    """One thing a person can do."""

    id: str
    keys: tuple[str, ...]  # as a person writes them: "a", "ctrl+r", "space"; the first is the one shown
    places: frozenset[Place] = PLACES
    refusal: Refusal = _never  # "" = it can run; else a reason of the catalogs
    group: str = "move"  # the heading it stands under in the help
    silent: bool = False  # a key that is pressed out of habit: nothing is said when it does nothing


def _at(*places: Place) -> frozenset[Place]:
    return frozenset(places)


ON_ISSUE: Final = _at("today", "detail")
LISTS: Final = _at("today", "reports", "checks", "board", "evidence")

ACTIONS: Final[tuple[Action, ...]] = (
    Action("down", ("j", "down")),
    Action("up", ("k", "up")),
    Action("page_down", ("pagedown", "ctrl+d")),
    Action("page_up", ("pageup", "ctrl+u")),
    Action("top", ("g", "home")),
    Action("bottom", ("G", "end")),
    Action("next_pane", ("tab", "right", "l", "]"), _at("today")),
    Action("previous_pane", ("shift+tab", "left", "h", "["), _at("today")),
    Action("right", ("right", "l"), _at("evidence")),
    Action("left", ("left", "h"), _at("evidence")),
    Action("detail_down", ("J",), _at("today", "detail", "checks", "board")),
    Action("detail_up", ("K",), _at("today", "detail", "checks", "board")),
    Action("morning", ("1",), _at("today", "detail"), group="panes"),
    Action("noon", ("2",), _at("today", "detail"), group="panes"),
    Action("evening", ("3",), _at("today", "detail"), group="panes"),
    Action("weekly", ("4",), _at("today", "detail"), group="panes"),
    Action("month_end", ("5",), _at("today", "detail"), group="panes"),
    Action("quarterly", ("6",), _at("today", "detail"), group="panes"),
    Action("urgent", (".",), _at("today", "detail"), _jumps, group="panes"),
    Action("open", ("enter",), PLACES - {"help"}, _opens, group="look"),
    Action("evidence", ("e",), ON_ISSUE, _shows_rows, group="look"),
    Action("open_file", ("o",), _at("evidence", "reports"), _opens_file, group="look"),
    Action(
        "copy",
        ("y",),
        _at("today", "detail", "evidence", "reports", "checks", "board", "incidents"),
        _copies,
        group="look",
    ),
    Action("filter", ("/",), LISTS, group="look"),
    Action("unfilter", ("escape",), _at("today"), _unfilters, group="look", silent=True),
    Action("zoom", ("z",), _at("today"), group="look"),
    Action("together", ("t",), _at("today"), group="look"),
    Action("group", ("tab", "right", "l"), _at("board"), group="look"),
    Action("export", ("w",), _at("board"), group="look"),
    Action("proposals", ("w",), ON_ISSUE, group="look"),
    Action("approve", ("a",), _at("board"), _approves, group="do"),
    Action("refuse", ("x",), _at("board"), _decides, group="do"),
    Action("carry_out", ("d",), _at("board"), _carries_out, group="do"),
    Action("verify", ("v",), _at("board"), _verifies, group="do"),
    Action("take_up", ("t",), _at("incidents"), _takes_up, group="do"),
    Action("new_incident", ("n",), _at("incidents"), _saves, group="do"),
    Action("pack", ("w",), _at("incidents"), _packs, group="do"),
    Action("appeal", ("p",), _at("incidents"), _appeals, group="do"),
    Action("close_incident", ("x",), _at("incidents"), _works, group="do"),
    Action("tick", ("space",), _at("today", "incidents"), _ticks, group="do"),
    Action("acknowledge", ("a",), ON_ISSUE, _changes_issue, group="do"),
    Action("snooze", ("s",), ON_ISSUE, _changes_issue, group="do"),
    Action("own", ("o",), ON_ISSUE, _changes_issue, group="do"),
    Action("note", ("i",), ON_ISSUE | {"incidents"}, _takes_note, group="do"),
    Action("time", ("M",), _at("today"), _saves, group="do"),
    Action("record", ("d",), ON_ISSUE, _records, group="do"),
    Action("close", ("X",), ON_ISSUE, _closes, group="do"),
    Action("undo", ("u",), ON_ISSUE | {"board", "incidents"}, _takes_back, group="do"),
    Action("redo", ("ctrl+r",), ON_ISSUE | {"board"}, _takes_back, group="do"),
    Action(
        "rerun", ("r", "f5"), _at("today", "detail", "reports", "checks", "board", "incidents"), _reruns, group="do"
    ),
    Action("select", ("x", "v"), _at("today"), _needs_issue, group="select"),
    Action("select_down", ("shift+down",), _at("today"), group="select"),
    Action("select_up", ("shift+up",), _at("today"), group="select"),
    Action("select_all", ("V", "*"), _at("today"), group="select"),
    Action("incidents", ("I",), PLACES - {"incidents", "help", "evidence"}, group="go"),
    Action("board", ("b",), _at("today", "detail", "reports", "checks", "incidents"), group="go"),
    Action("reports", ("f",), _at("today", "detail", "checks", "board", "incidents"), group="go"),
    Action("checks", ("c",), _at("today", "detail", "reports", "board", "incidents"), group="go"),
    Action("palette", (":", "ctrl+p"), group="go"),
    Action("help", ("?", "f1"), PLACES - {"help"}, group="go"),
    Action("language", ("L",), group="go"),
    Action("theme", ("T",), group="go"),
    Action("back", ("escape", "q"), PLACES - {"today"}, group="go"),
    Action("quit", ("q",), _at("today"), group="go"),
)
BY_ID: Final[Mapping[str, Action]] = {action.id: action for action in ACTIONS}
GROUPS: Final = tuple(dict.fromkeys(action.group for action in ACTIONS))

# What the footer offers, in this order, as far as it fits: what a newcomer needs first.
_HINTS: Final[Mapping[Place, tuple[str, ...]]] = {
    "today": ("unfilter", "close", "tick", "open", "acknowledge", "snooze", "record", "urgent", "help", "note", "board",
              "filter", "palette", "copy", "own", "undo", "select", "together", "next_pane", "reports", "incidents",
              "checks", "proposals", "language", "quit"),
    "detail": ("open", "acknowledge", "snooze", "record", "note", "own", "close", "copy", "back", "urgent", "help",
               "undo", "proposals"),
    "evidence": ("copy", "open_file", "back", "right", "filter", "help"),
    "reports": ("open", "open_file", "copy", "filter", "back", "rerun", "help"),
    "checks": ("open", "filter", "copy", "back", "help"),
    "board": ("open", "approve", "refuse", "carry_out", "verify", "group", "filter", "back", "help", "export", "copy",
              "undo", "palette"),
    "incidents": ("take_up", "tick", "open", "pack", "appeal", "new_incident", "note", "close_incident", "back", "help",
                  "board", "copy", "palette"),
    "help": ("back", "palette"),
}  # fmt: skip


def hints(now: Situation) -> list[Action]:
    """The actions that the footer shows: those that can run here and now, the most useful first."""
    offered = [BY_ID[name] for name in _HINTS[now.place]]
    return [action for action in offered if not action.refusal(now)]


def valid(place: Place) -> list[Action]:
    """Every action that belongs to a place, whether or not it can run now."""
    return [action for action in ACTIONS if place in action.places]


# ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

# Characters that a Chinese input method sends for a key, beside the full-width forms (U+FF01–FF5E) of all of them.
_CHINESE: Final = {"　": "space", "。": ".", "、": "/", "【": "[", "】": "]", "·": "`", "￥": "$", "…": "^"}
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_OFFSET: Final = 0xFEE0


def plain_key(key: str) -> str:
    """The key a person meant: a full-width or Chinese punctuation character stands for its plain twin (ａ → a)."""
    if key == " ":
        return "space"
    if len(key) == 1 and ord(key) in _FULL_WIDTH:
        return chr(ord(key) - _OFFSET)
    return _CHINESE.get(key, key)


class Keymap(NamedTuple):
    """Which key runs which action in each place."""

    keys: Mapping[str, tuple[str, ...]]  # action id -> keys
    problems: tuple[Problem, ...] = ()  # of the person's own [keys]
    by_key: Mapping[tuple[Place, str], Action] = {}

    def action(self, place: Place, key: str) -> Action | None:
        """The action of a key in a place; the key may be a full-width twin."""
        return self.by_key.get((place, plain_key(key)))

    def shown(self, action: str) -> str:
        """The key to show for an action; "" when the person has removed it."""
        return next(iter(self.keys.get(action, ())), "")


def keymap(own: Mapping[str, object] | None = None) -> Keymap:
    """The default keys with a person's own ``[keys]`` laid over them: ``snooze = "Z,f6"``; an empty text removes.

    A person's own key is taken from the action that has it by default. An unknown action, and a key given to two
    actions of one place, are Problems.
    """
    chosen, problems = _own_keys(own or {})
    keys = {action.id: chosen.get(action.id, action.keys) for action in ACTIONS}
    by_key: dict[tuple[Place, str], Action] = {}
    for action in sorted(ACTIONS, key=lambda each: each.id not in chosen):
        for key in keys[action.id]:
            problems += _claim(by_key, action, key, own=action.id in chosen)
    won = {action.id: _won(by_key, action, keys[action.id]) for action in ACTIONS}
    return Keymap(won, tuple(problems), by_key)


def _won(by_key: Mapping[tuple[Place, str], Action], action: Action, keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that really run the action somewhere: only those may be shown."""
    return tuple(key for key in keys if any(by_key[place, key] is action for place in action.places))


def _own_keys(own: Mapping[str, object]) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    chosen: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, value in own.items():
        if name in BY_ID:
            chosen[name] = tuple(_spelled(str(value)))
        else:
            near = get_close_matches(name, list(BY_ID), n=1)
            problems.append(Problem("unknown-action", "config.toml", column=name, expected="".join(near), found=name))
    return chosen, problems


def _spelled(text: str) -> Iterable[str]:
    """The keys of a comma-separated list; a comma by itself (or doubled) is the comma key."""
    if text.strip() == ",":
        return [","]
    return [key if len(key) == 1 else _lower(key) for part in text.split(",") if (key := part.strip())]


def _lower(key: str) -> str:
    """Names of keys are written in any case; a single letter after ctrl+ is always small."""
    names = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"}
    return names.get(key.lower(), key.lower())


def _claim(by_key: dict[tuple[Place, str], Action], action: Action, key: str, *, own: bool) -> list[Problem]:
    """Give a key to an action in its places. Between two of the person's own wishes the first wins, and it is told."""
    taken = [by_key[place, key] for place in action.places if (place, key) in by_key]
    for place in action.places:
        by_key.setdefault((place, key), action)
    if own and taken:
        return [Problem("key-taken", "config.toml", column=action.id, expected=taken[0].id, found=key)]
    return []
