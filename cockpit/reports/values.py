"""Text columns to typed ones: a plain cast of everything at once, and a second look only at what it could not read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import polars as pl

from cockpit.problems import Problem
from cockpit.reports import dates, numbers
from cockpit.reports.dates import Calendar
from cockpit.reports.quick import FLAGS, Habits, local_form, quickly, sample
from cockpit.reports.report_type import DTYPES, Column, Kind
from cockpit.tables import ROW

# Cells that say "nothing" in any column that is not text.
BLANKS = ("", "-", "--", "—", "–", "n/a", "na", "none", "null", "nan", "#n/a")
EXPECTED: Mapping[Kind, str] = {
    Kind.TEXT: "text", Kind.COUNT: "whole-number", Kind.NUMBER: "number", Kind.MONEY: "amount", Kind.RATE: "share",
    Kind.INSTANT: "moment", Kind.DAY: "day", Kind.FLAG: "yes-no", Kind.LIST: "list",
}  # fmt: skip
FOUND_LENGTH = 80
FIGURES = frozenset({Kind.NUMBER, Kind.RATE})
_END = 1000
# A file with fewer rows is looked at whole.
ENDS = 2 * _END
# A number that a spreadsheet made of an id: 1.35845E+14.
_DESTROYED = r"^\d(?:[.,]\d+)?[eE]\+\d{2}$"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the cells of one file mean, as far as the file itself does not say it."""

    calendar: Calendar
    # A workbook: its percent cells are fractions, whatever the text form of the report says, and days may be serials.
    fractions: bool = False
    by_hand: bool = False  # times without an offset are the team's, and that is worth a word
    spelled: Mapping[str, str] = field(default_factory=dict)  # canonical name → the file's header
    only_spaces: bool = False  # of all blanks, none but a space can stand around a cell
    apart: bool = False  # rows of several files: what other cells of a file would decide makes a row doubtful instead


@dataclass(frozen=True)
class Cells:
    """The typed frame and what could not be read."""

    frame: pl.DataFrame
    problems: tuple[Problem, ...]
    rejected: int  # rows that hold a cell that could not be read, whether or not they were kept
    lost: pl.Series | None  # of the text rows: those that were not kept, for want of a cell that makes them a row


@dataclass(frozen=True)
class Rows:
    """Every row typed, before any is left out."""

    frame: pl.DataFrame
    problems: tuple[Problem, ...]
    bad: pl.Series | None  # rows with a cell that could not be read, or that is in doubt
    lost: pl.Series | None  # rows that cannot be used at all


def cast(frame: pl.DataFrame, columns: Sequence[Column], rules: Rules) -> Cells:
    """Every declared column in its type (null where the file lacks it), `_row` kept; bad cells null and located."""
    rows = cast_rows(frame, columns, rules)
    if rows.lost is None:
        return Cells(rows.frame, rows.problems, 0 if rows.bad is None else int(rows.bad.sum()), None)
    bad = rows.lost if rows.bad is None else rows.bad | rows.lost
    return Cells(rows.frame.filter(~rows.lost), rows.problems, int(bad.sum()), rows.lost)


def cast_rows(frame: pl.DataFrame, columns: Sequence[Column], rules: Rules) -> Rows:
    """The same with every row still there."""
    there = [column for column in columns if column.name in frame.columns]
    spaced, comma = rules.by_hand and _are_spaced(frame, there, rules), _promises_comma(frame, there, rules)
    habits = Habits(str(rules.calendar.zone), rules.fractions, spaced, comma)
    quick = frame.with_columns(**_casts(frame, there, habits))
    caster = _Caster(frame, quick, rules, there, habits)
    if habits.comma and not caster.comma:  # the rest of the file says otherwise
        caster.reread(replace(habits, comma=False))
    done = {column.name: caster.finish(column) for column in there}
    whole = pl.DataFrame({**done, ROW: frame[ROW]})
    if none := {c.name: pl.lit(None, DTYPES[c.kind]) for c in columns if c.name not in done}:
        whole = whole.with_columns(**none)
    whole = whole[[*(column.name for column in columns), ROW]]
    return Rows(whole, tuple(caster.problems), caster.bad, caster.lost)


def _casts(frame: pl.DataFrame, columns: Sequence[Column], habits: Habits) -> dict[str, pl.Expr]:
    """The quick casts; texts that are taken as they are have none."""
    casts = {column.name: quickly(frame[column.name], column, habits) for column in columns}
    return {name: cast for name, cast in casts.items() if cast is not None}


