"""Every command once: id, keys, label, help and where it applies. Hint line, `?`, palette and README come from it.

Imports no textual, so that `outsource-tui keys` starts fast.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

SCREENS = ("overview", "tasks", "grid", "people", "trial", "handoff", "check")
"""The screens in the order of their keys 0 to 6."""

SCREEN_TITLES: Mapping[str, str] = {
    "overview": "Overview",
    "tasks": "Tasks",
    "grid": "Grid",
    "people": "People",
    "trial": "Trial",
    "handoff": "Hand-off",
    "check": "Check",
}
EVERYWHERE = frozenset(SCREENS)
NOUN_SCREENS = frozenset({"tasks", "grid", "people", "trial", "handoff"})
LISTS = frozenset({"tasks", "people", "trial", "handoff", "check"})
"""Screens with a list that can be ordered and marked."""


class Command(Struct, frozen=True):
    """One thing the user can do. `hint` orders it on the hint line of its screens; 0 leaves it to `?`."""

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: frozenset[str]
    hint: int = 0


KeyOf = Callable[[str], str]
"""Gives the key of a command, by its id, as the user has it and as it is printed."""


def _on(*screens: str) -> frozenset[str]:
    return frozenset(screens)


COMMANDS: tuple[Command, ...] = (
    # this screen
    Command("overview.open", ("enter",), "do it", "do the next action, or open the finding", _on("overview")),
    Command("add", ("a",), "add", "add a task, or a person on People", EVERYWHERE, 1),
    Command("open", ("enter", "e"), "edit", "open all fields", _on("tasks", "grid", "people", "handoff"), 2),
    Command("score", ("s",), "score", "score what is not scored yet, two keys a task", _on("tasks", "grid"), 3),
    Command("decide", ("d",), "decide", "decide what becomes of it", _on("tasks", "grid", "trial"), 4),
    Command("readiness", ("r",), "know-how", "answer six questions: could I steer it?", _on("tasks", "grid"), 7),
    Command("tag", ("t",), "tag", "set the tags of a task, or of all marked", _on("tasks")),
    Command("clone", ("c",), "clone", "add a copy of a task", _on("tasks")),
    Command("archive", ("x",), "archive", "take out of sight; u brings it back", NOUN_SCREENS),
    Command("mark", ("space",), "mark", "mark, and go one down", LISTS, 5),
    Command("mark.range", ("v",), "range", "begin or end a range of marks", LISTS),
    Command("mark.all", ("V",), "all", "mark all, or none", LISTS),
    Command("hours.more", ("+",), "more hours", "half an hour more, for all marked", _on("tasks")),
    Command("hours.less", ("-",), "fewer hours", "half an hour less, for all marked", _on("tasks")),
    Command("order", ("o",), "order", "order the list by something else", LISTS),
    Command("order.reverse", ("O",), "reverse", "turn the order round", LISTS),
    Command("find", ("/",), "find", "show only rows with these words in them", frozenset(SCREENS) - {"overview"}, 6),
    Command("move.left", ("H", "shift+left"), "move", "one less effective", _on("grid")),
    Command("move.down", ("J", "shift+down"), "move", "one less valuable", _on("grid")),
    Command("move.up", ("K", "shift+up"), "move", "one more valuable", _on("grid")),
    Command("move.right", ("L", "shift+right"), "move", "one more effective", _on("grid")),
    Command("jump", ("'",), "jump", "jump to the task with that letter", _on("grid"), 3),
    Command("grab", ("m",), "move it", "grab the task: arrows move it, Enter drops it", _on("grid"), 2),
    Command("zoom", ("z",), "zoom", "one quarter alone, or all of the grid", _on("grid"), 5),
    Command("past", ("b",), "before", "show where tasks stood before", _on("grid")),
    Command("filter", ("f",), "for task", "choose the task that people are compared for", _on("people"), 4),
    Command("compare", ("=",), "compare", "compare the marked people side by side", _on("people"), 5),
    Command("day.earlier", ("left", "h"), "day before", "the shared hours of the day before", _on("people")),
    Command("day.later", ("right", "l"), "day after", "the shared hours of the next day", _on("people")),
    Command("rate", ("s",), "score", "score a person for the task, 1 to 5 a criterion", _on("people"), 3),
    Command("trial.book", ("T",), "book trial", "book a trial on the first days you both work", NOUN_SCREENS, 6),
    Command("trial.next", ("down", "j"), "next trial", "the next trial", _on("trial")),
    Command("trial.previous", ("up", "k"), "previous", "the trial before", _on("trial")),
    Command("trial.earlier", ("left",), "earlier", "start the trial a day earlier", _on("trial")),
    Command("trial.later", ("right",), "later", "start the trial a day later", _on("trial"), 1),
    Command("trial.longer", ("+",), "longer", "one more day", _on("trial"), 2),
    Command("trial.shorter", ("-",), "shorter", "one day less", _on("trial")),
    Command("trial.begin", ("b",), "begin, end", "the trial has begun, or its work is in", _on("trial"), 2),
    Command("trial.facts", ("e", "enter"), "facts", "what came of it: hours, must-haves", _on("trial"), 3),
    Command("trial.calendar", ("i",), ".ics", "write its days for a calendar (.ics)", _on("trial")),
    Command("trial.score", ("s",), "score", "mark the card, one digit a row", _on("trial"), 3),
    Command("handoff.new", ("p",), "prepare", "prepare a hand-off for a task", _on("handoff", "tasks", "people"), 7),
    Command("handoff.begin", ("b",), "start, end", "start, pause or end this hand-off", _on("handoff"), 2),
    Command("handoff.next", ("down", "j"), "next", "the next hand-off", _on("handoff")),
    Command("handoff.previous", ("up", "k"), "previous", "the hand-off before", _on("handoff")),
    Command("handoff.brief", ("B",), "brief", "write the brief: the outcome, not the way", _on("handoff", "tasks"), 7),
    Command("look", ("l",), "log a look", "log a look: 1 to 9 are 5 to 45 minutes, 0 is 60", _on("handoff"), 3),
    Command("rope.more", ("+",), "more rope", "raise the autonomy by one", _on("handoff")),
    Command("rope.less", ("-",), "less rope", "lower the autonomy by one", _on("handoff")),
    Command("check.fix", ("enter",), "fix", "carry out the first fix", _on("check"), 1),
    Command("check.others", ("F",), "other fixes", "choose another fix", _on("check"), 2),
    Command("check.go", ("g",), "go there", "go to what it is about", _on("check"), 3),
    Command("check.mute", ("M",), "mute", "mute the finding, with a reason", _on("check"), 4),
    Command("tasks.filter", ("f",), "filter", "show only one zone, one plan or one tag", _on("tasks", "grid")),
    Command("state.filter", ("f",), "filter", "show only those in one state", _on("trial", "handoff")),
    Command("check.filter", ("f",), "filter", "show only one of the five mistakes", _on("check")),
    Command("text", ("E",), "editor", "the long text in your own editor", _on("tasks", "grid", "people", "handoff")),
    Command("copy", ("y",), "copy", "send this row to the clipboard", NOUN_SCREENS | _on("check")),
    Command("copy.table", ("Y",), "copy table", "send the list as a table", NOUN_SCREENS | _on("check")),
    # everywhere
    Command("next", ("n",), "next", "do the next sensible thing", EVERYWHERE, 4),
    Command("undo", ("u",), "undo", "take the last change back", EVERYWHERE, 9),
    Command("redo", ("U",), "redo", "do again what was undone", EVERYWHERE),
    Command("figures", (".",), "sums", "how each figure of this row was made", NOUN_SCREENS),
    Command("history", (), "history", "what was changed, and when", EVERYWHERE),
    Command("profile", ("P",), "profile", "your hours, your rate, your settings", EVERYWHERE),
    Command("write", ("W",), "write file", "write a report, a table, a calendar, a picture", EVERYWHERE),
    Command("plans", ("w",), "plans", "open another plan, or a new one", EVERYWHERE),
    Command("import", ("i",), "import", "import a time log or a list of tasks", _on("overview", "tasks")),
    Command("suggestions", ("S",), "suggestions", "pick from the tasks that freelancers usually have", EVERYWHERE),
    Command("palette", (":", "ctrl+p"), "commands", "run a command by its name", EVERYWHERE),
    Command("help", ("?", "f1"), "all keys", "show the keys of this screen", EVERYWHERE, 10),
    Command("manual", (), "manual", "read the manual, at the page of this screen", EVERYWHERE),
    Command("screen.previous", ("[",), "screen before", "the screen before", EVERYWHERE),
    Command("screen.next", ("]",), "next screen", "the next screen", EVERYWHERE),
    *(
        Command(f"screen.{name}", (str(number),), SCREEN_TITLES[name], f"go to {SCREEN_TITLES[name]}", EVERYWHERE)
        for number, name in enumerate(SCREENS)
    ),
    Command("redraw", ("ctrl+l",), "redraw", "draw the whole screen again", EVERYWHERE),
    Command("suspend", ("ctrl+z",), "suspend", "back to the shell; fg returns", EVERYWHERE),
    Command("quit", ("q", "ctrl+q"), "quit", "quit; everything is saved", EVERYWHERE, 11),
)  # fmt: skip

BY_ID: Mapping[str, Command] = {one.id: one for one in COMMANDS}


def keymap(screen: str, commands: Iterable[Command] = COMMANDS) -> dict[str, Command]:
    """What each key does on a screen; `commands` are those with the user's own keys."""
    return {key: one for one in commands if screen in one.where for key in one.keys}


