"""The files that proposals go into, one for each kind and place, and the rows of each with what they are based on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from cockpit.approval import Limits
from cockpit.escaping import is_formula
from cockpit.issue import Cell, ProposalKind, values_in
from cockpit.picture import Issue, Picture
from cockpit.proposals.bulk_sheet import ADS, bulk_row, each_once, operation_of, to_fill
from cockpit.proposals.offers import Offer
from cockpit.report_file import ReportFile
from cockpit.text import clean
from cockpit.view.detail import currency_of, line_words
from cockpit.view.speech import Speech

BULK: Final = "ads-bulk"
PLACES_SHOWN: Final = 3
# What each list holds, in the order in which a person reads it; a value that a check adds stands behind them.
COLUMNS: Final[Mapping[ProposalKind, tuple[str, ...]]] = {
    "purchase": (
        "supplier", "sku", "quantity", "carton_qty", "order_by", "unit_cost", "cost", "currency",
    ),
    "claim": (
        "reason", "order_id", "shipment_id", "settlement_id", "reimbursement_id", "sku", "fnsku", "quantity", "amount",
        "currency", "from", "until",
    ),
    "removal": ("sku", "fnsku", "quantity", "saving", "currency"),
}  # fmt: skip
# By what a list is sorted: what must be done first stands first.
ORDER: Final[Mapping[ProposalKind, tuple[str, ...]]] = {
    "purchase": ("order_by", "supplier", "sku"), "claim": ("until", "order_id", "shipment_id", "sku"),
    "removal": ("sku",),
}  # fmt: skip
ADS_ORDER: Final = ("campaign", "ad_group", "keyword", "match_type")


class ProposalList(NamedTuple):
    """One file: the proposals of a kind (all of ads together) in one store and marketplace."""

    name: str  # of the file, without its ending
    kind: str  # ads-bulk, purchase, claim, removal
    offers: tuple[Offer, ...]

    @property
    def is_bulk(self) -> bool:
        """Whether its rows are those of Amazon's bulk sheet."""
        return self.kind == BULK


class Telling(NamedTuple):
    """What the proposals were taken from, the limits of what one person may do, and in which words it is told."""

    picture: Picture
    limits: Limits
    speech: Speech


def lists(offers: Iterable[Offer]) -> list[ProposalList]:
    """Every file, by name. Two stores never share one: what is uploaded goes into one account."""
    places: dict[tuple[str, str, str], list[Offer]] = defaultdict(list)
    for offer in offers:
        kind: str = BULK if offer.proposal.kind in ADS else offer.proposal.kind
        places[kind, offer.issue.store, offer.issue.marketplace].append(offer)
    found, names = [], set[str]()
    for (kind, store, marketplace), of_place in sorted(places.items()):
        name = _name(kind, store, marketplace)
        while name in names:
            name += "-2"
        names.add(name)
        rows = sorted(of_place, key=_order)
        found.append(ProposalList(name, kind, tuple(each_once(rows) if kind == BULK else rows)))
    return sorted(found)


def rows_of(of: Iterable[ProposalList]) -> int:
    """How many rows they have together: two checks may propose the same one."""
    return sum(len(one.offers) for one in of)


def _name(kind: str, store: str, marketplace: str) -> str:
    """Nothing of a store's name leads out of the folder."""
    place = "".join(mark for mark in f"{store}-{marketplace}" if mark.isalnum() or mark in "-_")
    return f"{kind}-{place.removeprefix('default-')}".rstrip("-")


def _order(offer: Offer) -> tuple[str, ...]:
    values = dict(offer.proposal.values)
    keys = ORDER.get(offer.proposal.kind, ADS_ORDER)
    # What has no day has no haste: it stands behind those that have one.
    said = ("\uffff" if values.get(key) is None else str(values[key]) for key in keys)
    return (*said, offer.issue.check, offer.issue.fingerprint, offer.proposal.kind, str(offer.proposal.values))


# ── The rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def list_rows(of_list: ProposalList, telling: Telling) -> list[Mapping[str, Cell]]:
    """The values under their words, then what they are based on; every row has the same columns."""
    kind, say = of_list.offers[0].proposal.kind, telling.speech.say
    named = [values_in(offer.proposal, telling.speech.language) for offer in of_list.offers]
    columns = dict.fromkeys((*COLUMNS[kind], *(name for values in named for name in values)))
    words = {name: say(f"proposal.{name}") if telling.speech.has(f"proposal.{name}") else name for name in columns}
    rows: list[Mapping[str, Cell]] = []
    for offer, values in zip(of_list.offers, named, strict=True):
        attach = {"attach": telling.speech.words(offer.proposal.attach)} if kind == "claim" else {}
        told = {**attach, **basis(offer, of_list, telling)}
        cells = {words[name]: values.get(name) for name in columns}
        rows.append({**cells, **{say(f"proposal.basis.{name}"): cell for name, cell in told.items()}})
    notes = [_note(row.items(), telling.speech) for row in rows]
    if not any(notes):
        return rows
    return [{**row, say("proposal.basis.note"): note} for row, note in zip(rows, notes, strict=True)]


def _note(cells: Iterable[tuple[str, Cell]], speech: Speech) -> str:
    """That an apostrophe stands before a text which a spreadsheet would run: it is no part of the value."""
    quoted = [name for name, cell in cells if isinstance(cell, str) and is_formula(clean(cell))]
    return speech.say("proposal.quoted", columns=", ".join(quoted)) if quoted else ""


