"""The ledger: what is new, open, unsure, resolved and reopened, and what is written down of it."""

from dataclasses import replace

import pytest

from cockpit.issue import Severity, Subject, Verdict
from cockpit.journal import Journal
from cockpit.ledger import Flapping, Ledger, Ruling
from cockpit.ledger_fold import LedgerFold, Sighting
from cockpit.store import NotSaved
from tests.core.ledger.days import DAY, FOUND, FP, HOUR, NOW, OK, SKU, STALE, Day, ruling, sighting, the, words_of

UNJUDGED = [verdict for verdict in Verdict if not verdict.judged and verdict is not Verdict.OFF]
LIVE = ("new", "open", "unsure")
TABLE = [
    *[("unknown", [FOUND], (ruling(),), "new")],
    *[("resolved", [FOUND], (ruling(),), "reopened")],
    *[(before, [FOUND], (ruling(),), "open") for before in LIVE],
    *[(before, [], (OK,), "resolved") for before in LIVE],
    *[(before, [], (ruling(),), "resolved") for before in LIVE],
    *[(before, [], (ruling(verdict),), "unsure") for before in LIVE for verdict in UNJUDGED],
    *[(before, [], (), "unsure") for before in LIVE],
    *[(before, [], (replace(OK, covers_all=False),), "unsure") for before in LIVE],
    *[(before, [], (replace(OK, unsure=frozenset({SKU})),), "unsure") for before in LIVE],
    *[(before, [], (replace(OK, unsure=frozenset({Subject("sku", "ZX-2")})),), "resolved") for before in LIVE],
    *[(before, [], (replace(OK, marketplace="DE"),), "unsure") for before in LIVE],
    *[(before, [], (replace(OK, store="second"),), "unsure") for before in LIVE],
    *[(before, [FOUND], (STALE,), "open") for before in LIVE],
    *[(before, [], (ruling(Verdict.OFF),), "unsure") for before in LIVE],
    *[("resolved", [], (verdict,), None) for verdict in (OK, STALE)],
    *[("unknown", [], (verdict,), None) for verdict in (OK, STALE)],
]


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize(("before", "found", "rulings", "after"), TABLE)
def test_the_table(
    day: Day, before: str, found: list[Sighting], rulings: tuple[Ruling, ...], after: str | None, *, restarted: bool
) -> None:
    """Each state before and each outcome of a run lead to the state after, in one process and over a restart."""
    day.reach(before)
    if restarted:
        day.ledger = day.opened()
    outcome = day.run(found, *rulings)
    assert [entry.state for entry in outcome.entries] == ([after] if after else [])


def test_off_is_not_forgotten(day: Day) -> None:
    """The issues of a check that is switched off wait as unsure: switched on again, they are as they were."""
    day.reach("open")
    assert words_of(day.run([], ruling(Verdict.OFF))) == ["run", "unsure"]
    assert words_of(day.run([], ruling(Verdict.OFF))) == []
    entry = the(day.run([FOUND], ruling()))
    assert (entry.state, entry.number, entry.first_seen, entry.reopened) == ("open", 1, NOW, 0)


def test_what_goes_and_comes_back_again_and_again_flaps(day: Day) -> None:
    """Three times gone or back within a week is flapping, over a restart too, until the week has passed."""
    seen = [the(day.run(found, ruling() if found else OK)).flapping for found in ([FOUND], [], [FOUND], [], [FOUND])]
    assert seen == [False, False, False, True, True]
    day.ledger = day.opened()
    assert the(day.run([FOUND], ruling())).flapping
    day.now += 7 * DAY
    calm = the(day.run([FOUND], ruling()))
    assert (calm.flapping, calm.reopened) == (False, 2)


def test_being_unsure_or_explained_is_no_flapping(day: Day) -> None:
    """What cannot be judged, or is explained by something stronger, has neither gone nor come back."""
    silenced = replace(ruling(), silenced={FP: "S-01"})
    for _ in range(4):
        for verdict in (STALE, silenced):
            day.run([], verdict)
            assert the(day.run([FOUND], ruling())).flapping is False


