"""What can be typed after `cockpit`: every command, every option, with examples."""

import argparse
from typing import Any, NoReturn, get_args

from cockpit import __version__
from cockpit.approval import KINDS
from cockpit.incident_fold import OUTCOMES
from cockpit.issue import Pane, ProposalKind
from cockpit.text import LANGUAGES

SEVERITIES = ("info", "warning", "critical", "never")


class CockpitParser(argparse.ArgumentParser):
    """An ArgumentParser that knows the names of its commands."""

    commands: frozenset[str] = frozenset()

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and one line; the usage, which a log would drown in, is behind --help."""
        self.exit(2, f"cockpit: {message} ({self.prog} --help)\n")


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
    for add in (
        _open, _demo, _init, _check, _reports, _explain, _doctor, _config, _ack, _snooze, _note, _close, _act, _approve,
        _refuse, _board, _incident, _pack, _handover, _proposals, _diff, _new_check, _bench,
    ):  # fmt: skip
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
        "cockpit check --pane noon --check A --fail-on warning", "cockpit check --explain-settings --check S",
        "cockpit check test --check X-01",
    )  # fmt: skip
    sub.add_argument("what", nargs="?", choices=("test",), help="test: run the cases of my_checks/cases/ instead")
    _shared(sub)
    _filters(sub)
    sub.add_argument(
        "--explain-settings", action="store_true", help="run nothing: print every threshold and where it came from"
    )
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
    sub = _command(adder, "ack", "acknowledge issues by their numbers", "cockpit ack 142 --note 'carrier called'",
                   "cockpit ack 142 143 150",
                   module="marks_command")  # fmt: skip
    sub.add_argument("numbers", type=_number, nargs="+", metavar="NUMBER")
    sub.add_argument("--note", default="", help="one line")
    sub.set_defaults(mark="ack")
    _shared(sub)


def _snooze(adder: Any) -> None:
    sub = _command(adder, "snooze", "put issues off until a time, with a reason",
                   "cockpit snooze 142 --until 2026-11-24T09:00+08:00 --reason 'waits for the forwarder'",
                   module="marks_command")  # fmt: skip
    sub.add_argument("numbers", type=_number, nargs="+", metavar="NUMBER")
    sub.add_argument("--until", required=True, metavar="TIME|worse|next-report")
    sub.add_argument("--reason", required=True, help="one line")
    sub.set_defaults(mark="snooze")
    _shared(sub)


def _note(adder: Any) -> None:
    sub = _command(adder, "note", "write a note on issues", "cockpit note 142 'case 1234567 opened'",
                   module="marks_command")  # fmt: skip
    sub.add_argument("numbers", type=_number, nargs="+", metavar="NUMBER")
    sub.add_argument("text", metavar="TEXT")
    sub.set_defaults(mark="note")
    _shared(sub)


def _close(adder: Any) -> None:
    sub = _command(adder, "close", "end issues that nobody looks at any more, with a reason",
                   "cockpit close 142 143 --reason 'we left JP'", module="marks_command")  # fmt: skip
    sub.add_argument("numbers", type=_number, nargs="+", metavar="NUMBER")
    sub.add_argument("--reason", required=True, help="one line")
    sub.set_defaults(mark="close")
    _shared(sub)


def _act(adder: Any) -> None:
    sub = _command(
        adder, "act", "write an action on the board and print its id",
        "cockpit act --kind price --marketplace US --subject sku:ZX-1 --check L-04 --before 19.99 --after 24.99 \\\n"
        "      --why 'cost went up' --state proposed",
        "cockpit act --kind pause --marketplace US --subject campaign:Summer --why 'sold out'",
        "cockpit act --state done --for 3f0c9a1b2c4d",
        "cockpit act --state verified --for 3f0c9a1b2c4d --why 'CVR back'",
        "cockpit act --state verified --no-effect --for 3f0c9a1b2c4d",
        "cockpit act --kind other --marketplace US --subject report:price-upload.xlsx --error '8541: rejected'",
    )  # fmt: skip
    sub.add_argument("--kind", choices=KINDS, help="what is changed")
    sub.add_argument("--marketplace", metavar="MP", help="default: default_marketplace of config.toml")
    sub.add_argument("--subject", metavar="KIND:ID", help="such as sku:ZX-1 or campaign:Summer, as in the report")
    sub.add_argument("--check", metavar="ID", help="the check whose issue it answers")
    sub.add_argument("--store", default="", metavar="NAME", help="where a marketplace has several stores")
    sub.add_argument("--before", default="", help="the value as it is")
    sub.add_argument("--after", default="", help="the value as it shall be, or is now")
    sub.add_argument("--why", default="", help="one line")
    sub.add_argument(
        "--state", choices=("proposed", "done", "verified", "failed"), default="done", help="default: done"
    )
    sub.add_argument("--no-effect", action="store_true", help="with --state verified: it did not work")
    sub.add_argument("--error", default="", metavar="TEXT",
                     help="Amazon's system did not take it: its message (then --state is failed)")  # fmt: skip
    sub.add_argument("--for", dest="proposal", default="", metavar="ID",
                     help="the proposal that was carried out; what is left out is as proposed (default: the newest "
                     "approved one of the same kind, marketplace and subject)")  # fmt: skip
    _shared(sub)


def _approve(adder: Any) -> None:
    sub = _command(adder, "approve", "agree, as the second person, to an action", "cockpit approve 3f0c9a1b2c4d",
                   "cockpit approve 3f0c9a1b2c4d --why 'margin is fine'", module="approve_command")  # fmt: skip
    _word(sub, "approved")


def _refuse(adder: Any) -> None:
    sub = _command(adder, "refuse", "refuse, as the second person, an action",
                   "cockpit refuse 3f0c9a1b2c4d --why 'below cost'", module="approve_command")  # fmt: skip
    _word(sub, "refused")


def _word(sub: argparse.ArgumentParser, word: str) -> None:
    sub.add_argument("id", metavar="ID", help="as `cockpit act` and `cockpit board` print it")
    sub.add_argument("--why", default="", help="one line")
    sub.set_defaults(word=word)
    _shared(sub)


def _board(adder: Any) -> None:
    sub = _command(adder, "board", "the recorded actions", "cockpit board",
                   "cockpit board --day today --format markdown", "cockpit board --output board.xlsx",
                   "cockpit board --state proposed", "cockpit board --subject sku:ZX-1 --check L")  # fmt: skip
    _shared(sub)
    sub.add_argument("--day", metavar="DAY", help="only what happened on this team day: 2026-11-23, or today")
    sub.add_argument("--person", metavar="NAME", help="only what this person said or did something about")
    sub.add_argument("--subject", metavar="KIND:ID", help="only this subject")
    sub.add_argument("--check", action="append", metavar="ID", help="only this check, or a prefix; repeatable")
    sub.add_argument("--marketplace", action="append", metavar="MP", help="only this marketplace; repeatable")
    sub.add_argument("--state", choices=("proposed", "approved", "refused", "expired", "done", "verified", "failed"))
    sub.add_argument("--format", choices=("table", "csv", "markdown", "json", "xlsx"),
                     help="default: table on a terminal, else json; with --output by the name of the file")  # fmt: skip
    sub.add_argument("--output", metavar="FILE", help="write it there: .md, .csv, .json, .xlsx")


def _incident(adder: Any) -> None:
    sub = _command(
        adder, "incident", "Amazon's warnings and how far they are worked", "cockpit incident list",
        "cockpit incident open PN-1                       # from the notifications report",
        "cockpit incident open --marketplace US --subject 'Inauthentic complaint' --asin B000000ZX1 \\\n"
        "      --deadline 2026-11-27T09:00+08:00           # typed in",
        "cockpit incident step PN-1 screenshot", "cockpit incident note PN-1 'carrier called'",
        "cockpit incident close PN-1 --outcome accepted", "cockpit incident show PN-1 --lang zh",
    )  # fmt: skip
    sub.add_argument("what", choices=("list", "show", "open", "step", "note", "close"))
    sub.add_argument("id", nargs="?", default="", metavar="ID", help="as in the report; open without one makes one")
    sub.add_argument("text", nargs="?", default="", metavar="STEP|TEXT",
                     help="step: stop, screenshot, read, pack or edit; note: the text")  # fmt: skip
    sub.add_argument("--marketplace", metavar="MP", help="open: where it was typed in; list: only this one")
    sub.add_argument("--store", default="", metavar="NAME", help="open: where a marketplace has several stores")
    sub.add_argument("--subject", default="", help="open: Amazon's heading")
    sub.add_argument("--kind", default="", help="open: such as authenticity, ip, safety")
    sub.add_argument("--asin", action="append", default=[], metavar="ASIN", help="open: repeatable")
    sub.add_argument("--sku", action="append", default=[], metavar="SKU", help="open: repeatable")
    sub.add_argument("--order", action="append", default=[], metavar="ORDER", help="open: repeatable")
    sub.add_argument("--received", metavar="TIME", help="open: when the message came (default: now)")
    sub.add_argument("--deadline", metavar="TIME", help="open: as Amazon states it")
    sub.add_argument("--undo", action="store_true", help="step: it is not done after all")
    sub.add_argument("--outcome", choices=OUTCOMES, help="close: how it ended")
    sub.add_argument("--why", default="", help="one line")
    sub.add_argument("--format", choices=("table", "json"), help="list: default table on a terminal, else json")
    _shared(sub)


def _pack(adder: Any) -> None:
    sub = _command(
        adder, "pack", "write the evidence pack of an incident as a folder and a zip", "cockpit pack PN-1",
        "cockpit pack PN-1 --with-personal-data --output ~/appeal",
    )  # fmt: skip
    sub.add_argument("id", metavar="ID")
    sub.add_argument("--with-personal-data", action="store_true", help="names, addresses, messages of buyers too")
    sub.add_argument("--output", metavar="DIR", help="where to (default: the incident's own folder)")
    _shared(sub)


def _handover(adder: Any) -> None:
    sub = _command(adder, "handover", "the shift hand-over as Markdown: what is open, waits, was done, was missed",
                   "cockpit handover", "cockpit handover --lang zh > handover.md",
                   "cockpit handover --standup")  # fmt: skip
    sub.add_argument("--standup", action="store_true",
                     help="the page for the morning meeting: since the last one, results, today by pane")  # fmt: skip
    _shared(sub)


def _proposals(adder: Any) -> None:
    sub = _command(
        adder, "proposals", "what the issues advise, as lists to check, send or upload", "cockpit proposals",
        "cockpit proposals --kind purchase --output lists --format xlsx",
        "cockpit proposals --check A --marketplace US",
    )  # fmt: skip
    _shared(sub)
    _filters(sub)
    sub.add_argument("--kind", action="append", choices=get_args(ProposalKind), help="only this kind; repeatable")
    sub.add_argument(
        "--format",
        choices=("table", "json", "xlsx", "csv"),
        help="default: table on a terminal, else json; xlsx and csv with --output (default there: both)",
    )
    sub.add_argument("--output", metavar="DIR", help="write files for each kind and marketplace there instead")


def _diff(adder: Any) -> None:
    sub = _command(
        adder, "diff", "what changed between two moments that were kept, or one and now", "cockpit diff 2026-11-20",
        "cockpit diff 2026-11-20T10:00 2026-11-23 --check S-02 --all",
    )  # fmt: skip
    sub.add_argument("since", metavar="FROM", help="a time as --as-of takes it, or a day (its end)")
    sub.add_argument("until", nargs="?", metavar="TO", help="the same (default: now)")
    _shared(sub)
    _filters(sub)
    sub.add_argument("--all", action="store_true", help="issues that did not change, too")
    sub.add_argument("--format", choices=("table", "json"), help="default: table on a terminal, else json")


def _new_check(adder: Any) -> None:
    sub = _command(adder, "new-check", "write a check of your own, and its first case", "cockpit new-check X-02",
                   "cockpit new-check X-02 --report all-orders --title 'Dear orders' --title-zh 高价订单",
                   module="new_check_command")  # fmt: skip
    sub.add_argument("id", metavar="ID", help="one to three letters and a number; it is for ever")
    sub.add_argument("--report", default="all-listings", metavar="TYPE", help="what it reads (default: all-listings)")
    sub.add_argument("--title", help="its name in lists, under 40 characters")
    sub.add_argument("--title-zh", help="the same in Chinese")
    sub.add_argument("--pane", choices=[str(pane) for pane in Pane], default="morning", help="default: morning")
    _shared(sub)


def _bench(adder: Any) -> None:
    sub = _command(adder, "bench", "time this machine: reading, checking, the whole run", "cockpit bench",
                   "cockpit bench --runs 9")  # fmt: skip
    sub.add_argument("--runs", type=int, default=5, help="interleaved runs of each (default: 5)")
    _shared(sub)


def _number(text: str) -> int:
    digits = text.removeprefix("#")
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no issue's number, such as 142 or #142")
    return int(digits)
