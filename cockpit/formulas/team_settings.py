"""[team]: the lines of the team's own metrics, shared by its checks so that each may count the others' signals."""

from dataclasses import dataclass

from cockpit.setting_note import setting


@dataclass(frozen=True)
class TeamSettings:
    """[team] of the settings."""

    ops_h: float = setting(4.0, "Daily base operations may take so long on average", source="article", unit="h")
    ads_lag_h: float = setting(24.0, "An accepted ad action is carried out within", source="article", unit="h")
    feedback_h: float = setting(48.0, "Negative feedback is answered within", source="article", unit="h")
    stockouts: int = setting(2, "So many stock-outs in a month are still normal", source="article")
    skus: int = setting(50, "More active SKUs than this make a shop complex", source="article")
    marketplaces: int = setting(2, "So many marketplaces make a shop complex", source="article")
    sales_usd: float = setting(50000.0, "Monthly sales above this make a shop complex, in USD", source="article")
    missed: int = setting(2, "A step missed on so many days of missed_days is a warning", source="article")
    missed_days: int = setting(7, "Days within which missed steps are counted")