def _are_spaced(frame: pl.DataFrame, columns: Sequence[Column], rules: Rules) -> bool:
    """Whether texts that people typed may be empty or have blanks around them: a look is cheaper than to trim them."""
    names = [column.name for column in columns if column.kind in {Kind.TEXT, Kind.LIST}]
    if not rules.only_spaces or not names:
        return True
    cells = pl.col(names)
    return any(frame.select(((cells < "!") | cells.str.ends_with(" ")).any()).row(0))


def _promises_comma(frame: pl.DataFrame, columns: Sequence[Column], rules: Rules) -> bool:
    """Whether the first amounts have a decimal comma, so that all are read in that way at once."""
    names = [column.name for column in columns if column.kind is Kind.MONEY]
    if rules.apart or not names:
        return False
    amounts = frame[names].head(_END)
    has_comma = amounts.select(pl.all().str.contains(",", literal=True).any()).row(0)
    commas = [cells for cells, has in zip(amounts, has_comma, strict=True) if has]
    return numbers.decimal_comma(commas, rules.calendar.marketplace)


class _Caster:
    """Finishes one column after the other and keeps what was wrong with them."""

    def __init__(
        self, text: pl.DataFrame, quick: pl.DataFrame, rules: Rules, columns: Sequence[Column], habits: Habits
    ) -> None:
        self.text, self.quick, self.rules, self.columns = text, quick, rules, columns
        self.spaced = habits.spaced  # texts were trimmed
        self.by_comma = habits.comma  # amounts were read with a decimal comma
        self.problems: list[Problem] = []
        self.bad: pl.Series | None = None  # rows with a cell that could not be read
        self.lost: pl.Series | None = None  # rows that cannot be used at all
        self.odd = _oddities(text, columns, rules)

    def reread(self, habits: Habits) -> None:
        """The amounts once more, in another way."""
        money = [column for column in self.columns if column.kind is Kind.MONEY]
        self.quick = self.quick.with_columns(**_casts(self.text, money, habits))
        self.by_comma = habits.comma

    def finish(self, column: Column) -> pl.Series:
        values = self._text(column) if column.kind in {Kind.TEXT, Kind.LIST} else self._repaired(column)
        if column.most is not None:
            values = self._signed(column, values, column.most)
        if column.filled and values.null_count():
            self._lose(column, values.is_null())
        return _listed(values) if column.kind is Kind.LIST else values

    def _text(self, column: Column) -> pl.Series:
        """Trimmed text, empty as null; an id that a spreadsheet wrote as a formula or made a number of is seen to."""
        values, odd = self.quick[column.name], self.odd
        if odd[column.name, "untidy"]:
            values = values.str.strip_chars()
        if odd[column.name, "mangled"]:
            values = values.str.replace(r'^="?([^"]*)"?$', "$1")
            destroyed = values.str.contains(_DESTROYED).fill_null(value=False)
            if destroyed.any():
                self._locate("destroyed-id", column, destroyed, "id")
        if (self.spaced or odd[column.name, "untidy"] or odd[column.name, "mangled"]) and (values == "").any():
            values = values.replace("", None)
        return values

    def _signed(self, column: Column, values: pl.Series, most: float) -> pl.Series:
        """Shares without those that somebody typed as percent points and left the sign out: it is not guessed."""
        bare = values >= most
        if bare.any():
            bare = (bare & ~self.text[column.name].str.contains("[%\uff05]")).fill_null(value=False)
        if not bare.any():
            return values
        self._locate("bad-cell", column, bare, "share-with-sign")
        return pl.select(pl.when(~bare).then(values).alias(column.name))[column.name]

    def _repaired(self, column: Column) -> pl.Series:
        text, quick = self.text[column.name], self._believed(column)
        if column.kind is Kind.INSTANT and self.rules.by_hand and local_form(sample(text)):
            self._zoneless(column, quick.is_not_null() & ~self._bare_days(text))
        comma = self.comma if column.kind is Kind.MONEY else column.kind in FIGURES and self.comma_figures
        by_comma = column.kind is Kind.MONEY and self.by_comma
        if self.rules.apart:
            self._doubt(column, text, quick)
        if quick.null_count() == text.null_count() and (not comma or by_comma):
            return quick
        failed = quick.is_null() & text.is_not_null()
        if comma and not by_comma:  # what a plain cast took for decimals is grouping: 1.234
            grouped = numbers.may_be_groups(text) if column.kind in FIGURES else text.str.contains(".", literal=True)
            failed = failed | grouped.fill_null(value=False)
        distinct = text.filter(failed).unique().to_frame("text").with_columns(blank=_blank(column))
        if distinct["blank"].all():  # nothing is what they say, and what they are
            return quick
        known = distinct.with_columns(value=self._second(column, distinct["text"]))
        met = text.alias("text").to_frame().join(known, on="text", how="left", maintain_order="left")
        bad = failed & met["value"].is_null() & ~met["blank"].fill_null(value=False)
        if bad.any():
            self._locate("bad-cell", column, bad, EXPECTED[column.kind])
        merged = pl.select(pl.when(failed).then(met["value"]).otherwise(quick).alias(column.name))
        return merged[column.name]

    def _believed(self, column: Column) -> pl.Series:
        """The quick values, without those that a cast takes and a report never means: infinity, the year 25."""
        quick = self.quick[column.name]
        if column.kind in FIGURES and not quick.is_finite().all():
            return pl.select(pl.when(quick.is_finite()).then(quick).alias(column.name))[column.name]
        if column.kind in {Kind.DAY, Kind.INSTANT} and quick.null_count() < quick.len():
            first = quick.min()
            return dates.sane(quick) if isinstance(first, date) and first.year < dates.FIRST_YEAR else quick
        return quick

    @cached_property
    def comma(self) -> bool:
        """Whether this file's amounts have a decimal comma."""
        if self.rules.apart:
            return False
        names = [column.name for column in self.columns if column.kind is Kind.MONEY]
        amounts = [self.text[name] for name in names]
        read = all(self.quick[name].null_count() == self.text[name].null_count() for name in names)
        if read and not self.by_comma:  # no comma anywhere
            dots = self.rules.calendar.marketplace in numbers.COMMA_MARKETPLACES
            if not dots or not any(numbers.may_be_groups(cells).any() for cells in amounts):
                return False
        return numbers.decimal_comma(amounts, self.rules.calendar.marketplace)

    @cached_property
    def comma_figures(self) -> bool:
        """The same for its other figures: German reports write amounts with a comma and percents with a dot."""
        if self.rules.apart:
            return False
        names = [column.name for column in self.columns if column.kind in FIGURES]
        if all(self.quick[name].null_count() == self.text[name].null_count() for name in names):
            return False  # no comma anywhere
        figures = [self.text[name] for name in names]
        return numbers.decimal_comma(figures, None)

    def _doubt(self, column: Column, text: pl.Series, quick: pl.Series) -> None:
        """Mark the rows whose meaning hangs on other cells of their file: its decimal mark, its order of a date."""
        unread = quick.null_count() > text.null_count()
        failed = text.filter(quick.is_null() & text.is_not_null()) if unread else text.clear()
        doubtful = pl.Series([], dtype=pl.String)
        if column.kind in {Kind.DAY, Kind.INSTANT}:
            doubtful = failed
        elif unread and column.kind in {Kind.MONEY, Kind.NUMBER, Kind.RATE}:
            doubtful = numbers.with_decimal_comma(failed.unique())
        where = [text.is_in(doubtful.implode())] if doubtful.len() else []
        if column.kind is Kind.MONEY and self.rules.calendar.marketplace in numbers.COMMA_MARKETPLACES:
            where.append(numbers.may_be_groups(text))
        for rows in where:
            marked = rows.fill_null(value=False)
            if marked.any():
                self.bad = marked if self.bad is None else self.bad | marked

    def _second(self, column: Column, cells: pl.Series) -> pl.Series:
        """The distinct texts that the quick cast could not read, by every rule we know; null where none applies."""
        hundred = column.kind is Kind.RATE and column.percent == "hundred" and not self.rules.fractions
        spelled = cells
        if self.rules.fractions and column.kind in {Kind.DAY, Kind.INSTANT}:
            cells = dates.from_serials(cells)
        match column.kind:
            case Kind.COUNT:
                values = numbers.whole(cells)
            case Kind.MONEY:
                values = numbers.plain(cells, comma=self.comma).cast(DTYPES[Kind.MONEY], strict=False)
            case Kind.NUMBER | Kind.RATE:
                values = numbers.shares(cells.str.strip_chars_end("+ "), comma=self.comma_figures, hundred=hundred)
            case Kind.DAY:
                values = dates.days(cells, self.rules.calendar)
            case Kind.INSTANT:
                values = self._instants(column, cells, spelled)
            case _:
                flags = cells.str.strip_chars().str.to_lowercase()
                values = flags.replace_strict(FLAGS, default=None, return_dtype=pl.Boolean)
        return values

    def _instants(self, column: Column, cells: pl.Series, spelled: pl.Series) -> pl.Series:
        """Moments; `spelled` are the same cells as they stand in the file, a serial number as a number."""
        found, naive = dates.instants(cells, self.rules.calendar)
        timed = naive & cells.str.contains(":", literal=True) & ~self._bare_days(cells)
        if self.rules.by_hand and timed.any() and not local_form(sample(self.text[column.name])):
            mine = self.text[column.name].is_in(spelled.filter(timed).implode())
            self._zoneless(column, mine.fill_null(value=False))
        return found

    def _bare_days(self, cells: pl.Series) -> pl.Series:
        """A day is a day, in whatever zone; a workbook writes it with a midnight behind it."""
        if not self.rules.fractions:
            return pl.repeat(value=False, n=len(cells), eager=True)
        return cells.str.ends_with(" 00:00:00").fill_null(value=False)

    def _zoneless(self, column: Column, where: pl.Series) -> None:
        if where.any():
            self._locate("no-zone", column, where, "moment", rejected=False)

    def _locate(self, code: str, column: Column, where: pl.Series, expected: str, *, rejected: bool = True) -> None:
        first = where.arg_true()[0]
        found = self.text[column.name][first]
        spelled = self.rules.spelled.get(column.name) or column.names[0]
        row, count = int(self.text[ROW][first]), int(where.sum())
        self.problems.append(Problem(code, "", row, spelled, expected, str(found or "")[:FOUND_LENGTH], count))
        if rejected:
            self.bad = where if self.bad is None else self.bad | where

    def _lose(self, column: Column, empty: pl.Series) -> None:
        """Rows without what makes them a row; a cell that was there and could not be read is told already."""
        blank = empty & self.text[column.name].str.strip_chars().fill_null("").eq("")
        if blank.any():
            self._locate("empty-cell", column, blank, EXPECTED[column.kind])
        self.lost = empty if self.lost is None else self.lost | empty


