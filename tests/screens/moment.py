"""The moment at which every prepared picture stands."""

from datetime import datetime
from zoneinfo import ZoneInfo

TEAM = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=TEAM)
