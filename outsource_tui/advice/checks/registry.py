"""All checks, run over a plan: what they find, what of it is muted (PRODUCT.md section 4 and 3.15)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from outsource_tui.advice.card import card_of
from outsource_tui.advice.checks import clueless, micro_managing, not_considering, wrong_people, wrong_tasks
from outsource_tui.advice.checks.facts import facts_of
from outsource_tui.advice.checks.finding import SEVERITIES, Check, Finding, MutedFinding
from outsource_tui.model.keeping import EVERYWHERE, Mute
from outsource_tui.model.plan import Plan, number_of

CHECKS: Mapping[str, Check] = {
    check.code: check
    for module in (not_considering, wrong_tasks, wrong_people, micro_managing, clueless)
    for check in module.CHECKS
}
"""The 40 checks by code."""


def findings_of(plan: Plan, today: date) -> list[Finding]:
    """What the checks find and nobody muted, by severity, code and entity."""
    return sorted_out(plan, today)[0]


def sorted_out(plan: Plan, today: date) -> tuple[list[Finding], list[MutedFinding]]:
    """The findings, and those that are muted, from one run of all checks; both by severity, code and entity."""
    mutes = active_mutes(plan, today)
    findings: list[Finding] = []
    muted: list[MutedFinding] = []
    for one in _all(plan, today):
        mute = mutes.get((one.code, one.entity or EVERYWHERE)) or mutes.get((one.code, EVERYWHERE))
        if mute is None:
            findings.append(one)
        else:
            muted.append(MutedFinding(one, mute.reason, mute.until))
    return findings, muted


def active_mutes(plan: Plan, today: date) -> dict[tuple[str, str], Mute]:
    """The mutes in force on a day (`until` included), by code and entity."""
    return {
        (one.code, one.entity): one
        for one in plan.mutes.values()
        if not one.is_archived and (one.until is None or today <= one.until)
    }


def checked(plan: Plan, today: date) -> dict[str, Any]:
    """What `check --json` prints."""
    findings, muted = sorted_out(plan, today)
    return {
        "findings": [_builtins(one) for one in findings],
        "muted": [
            {**_builtins(one.finding), "reason": one.reason, "until": one.until.isoformat() if one.until else None}
            for one in muted
        ],
        "card": card_of(findings, plan).builtins,
    }


def _all(plan: Plan, today: date) -> list[Finding]:
    facts = facts_of(plan, today)
    found = [
        Finding(check.code, check.severity, one.entity, one.message, one.fix)
        for check in CHECKS.values()
        for one in check.find(facts)
    ]
    return sorted(found, key=_place)


def _place(one: Finding) -> tuple[int, str, str, int]:
    entity = one.entity or ""
    return SEVERITIES.index(one.severity), one.code, entity[:1], number_of(entity)


def _builtins(one: Finding) -> dict[str, str | None]:
    return {
        "code": one.code,
        "severity": one.severity,
        "entity": one.entity,
        "message": one.message,
        "fix": one.fix,
    }
