"""What can be typed after `cockpit`: every command, every option, with examples."""

import argparse
from typing import Any

from cockpit import __version__
from cockpit.issue import Pane
from cockpit.text import LANGUAGES

SEVERITIES = ("info", "warning", "critical", "never")


class CockpitParser(argparse.ArgumentParser):
    """An ArgumentParser that knows the names of its commands."""

    commands: frozenset[str] = frozenset()


def parser() -> CockpitParser:
    """The whole command line."""
    top = CockpitParser(
        prog="cockpit",
        description="The terminal an Amazon operations assistant keeps open all day.",
        epilog=_examples("cockpit", "cockpit ~/shop", "cockpit demo", "cockpit check -w ~/shop --format json"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"cockpit {__version__}")
    adder = top.add_subparsers(metavar="COMMAND", required=True)
    for add in (_open, _demo, _init, _check, _reports, _explain, _doctor, _config, _ack, _snooze, _note, _bench):
        add(adder)
    top.commands = frozenset(adder.choices)
    return top


def _examples(*lines: str) -> str:
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)


def _command(adder: Any, name: str, text: str, *examples: str, module: str = "") -> argparse.ArgumentParser:
    sub: argparse.ArgumentParser = adder.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=_examples(*examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub.set_defaults(module=module or f"{name}_command")
    return sub


def _shared(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("-w", "--workspace", metavar="DIR", help="folder with config.toml, reports/, state/")
    sub.add_argument("--as-of", metavar="TIME", help="the clock, as 2026-11-23T10:00+08:00 (default: now)")
    sub.add_argument("--lang", choices=LANGUAGES, help="language of texts (default: the workspace's, else LANG)")


def _filters(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--marketplace", action="append", metavar="MP", help="only this marketplace; repeatable")
    sub.add_argument("--pane", choices=[str(pane) for pane in Pane], help="only this pane")
    sub.add_argument(
        "--check", action="append", metavar="ID", help="only this check, or a prefix such as H; repeatable"
    )


def _open(adder: Any) -> None:
    sub = _command(adder, "open", "open the cockpit (also: cockpit [WORKSPACE])", "cockpit", "cockpit ~/shop --lang zh")
    sub.add_argument("folder", nargs="?", metavar="WORKSPACE", help="default: this folder, else $COCKPIT_WORKSPACE")
    _shared(sub)


def _demo(adder: Any) -> None:
    sub = _command(
        adder, "demo", "write a realistic workspace and open it", "cockpit demo", "cockpit demo /tmp/demo --no-open",
        "cockpit demo --live",
    )  # fmt: skip
    sub.add_argument("dir", nargs="?", metavar="DIR", help="default: ./demo")
    sub.add_argument("--no-open", action="store_true", help="only write it")
    sub.add_argument("--live", action="store_true", help="keep dropping new reports into it, as a day would")
    sub.add_argument("--seed", type=int, default=7, help="another shop (default: 7)")
    sub.add_argument("--as-of", metavar="TIME", help="the day the demo is about (default: now)")
    sub.add_argument("--lang", choices=LANGUAGES, help="language of the screen")


def _init(adder: Any) -> None:
    sub = _command(adder, "init", "write a commented config.toml and the folders", "cockpit init ~/shop",
                   "cockpit init ~/shop --templates")  # fmt: skip
    sub.add_argument("dir", nargs="?", metavar="DIR", help="default: this folder")
    sub.add_argument("--templates", action="store_true", help="also CSV templates of the reports kept by hand")
    sub.add_argument("--lang", choices=LANGUAGES, help="language of what it says")


def _check(adder: Any) -> None:
    sub = _command(
        adder, "check", "run every check once, without a screen", "cockpit check", "cockpit check --format json | jq .",
        "cockpit check --pane noon --check A --fail-on warning",
    )  # fmt: skip
    _shared(sub)
    _filters(sub)
    sub.add_argument(
        "--format", choices=("table", "json", "csv", "markdown"), help="default: table on a terminal, else json"
    )
    sub.add_argument("--fail-on", choices=SEVERITIES, default="critical", help="exit 1 from this severity on")
    sub.add_argument("--fail-on-unknown", action="store_true", help="exit 3 when an applying check could not be judged")
    sub.add_argument("--record", action="store_true", help="write what was seen to the journal, as the app would")
    sub.add_argument("--all", action="store_true", help="resolved issues too")


def _reports(adder: Any) -> None:
    sub = _command(adder, "reports", "what every file was recognised as, and what is missing", "cockpit reports",
                   "cockpit reports --format json", "cockpit reports --learn reports/US/erp-stock.xlsx",
                   "cockpit reports --learn stock.csv --yes")  # fmt: skip
    _shared(sub)
    sub.add_argument("--marketplace", action="append", metavar="MP", help="only this marketplace; repeatable")
    sub.add_argument("--format", choices=("table", "json"), help="default: table on a terminal, else json")
    sub.add_argument(
        "--learn", metavar="FILE", help="propose a [report_types] mapping for an unknown file; write it after a yes"
    )
    sub.add_argument("--yes", action="store_true", help="with --learn: write without asking")


def _explain(adder: Any) -> None:
    sub = _command(adder, "explain", "a check's rule, lines, sources, feeds, traps", "cockpit explain S-02",
                   "cockpit explain --lang zh H-02")  # fmt: skip
    sub.add_argument("id", metavar="ID", help="such as S-02; a prefix lists the checks that have it")
    _shared(sub)


def _doctor(adder: Any) -> None:
    sub = _command(adder, "doctor", "is this machine, terminal, folder and config fit", "cockpit doctor -w ~/shop")
    _shared(sub)


def _config(adder: Any) -> None:
    sub = _command(adder, "config", "every setting and where it came from", "cockpit config show",
                   "cockpit config show health", "cockpit config validate", "cockpit config path")  # fmt: skip
    sub.add_argument("what", choices=("show", "validate", "path"))
    sub.add_argument("prefix", nargs="?", metavar="TABLE", default="", help="show: only keys under it")
    _shared(sub)


def _ack(adder: Any) -> None:
    sub = _command(adder, "ack", "acknowledge an issue by its number", "cockpit ack 142 --note 'carrier called'",
                   module="marks_command")  # fmt: skip
    sub.add_argument("number", type=_number, metavar="NUMBER")
    sub.add_argument("--note", default="", help="one line")
    sub.set_defaults(mark="ack")
    _shared(sub)


def _snooze(adder: Any) -> None:
    sub = _command(adder, "snooze", "put an issue off until a time, with a reason",
                   "cockpit snooze 142 --until 2026-11-24T09:00+08:00 --reason 'waits for the forwarder'",
                   module="marks_command")  # fmt: skip
    sub.add_argument("number", type=_number, metavar="NUMBER")
    sub.add_argument("--until", required=True, metavar="TIME|worse|next-report")
    sub.add_argument("--reason", required=True, help="one line")
    sub.set_defaults(mark="snooze")
    _shared(sub)


def _note(adder: Any) -> None:
    sub = _command(adder, "note", "write a note on an issue", "cockpit note 142 'case 1234567 opened'",
                   module="marks_command")  # fmt: skip
    sub.add_argument("number", type=_number, metavar="NUMBER")
    sub.add_argument("text", metavar="TEXT")
    sub.set_defaults(mark="note")
    _shared(sub)


def _bench(adder: Any) -> None:
    sub = _command(adder, "bench", "time this machine: reading, checking, the whole run", "cockpit bench",
                   "cockpit bench --runs 9")  # fmt: skip
    sub.add_argument("--runs", type=int, default=5, help="interleaved runs of each (default: 5)")
    _shared(sub)


def _number(text: str) -> int:
    return int(text.removeprefix("#"))
