"""The Overview: how far the walk has come, the one next thing, and what it brings."""

from collections.abc import Sequence

from outsource_tui.advice.gains import gains_of
from outsource_tui.advice.hours import on_desk_week, potential_week
from outsource_tui.advice.next_step import next_steps
from outsource_tui.advice.oversight import freed_actual_week, oversight_of
from outsource_tui.advice.walk import walk_steps
from outsource_tui.planner.rows import name_or_id
from outsource_tui.ui.dates import local_time
from outsource_tui.ui.drawing import Line, block, rule
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.overview_parts import (
    Overview,
    chart_lines,
    finding_lines,
    hours_lines,
    money_lines,
    next_lines,
    step_lines,
)

TWO_COLUMNS_FROM = 112
THREE_COLUMNS_FROM = 160
LEFT_WIDTH = 60
MIDDLE_WIDTH = 68
MOST_NEXT = 6
MOST_OF_NEXT = 3
"""Rows that the next thing and its reason may take where all stands in one column."""
MOST_RUNNING = 8
NAMES_FROM = 50
"""Rows from which on, on very wide screens, each step names what is left of it."""
WITH_RULES_FROM = 19
IN_FULL_FROM = 14
WITH_STEPS_FROM = 9
NEXT, HOURS, MONEY, FINDINGS = 0, 1, 2, 3
"""Where the cursor can stand: on the next thing, on each of the two sums, and from 3 on the findings."""
STEPS = {"down": 1, "j": 1, "tab": 1, "up": -1, "k": -1, "shift+tab": -1, "home": -10_000, "end": 10_000}


