"""The steps of a pane, and what stands at their side."""

from dataclasses import replace

from cockpit.checklist import Tick
from cockpit.issue import Verdict
from cockpit.picture import VerdictLine
from cockpit.view.scene import Scene
from tests.core.view.scenes import built, text
from tests.screens import pictures


def sides(found: Scene) -> dict[str, str]:
    """What stands beside each step."""
    return {step.id: text(found.wording.step(step).side) for step in found.checklist.steps}


def test_a_step_shows_who_did_it_or_what_its_checks_say() -> None:
    """Ticked: name and time. By report: so. Open: counts by severity, and what could not be judged."""
    found = sides(built())
    assert found["M1"] == "li 09:02"
    assert found["N1"] == "by report"
    assert found["M3"] == "▲1 △1"
    assert found["N2"] == "▲1 ?1"
    assert found["M6"] == ""


def test_a_step_whose_checks_found_nothing_says_so() -> None:
    """Fine is only said when something was judged and nothing could not be."""
    calm = replace(pictures.picture(), issues=(), verdicts=(VerdictLine("A-07", "default", "US", Verdict.OK),))
    assert sides(built(calm))["N5"] == "ok"
    blind = replace(calm, verdicts=(VerdictLine("A-07", "default", "US", Verdict.NO_DATA),))
    assert sides(built(blind))["N5"] == "?1"


def test_a_report_proves_a_step_only_when_its_check_is_fine_everywhere() -> None:
    """One marketplace without a judgement, or a picture of the last run, proves nothing."""
    steps = tuple(
        replace(step, proof_by="A-10", tick=Tick()) if step.id == "N1" else step for step in pictures.checklist().steps
    )
    checklist = replace(pictures.checklist(), steps=steps)
    assert built(checklist=checklist).proven() == [("N1", "A-10")]
    verdicts = (*pictures.picture().verdicts, VerdictLine("A-10", "default", "UK", Verdict.STALE))
    assert built(replace(pictures.picture(), verdicts=verdicts), checklist=checklist).proven() == []
    assert built(replace(pictures.picture(), from_last_run=True), checklist=checklist).proven() == []
