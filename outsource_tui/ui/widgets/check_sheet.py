"""The parts of Check as lines: the card of the five mistakes, a finding in a row, one in full, what was mended."""

from collections.abc import Iterable, Mapping, Sequence

from outsource_tui.advice.card import MISTAKE_WORDS, Card, card_of
from outsource_tui.advice.checks.finding import Finding, MutedFinding
from outsource_tui.advice.checks.fixes import Fix
from outsource_tui.advice.checks.registry import CHECKS
from outsource_tui.advice.rounding import count_words
from outsource_tui.model.plan import Plan
from outsource_tui.planner.mended import Mended
from outsource_tui.ui.commands import KeyOf
from outsource_tui.ui.dates import local_time
from outsource_tui.ui.dialogs.menu import LETTERS
from outsource_tui.ui.drawing import Line, block, rule, text_lines
from outsource_tui.ui.looks import SEVERITY_LOOKS
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
LABEL_WIDTH = 25
MESSAGE_ROWS = 2
"""Rows that what was found has at least, so that what stands below it does not jump from finding to finding."""
LEAST_MENDED = 4


def card_lines(findings: Sequence[Finding], plan: Plan, width: int) -> list[Line]:
    """The five mistakes with a word and a figure each, and the lowest of them."""
    card = card_of(findings, plan)
    cells = [_card_cell(card, findings, mistake) for mistake in MISTAKE_WORDS]
    overall = "" if card.overall is None else str(card.overall)
    lowest = "no data" if card.overall is None else "the lowest"
    cells.append(Line(" ").cell("  all five, of 100", LABEL_WIDTH).add(lowest).cell(overall, 4, right=True))
    if width < 72:
        # Room for one column only: the word is enough, the figures are in the list below.
        return [cell.fitted(width) for cell in cells]
    half = width // 2
    rows = [cells[index].fitted(half).beside(cells[index + 3], half) for index in range(3)]
    return [*rows, rule("", width)]


def _card_cell(card: Card, findings: Iterable[Finding], mistake: int) -> Line:
    own = [one for one in findings if one.mistake == mistake and not one.is_good_news]
    errors, warnings = (sum(one.severity == level for one in own) for level in ("error", "warning"))
    score = card.scores[mistake]
    word, look = "ok", "good"
    if score is None:
        word, look = "no data", "quiet"
    elif errors:
        word, look = count_words(errors, "problem"), "bad"
    elif warnings:
        word, look = "watch", "warn"
    line = Line(" ").cell(f"{mistake} {MISTAKE_WORDS[mistake]}", LABEL_WIDTH).cell(word, 10, look)
    return line.cell("" if score is None else str(score), 4, right=True)


def finding_line(plan: Plan, finding: Finding, width: int, *, is_here: bool, is_marked: bool, is_muted: bool) -> Line:
    """A finding in a row of the list."""
    sign, look = SEVERITY_LOOKS[finding.severity]
    line = Line(">", "cursor") if is_here else Line(" ")
    line.add("*" if is_marked else " ", "mark").cell("-" if is_muted else sign, 3, "quiet" if is_muted else look)
    line.add(finding.code, "quiet").add("  ")
    note = "muted" if is_muted else f"{finding.entity or 'plan':>4}" if width >= 60 else ""
    room = width - line.width - (8 if note else 0)
    add_finding(line, plan, finding, room, is_quiet=is_muted)
    return line.add(f"  {note}" if note else "", "quiet").fitted(width)


def detail_lines(finding: Finding, does: Sequence[Line], width: int, height: int) -> list[Line]:
    """What was found, why it matters and what to do; where there is little room the latter stays."""
    message = text_lines(finding.message, width)
    why = text_lines(WHY[finding.mistake], width, "quiet")
    spare = height - 1 - len(message) - len(does)
    message = block(message, max(len(message), min(MESSAGE_ROWS, len(message) + spare - len(why))))
    spare = height - 1 - len(message) - len(does)
    between = [] if spare <= 0 else [*why, Line()] if spare > len(why) else why[:spare]
    return [rule(f"{finding.code} {CHECKS[finding.code].gist}", width), *message, *between, *does][:height]


def fix_lines(fixes: Sequence[Fix], muted: MutedFinding | None, width: int, key_of: KeyOf) -> list[Line]:
    """What can be done about a finding, each with its keys."""
    if muted is not None:
        until = f" until {muted.until}" if muted.until else ""
        again = Line("   ").cell(key_of("check.mute"), 7, "key").add("show it again")
        return [*text_lines(f"Muted{until}: {muted.reason}", width), again]
    lines = []
    for index, fix in enumerate(fixes):
        command = "check.fix" if index == 0 else "check.mute" if fix.command == "mute" else "check.others"
        key = key_of(command) + (f" {LETTERS[index - 1]}" if command == "check.others" else "")
        lines.append(Line("   ").cell(key, 7, "key").cell(fix.words, width - 11))
    return lines


def mended_lines(mended: Sequence[Mended], plan: Plan, width: int, height: int) -> list[Line]:
    """What went of late, and by what; nothing where there is too little room."""
    if height < LEAST_MENDED:
        return []
    lines = [Line(), rule("Mended lately", width)]
    for one in mended:
        at = local_time(one.at, plan)
        about = f" · {one.about}" if one.about else ""
        lines.append(Line(f" {at.day:2} {at:%b %H:%M}  ", "quiet").add(one.code, "good").add(f"  {one.gist}{about}"))
        lines.append(Line("                ", "quiet").add(f"by: {one.by}", "quiet"))
    if not mended:
        lines.append(Line(" What you fix is listed here, with the step that did it.", "quiet"))
    return [one.fitted(width) for one in lines[:height]]
