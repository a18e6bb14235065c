"""A prepared board: proposals that wait, an approval to use, results to look at, in three marketplaces."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from cockpit.board_fold import Action, Word
from cockpit.issue import Figure, Subject, fingerprint
from cockpit.measured import Measured
from tests.screens.moment import NOW

LI, MEI, WANG = ("li", 1000), ("mei", 1001), ("wang", 1002)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def word(who: tuple[str, int], before: timedelta, why: str = "") -> Word:
    """What somebody said so long before now."""
    return Word(*who, NOW - before, why, f"{who[0]}{before}")


def line(id_: str, said: Word, kind: str, market: str, subject: Subject, values: tuple[str, str], check: str) -> Action:
    """A proposal."""
    return Action(id_, kind, market, "default", subject, check, *values, said.why, said, proposed=True)


def done(action: Action, how: Word, **more: object) -> Action:
    """The same, carried out."""
    return replace(action, done=how, **more)  # type: ignore[arg-type]  # fields of Action


def sku(name: str) -> Subject:
    """A SKU."""
    return Subject("sku", name)


def campaign(name: str) -> Subject:
    """A campaign."""
    return Subject("campaign", name)


def actions() -> tuple[Action, ...]:
    """Oldest first, as the board has them."""
    acos = Figure("acos", 0.522, Decimal("261.00"), Decimal("500.00"), "rate")
    after = Measured(NOW - 2 * HOUR, NOW - DAY, gone=False, figure=replace(acos, value=0.312))
    gone = Measured(NOW - DAY, NOW - DAY, gone=True)
    tried = word(LI, 5 * DAY, "三个词 40 次点击 0 单")
    return (
        done(line("b1c2d3e4f501", word(LI, 12 * DAY, "ACoS over 30 %"), "bid", "US", campaign("Exact-Lamp"),
                  ("1.40", "1.10"), "A-01"), word(LI, 12 * DAY), issue="f" * 16, figure=acos, measured=after),
        replace(line("b1c2d3e4f502", tried, "negative", "US", campaign("Auto-2"), ("", "exact: lamp cheap"), "A-03"),
                done=tried, proposed=False, verified=word(MEI, 2 * DAY, "CTR 没变"), worked=False),
        replace(line("b1c2d3e4f503", word(MEI, 4 * DAY, "40 units, no sales"), "removal", "DE", sku("KÜ-ALT-7"),
                     ("40", "0"), "S-05"), approved=word(WANG, 3 * DAY)),
        replace(line("b1c2d3e4f504", word(LI, 3 * DAY, "buyer asks for all of it"), "refund", "US",
                     Subject("order", "111-4417234-8812345"), ("", "68.00 USD"), "C-03"),
                refused=word(WANG, 3 * DAY - HOUR, "POD shows delivery")),
        done(replace(line("b1c2d3e4f505", word(MEI, 2 * DAY, "主图被抑制"), "listing", "US", sku("ZX-MUG-便携"),
                          ("no main image", "new main image"), "L-02"), approved=word(WANG, 2 * DAY - HOUR, "ok")),
             word(MEI, 2 * DAY - 2 * HOUR), issue="e" * 16, measured=gone,
             verified=replace(word(MEI, DAY), machine=True)),
        done(line("b1c2d3e4f506", word(LI, DAY + HOUR, "stretch stock"), "price", "JP", sku("折りたたみ傘-黒-2本"),
                  ("2,480", "2,980"), "S-03"), word(LI, DAY + HOUR)),
        done(line("b1c2d3e4f507", word(LI, 21 * HOUR, "one step down"), "bid", "DE", campaign("Auto-Lampe"),
                  ("1.20", "0.95"), "A-01"), word(LI, 21 * HOUR), issue="d" * 16,
             figure=replace(acos, value=0.482)),
        replace(line("b1c2d3e4f508", word(LI, 17 * HOUR, "6 days of stock left"), "price", "US", sku("ZX-LAMP-01"),
                     ("19.99", "22.99"), "S-02"), approved=word(WANG, 15 * HOUR, "tell purchasing")),
        replace(line("b1c2d3e4f509", word(MEI, timedelta(minutes=52), "feed wrote 1.99"), "price", "DE",
                     sku("KÜ-SIEB-3er"), ("1.99", "14.50"), "L-04"), evidence="DE/Alle Angebote+23-11.txt:240",
                issue=fingerprint("L-04", "default", "DE", sku("KÜ-SIEB-3er")),
                figure=Figure("price", Decimal("1.99"), unit="money")),
        line("b1c2d3e4f510", word(LI, timedelta(minutes=17), "no sales in 60 days"), "archive", "US",
             campaign("Auto-Old"), ("enabled", "archived"), "A-07"),
    )  # fmt: skip
