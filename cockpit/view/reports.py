"""The reports folder in rows, by marketplace: what is missing and which menu gives it, what every file is."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from cockpit.clock import zone_of
from cockpit.issue import Pane
from cockpit.picture import Picture, ReportNeed
from cockpit.problem_text import hint, place_of, problem_line, sentence
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.text import clean, day, number
from cockpit.view.completeness import by_place, completeness, place
from cockpit.view.detail import Detail
from cockpit.view.facts import Fact
from cockpit.view.header import pane_name
from cockpit.view.speech import Span, Speech

PROBLEMS_SHOWN = 20
LAST = 9
FILE_ORDER = {"unreadable": 1, "undecided": 1, "unknown": 2, "stale": 3, "fresh": 5, "duplicate": 6, "superseded": 7}
STATUS_ROLES = {"fresh": "dim", "superseded": "dim", "duplicate": "warning", "stale": "warning"}


class ReportRow(NamedTuple):
    """One row of the Reports screen."""

    key: str
    role: str  # of its status: "", "dim", "warning", "critical"
    title: str
    marketplace: str
    period: str
    rows: str
    as_of: str
    status: str
    file: str  # its path; of a missing report the menu that gives it, of a marketplace its panes
    detail: Detail
    path: str = ""  # relative to the reports folder; "" when there is no file
    line: int = 1  # where its first problem is
    search: str = ""


def report_rows(picture: Picture, speech: Speech, folder: str) -> list[ReportRow]:
    """Every row: problems of the settings, then each marketplace with its head, what is missing, what is there.

    Files of no or several marketplaces come before the first of them.
    """
    named = {need.type: need.title for need in picture.needs} | dict(picture.titles)
    titles = {id_: speech.words(title) for id_, title in named.items()}
    ranked = [
        (place(need.store, need.marketplace), LAST if need.optional else 1, _need_row(need, speech, folder))
        for need in picture.needs
        if need.status == "missing"
    ]
    ranked += [(_place(file), _rank(file), _file_row(file, titles, picture, speech)) for file in picture.files]
    heads = {name: _head_row(name, needs, speech) for name, needs in by_place(picture.needs).items()}
    ranked += [(name, 0, head) for name, head in heads.items()]
    ranked.sort(key=lambda entry: (entry[0], entry[1], entry[2].title))
    return [
        *(_settings_row(problem, at, speech) for at, problem in enumerate(picture.problems)),
        *(e[2] for e in ranked),
    ]


def _place(file: ReportFile) -> str:
    return place(file.store, file.marketplace) if file.marketplace else ""


def _rank(file: ReportFile) -> int:
    rank = FILE_ORDER.get(file.status, LAST)
    return 4 if file.problems and file.status == "fresh" else rank


def _head_row(name: str, needs: Sequence[ReportNeed], speech: Speech) -> ReportRow:
    """What one marketplace needs, how much of it is there, and for which panes."""
    counts = completeness(needs)
    role = "strong" if counts.whole else "warning"
    said = speech.say("screen.reports.counts", needed=counts.needed, there=counts.there, fresh=counts.fresh)
    panes = [(pane, completeness(needs, pane)) for pane in Pane]
    figures = " · ".join(f"{pane_name(pane, speech)} {count}" for pane, count in panes if count.needed)
    menus = [
        Fact(speech.words(need.title), (Span(speech.words(need.menu)), Span(f" {' '.join(need.checks)}", "dim")))
        for need in needs
        if need.status == "missing" and not need.optional
    ]
    detail = Detail((Span(clean(name), "strong"), Span(f" · {said}", role)), figures, tuple(menus))
    whole = " · ".join(filter(None, (said, figures)))
    search = f"{name} {whole}".casefold()
    return ReportRow(f"place:{name}", role, clean(name), "", "", "", "", str(counts), whole, detail, search=search)


def _settings_row(problem: Problem, at: int, speech: Speech) -> ReportRow:
    words = speech.words(sentence(problem))
    facts = tuple(Fact("", (Span(text, "dim"),)) for text in [speech.words(hint(problem))] if text)
    detail = Detail((Span(place_of(problem), "strong"),), words, facts)
    kept = problem.file.startswith("state/")
    status = speech.say("screen.reports.state" if kept else "screen.reports.settings")
    return ReportRow(
        f"problem:{at}", "critical", words, "", "", "", "", status, place_of(problem), detail, search=words.casefold()
    )


def _need_row(need: ReportNeed, speech: Speech, folder: str) -> ReportRow:
    title, status = speech.words(need.title), speech.say("screen.reports.missing")
    role = "dim" if need.optional else "warning"
    detail = Detail(
        (Span(title, "strong"), Span(f" · {clean(need.marketplace)} · ", "dim"), Span(status, role)),
        speech.say(f"screen.reports.{'keep' if need.by_hand else 'export'}", menu=speech.words(need.menu)),
        (
            Fact("", (Span(speech.say("screen.reports.put", folder=folder), "dim"),)),
            Fact("", (Span(speech.say("screen.reports.needed_by", checks=clean(" ".join(need.checks))), "dim"),)),
        ),
    )
    key = f"need:{need.type}:{need.store}:{need.marketplace}"
    search = f"{title} {need.type} {need.marketplace} {status}".casefold()
    menu = speech.words(need.menu)
    return ReportRow(key, role, title, clean(need.marketplace), "", "", "", status, menu, detail, search=search)


def _file_row(file: ReportFile, titles: dict[str, str], picture: Picture, speech: Speech) -> ReportRow:
    title = titles.get(file.type or "", clean(file.type or ""))
    market = clean(file.marketplace or " ".join(file.marketplaces))
    status = speech.say(f"file_status.{file.status}")
    role = STATUS_ROLES.get(file.status, "critical")
    if file.problems and file.status == "fresh":
        role = "warning"
    return ReportRow(
        f"file:{file.path}:{file.type}:{file.marketplace}",
        role,
        title or clean(file.path),
        market,
        period_words(file.period_start, file.period_end, speech.local(picture.as_of).date(), speech),
        number(file.rows) if file.type else "",
        as_of_words(file, picture.as_of, speech),
        status,
        clean(file.path),
        _file_detail(file, title, market, status, role, speech),
        file.path,
        next((problem.row for problem in file.problems if problem.row), 1) or 1,
        f"{title} {file.type} {market} {status} {file.path}".casefold(),
    )


def as_of_words(file: ReportFile, now: datetime, speech: Speech) -> str:
    """When its content was true, never later than now: a moment, or the day alone where no hour is known.

    A day counts from its end in the marketplace, which of today is still to come: "25 Nov 16:00" was typed on the 24th.
    """
    if file.as_of is None:
        return ""
    there = file.as_of.astimezone(zone_of(file.marketplace or ""))
    if there.time() != time():
        return speech.at(min(file.as_of, now), now)
    today = speech.local(now).date()
    return day(min(there.date() - timedelta(days=1), today), today).say(speech.language)


def period_words(start: date | None, end: date | None, today: date, speech: Speech) -> str:
    """24 Oct – 22 Nov, with its year where that is another one; one day alone; "" when nothing is known."""
    if start is None or end is None or start == end:
        return "".join(day(one, today).say(speech.language) for one in [start or end] if one is not None)
    said = {"en": (day(start), day(end, today)), "zh": (day(start, today), day(end))}  # one year is told once
    first, last = said[speech.language] if start.year == end.year else (day(start, today), day(end, today))
    return f"{first.say(speech.language)} – {last.say(speech.language)}"


def _file_detail(file: ReportFile, title: str, market: str, status: str, role: str, speech: Speech) -> Detail:
    head = [Span(clean(file.path), "strong"), Span(f" · {market}" if market else "", "dim")]
    head += [Span(" · ", "dim"), Span(status, role)]
    encoding = speech.say("screen.reports.encoding", encoding=clean(file.encoding) or "–", rows=number(file.rows))
    facts = [Fact("", (Span(encoding, "dim"),))]
    if file.rejected_rows:
        words = speech.counted("screen.reports.rejected", file.rejected_rows)
        facts.append(Fact("", (Span(words, "warning"),)))
    for problem in file.problems[:PROBLEMS_SHOWN]:
        facts.append(Fact("", (Span(clean(problem_line(problem, speech.language))),)))
        facts += [Fact("", (Span(text, "dim"),)) for text in [speech.words(hint(problem))] if text]
    if not file.problems and file.type:
        facts.append(Fact("", (Span(speech.say("screen.reports.whole"), "dim"),)))
    return Detail(tuple(head), title or status, tuple(facts))
