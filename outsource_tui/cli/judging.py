"""Commands that judge: explain a figure, compare people, plan a budget, check for the five mistakes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outsource_tui.advice.figure_words import figure_words
from outsource_tui.advice.rounding import count_words
from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import Column, print_json, print_table, say
from outsource_tui.cli.parser import Options
from outsource_tui.model.plan import Plan
from outsource_tui.model.problems import BadInput
from outsource_tui.planner.rows import name_of

DONE, NO = 0, 1
SEVERITIES = ("error", "warning", "hint")


def explain(options: Options) -> int:
    """Every figure of a row. Raises NotThere, and BadInput for a row that has none."""
    # Each judgement is a world of its own; a command loads the one it gives.
    from outsource_tui.advice.explain import explained
    from outsource_tui.advice.explain_words import made_of, value_words

    opened = desk(options)
    plan, row_id = opened.plan, _id(options.id)
    answer = explained(plan, row_id, opened.clock.today())
    if options.json:
        print_json(answer)
        return DONE
    say(f"{row_id}  {name_of(plan, row_id)}")
    for name, figure in answer["figures"].items():
        say("")
        say(f"{name}: {value_words(figure, plan.profile.currency)}")
        for line in made_of(figure, answer["figures"], plan.profile.currency):
            say(f"    {line}")
    return DONE


def compare(options: Options) -> int:
    """The people scored for a task, side by side. Raises NotThere."""
    from outsource_tui.advice.comparison import compared

    opened = desk(options)
    plan, task_id = opened.plan, _id(options.id)
    answer = compared(plan, task_id, opened.clock.today())
    if options.json:
        print_json(answer)
        return DONE
    say(f"{task_id}  {name_of(plan, task_id)}")
    if answer["candidates"]:
        columns = (
            Column("rank", is_number=True),
            Column("id"),
            Column("person", gives_way=True),
            Column("score", is_number=True),
            Column("scored", is_number=True),
            Column("proof", is_number=True),
            Column("stopped at"),
        )
        print_table(columns, [_candidate_cells(plan, one) for one in answer["candidates"]])
    else:
        say("nobody has been scored for it yet")
    say(_verdict_words(plan, answer))
    return DONE


def _candidate_cells(plan: Plan, one: Mapping[str, Any]) -> list[str]:
    return [
        "-" if one["rank"] is None else str(one["rank"]),
        one["id"],
        plan.contractors[one["id"]].handle,
        figure_words(one["score"], "score", ""),
        _share_words(one["coverage"]),
        _share_words(one["proof"]),
        (one["gate"] or "-").replace("_", " "),
    ]


def _share_words(share: float | None) -> str:
    return figure_words(None if share is None else 100 * share, "percent", "")


def _verdict_words(plan: Plan, answer: Mapping[str, Any]) -> str:
    words = f"verdict: {answer['verdict']}"
    if answer["margin"] is not None:
        words += f", margin {figure_words(answer['margin'], 'score', '')}"
    flip = answer["nearest_flip"]
    if flip is None:
        return words
    handle = plan.contractors[flip["challenger"]].handle
    start, to = (_share_words(flip[key]) for key in ("from", "to"))
    return f"{words}; {handle} would catch up if {flip['criterion']} weighed {to} instead of {start}"


def budget(options: Options) -> int:
    """The best set of hand-offs for an amount a month. Raises BadInput for what is no amount."""
    from outsource_tui.advice.budget import budgeted
    from outsource_tui.model.typed import typed_money

    opened = desk(options)
    plan = opened.plan
    currency = plan.profile.currency
    answer = budgeted(plan, typed_money(options.amount, currency), opened.clock.today())
    if options.json:
        print_json(answer)
        return DONE

    def money(minor: float) -> str:
        return figure_words(minor, currency, currency)

    if answer["chosen"]:
        columns = (
            Column("task"),
            Column("", gives_way=True),
            Column("person", gives_way=True),
            Column(f"{currency}/month", is_number=True),
            Column("frees h/week", is_number=True),
        )
        print_table(columns, [_option_cells(plan, one) for one in answer["chosen"]])
    else:
        say("nothing fits")
    hours = figure_words(answer["freed_week"], "h/week", currency)
    say(f"{money(answer['cost_month'])} of {money(answer['budget'])} {currency} a month free {hours} h/week")
    following = answer["next"]
    if following is not None:
        name = name_of(plan, following["task"])
        say(f"next: {following['task']} {name}, {money(following['short'])} {currency} a month short")
    return DONE


def _option_cells(plan: Plan, one: Mapping[str, Any]) -> list[str]:
    person = plan.contractors[one["contractor"]].handle if one["contractor"] else "at the break-even rate"
    currency = plan.profile.currency
    return [
        one["task"],
        name_of(plan, one["task"]),
        person,
        figure_words(one["cost_month"], currency, currency),
        figure_words(one["freed_week"], "h/week", currency),
    ]


def check(options: Options) -> int:
    """What the checks find; exit 1 where something is at or above the level of `--fail-on`."""
    from outsource_tui.advice.checks.registry import checked

    opened = desk(options)
    codes = _codes(options.select)
    answer = checked(opened.plan, opened.clock.today())
    for part in ("findings", "muted"):
        answer[part] = [one for one in answer[part] if one["code"].startswith(codes)]
    if options.json:
        print_json(answer)
    else:
        _print_findings(answer)
    failing = SEVERITIES[: SEVERITIES.index(options.fail_on) + 1]
    return NO if any(one["severity"] in failing for one in answer["findings"]) else DONE


def _codes(select: Sequence[str]) -> tuple[str, ...]:
    codes = [code.strip().upper() for one in select for code in one.split(",")]
    for code in codes:
        if not re.fullmatch(r"OUT([1-5]\d{0,2})?", code, re.ASCII):
            raise BadInput(f"--select: {code!r} is no code", fix="such as OUT3 or OUT301")
    return tuple(codes) or ("",)


def _print_findings(answer: Mapping[str, Any]) -> None:
    for one in answer["findings"]:
        place = f" {one['entity']}" if one["entity"] else ""
        say(f"{one['severity']} {one['code']}{place}: {one['message']}")
        say(f"    {one['fix']}")
    counts = [sum(one["severity"] == severity for one in answer["findings"]) for severity in SEVERITIES]
    muted = f", {len(answer['muted'])} muted" if answer["muted"] else ""
    said = ", ".join(count_words(count, name) for count, name in zip(counts, SEVERITIES, strict=True))
    say(f"{said}{muted}")
    marks = [f"{key} {'no data' if mark is None else mark}" for key, mark in answer["card"].items()]
    say(f"card (0-100, higher is safer): {', '.join(marks)}")


def _id(text: str) -> str:
    """An id as it was typed, `t04` too."""
    typed = text.strip()
    return typed.upper() if re.fullmatch(r"[a-z]\d+", typed, re.ASCII) else typed