def _oddities(text: pl.DataFrame, columns: Sequence[Column], rules: Rules) -> Mapping[tuple[str, str], bool]:
    """Which text columns need more than to be taken as they are, found out for all of them at once.

    A program pads, and a spreadsheet mangles, a whole column: both ends of it tell. In a table that people typed every
    cell is trimmed and every id looked at. Columns are asked one by one only where any cell of all of them is odd: an
    expression for each column cost more than its cells.
    """
    texts = [] if rules.by_hand else [column.name for column in columns if column.kind in {Kind.TEXT, Kind.LIST}]
    ids = [column.name for column in columns if column.kind in {Kind.TEXT, Kind.LIST} and column.id]
    odd: defaultdict[tuple[str, str], bool] = defaultdict(bool)
    for names, what, is_odd in ((texts, "untidy", _is_untidy), (ids, "mangled", _is_mangled)):
        ends = [_ends(text[name], rules) for name in names]
        if ends and is_odd(pl.concat(ends)):
            odd.update(((name, what), is_odd(cells)) for name, cells in zip(names, ends, strict=True))
    return odd


def _ends(cells: pl.Series, rules: Rules) -> pl.Series:
    whole = rules.by_hand or rules.apart or cells.len() < ENDS
    return cells.alias("") if whole else cells.head(_END).append(cells.tail(_END)).alias("")


