"""Check: what the linter of the five mistakes has found, why it matters, and what can be done about it."""

from collections.abc import Mapping, Sequence
from datetime import date

from outsource_tui.advice.card import MISTAKE_WORDS
from outsource_tui.advice.checks.finding import Finding
from outsource_tui.advice.checks.fixes import Fix, fixes_of
from outsource_tui.advice.checks.registry import CHECKS
from outsource_tui.advice.rounding import count_words
from outsource_tui.planner.checks import unmuted
from outsource_tui.planner.mended import MendedLately
from outsource_tui.ui.clipboard import table_text
from outsource_tui.ui.dialogs.menu import LETTERS, Choice, MenuDialog
from outsource_tui.ui.drawing import Line, block, divided, rule, text_lines
from outsource_tui.ui.finding_list import ALL_MISTAKES, ORDERS, FindingList, key_of, text_of
from outsource_tui.ui.fixes import ask_mute, carry_out, go_to
from outsource_tui.ui.screens.base import NOTHING_FITS
from outsource_tui.ui.screens.list_screen import ListScreen
from outsource_tui.ui.stage import Stage
from outsource_tui.ui.widgets.check_sheet import card_lines, detail_lines, finding_line, fix_lines, mended_lines

SIDE_FROM = 112
MENDED_FROM = 160
CARD_FROM = 17
DETAIL_ROWS = 9
LEAST_LISTED = 4
NOT_MOVING = frozenset({"g", "G", "ctrl+d", "ctrl+u"})
"""Keys that move in other lists; here `g` goes to what it is about."""