@pytest.mark.parametrize(
    ("rule", "flaps"),
    [(Flapping(4), False), (Flapping(3), True), (Flapping(3, 2 * HOUR), True), (Flapping(3, HOUR), False),
     (Flapping(0), False)],
)  # fmt: skip
def test_when_it_flaps_is_a_setting(day: Day, rule: Flapping, *, flaps: bool) -> None:
    """How many changes within which time are flapping is configured; none switches it off."""
    day.ledger.flapping = rule
    for found in ([FOUND], [], [FOUND]):
        day.run(found, ruling() if found else OK)
    assert the(day.run([], OK)).flapping is flaps


def test_the_runs_of_an_issue_stay_the_same_while_it_is_seen(day: Day) -> None:
    """What is sent of the runs of an issue does not change from run to run, and tells the same k of n."""
    first = the(day.run([FOUND], ruling(), inputs="a"))
    day.run([], STALE, inputs="b")
    again = the(day.run([FOUND], ruling(), inputs="c"))
    later = the(day.run([FOUND], ruling(), inputs="d"))
    assert again.history == later.history != first.history
    for entry, run in ((first, 1), (again, 3), (later, 4)):
        assert (entry.history.seen(run), entry.history.out_of(run)) == (entry.seen_runs, entry.runs)


@pytest.mark.parametrize("before", ["open", "unsure"])
def test_what_a_stronger_finding_explains_closes_with_that_cause(day: Day, before: str) -> None:
    """A silenced issue is closed with the check that explains it, never as gone; found again, it comes back."""
    day.reach(before)
    outcome = day.run([], replace(ruling(), silenced={FP: "S-01"}))
    assert (the(outcome).state, the(outcome).cause) == ("resolved", "S-01")
    assert outcome.events[-1]["cause"] == "S-01"
    day.ledger = day.opened()
    closed = day.ledger.by_fingerprint(FP)
    assert closed is not None
    assert (closed.state, closed.cause) == ("resolved", "S-01")
    assert day.run([], OK).events == ()
    back = the(day.run([FOUND], ruling()))
    assert (back.state, back.cause, back.reopened) == ("reopened", "", 1)


def test_silencing_what_was_never_open_leaves_no_trace(day: Day) -> None:
    """A finding that was explained from the beginning is no issue."""
    outcome = day.run([], replace(ruling(), silenced={FP: "S-01"}))
    assert (outcome.entries, outcome.events) == ((), ())


def test_a_run_of_some_checks_leaves_the_others_alone(day: Day) -> None:
    """When only some checks ran, the issues of the others are neither listed nor doubted."""
    day.reach("open")
    outcome = day.ledger.run([], [ruling(Verdict.OK, "H-01")], day.now, whole=False)
    assert (outcome.entries, outcome.events) == ((), ())
    assert day.ledger.run([], [OK], day.now, whole=False).entries[0].state == "resolved"


def test_numbers_are_given_once(day: Day) -> None:
    """Numbers are short, given in the order of severity and id when recorded, and kept over restarts and returns."""
    worse = sighting(Subject("sku", "ZX-9"), severity=Severity.CRITICAL)
    first = day.run([FOUND, worse], ruling())
    assert {entry.sighting.subject.id: entry.number for entry in first.entries} == {"ZX-1": 2, "ZX-9": 1}
    day.run([worse], ruling())
    day.ledger = day.opened()
    again = day.run([FOUND, sighting(Subject("sku", "A"))], ruling())
    assert {entry.sighting.subject.id: entry.number for entry in again.entries} == {"ZX-1": 2, "A": 3, "ZX-9": 1}
    found = day.ledger.by_number(3)
    assert found is not None
    assert found.sighting.subject.id == "A"
    assert day.ledger.by_number(4) is None
    assert day.ledger.by_number(0) is None


