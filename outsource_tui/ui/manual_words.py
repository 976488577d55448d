"""What the manual names in braces: the user's own keys, their settings, and the limits as the code has them.

So a page never says another number than the one that counts, nor a key that was given to something else.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from outsource_tui.advice import hours, overlap, oversight, priority, quadrant, readiness, sensitivity, trial_rule
from outsource_tui.advice.card import POINTS_OFF
from outsource_tui.advice.checks import clueless, micro_managing, not_considering, wrong_people, wrong_tasks
from outsource_tui.advice.checks.registry import CHECKS
from outsource_tui.model.handoff import AUTONOMY_WORDS, LOOK_EVERY_DAYS
from outsource_tui.model.journal import MOST_ENTRIES
from outsource_tui.model.plan import Plan
from outsource_tui.model.profile import Profile
from outsource_tui.model.score import default_criteria
from outsource_tui.ui.drawing import Span

if TYPE_CHECKING:
    from outsource_tui.ui.stage import Stage

PLACEHOLDER = re.compile(r"\{(key:)?([a-z0-9_.]+)\}")


def pieces_of(text: str, stage: "Stage", figures: Mapping[str, str]) -> list[Span]:
    """A text in pieces with their looks, everything in braces filled in. Raises KeyError for what does not exist."""
    pieces: list[Span] = []
    end = 0
    for match in PLACEHOLDER.finditer(text):
        pieces.append((text[end : match.start()], "text"))
        pieces.append((_key(stage, match[2]), "key") if match[1] else (figures[match[2]], "text"))
        end = match.end()
    pieces.append((text[end:], "text"))
    return [one for one in pieces if one[0]]


def _key(stage: "Stage", command_id: str) -> str:
    """The key of a command; where it has none, what is typed to run it by its name."""
    keys = {one.id: one.keys for one in stage.commands}[command_id]
    return stage.key_of(command_id) if keys else f"{stage.key_of('palette')}{command_id}"


def figures_of(plan: Plan) -> Mapping[str, str]:
    """The limits by the names that they have in the manual; those of the profile are the user's own."""
    return {**_of_the_profile(plan.profile), **_of_tasks(), **_of_people(), **_of_handoffs(), **_of_checks()}


def _of_the_profile(profile: Profile) -> dict[str, str]:
    return {
        "split": str(profile.split),
        "big_task": f"{profile.big_task_hours:g}",
        "roi": f"{profile.roi_factor:g}",
        "reuse": f"{profile.reuse_share:.0%}",
        **{f"band_{level}": f"{band:g}%" for level, band in enumerate(profile.bands, 1)},
    }


def _of_tasks() -> dict[str, str]:
    return {
        "weeks": str(hours.WEEKS),
        "oversight_share": f"{hours.OVERSIGHT_SHARE:.0%}",
        "least_oversight": f"{60 * hours.LEAST_OVERSIGHT:g}",
        "energy": str(priority.ENERGY_POINTS),
        "stop_value": str(quadrant.WORTH_STOPPING_BELOW - 1),
        "nearly": str(-readiness.NEARLY_DOWN_TO),
        "most_kept": f"{wrong_tasks.MOST_KEPT:.0%}",
        "payback": str(wrong_tasks.WEEKS_TO_PAY_BACK),
        "fewest_tasks": str(not_considering.FEWEST_TASKS),
        "listed": f"{not_considering.LISTED_SHARE:.0%}",
        "undecided": str(not_considering.DAYS_UNDECIDED),
        "give_away_hours": str(not_considering.HOURS_GIVEN_AWAY),
        "give_away_days": str(not_considering.HOURS_GIVEN_AWAY * hours.WEEKS // 8),
    }


def _of_people() -> dict[str, str]:
    criteria = {str(one["key"]): one for one in default_criteria()}
    return {
        **{f"weight_{key}": str(one["weight"]) for key, one in criteria.items()},
        "gate_trust": str(criteria["trust"]["gate_min"]),
        "belief": str(wrong_people.BELIEF_FROM),
        "cheap": f"{wrong_people.CHEAP_SHARE:.0%}",
        "median_of": str(wrong_people.FEWEST_FOR_MEDIAN),
        "close": str(sensitivity.CLOSE_BELOW),
        "leaning": str(sensitivity.LEANING_BELOW),
        **{f"need_{need}": f"{hours_a_day:g}" for need, hours_a_day in overlap.NEED_HOURS.items()},
        "free_minutes": f"{60 * wrong_people.FREE_TRIAL_HOURS:g}",
        "review_days": str(trial_rule.DAYS_IN_REVIEW),
        "hire": str(trial_rule.HIRE_FROM),
        "extend": str(trial_rule.EXTEND_FROM),
        "communication": str(trial_rule.COMMUNICATION_FROM),
        "weight_result": str(trial_rule.WEIGHTS["result"]),
    }


def _of_handoffs() -> dict[str, str]:
    return {
        **{f"autonomy_{level}": words for level, words in enumerate(AUTONOMY_WORDS, 1)},
        **{f"look_{level}": str(days) for level, days in enumerate(LOOK_EVERY_DAYS, 1)},
        "window": str(oversight.WINDOW_DAYS),
        "settling": str(oversight.SETTLING_DAYS),
        "least_delegated": f"{oversight.LEAST_DELEGATED_MINUTES / 60:g}",
        "unplanned": f"{micro_managing.MOST_UNPLANNED}%",
        "method": f"{micro_managing.MOST_METHOD}%",
        "steps": str(micro_managing.MOST_STEPS),
    }


def _of_checks() -> dict[str, str]:
    return {
        "checks": str(len(CHECKS)),
        **{severity: str(points) for severity, points in POINTS_OFF.items()},
        "on_one": f"{clueless.MOST_ON_ONE:.0%}",
        "signals": str(clueless.FEWEST_SIGNALS),
        "undo": str(MOST_ENTRIES),
    }