class CheckScreen(ListScreen):
    """The findings, worst first; those that were muted stand behind them. A row is known by code and id."""

    name = "check"
    orders = tuple(ORDERS)
    searched = "code, message or id"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.mistake = ALL_MISTAKES
        """Only findings of this mistake are listed."""
        self._found = FindingList()
        self._by_key: dict[str, Finding] = {}
        self._listed: tuple[str, int, str, bool] | None = None
        self._mended = MendedLately()

    # what is there

    def _list(self) -> None:
        """Run the checks and list what they found, once a plan, a day and what it is narrowed to."""
        how = (self.words, self.mistake, self.order, self.is_reversed)
        if not self._found.look_at(self.plan, self.today) and self._listed == how:
            return
        self._listed = how
        self._by_key = self._found.listed(self.words, self.mistake, self.order, is_reversed=self.is_reversed)
        self.table.show(list(self._by_key))

    @property
    def rows(self) -> list[Finding]:
        """What is listed: the open findings, then the muted ones, as far as they have the words in them."""
        self._list()
        return list(self._by_key.values())

    @property
    def finding(self) -> Finding | None:
        """The one under the cursor."""
        self._list()
        return self._by_key[self.table.current] if self.table.current is not None else None

    def fixes(self, finding: Finding) -> list[Fix]:
        """What can be done about a finding; muting is the last."""
        return fixes_of(finding, self.plan, self.today)

    def show(self, row_id: str) -> None:
        """Put the cursor on a finding: `OUT501`, `OUT501 T08`, or the first about a row."""
        if row_id and not self._has_found(row_id) and (self.words or self.mistake):
            self.words, self.mistake = "", ALL_MISTAKES
            self._has_found(row_id)

    def _has_found(self, row_id: str) -> bool:
        """Put the cursor on a finding; whether it is listed."""
        code, _, entity = row_id.partition(" ")
        for one in self.rows:
            if row_id == one.entity or (one.code == code and entity in {"", one.entity}):
                self.table.select(key_of(one))
                return True
        return False

    # drawing

    def body(self, width: int, height: int) -> list[Line]:
        finding = self.finding
        card = card_lines(self._found.open, self.plan, width) if height >= CARD_FROM else []
        lines = [rule(self._title(), width), *card]
        if finding is None:
            return [*lines, *self._nothing(width)]
        room = height - len(lines)
        if width >= SIDE_FROM:
            side = width * 2 // 5
            details = block(self._beside(finding, side - 3, room, has_mended=width >= MENDED_FROM), room)
            rows = block(self._rows_seen(width - side, room), room)
            return [*lines, *divided(rows, details, width - side)]
        # Always as high, so that the list stays where it is while the cursor moves.
        high = max(0, min(DETAIL_ROWS, room - LEAST_LISTED))
        details = self._details(finding, width, high)
        return [*lines, *block(self._rows_seen(width, room - high), room - high), *block(details, high)]

    def _beside(self, finding: Finding, width: int, height: int, *, has_mended: bool) -> list[Line]:
        details = self._details(finding, width, height)
        if not has_mended:
            return details
        mended = self._mended.of(self.plan, self.today)
        return [*details, *mended_lines(mended, self.plan, width, height - len(details))]

    def _details(self, finding: Finding, width: int, height: int) -> list[Line]:
        does = fix_lines(self.fixes(finding), self._found.mute_of(finding), width, self.stage.key_of)
        return detail_lines(finding, does, width, height)

    def _title(self) -> str:
        self._list()
        to_fix = sum(one.severity != "hint" for one in self._found.open)
        hints = count_words(len(self._found.open) - to_fix, "hint")
        words = f"Check · {to_fix} to fix, {hints}, {len(self._found.muted)} muted"
        words += f" · only {MISTAKE_WORDS[self.mistake]}" if self.mistake else ""
        words += f" · with {self.words}" if self.words else ""
        return words + (f" · {self.order_words}" if self.order_words else "")

    def _nothing(self, width: int) -> list[Line]:
        if self.words or self.mistake:
            about = f" about {MISTAKE_WORDS[self.mistake]}" if self.mistake else ""
            has = f" has {self.words} in it" if self.words else ""
            return text_lines(f"No finding{about}{has}. Esc shows all again.", width)
        words = f"Nothing found: none of the five mistakes is in sight. {self.stage.key_of('next')} goes on."
        return [Line(), *text_lines(words, width)]

    def _rows_seen(self, width: int, height: int) -> list[Line]:
        return [self._row(index, width) for index in self.table.window(height)]

    def _row(self, index: int, width: int) -> Line:
        key = self.table.rows[index]
        finding = self._by_key[key]
        is_here, is_marked = index == self.table.cursor, key in self.table.marks
        is_muted = self._found.mute_of(finding) is not None
        return finding_line(self.plan, finding, width, is_here=is_here, is_marked=is_marked, is_muted=is_muted)

    # keys

    @property
    def row_id(self) -> str | None:
        return None

    def key(self, key: str, character: str | None) -> bool:
        return key not in NOT_MOVING and super().key(key, character)

    def cleared(self) -> bool:
        if self.table.clear_marks():
            return True
        had, self.words, self.mistake = bool(self.words or self.mistake), "", ALL_MISTAKES
        return had

    def remembered(self) -> dict[str, str]:
        here = self.finding
        row = f"{here.code} {here.entity or ''}".strip() if here is not None else ""
        return {"row": row, "words": self.words, "mistake": str(self.mistake), "order": self.order}

    def recall(self, kept: Mapping[str, str]) -> None:
        self.words = kept.get("words", "")
        self.mistake = next((one for one in MISTAKE_WORDS if str(one) == kept.get("mistake")), ALL_MISTAKES)
        self.order = kept["order"] if kept.get("order") in ORDERS else self.order
        if not self.rows:
            self.words, self.mistake = "", ALL_MISTAKES
        self.show(kept.get("row", ""))

    @property
    def hints(self) -> Sequence[str]:
        if self.finding is None:
            return ("next", "undo", "quit")
        if self.table.marks:
            return ("check.mute", "copy", "mark", "mark.all", "undo")
        return ("check.fix", "check.others", "check.go", "check.mute", "next", "check.filter", "find", "undo", "quit")

    # commands

    def why_not(self, command_id: str) -> str:
        if command_id == "check.filter":
            return ""
        if command_id.startswith(("check.", "copy", "mark")):
            key = self.stage.key_of
            if self.finding is None:
                is_narrowed = self.words or self.mistake
                nothing = f"There is nothing to fix. {key('next')} goes on."
                return NOTHING_FITS if is_narrowed else nothing
            if command_id in {"check.fix", "check.others"} and self._found.mute_of(self.finding) is not None:
                return f"It is muted. {key('check.mute')} shows it again."
        return ""

    @property
    def _required(self) -> Finding:
        finding = self.finding
        assert finding is not None  # noqa: S101 - why_not has looked
        return finding

    @property
    def _chosen(self) -> list[Finding]:
        """The marked ones, else the one under the cursor."""
        self._list()
        return [self._by_key[one] for one in self.table.chosen]

    def do_check_fix(self) -> None:
        finding = self._required
        carry_out(self.stage, finding, self.fixes(finding)[0])

    def do_check_others(self) -> None:
        finding = self._required
        choices = [
            Choice(letter, fix.words, fix) for letter, fix in zip(LETTERS, self.fixes(finding)[1:], strict=False)
        ]
        title = f"{finding.code} {CHECKS[finding.code].gist}"
        self.stage.open(MenuDialog(title, choices, lambda fix: self._carry_out(finding, fix)))

    def _carry_out(self, finding: Finding, fix: Fix) -> None:
        self.stage.attempt(lambda: carry_out(self.stage, finding, fix))

    def do_check_go(self) -> None:
        go_to(self.stage, self._required)

    def do_check_mute(self) -> None:
        finding = self._required
        chosen = [one for one in self._chosen if self._found.mute_of(one) is None]
        if self.table.marks and chosen:
            finding = chosen[0]
        elif self._found.mute_of(finding) is not None:
            self.stage.do(unmuted(self.plan, finding.code, finding.entity, self.stage.desk.clock))
            return
        mute = self.fixes(finding)[-1]
        ask_mute(self.stage, chosen or [finding], date.fromisoformat(mute.field))

    def marks_words(self) -> str:
        count, key = len(self.table.marks), self.stage.key_of
        return f"{count} marked. {key('check.mute')} mutes them, {key('copy')} copies them"

    def _find(self, text: str) -> None:
        super()._find(text)
        self.table.cursor = 0

    def do_check_filter(self) -> None:
        self._list()
        found = self._found.all
        choices = [Choice("0", "all five", ALL_MISTAKES, f"{len(found)} in all")]
        for mistake, words in MISTAKE_WORDS.items():
            count = sum(one.mistake == mistake for one in found)
            choices.append(Choice(str(mistake), words, mistake, f"{count} found" if count else "nothing found"))
        self.stage.open(MenuDialog("Only findings about", choices, self._show_only, suggested=self.mistake))

    def _show_only(self, mistake: int) -> None:
        self.mistake = mistake
        self._list()
        self.table.cursor = 0

    def do_copy(self) -> None:
        chosen = self._chosen
        what = f"{count_words(len(chosen), 'finding')}, marked" if self.table.marks else chosen[0].code
        self.send("\n".join(f"{text_of(one)} {one.fix}" for one in chosen), what)

    def do_copy_table(self) -> None:
        shown = self._chosen if self.table.marks else self.rows
        rows = [("Code", "Severity", "About", "What", "Fix")]
        rows += [(one.code, one.severity, one.entity or "plan", one.message, one.fix) for one in shown]
        self.send(table_text(rows), f"{count_words(len(shown), 'finding')} as a table")