def test_numbers_that_a_merge_gave_twice_are_told_apart(day: Day) -> None:
    """When two merged journals gave a number away twice, the later issue gets another one, the same at each reading."""
    day.run([FOUND], ruling())
    month = next((day.workspace / "state" / "journal").iterdir())
    other = sighting(Subject("sku", "ZX-9"))
    lines = [line for line in month.read_text("utf-8").splitlines(keepends=True) if '"new"' in line]
    with month.open("a", encoding="utf-8") as file:
        file.write(lines[0].replace(FP, other.fingerprint).replace("ZX-1", "ZX-9"))
        file.writelines(lines)
    for _ in range(2):
        ledger = day.opened()
        found = [entry for number in (1, 2, 3) if (entry := ledger.by_number(number))]
        assert [(entry.sighting.subject.id, entry.number) for entry in found] == [("ZX-1", 1), ("ZX-9", 2)]
    day.ledger = ledger
    assert the(day.run([FOUND, other], ruling())).reopened == 0


def test_an_issue_remembers(day: Day) -> None:
    """First and last seen, how often it came back, and in how many runs it was seen, survive everything."""
    day.reach("open")  # 09:00, 10:00
    day.run([], STALE)  # 11:00
    unsure = the(day.run([], STALE, inputs="a"))  # 12:00
    assert (unsure.first_seen, unsure.last_seen, unsure.state) == (NOW, NOW + HOUR, "unsure")
    day.run([], OK)  # 13:00
    day.ledger = day.opened()
    back = the(day.run([FOUND], ruling()))  # 14:00
    assert (back.first_seen, back.since, back.last_seen) == (NOW, NOW + 5 * HOUR, NOW + 5 * HOUR)
    assert (back.reopened, back.number, back.baseline) == (1, 1, True)
    assert the(day.run([], OK)).reopened == 1
    again = the(day.run([FOUND], ruling()))
    assert again.reopened == 2
    other = sighting(Subject("sku", "ZX-2"))
    assert the(day.run([FOUND, other], ruling()), other.fingerprint).baseline is False


def test_seen_in_k_of_n_runs(day: Day) -> None:
    """Runs that changed something or read other reports count; k of them saw the issue since it was first seen."""
    seen: list[tuple[int, int]] = []
    for inputs, found, verdict in [
        ("a", [FOUND], ruling()),
        ("b", [FOUND], ruling()),
        ("b", [FOUND], ruling()),  # nothing new: no run worth counting
        ("c", [], STALE),
        ("d", [], STALE),
        ("e", [FOUND], ruling()),
        ("f", [FOUND], ruling()),
    ]:
        entry = the(day.run(found, verdict, inputs=inputs))
        seen.append((entry.seen_runs, entry.runs))
    assert seen == [(1, 1), (2, 2), (2, 2), (2, 3), (2, 4), (3, 5), (4, 6)]
    entry_again = the(day.opened().run([FOUND], [ruling()], day.now, "f"))
    assert (entry_again.seen_runs, entry_again.runs) == (4, 6)


def test_nothing_changed_writes_nothing(day: Day) -> None:
    """A run without news has no events and leaves the journal as it was, also after a restart."""
    day.run([FOUND], ruling(), inputs="a")
    month = next((day.workspace / "state" / "journal").iterdir())
    before = month.stat()
    for _ in range(2):
        assert day.run([sighting(figure=6.1)], ruling(), inputs="a").events == ()
        day.ledger = day.opened()
    assert month.stat() == before


def test_events_say_what_changed(day: Day) -> None:
    """New, worse, lost, found, gone and back are one short event each, after one for the run."""
    worse = replace(FOUND, severity=Severity.CRITICAL)
    assert words_of(day.run([FOUND], ruling())) == ["run", "new"]
    assert words_of(day.run([FOUND], ruling())) == []
    assert words_of(day.run([worse], ruling())) == ["run", "severity"]
    assert words_of(day.run([], STALE)) == ["run", "unsure"]
    assert words_of(day.run([], STALE)) == []
    assert words_of(day.run([FOUND], ruling())) == ["run", "open"]
    assert words_of(day.run([], OK)) == ["run", "resolved"]
    assert words_of(day.run([], OK)) == []
    assert words_of(day.run([FOUND], ruling())) == ["run", "reopened"]
    assert words_of(day.run([FOUND], ruling(), inputs="b")) == ["run"]
    assert Journal(day.workspace).verify() == []


