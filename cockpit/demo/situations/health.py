"""Account health and storage: what the performance report and the typed metrics say (H-01 … H-06, S-06 … S-08)."""

from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.issue import Severity


@dataclass(frozen=True, slots=True)
class Counted:
    """Failures among so many; for tracking, successes among so many."""

    count: int
    total: int

    @property
    def rate(self) -> float:
        """The share, 0 without any."""
        return self.count / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Typed:
    """One metric typed from a page that has no export."""

    metric: str
    days_ago: int = 0
    value: float | None = None
    counted: Counted | None = None
    category: str = ""
    window_days: int | None = None
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Everything that Account Health shows for one marketplace."""

    defects: Counted  # merchant orders
    defects_fba: Counted
    late: Counted  # 30 days
    cancelled: Counted  # 7 days
    tracked: Counted
    delivered: Counted  # units
    invoiced_late: Counted  # business orders; none where Amazon has no such rate
    violations: Mapping[str, int]  # by the report's name of the kind
    rating: str  # of the account: GREAT, WARNED
    account: str  # NORMAL, AT_RISK
    typed: tuple[Typed, ...]


HEALTH: Mapping[str, Health] = {
    "US": Health(
        defects=Counted(5, 400),
        defects_fba=Counted(3, 2900),
        late=Counted(9, 392),
        cancelled=Counted(1, 121),
        tracked=Counted(587, 601),
        delivered=Counted(285, 300),
        invoiced_late=Counted(0, 0),
        violations={"listingPolicyViolations": 2},
        rating="GREAT",
        account="NORMAL",
        typed=(
            Typed("ahr", value=228),
            Typed("ahr", days_ago=6, value=262),
            Typed("lsr", counted=Counted(4, 126), window_days=10),
            Typed("vtr", counted=Counted(186, 200), category="home", window_days=30),
            Typed("vtr", counted=Counted(194, 200), category="kitchen", window_days=30),
            Typed("vtr", counted=Counted(158, 160), category="electronics_accessories", window_days=30),
            Typed("rdr", counted=Counted(3, 40)),
            Typed("capacity_used", value=912, limit="1000", category="Standard-size"),
            Typed("capacity_used", value=400, limit="No limit", category="Oversize"),
            Typed("ipi", days_ago=3, value=431),
            Typed("storage_utilization_weeks", days_ago=3, value=20.6),
        ),
    ),
    "DE": Health(
        defects=Counted(3, 520),
        defects_fba=Counted(2, 1450),
        late=Counted(10, 400),
        cancelled=Counted(3, 118),
        tracked=Counted(190, 200),
        delivered=Counted(269, 299),
        invoiced_late=Counted(2, 60),
        violations={},
        rating="WARNED",
        account="AT_RISK",
        typed=(
            Typed("ahr", value=176),
            Typed("ahr", days_ago=7, value=204),
            Typed("lsr", counted=Counted(2, 131), window_days=10),
            Typed("rdr", counted=Counted(2, 41)),
            Typed("capacity_used", value=64, limit="64", category="Standard-size"),
            Typed("ipi", value=388),
        ),
    ),
    "JP": Health(
        defects=Counted(1, 251),
        defects_fba=Counted(9, 410),
        late=Counted(5, 110),
        cancelled=Counted(1, 62),
        tracked=Counted(246, 248),
        delivered=Counted(120, 140),
        invoiced_late=Counted(0, 0),
        violations={},
        rating="GREAT",
        account="NORMAL",
        typed=(
            Typed("ahr", value=252),
            Typed("ahr", days_ago=5, value=300),
            Typed("lsr", counted=Counted(1, 41), window_days=10),
            Typed("capacity_used", value=90, limit="100", category="Standard-size"),
            Typed("ipi", value=450),
        ),
    ),
}


def plant_health(shop: Shop, plan: Plan) -> Health:
    """The figures of a marketplace, with what must come of them."""
    PLANTED[shop.marketplace](plan)
    return HEALTH[shop.marketplace]


def _us(plan: Plan) -> None:
    plan.raises("H-01", "US", "account", "US", Severity.CRITICAL)  # 5 of 400 = 1.25%
    plan.raises("H-02", "US", "account", "US", Severity.WARNING)  # 30 days 2.3%, but 10 days 4 of 126 = 3.2%
    plan.spares("H-03", "US", "account", "US", "1 of 121 is under 1.5%")
    plan.raises("H-04", "US", "category", "home", Severity.CRITICAL)  # 93%, although the total is 97.7%
    plan.spares("H-04", "US", "category", "kitchen", "exactly 97%")
    plan.spares("H-04", "US", "account", "US", "97.7% in total")
    plan.raises("H-06", "US", "account", "US", Severity.WARNING)  # 228 points: under 250, over 200
    plan.spares("H-05", "US", "account", "US", "exactly 95%")
    plan.raises("H-07", "US", "violation", "listingPolicyViolations", Severity.WARNING)  # 2 open, no earlier report
    plan.spares("H-07", "US", "violation", "receivedIntellectualPropertyComplaints", "none open")
    plan.raises("H-09", "US", "account", "US", Severity.WARNING)  # 7.5%
    plan.raises("H-10", "US", "account", "US", Severity.WARNING)  # two of the threads that wait are late
    plan.raises("H-11", "US", "account", "US", Severity.WARNING)  # four bad ratings within a week
    plan.raises("S-06", "US", "storage_type", "Standard-size", Severity.WARNING)  # 91.2%
    plan.spares("S-06", "US", "storage_type", "Oversize", "no limit")
    plan.raises("S-07", "US", "account", "US", Severity.WARNING)  # 20.6 weeks: over 20, not over 22
    plan.raises("S-08", "US", "account", "US", Severity.WARNING)  # 431: under 450, over 400


def _de(plan: Plan) -> None:
    plan.raises("H-01", "DE", "account", "DE", Severity.WARNING)  # 3 of 520 = 0.58%
    plan.spares("H-02", "DE", "account", "DE", "10 of 400 is exactly 2.5%")
    plan.raises("H-03", "DE", "account", "DE", Severity.CRITICAL)  # 3 of 118 = 2.54%
    plan.raises("H-04", "DE", "account", "DE", Severity.WARNING)  # exactly 95%
    plan.raises("H-06", "DE", "account", "DE", Severity.CRITICAL)  # WARNED, 176 points
    plan.raises("H-05", "DE", "account", "DE", Severity.CRITICAL)  # 269 of 299 is just under 90%
    plan.raises("H-08", "DE", "account", "DE", Severity.WARNING)  # 2 of 60 = 3.3%
    plan.spares("H-09", "DE", "account", "DE", "2 of 41 is under 5%")
    plan.raises("H-10", "DE", "account", "DE", Severity.INFO)  # one thread of few is late
    plan.raises("H-11", "DE", "account", "DE", Severity.WARNING)
    plan.raises("S-06", "DE", "storage_type", "Standard-size", Severity.CRITICAL)  # exactly full
    plan.raises("S-08", "DE", "account", "DE", Severity.CRITICAL)  # 388


def _jp(plan: Plan) -> None:
    plan.spares("H-01", "JP", "account", "JP", "0.4%; the 2.2% are FBA orders")
    plan.raises("H-02", "JP", "account", "JP", Severity.CRITICAL)  # 5 of 110 = 4.5%
    plan.raises("H-03", "JP", "account", "JP", Severity.WARNING)  # 1 of 62 = 1.61%
    plan.spares("H-04", "JP", "account", "JP", "99.2% in total")
    plan.spares("H-06", "JP", "account", "JP", "252 points, 48 lost in 5 days")
    plan.raises("H-05", "JP", "account", "JP", Severity.INFO)  # 86%, but nobody enforces it there
    plan.spares("H-10", "JP", "account", "JP", "every thread was answered in time")
    plan.spares("S-06", "JP", "storage_type", "Standard-size", "exactly 90%")
    plan.spares("S-08", "JP", "account", "JP", "exactly 450")


PLANTED = {"US": _us, "DE": _de, "JP": _jp}
