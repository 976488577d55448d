"""Check: what the linter of the five mistakes has found, why it matters, and what can be done about it."""

from collections.abc import Mapping, Sequence
from datetime import date

from outsource_tui.advice.card import MISTAKE_WORDS, Card, card_of
from outsource_tui.advice.checks.finding import Finding, MutedFinding
from outsource_tui.advice.checks.fixes import Fix, fixes_of
from outsource_tui.advice.checks.registry import CHECKS, sorted_out
from outsource_tui.model.plan import Plan
from outsource_tui.planner.checks import unmuted
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dialogs.line import LineDialog
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.fixes import ask_mute, carry_out, go_to
from outsource_tui.ui.looks import SEVERITY_LOOKS
from outsource_tui.ui.screens.base import PlanScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.finding_row import add_finding

WHY: Mapping[int, str] = {
    1: "What nobody looks at is never given away. List it and score it, and the hours show themselves.",
    2: "The worse you are at it, the sooner it can go; the more it is worth, the less sensible it is to give away. "
    "The core stays in the house.",
    3: "Not the easiest person and not the cheapest: trust, experience and values, and always a test run first.",
    4: "Time spent looking over a shoulder is not won. Agree the outcome and a few looks, and measure the looking.",
    5: "Being bad at it is fine; being unable to steer it is not. What you cannot judge goes wrong unseen.",
}
"""Why each mistake costs more than it seems."""
SIDE_FROM = 112
CARD_FROM = 17
LABEL_WIDTH = 24
DETAIL_ROWS = 9
LEAST_LISTED = 4
STEPS = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 8, "pageup": -8, "home": -10_000, "end": 10_000}