def test_a_headless_run_changes_nothing(day: Day) -> None:
    """Without recording, states are computed as often as wanted, numbers are missing, and nothing is written."""
    for _ in range(2):
        entry = the(day.opened().run([FOUND], [ruling()], NOW))
        assert (entry.state, entry.number) == ("new", 0)
    assert list(day.workspace.iterdir()) == []
    day.run([FOUND], ruling())
    entry = the(day.opened().run([FOUND], [ruling()], NOW + HOUR))
    assert (entry.state, entry.number, entry.first_seen) == ("open", 1, NOW)


def test_a_process_that_does_not_record_keeps_in_step(day: Day) -> None:
    """What another process records is taken over: numbers, first sightings and returns, counted once."""
    watching = day.opened()
    assert the(watching.run([FOUND], [ruling()], NOW)).number == 0
    day.run([FOUND], ruling())
    assert the(watching.run([FOUND], [ruling()], NOW)).number == 1
    day.run([], OK)
    assert watching.run([], [OK], NOW + HOUR).entries == ()
    watching.run([FOUND], [ruling()], NOW + 2 * HOUR)
    day.run([FOUND], ruling())
    assert the(watching.run([FOUND], [ruling()], NOW + 3 * HOUR)).reopened == 1


def test_an_issue_seen_by_a_process_that_does_not_record_is_not_lost(day: Day) -> None:
    """Without recording, too, an issue that can no longer be judged stays listed."""
    day.ledger.run([FOUND], [ruling()], NOW)
    assert the(day.ledger.run([], [STALE], NOW + HOUR)).state == "unsure"


