"""An example of what each `--json` prints, for the help and the manual; what is left out is written as `...`."""

import textwrap
from typing import NamedTuple

from outsource_tui.cli.parser import PROGRAM


class Example(NamedTuple):
    """A command line, and the part of its answer that tells most."""

    line: str
    answer: str


WIDTH = 72
DEMO = "--demo --today 2026-11-23"
EXAMPLES = {
    "add": Example(
        'add "Proofreading" --hours 90m -e 5 --json',
        '{"id": "T01", "name": "Proofreading", "hours": 1.5, "per": "week", "effectiveness": 5, "value": null, ...}',
    ),
    "tasks": Example(
        f"{DEMO} tasks --json",
        """[{"id": "T04", "name": "Bookkeeping and receipts", "hours": 3.0, "per": "week", "effectiveness": 3,
  "value": 3, "status": "handed_off", "quadrant": "HAND OFF", "neighbours": [], "priority": 77.35753140545634,
  "hours_week": 3.0, "freed_week": 2.7, ...}, ...]""",
    ),
    "people": Example(
        f"{DEMO} people --json",
        """[{"id": "C01", "handle": "Bookkeeper, Lisbon", "timezone": "Europe/Lisbon", "rate": 2400,
  "rate_currency": "EUR", "finished_price": 2040.0, "overlap_week": 35.0, "shared_days": 5, ...}, ...]""",
    ),
    "trials": Example(
        f"{DEMO} trials --json",
        """[{"id": "R01", "task_id": "T09", "contractor_id": "C04", "start": "2026-11-07", "days": 2,
  "state": "decided", "trial_score": 83.75, "rule": "hire", "cost": 20800.0, "speed": 0.8125, ...}, ...]""",
    ),
    "handoffs": Example(
        f"{DEMO} handoffs --json",
        """[..., {"id": "H02", "task_id": "T06", "contractor_id": "C02", "share": 0.75, "state": "running",
  "oversight_ratio": 35.96491228070175, "oversight_state": "hovering",
  "hours_back_week": 1.8611111111111112, "hours_promised_week": 2.6, ...}]""",
    ),
    "explain": Example(
        f"{DEMO} explain T04 --json",
        """{"id": "T04", "figures": {"freed_year": {"value": 140.4, "unit": "h/year",
  "formula": "hours freed a week x 52", "inputs": {"freed_week": 2.7}, "missing": []}, ...}}""",
    ),
    "compare": Example(
        f"{DEMO} compare T09 --json",
        """{"task": "T09", "candidates": [{"id": "C04", "score": 71.71296296296296, "coverage": 1.0, "proof": 1.0,
  "gate": null, "rank": 1}, ...], "verdict": "leaning", "margin": 9.837962962962964,
  "nearest_flip": {"criterion": "availability", "from": 0.05, "to": 0.20618955512572534, "challenger": "C05"}}""",
    ),
    "budget": Example(
        f"{DEMO} budget 300 --json",
        """{"budget": 30000, "chosen": [{"task": "T07", "contractor": "C03", "cost_month": 13000,
  "freed_week": 2.25}, ...], "cost_month": 29033, "freed_week": 4.5, "left": 967, "next": {"task": "T05",
  "contractor": null, "cost_month": 16250, "freed_week": 1.25, "short": 15283}, "curve": [[0, 0.0], ...]}""",
    ),
    "check": Example(
        f"{DEMO} check --select OUT301 --json",
        """{"findings": [{"code": "OUT301", "severity": "error", "entity": "H02",
  "message": "Inbox triage (Assistant, Cebu) runs without a test run, and you had not worked together before.",
  "fix": "Plan a paid trial of two days before it goes on."}], "muted": [], "card": {"1": 100, "2": 71, "3": 42,
  "4": 45, "5": 52, "overall": 42}}""",
    ),
    "import": Example(
        "import log.csv --dry-run --json",
        """{"file": "log.csv", "source": "toggl", "dry_run": true,
  "words": "Imported a time log (toggl): 2 new tasks; a dry run, nothing was changed",
  "added": ["Website", "Bookkeeping"], "changed": [], "notes": ["row 5 has no length"],
  "log": {"by": "project", "hours": 5.01, "weeks": 2, "all_weeks": 2, "known": 0, "groups": [{"group": "Website",
  "hours": 3.25, "task": null, "hours_week_before": null, "hours_week": 1.63}, ...]}}""",
    ),
    "undo": Example(
        "undo --json",
        '{"id": "J01", "at": "2026-11-23T12:00:00Z", "words": "Added Proofreading", "undone": true, "kept": [], ...}',
    ),
    "redo": Example(
        "redo --json",
        '{"id": "J01", "at": "2026-11-23T12:00:00Z", "words": "Added Proofreading", "undone": false, "kept": [], ...}',
    ),
    "history": Example(
        "history --json",
        '[{"id": "J01", "at": "2026-11-23T12:00:00Z", "words": "Added Proofreading", "undone": false, ...}]',
    ),
    "backup": Example(
        "backup list --json",
        """[{"number": 1, "at": "2026-11-23T12:00:00Z", "tasks": 1, "people": 0,
  "file": "$HOME/.local/share/outsource-tui/plans/backups/plan-20261123T120000Z.json"}]""",
    ),
    "where": Example(
        "where --json",
        """{"exists": true, "plan": "$HOME/.local/share/outsource-tui/plans/plan.json",
  "config": "$HOME/.config/outsource-tui", "state": "$HOME/.local/state/outsource-tui", ...}""",
    ),
    "plans": Example("plans --json", '[{"name": "plan", "tasks": 1, "people": 0, ...}]'),
    "doctor": Example(
        "doctor --json",
        """{"ok": true, "plan": {"exists": true, "tasks": 1, "mode": "0600", "folder_mode": "0700", "lock": "free",
  "open_elsewhere": 0, "backups": 1, ...}, "troubles": [], ...}""",
    ),
    "config": Example(
        "config --json",
        """{"file": "$HOME/.config/outsource-tui/config.toml", "exists": false,
  "settings": {"theme": {"value": "ansi", "from": "default", "line": null}, ...}}""",
    ),
    "keys": Example(
        "keys --json",
        """[..., {"id": "score", "keys": ["s"], "yours": false, "help": "score what is not scored yet, two keys a task",
  "screens": ["tasks", "grid"]}, ...]""",
    ),
}
"""By command. Those without `--demo` are of a plan with one task."""


def example_of(command: str) -> str:
    """The command line as it is typed, and below it what it prints, in lines that fit a terminal."""
    line, answer = EXAMPLES[command]
    lines = textwrap.wrap(answer, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return "\n".join([f"$ {PROGRAM} {line}", *lines])


def example_words(command: str) -> str | None:
    """The example for the help of a command; None where it prints no JSON."""
    return f"example, shortened (... stands for the rest):\n{example_of(command)}" if command in EXAMPLES else None