class CheckScreen(PlanScreen):
    """The findings, worst first; those that were muted stand behind them."""

    name = "check"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.words = ""
        self.mistake = 0
        """Only findings of this mistake are listed; 0 is all of them."""
        self.cursor = 0
        self._top = 0
        self._here: tuple[str, str | None] | None = None
        self._findings: list[Finding] = []
        self._muted: list[MutedFinding] = []
        self._rows: list[Finding] = []
        self._seen_on: tuple[Plan, date, str, int] | None = None

    # what is there

    def _look(self) -> None:
        """Run the checks and list what they found, once a plan, a day and the words that are searched for."""
        seen_on = (self.plan, self.today, self.words, self.mistake)
        if self._seen_on is not None and self._seen_on[0] is self.plan and self._seen_on[1:] == seen_on[1:]:
            return
        self._seen_on = seen_on
        self._findings, self._muted = sorted_out(self.plan, self.today)
        words = self.words.casefold().split()
        found = [*self._findings, *(one.finding for one in self._muted)]
        found = [one for one in found if self.mistake in {0, one.mistake}]
        self._rows = [one for one in found if all(word in _text_of(one).casefold() for word in words)]
        # The cursor stays on the same finding while others come and go.
        keys = [(one.code, one.entity) for one in self._rows]
        if self._here in keys:
            self.cursor = keys.index(self._here)

    @property
    def rows(self) -> list[Finding]:
        """What is listed: the open findings, then the muted ones, as far as they have the words in them."""
        self._look()
        return self._rows

    @property
    def finding(self) -> Finding | None:
        """The one under the cursor."""
        rows = self.rows
        self.cursor = max(0, min(self.cursor, len(rows) - 1))
        if not rows:
            return None
        self._here = (rows[self.cursor].code, rows[self.cursor].entity)
        return rows[self.cursor]

    def muted_row(self, finding: Finding) -> MutedFinding | None:
        """The mute of a finding, where it has one."""
        return next((one for one in self._muted if one.finding is finding), None)

    def fixes(self, finding: Finding) -> list[Fix]:
        """What can be done about a finding; muting is the last."""
        return fixes_of(finding, self.plan, self.today)

    def show(self, row_id: str) -> None:
        """Put the cursor on a finding: `OUT501`, `OUT501 T08`, or the first about a row."""
        if row_id and not self._has_found(row_id) and (self.words or self.mistake):
            self.words, self.mistake = "", 0
            self._has_found(row_id)

    def _has_found(self, row_id: str) -> bool:
        """Put the cursor on a finding; whether it is listed."""
        code, _, entity = row_id.partition(" ")
        for index, one in enumerate(self.rows):
            if row_id == one.entity or (one.code == code and entity in {"", one.entity}):
                self.cursor = index
                return True
        return False

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        finding = self.finding
        card = self._card_lines(width) if height >= CARD_FROM else []
        lines = [rule(self._title(), width), *card]
        if finding is None:
            return [*lines, *self._nothing(width)]
        room = height - len(lines)
        if width >= SIDE_FROM:
            side = width * 2 // 5
            details = block(self._details(finding, side - 3, room), room)
            rows = block(self._list(width - side, room), room)
            divider = Line("│ ", "rule")
            pairs = zip(rows, details, strict=True)
            return [*lines, *(row.beside(divider.beside(other, 2), width - side) for row, other in pairs)]
        # Always as high, so that the list stays where it is while the cursor moves.
        high = max(0, min(DETAIL_ROWS, room - LEAST_LISTED))
        details = self._details(finding, width, high)
        return [*lines, *block(self._list(width, room - high), room - high), *block(details, high)]

    def _title(self) -> str:
        self._look()
        to_fix = sum(one.severity != "hint" for one in self._findings)
        hints = len(self._findings) - to_fix
        words = f"Check · {to_fix} to fix, {hints} {'hint' if hints == 1 else 'hints'}, {len(self._muted)} muted"
        words += f" · only {MISTAKE_WORDS[self.mistake]}" if self.mistake else ""
        return words + (f" · with {self.words}" if self.words else "")

    def _nothing(self, width: int) -> list[Line]:
        if self.words or self.mistake:
            about = f" about {MISTAKE_WORDS[self.mistake]}" if self.mistake else ""
            has = f" has {self.words} in it" if self.words else ""
            return text_lines(f"No finding{about}{has}. Esc shows all again.", width)
        words = f"Nothing found: none of the five mistakes is in sight. {self.stage.key_of('next')} goes on."
        return [Line(), *text_lines(words, width)]

    def _card_lines(self, width: int) -> list[Line]:
        """The five mistakes with a word and a figure each, and the lowest of them."""
        card = card_of(self._findings, self.plan)
        cells = [self._card_cell(card, mistake) for mistake in MISTAKE_WORDS]
        overall = "" if card.overall is None else str(card.overall)
        lowest = "no data" if card.overall is None else "the lowest"
        cells.append(Line(" ").cell("  all five, of 100", LABEL_WIDTH).add(lowest).cell(overall, 4, right=True))
        if width < 72:
            # Room for one column only: the word is enough, the figures are in the list below.
            return [cell.fitted(width) for cell in cells]
        half = width // 2
        rows = [cells[index].fitted(half).beside(cells[index + 3], half) for index in range(3)]
        return [*rows, rule("", width)]

    def _card_cell(self, card: Card, mistake: int) -> Line:
        own = [one for one in self._findings if one.mistake == mistake and not one.is_good_news]
        errors, warnings = (sum(one.severity == level for one in own) for level in ("error", "warning"))
        score = card.scores[mistake]
        word, look = "ok", "good"
        if score is None:
            word, look = "no data", "quiet"
        elif errors:
            word, look = f"{errors} problem{'s' if errors > 1 else ''}", "bad"
        elif warnings:
            word, look = "watch", "warn"
        line = Line(" ").cell(f"{mistake} {MISTAKE_WORDS[mistake]}", LABEL_WIDTH).cell(word, 10, look)
        return line.cell("" if score is None else str(score), 4, right=True)

    def _list(self, width: int, height: int) -> list[Line]:
        rows = self.rows
        if not self._top <= self.cursor < self._top + height:
            self._top = self.cursor - height // 2
        self._top = max(0, min(self._top, len(rows) - height))
        shown = range(self._top, min(len(rows), self._top + height))
        return [self._row(rows[index], width, is_here=index == self.cursor) for index in shown]

    def _row(self, finding: Finding, width: int, *, is_here: bool) -> Line:
        sign, look = SEVERITY_LOOKS[finding.severity]
        is_muted = self.muted_row(finding) is not None
        line = Line(">" if is_here else " ", "cursor").cell("-" if is_muted else sign, 3, "quiet" if is_muted else look)
        line.add(finding.code, "quiet").add("  ")
        note = "muted" if is_muted else f"{finding.entity or 'plan':>4}" if width >= 60 else ""
        room = width - line.width - (8 if note else 0)
        add_finding(line, self.plan, finding, room, is_quiet=is_muted)
        return line.add(f"  {note}" if note else "", "quiet").fitted(width)

    def _details(self, finding: Finding, width: int, height: int) -> list[Line]:
        """What was found, why it matters and what to do; where there is little room the fixes stay."""
        message = text_lines(finding.message, width)
        why = text_lines(WHY[finding.mistake], width, "quiet")
        fixes = self._fix_lines(finding, width)
        spare = height - 1 - len(message) - len(fixes)
        between = [] if spare <= 0 else [*why, Line()] if spare > len(why) else why[:spare]
        return [rule(f"{finding.code} {CHECKS[finding.code].gist}", width), *message, *between, *fixes][:height]

    def _fix_lines(self, finding: Finding, width: int) -> list[Line]:
        mute = self.muted_row(finding)
        if mute is not None:
            until = f" until {mute.until}" if mute.until else ""
            return [
                *text_lines(f"Muted{until}: {mute.reason}", width),
                Line("   ").cell(self.stage.key_of("check.mute"), 7, "key").add("show it again"),
            ]
        lines = []
        for index, fix in enumerate(self.fixes(finding)):
            command = "check.fix" if index == 0 else "check.mute" if fix.command == "mute" else "check.others"
            key = self.stage.key_of(command) + (f" {LETTERS[index - 1]}" if command == "check.others" else "")
            lines.append(Line("   ").cell(key, 7, "key").cell(fix.words, width - 11))
        return lines

    # keys

    def key(self, key: str, character: str | None) -> bool:
        if key not in STEPS:
            return False
        self.cursor = max(0, min(self.cursor + STEPS[key], len(self.rows) - 1))
        return True

    def cleared(self) -> bool:
        had, self.words, self.mistake = bool(self.words or self.mistake), "", 0
        return had

    def remembered(self) -> dict[str, str]:
        here = self.finding
        row = f"{here.code} {here.entity or ''}".strip() if here is not None else ""
        return {"row": row, "words": self.words, "mistake": str(self.mistake)}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.words = kept.get("words", "")
        self.mistake = next((one for one in MISTAKE_WORDS if str(one) == kept.get("mistake")), 0)
        if not self.rows:
            self.words, self.mistake = "", 0
        self.show(kept.get("row", ""))

    @property
    def hints(self) -> Sequence[str]:
        if self.finding is None:
            return ("next", "undo", "quit")
        return ("check.fix", "check.others", "check.go", "check.mute", "check.filter", "find", "next", "undo", "quit")

    # commands

    def why_not(self, command_id: str) -> str:
        if command_id == "check.filter":
            return ""
        if command_id.startswith(("check.", "copy")):
            if self.finding is None:
                is_narrowed = self.words or self.mistake
                return (
                    "Nothing fits; Esc shows all again."
                    if is_narrowed
                    else f"There is nothing to fix. {self.stage.key_of('next')} goes on."
                )
            if command_id in {"check.fix", "check.others"} and self.muted_row(self.finding) is not None:
                return f"It is muted. {self.stage.key_of('check.mute')} shows it again."
        return ""

    @property
    def _finding(self) -> Finding:
        finding = self.finding
        assert finding is not None  # noqa: S101 - why_not has looked
        return finding

    def do_check_fix(self) -> None:
        finding = self._finding
        carry_out(self.stage, finding, self.fixes(finding)[0])

    def do_check_others(self) -> None:
        finding = self._finding
        choices = [
            Choice(letter, fix.words, fix) for letter, fix in zip(LETTERS, self.fixes(finding)[1:], strict=False)
        ]
        title = f"{finding.code} {CHECKS[finding.code].gist}"
        self.stage.open(MenuDialog(title, choices, lambda fix: self._carry_out(finding, fix)))

    def _carry_out(self, finding: Finding, fix: Fix) -> None:
        self.stage.attempt(lambda: carry_out(self.stage, finding, fix))

    def do_check_go(self) -> None:
        go_to(self.stage, self._finding)

    def do_check_mute(self) -> None:
        finding = self._finding
        if self.muted_row(finding) is not None:
            self.stage.do(unmuted(self.plan, finding.code, finding.entity, self.stage.desk.clock))
            return
        mute = self.fixes(finding)[-1]
        ask_mute(self.stage, finding, date.fromisoformat(mute.field))

    def do_find(self) -> None:
        says = "Words in code, message or id. Nothing shows all."
        self.stage.open(LineDialog("Find", self._find, says=says, text=self.words))

    def _find(self, text: str) -> None:
        self.words = text
        self.cursor, self._here = 0, None

    def do_check_filter(self) -> None:
        self._look()
        found = [*self._findings, *(one.finding for one in self._muted)]
        choices = [Choice("0", "all five", 0, f"{len(found)} in all")]
        for mistake, words in MISTAKE_WORDS.items():
            count = sum(one.mistake == mistake for one in found)
            choices.append(Choice(str(mistake), words, mistake, f"{count} found" if count else "nothing found"))
        self.stage.open(MenuDialog("Only findings about", choices, self._show_only, suggested=self.mistake))

    def _show_only(self, mistake: int) -> None:
        self.mistake = mistake
        self.cursor, self._here = 0, None

    def do_copy(self) -> None:
        finding = self._finding
        self.send(f"{_text_of(finding)} {finding.fix}", finding.code)

    def do_copy_table(self) -> None:
        rows = [("Code", "Severity", "About", "What", "Fix")]
        rows += [(one.code, one.severity, one.entity or "plan", one.message, one.fix) for one in self.rows]
        self.send(table_text(rows), f"{len(self.rows)} findings as a table")


def _text_of(finding: Finding) -> str:
    return f"{finding.code} {finding.entity or 'plan'}: {finding.message}"