def test_what_could_not_be_recorded_is_recorded_with_the_next_run(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a full disk the events of the failed run are written with the next one."""

    def full(*_: object) -> None:
        raise NotSaved.of(OSError(28, "full"), "journal")

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", full)
        with pytest.raises(NotSaved):
            day.run([FOUND], ruling())
    other = sighting(Subject("sku", "ZX-2"))
    outcome = day.run([FOUND, other], ruling())
    assert sorted(entry.number for entry in outcome.entries) == [1, 2]
    assert the(day.opened().run([FOUND, other], [ruling()], day.now)).first_seen == NOW


def test_new_for_a_while(day: Day) -> None:
    """An issue may count as new, or reopened, for a time although further runs saw it."""
    day.ledger = Ledger.load(Journal(day.workspace), new_for=2 * HOUR)
    assert [the(day.run([FOUND], ruling())).state for _ in range(3)] == ["new", "new", "open"]
    day.run([], OK)
    assert [the(day.run([FOUND], ruling())).state for _ in range(3)] == ["reopened", "reopened", "open"]


def test_what_was_seen_last_can_still_be_said(day: Day) -> None:
    """An issue that is unsure after a restart has the sentence, severity, figure and due time of its last sighting."""
    worse = replace(sighting(figure=2), severity=Severity.CRITICAL, due=NOW + 2 * DAY)
    milder = sighting(figure=1)
    for last in (FOUND, worse, milder):
        day.run([last], ruling())
    day.run([sighting(figure=0.5)], ruling())
    day.run([], STALE)
    day.ledger = day.opened()
    assert the(day.run([], STALE)).sighting == sighting(figure=0.5)


def test_the_trend_has_a_value_a_day(day: Day) -> None:
    """The trend keeps the first value of a day that a run recorded, in short, and ends with the one of now."""
    for number, figure in enumerate([6.0, 5.5, 5.0, 4.0]):
        day.now = NOW + (number // 2) * DAY
        entry = the(day.run([sighting(figure=figure)], ruling(), inputs=str(number)))
    assert entry.trend == (6.0, 5.0, 4.0)
    day.now = NOW + 2 * DAY
    assert the(day.run([sighting(figure=1 / 3)], ruling(), inputs="z")).trend == (6.0, 5.0, 0.333333)
    day.ledger = day.opened()
    assert the(day.run([], STALE, inputs="y")).trend == (6.0, 5.0, 0.333333)
    for number in range(40):
        day.now += DAY
        entry = the(day.run([sighting(figure=number)], ruling(), inputs=f"n{number}"))
    assert len(entry.trend) <= 25


def test_two_findings_of_one_subject_are_one_issue(day: Day) -> None:
    """When a check finds the same subject twice the worse finding counts, whatever their order."""
    worse = replace(FOUND, severity=Severity.CRITICAL)
    for pair in ([FOUND, worse], [worse, FOUND]):
        outcome = day.run(pair, ruling())
        assert [entry.severity for entry in outcome.entries] == [Severity.CRITICAL]


def test_closed_issues_are_kept(day: Day) -> None:
    """Issues that are gone can be listed with the time they were last seen."""
    day.reach("resolved")
    assert [(entry.number, entry.state, entry.last_seen) for entry in day.opened().resolved()] == [
        (1, "resolved", NOW + HOUR)
    ]


def test_lines_that_are_no_events_are_told(day: Day) -> None:
    """Odd and torn lines of the journal are problems with their place; events of unknown issues are passed over."""
    day.run([FOUND], ruling())
    month = next((day.workspace / "state" / "journal").iterdir())
    with month.open("ab") as file:
        file.write(b'{"what":"resolved","issue":"unknown"}\n{"what":"new","issue":"x"}\n{"what":"run"}\n{"torn\n')
    assert [(problem.code, problem.row) for problem in day.opened().problems] == [
        ("journal-torn", 6), ("journal-odd", 4), ("journal-odd", 5),
    ]  # fmt: skip


def test_a_restored_journal_is_folded_again(day: Day) -> None:
    """After a restored backup the ledger knows what the backup knows."""
    day.run([], OK, inputs="a")
    month = next((day.workspace / "state" / "journal").iterdir())
    backup = month.read_bytes()
    day.run([FOUND], ruling(), inputs="a")
    month.write_bytes(backup)
    assert the(day.run([FOUND], ruling(), inputs="a")).state == "new"


def test_the_same_events_twice_change_nothing(day: Day) -> None:
    """A fold that takes every event of a journal twice ends where it ends when it takes them once."""
    day.reach("open")
    day.run([], OK)
    day.run([replace(FOUND, severity=Severity.CRITICAL)], ruling())
    events = [event for batch in Journal(day.workspace).new() for event in batch.events]
    once, twice = LedgerFold(), LedgerFold()
    for event in events:
        once.take(event)
    for event in (*events, *events[-2:]):
        twice.take(event)
    assert (once.known, once.numbers, once.run) == (twice.known, twice.numbers, twice.run)


def test_a_due_time_counted_from_the_beginning_stays(day: Day) -> None:
    """An hour to act is an hour after the issue came up, in every later run, and anew when it comes back."""
    urgent = replace(FOUND, due=None, due_within=HOUR)
    first = day.run([urgent], ruling()).entries[0]
    assert first.sighting.due == first.since + HOUR
    assert day.run([urgent], ruling()).entries[0].sighting.due == first.sighting.due
    assert day.opened().by_fingerprint(FP).sighting.due == first.sighting.due  # type: ignore[union-attr]  # it is there
    day.run([], OK)
    assert day.run([urgent], ruling()).entries[0].sighting.due == day.now + HOUR


def test_who_follows_clears_nothing_before_it_has_read_what_the_recorder_had(day: Day) -> None:
    """The recorder saw an issue in a file that this process has not read yet: it is not called resolved meanwhile."""
    follower = day.opened()
    day.run([FOUND], ruling(), inputs="with the new file")
    states = [
        {entry.fingerprint: entry.state for entry in follower.run(found, [OK], day.now, inputs, follows=True).entries}
        for found, inputs in (([], "without it"), ([FOUND], "with the new file"), ([], "another one"))
    ]
    assert [state[FP] for state in states] == ["open", "open", "open"]
    day.run([], OK, inputs="another one")
    gone = follower.run([], [OK], day.now, "another one", follows=True)
    assert FP not in {entry.fingerprint for entry in gone.entries if entry.state != "resolved"}