def basis(offer: Offer, of_list: ProposalList, telling: Telling) -> dict[str, Cell]:
    """What a row is based on, by the names of [proposal.basis]: who must agree, the issue, its lines, its rows."""
    issue, speech = offer.issue, telling.speech
    store = {} if issue.store == "default" else {"store": issue.store}
    return {
        "approval": second_person(offer, of_list, telling),
        "board": done_words(offer, speech),
        **store,
        "marketplace": issue.marketplace,
        "issue": "; ".join(map(issue_name, offer.issues)),
        "why": "; ".join(speech.words(one.title) for one in offer.issues),
        "rows": "; ".join(dict.fromkeys(filter(None, map(places, offer.issues)))),
        "settings": "; ".join(dict.fromkeys(filter(None, (lines_words(one, speech) for one in offer.issues)))),
        "as_of": f"{speech.local(telling.picture.as_of):%Y-%m-%d %H:%M %z}",
    }


def second_person(offer: Offer, of_list: ProposalList, telling: Telling) -> str:
    """Whether a second person must agree, to this row or to so many of them at once."""
    said = [telling.speech.say(f"board.approval.{offer.approval}")]
    if offer.waits:
        said = [telling.speech.say(f"proposal.wait.{offer.approval}")]
    return "; ".join([*said, *crowds(of_list, telling)])


def crowds(of_list: ProposalList, telling: Telling) -> list[str]:
    """What needs a second person because it is so much at once (domain §10.1): rows, negatives, claims."""
    limits, kinds = telling.limits, [offer.proposal.kind for offer in of_list.offers]
    counted = {
        "bulk_rows": (len(kinds) if of_list.is_bulk else 0, limits.bulk_rows),
        "negatives": (kinds.count("negative"), limits.negatives),
        "claims": (kinds.count("claim"), limits.claims),
    }
    return [
        telling.speech.say(f"proposal.many.{name}", n=str(count), line=str(limit))
        for name, (count, limit) in counted.items()
        if count > limit
    ]


def fill_words(offer: Offer, speech: Speech) -> str:
    """What a person must do to a row of the bulk sheet before it can be uploaded; "" when it is ready."""
    missing, kept = to_fill(offer)
    said = []
    if missing:
        said.append(speech.say("proposal.fill.ids", columns=", ".join(missing)))
    if kept:
        said.append(speech.say("proposal.fill.kept", columns=", ".join(kept)))
    if offer.waits:
        said.append(speech.say("proposal.fill.operation", operation=operation_of(offer)))
    if note := _note(bulk_row(offer).items(), speech):
        said.append(note)
    return "; ".join(said)


def issue_name(issue: Issue) -> str:
    """``#142 S-03``; without a number while nothing was recorded."""
    return clean(f"#{issue.number} {issue.check}" if issue.number else issue.check)


def places(issue: Issue) -> str:
    """Where the first rows behind it stand."""
    shown = [row.place for row in issue.rows[:PLACES_SHOWN]]
    return clean("; ".join([*shown, *(["…"] if issue.rows_total > PLACES_SHOWN else [])]))


def lines_words(issue: Issue, speech: Speech) -> str:
    """The settings that it was judged by, with the place that each comes from."""
    unit = issue.figure.unit if issue.figure else "count"
    currency = currency_of(issue)
    named = ((line.setting, line_words(line, unit, currency, speech)) for line in issue.lines)
    return "; ".join(f"{name} {''.join(span.text for span in spans)}".strip() for name, spans in named)


def done_words(offer: Offer, speech: Speech) -> str:
    """Who carried it out already, by the board: doing it twice costs money."""
    action = offer.done
    if action is None or action.done is None:
        return ""
    when = f"{speech.local(action.done.at):%Y-%m-%d %H:%M}"
    return clean(speech.say("proposal.done", by=action.done.by, at=when, id=action.id))


def reports_of(of_list: ProposalList, telling: Telling) -> list[tuple[str, str, str, str]]:
    """The reports behind a list: path, type, the days or the moment that it describes, and whether it is fresh.

    Those that the first rows of its issues name; of ads the bulk sheets of the place too, which the ids are from.
    """
    issues = [issue for offer in of_list.offers for issue in offer.issues]
    named, place = {row.file for issue in issues for row in issue.rows}, (issues[0].store, issues[0].marketplace)
    files = [
        file
        for file in telling.picture.files
        if file.path in named
        or (of_list.is_bulk and (file.type, file.status) == (BULK, "fresh") and (file.store, file.marketplace) == place)
    ]
    return [
        (clean(file.path), file.type or "", _describes(file, telling), telling.speech.say(f"file_status.{file.status}"))
        for file in sorted(files, key=lambda file: file.path)
    ]


def _describes(file: ReportFile, telling: Telling) -> str:
    if file.period_start and file.period_end:
        return f"{file.period_start.isoformat()} – {file.period_end.isoformat()}"
    if file.as_of is None:
        return ""
    # A report of a day describes the end of it, which in another time zone may still be to come.
    return f"{telling.speech.local(min(file.as_of, telling.picture.as_of)):%Y-%m-%d %H:%M %z}"