def commands_of(screen: str, commands: Iterable[Command] = COMMANDS) -> list[Command]:
    """The commands of a screen, its own first."""
    return [one for one in commands if screen in one.where]


def hints_of(screen: str, commands: Iterable[Command] = COMMANDS) -> list[Command]:
    """What the hint line of a screen names, most useful first."""
    return sorted((one for one in commands if screen in one.where and one.hint), key=lambda one: one.hint)


KEY_WORDS: Mapping[str, str] = {
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "shift+tab": "shift+Tab",
    "delete": "Delete",
    "backspace": "Backspace",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def move_keys(key_of: KeyOf) -> str:
    """The keys that move a task on the grid, such as `H J K L`."""
    return " ".join(key_of(f"move.{way}") for way in ("left", "down", "up", "right"))


def key_words(key: str) -> str:
    """A key as it is printed on the screen."""
    return KEY_WORDS.get(key, key)


_TABLE = (("↑ ↓ j k", "pick a row"), ("g G", "first, last row"), ("PgUp PgDn", "a page up, down"))
MOVES: Mapping[str, Sequence[tuple[str, str]]] = {
    "overview": (("↑ ↓", "pick a finding"),),
    "tasks": _TABLE,
    "grid": (("← ↓ ↑ →", "pick the nearest task"), ("Tab", "the next task of the list")),
    "people": _TABLE,
    "trial": (("g G", "first, last trial"),),
    "handoff": (("g G", "first, last hand-off"), ("PgUp PgDn", "newer, older looks")),
    "check": (("↑ ↓ j k", "pick a finding"), ("PgUp PgDn", "a page up, down")),
}
"""What moves the cursor of a screen: keys, not commands."""
TYPING: Sequence[tuple[str, str]] = (
    ("Enter", "save"),
    ("Esc", "leave; typing is kept"),
    ("Tab", "the next field"),
    ("ctrl+w", "delete a word"),
    ("ctrl+u", "delete up to the cursor"),
    ("Home End", "to the start, to the end"),
)
