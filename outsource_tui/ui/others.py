"""Who else has the plan open, in words for the top row."""

from collections.abc import Sequence
from datetime import datetime

from outsource_tui.model.drafting import OpenSession
from outsource_tui.model.plan import Plan
from outsource_tui.ui.dates import local_time
from outsource_tui.ui.drawing import cut

HOST_WIDTH = 20


def others_words(others: Sequence[OpenSession], plan: Plan, now: datetime) -> list[str]:
    """Each as `laptop since 14:05`, with the day where that is not today."""
    today = local_time(now, plan).date()
    words = []
    for one in others:
        since = local_time(one.since, plan)
        day = "" if since.date() == today else f"{since:%d %b} "
        # A session is called `<host>-<pid>`.
        words.append(f"{cut(one.session.rpartition('-')[0], HOST_WIDTH)} since {day}{since:%H:%M}")
    return words