def _is_untidy(cells: pl.Series) -> bool:
    cell = pl.col("cell")
    return bool(cells.to_frame("cell").select(((cell == "") | (cell != cell.str.strip_chars())).any()).item())


def _is_mangled(cells: pl.Series) -> bool:
    """Looked for in what starts with no letter; among the bytes, which takes half of what it does among characters."""
    cell = pl.col("cell")
    suspects = cells.filter((cells < ">") | (cells >= "\x7f")).to_frame("cell")
    formula, number = cell.str.starts_with("="), cell.cast(pl.Binary).bin.contains(b"E+")
    return not suspects.is_empty() and bool(suspects.select((formula | number).any()).item())


def _listed(texts: pl.Series) -> pl.Series:
    """Texts as lists of their parts; each distinct text is cut up once where they come again and again."""
    distinct = texts.drop_nulls().unique()
    cells = distinct if distinct.len() * 2 < texts.len() else texts
    halves = cells.str.replace_all("\uff1b", ";", literal=True)  # the semicolon of a Chinese keyboard
    parts = halves.str.split(";").list.eval(pl.element().str.strip_chars()).alias(texts.name)
    if cells is texts:
        return parts
    numbers_of_texts = texts.cast(pl.Enum(distinct)).to_physical()  # takes less than a join does
    return parts.gather(numbers_of_texts).alias(texts.name)


def _blank(column: Column) -> pl.Expr:
    words = [*BLANKS, *(word.lower() for word in column.blanks)]
    return pl.col("text").str.strip_chars().str.to_lowercase().is_in(words)