class OverviewScreen(PlanScreen):
    """Enter does what is under the cursor: the next thing, a sum opened, a finding on Check."""

    name = "overview"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.at = NEXT
        self._width = 80
        self._facts: Overview | None = None

    @property
    def facts(self) -> Overview:
        """What there is to tell, worked out once a plan and a day."""
        plan, today = self.plan, self.today
        if self._facts is None or self._facts.plan is not plan or self._facts.today != today:
            nexts = next_steps(plan, today, MOST_NEXT)
            self._facts = Overview(
                plan=plan,
                today=today,
                steps=walk_steps(plan, today, nexts[0]),
                nexts=nexts,
                gains=gains_of(plan),
                gains_none=gains_of(plan, reuse=0.0),
                gains_all=gains_of(plan, reuse=1.0),
                actual_week=freed_actual_week(plan, today),
                on_desk_week=on_desk_week(plan),
                potential_week=potential_week(plan),
                running=[(one, oversight_of(plan, one, today)) for one in plan.live_handoffs if one.state == "running"][
                    :MOST_RUNNING
                ],
            )
        self.at = max(NEXT, min(self.at, FINDINGS + len(self.stage.findings) - 1))
        return self._facts

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        self._width = width
        if width >= THREE_COLUMNS_FROM:
            right = width - LEFT_WIDTH - MIDDLE_WIDTH
            has_names = height >= NAMES_FROM
            columns = [self._walk(LEFT_WIDTH - 2, height, with_names=has_names), self._gains(MIDDLE_WIDTH - 2, height)]
            return _side_by_side(
                [*columns, self._lately(right, height)], (0, LEFT_WIDTH, LEFT_WIDTH + MIDDLE_WIDTH), height
            )
        if width >= TWO_COLUMNS_FROM:
            columns = [self._walk(LEFT_WIDTH - 2, height), self._gains(width - LEFT_WIDTH, height)]
            return _side_by_side(columns, (0, LEFT_WIDTH), height)
        return self._one_column(width, height)

    def _one_column(self, width: int, height: int) -> list[Line]:
        facts, here = self.facts, self.at
        in_full, with_rules = height >= IN_FULL_FROM, height >= WITH_RULES_FROM
        parts = [
            ("Five steps", step_lines(facts.steps, width) if height >= WITH_STEPS_FROM else []),
            (
                "Next",
                next_lines(
                    facts.nexts[:1], width, MOST_OF_NEXT if in_full else 1, self.stage.key_of, is_here=here == NEXT
                ),
            ),
            ("Hours you get back (your checking time is taken off)", self._hours(width, is_short=not in_full)),
            ("Money", money_lines(facts, width, self.stage.key_of, is_here=here == MONEY, is_short=not in_full)),
        ]
        lines: list[Line] = []
        for title, rows in parts:
            lines += [rule(title, width), *rows] if with_rules else rows
        if with_rules:
            lines.append(rule(self._findings_title(), width))
        return [*lines, *self._findings(width, max(1, height - len(lines)))]

    def _walk(self, width: int, height: int, *, with_names: bool = False) -> list[Line]:
        """The left column: the steps, what comes next, and the weeks behind."""
        facts = self.facts
        steps = step_lines(facts.steps, width, with_names=with_names)
        lines = [rule("Five steps", width), *steps, rule("Next", width)]
        lines += next_lines(facts.nexts, width, 2 * MOST_NEXT, self.stage.key_of, is_here=self.at == NEXT)
        chart = chart_lines(facts.plan, facts.today)
        if chart and len(lines) + len(chart) + 1 <= height:
            lines += [rule("The last 12 weeks: hours back, as planned, and money", width), *chart]
        from outsource_tui.ui.widgets.handoff_sheet import handoff_row  # a start at 80x24 goes without

        running = [handoff_row(facts.plan, one, seen, width, is_here=False) for one, seen in facts.running]
        if running and len(lines) + len(running) + 1 <= height:
            lines += [rule("What runs, and how much you look", width), *running]
        return lines

    def _gains(self, width: int, height: int) -> list[Line]:
        """The right column: hours, money, findings."""
        lines = [rule("Hours you get back (your checking time is taken off)", width), *self._hours(width)]
        lines += [rule("Money", width), *money_lines(self.facts, width, self.stage.key_of, is_here=self.at == MONEY)]
        lines.append(rule(self._findings_title(), width))
        return [*lines, *self._findings(width, max(1, height - len(lines)))]

    def _hours(self, width: int, *, is_short: bool = False) -> list[Line]:
        return hours_lines(self.facts, width, is_here=self.at == HOURS, is_short=is_short)

    def _findings(self, width: int, height: int) -> list[Line]:
        here = self.at - FINDINGS if self.at >= FINDINGS else None
        return finding_lines(self.plan, self.stage.findings, width, height, here, self.stage.key_of)

    def _findings_title(self) -> str:
        if not self.stage.is_counted:
            return "Findings: being counted"
        count = len(self.stage.findings)
        return f"Findings: {count} ({self.stage.key_of('screen.check')} lists them)" if count else "Findings"

    def _lately(self, width: int, height: int) -> list[Line]:
        """The third column: the newest looks at what runs, and what was decided of late."""
        plan, half = self.plan, height // 2
        looks = sorted((one for one in plan.checkins.values() if not one.is_archived), key=lambda one: one.date)
        lines = [rule("Looks", width)]
        for look in reversed(looks[-half + 1 :]):
            line = Line(f" {look.date.day:2} {look.date:%b} {look.minutes:3} min ", "quiet")
            line.cell(f"{look.about.replace('_', ' ')}, {look.kind}", 22)
            lines.append(line.cell(name_or_id(plan, look.handoff_id), max(1, width - line.width - 2), "quiet"))
        lines = [*block(lines, half), rule("Decided", width)]
        for row in sorted(plan.decisions.values(), key=lambda one: one.at)[: -(height - half) : -1]:
            words = f"{name_or_id(plan, row.entity)}: {row.new or '-'}".replace("_", " ") + (
                f" ({row.why})" if row.why else ""
            )
            day = local_time(row.at, plan)
            lines.append(Line(f" {day.day:2} {day:%b} ", "quiet").cell(words, max(1, width - 10)))
        return lines[:height]

    # keys

    @property
    def hints(self) -> Sequence[str]:
        return ("next", "overview.open", "add", "import", "palette", "undo", "profile", "quit")

    def key(self, key: str, character: str | None) -> bool:
        if key not in STEPS:
            return False
        self.at = max(NEXT, min(self.at + STEPS[key], FINDINGS + len(self.stage.findings) - 1))
        return True

    def cleared(self) -> bool:
        had, self.at = self.at != NEXT, NEXT
        return had

    def do_overview_open(self) -> None:
        from outsource_tui.ui.dialogs.sums import SumDialog, hours_sum, money_sum  # loaded when it is asked for

        facts = self.facts
        if self.at == NEXT:
            self.stage.run_id("next")
        elif self.at == HOURS:
            lines = hours_sum(facts.plan, facts.gains, facts.actual_week, self._width)
            self.stage.open(SumDialog("How the hours are made", lines))
        elif self.at == MONEY:
            self.stage.open(SumDialog("How the money is made", money_sum(facts.plan, facts.gains, self._width)))
        else:
            finding = self.stage.findings[self.at - FINDINGS]
            self.stage.go("check", f"{finding.code} {finding.entity or ''}".strip())


def _side_by_side(columns: list[list[Line]], starts: tuple[int, ...], height: int) -> list[Line]:
    rows = [block(column, height) for column in columns]
    lines = rows[0]
    for column, start in zip(rows[1:], starts[1:], strict=True):
        lines = [line.beside(other, start) for line, other in zip(lines, column, strict=True)]
    return lines
