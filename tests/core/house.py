"""A small workspace with checks of the house, sessions in it, and who opens its report files."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cockpit.discovery import discover
from cockpit.engine import Engine
from cockpit.inbox import Change
from cockpit.library import list_reports
from cockpit.picture import Issue, Picture
from tests.core.report_reading import order, put, tsv

NOW = datetime.fromisoformat("2026-11-23T10:30+08:00")
LATER = NOW + timedelta(minutes=10)
WRITTEN = "2026-11-23T01:00+00:00"
MASTER = "sku,asin,marketplace,cost,lead_days\n"

CHECKS = '''
"""House rules: late messages, unless the thread is known as a SKU; SKUs that the day before had."""
from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Subject, Words, check

@check("X-01", Words("Late", "迟"), pane=Pane.NOON, needs=("buyer-messages",), yields_to=("X-02",))
def late(ctx: Context[NoSettings]):
    """Find them."""
    frame = ctx.frame("buyer-messages")
    for thread in frame.filter(frame["subject"] == "late")["thread_id"]:
        rows = frame.filter(frame["thread_id"] == thread)
        title = Words(thread, thread)
        yield Finding(Subject("thread", thread), Severity.WARNING, title, Words("look", "看"), evidence=(rows,))

@check("X-02", Words("Known", "已知"), pane=Pane.NOON, needs=("sku-master",))
def known(ctx: Context[NoSettings]):
    """A SKU whose name is a thread's explains it."""
    for sku in ctx.frame("sku-master")["sku"]:
        yield Finding(Subject("thread", sku), Severity.WARNING, Words(sku, sku), Words("look", "看"))

@check("X-03", Words("Gone", "消失"), pane=Pane.NOON, needs=("sku-master",))
def gone(ctx: Context[NoSettings]):
    """Find SKUs that the previous master had."""
    before = ctx.previous("sku-master")
    now = set(ctx.frame("sku-master")["sku"])
    for sku in sorted(set(before.frame["sku"]) - now) if before else ():
        yield Finding(Subject("sku", sku), Severity.WARNING, Words(sku, sku), Words("look", "看"))
'''

# Ours are off: which reports they look at is not what is told here.
ONLY_HOUSE = "".join(f'[checks."{check.id}"]\nenabled = false\n' for check in discover(Path("nowhere")).checks)

_listening: list[list[str]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    """Every open of the whole process: nothing in the program has to know that it is counted."""
    if event == "open" and _listening and isinstance(arguments[0], str | Path):
        path = Path(arguments[0])
        if "reports" in path.parts and path.is_file():
            _listening[-1].append("/".join(path.parts[path.parts.index("reports") + 1 :]))


sys.addaudithook(_hear)


@contextmanager
def counting() -> Iterator[list[str]]:
    """The report files that are opened meanwhile, by anybody."""
    _listening.append([])
    yield _listening[-1]
    _listening.pop()


def messages(*threads: str) -> str:
    """Buyer messages, each thread as id:subject."""
    rows = (thread.split(":") for thread in threads)
    lines = [f"{id_},2026-11-23T01:00:00+08:00,,{subject}\n" for id_, subject in rows]
    return "".join(("thread_id,received_at,replied_at,subject\n", *lines))


def master(*skus: str) -> str:
    """A SKU master."""
    return MASTER + "".join(f"{sku},B000000001,US,4.50,45\n" for sku in skus)


def orders(*ids: str) -> str:
    """Orders of one item each."""
    return tsv([order(amazon_order_id=f"111-0000000-000000{id_}") for id_ in ids])


def furnished(tmp_path: Path) -> Path:
    """A workspace: messages of two marketplaces, three days of SKU masters, orders in two files, a strange file."""
    put(tmp_path, "config.toml", ONLY_HOUSE, modified=WRITTEN)
    put(tmp_path, "my_checks/house.py", CHECKS, modified=WRITTEN)
    root = tmp_path / "reports"
    put(root, "US/messages.csv", messages("T1:late", "T2:hello"), modified=WRITTEN)
    put(root, "JP/messages.csv", messages("J1:late"), modified=WRITTEN)
    for day in ("20", "21", "22"):
        put(root, f"US/master-{day}.csv", master("00A", f"D{day}"), modified=f"2026-11-{day}T20:00+08:00")
    put(root, "US/orders-1.txt", orders("1", "2"), modified="2026-11-21T20:00+08:00")
    put(root, "US/orders-2.txt", orders("1", "3"), modified="2026-11-22T20:00+08:00")
    put(root, "US/odd.csv", "a,b\n1,2\n", modified=WRITTEN)
    return tmp_path


def session(workspace: Path, now: datetime = NOW) -> Picture:
    """A session that has looked once and ended."""
    engine = Engine(workspace, record=True)
    picture = engine.picture(now)
    engine.close()
    return picture


def without_cache(workspace: Path, now: datetime) -> Picture:
    """The picture of somebody who reads and judges everything."""
    aside = workspace / "state" / "aside"
    (workspace / "state" / "cache").rename(aside)
    picture = Engine(workspace, record=False, afresh=True).picture(now)
    aside.rename(workspace / "state" / "cache")
    return picture


def said_of(picture: Picture) -> tuple[object, ...]:
    """What a picture says beside its number and the moments at which its checks ran."""
    issues = [replace(one, last_seen=NOW) for one in picture.issues]
    return issues, picture.verdicts, picture.files, picture.needs, picture.rules


def house(picture: Picture, check: str = "X-01") -> dict[str, Issue]:
    """The issues of a house rule that are there now."""
    return {one.subject.id: one for one in picture.issues if one.check == check and one.state != "resolved"}


def changed(workspace: Path) -> Change:
    """What an inbox says of the workspace now."""
    return Change(reports=True, files=list_reports(workspace / "reports", workspace))


def forced(workspace: Path, now: datetime = LATER, **options: Any) -> tuple[Engine, Picture]:
    """A start that may not answer with the kept picture: an own check was edited, so that all are judged."""
    put(workspace, "my_checks/house.py", CHECKS + "\n# edited\n", modified=WRITTEN)
    engine = Engine(workspace, record=True, **options)
    return engine, engine.look(now)
