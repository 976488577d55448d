"""What the terminal, the disk and the versions are like, to be shown to others: no names, no figures of the plan."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from msgspec import Struct

from outsource_tui import __version__
from outsource_tui.cli.compose import clock_of, keeper_of
from outsource_tui.cli.output import print_json, say, terminal_width
from outsource_tui.cli.parser import Options
from outsource_tui.cli.settings import bindings_in, require_known
from outsource_tui.model.problems import BadInput, PlanUnreadable
from outsource_tui.store.backups import listed, newest_good
from outsource_tui.store.config_file import config_file
from outsource_tui.store.drafts import Drafts
from outsource_tui.store.locks import is_locked
from outsource_tui.store.paths import config_folder, plans_folder, state_folder
from outsource_tui.store.plan_store import PlanStore
from outsource_tui.ui.terminal_facts import colours_of

DONE, NO = 0, 1
PACKAGES = ("textual", "rich", "tinydb", "msgspec", "platformdirs", "icalendar", "holidays", "tzdata", "shtab")
CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
HIDDEN = "not shown"

Facts = dict[str, Any]


class Trouble(Struct, frozen=True):
    """Something that is wrong, and what to do."""

    what: str
    fix: str


def doctor(options: Options) -> int:
    """Say what there is and what is wrong; exit 1 where something is. Nothing is created or changed."""
    troubles: list[Trouble] = []
    answer: dict[str, Facts] = {
        "versions": _versions(),
        "terminal": _terminal(os.environ, troubles),
        "plan": _plan(options, troubles),
        "folders": _folders(troubles),
        "settings": _settings(troubles),
    }
    if options.json:
        print_json({"ok": not troubles, **answer, "troubles": troubles})
    else:
        for title, facts in answer.items():
            say(title)
            for name, value in facts.items():
                say(f"  {name.replace('_', ' '):<18} {_words(value)}")
        for one in troubles:
            say(f"wrong: {one.what}; {one.fix}")
        if not troubles:
            say("Nothing is wrong here.")
    return NO if troubles else DONE


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return "-" if value is None else str(value)


def _versions() -> Facts:
    found: Facts = {"outsource-tui": __version__, "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return {**found, "system": f"{platform.system()} {platform.release()}"}


def _terminal(environment: Mapping[str, str], troubles: list[Trouble]) -> Facts:
    kind = environment.get("TERM") or None
    encoding = (getattr(sys.stdout, "encoding", None) or "unknown").lower()
    locale = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), None)
    if kind in {None, "dumb", "unknown"}:
        troubles.append(Trouble(f"TERM is {kind or 'not set'}, so the app cannot draw", "set it, as to xterm-256color"))
    if encoding.replace("-", "") != "utf8":
        troubles.append(Trouble(f"text goes out as {encoding}, not UTF-8", "set LANG to one that ends in .UTF-8"))
    size = shutil.get_terminal_size() if terminal_width() is not None else None
    streams = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr}
    return {
        "kind": kind,
        "program": environment.get("TERM_PROGRAM") or None,
        "size": None if size is None else f"{size.columns}x{size.lines}",
        "colours": 0 if environment.get("NO_COLOR") else colours_of(environment),
        "encoding": encoding,
        "locale": locale,
        "inside": list(_around(environment)),
        "clipboard": _clipboard_words(environment),
        "is_a_terminal": [name for name, stream in streams.items() if stream is not None and stream.isatty()],
    }


def _around(environment: Mapping[str, str]) -> Iterator[str]:
    """What is between the program and whoever sits there."""
    if environment.get("TMUX"):
        yield "tmux"
    if environment.get("STY"):
        yield "screen"
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        yield "ssh"
    if any(path.exists() for path in CONTAINERS):
        yield "container"


def _clipboard_words(environment: Mapping[str, str]) -> str:
    if environment.get("TMUX"):
        return "OSC 52, through tmux with `set-clipboard on` or `allow-passthrough on`"
    return "OSC 52, in parts through screen" if environment.get("STY") else "OSC 52, if the terminal takes it"


def _plan(options: Options, troubles: list[Trouble]) -> Facts:
    clock = clock_of(options)
    keeper = keeper_of(options, clock)
    if not isinstance(keeper, PlanStore):
        return {"file": "in memory only", "tasks": len(keeper.load().live_tasks)}
    # A plan may be named after a client.
    facts: Facts = {"file": _shown_path(keeper.path) if options.plan is None else f"given by --plan, {HIDDEN}"}
    real, tasks = keeper.path, None
    try:
        real = keeper.real_path
        tasks = len(keeper.load().live_tasks)
    except PlanUnreadable:
        # Why not may quote what is in it.
        fix = "`outsource-tui tasks` says why, `outsource-tui backup list` shows the way back"
        troubles.append(Trouble("the plan cannot be opened", fix))
    if keeper.is_read_only and not options.read_only:
        troubles.append(Trouble("nothing can be saved", _without_home(keeper.why_read_only)))
    good = newest_good(real)
    return {
        **facts,
        "exists": real.exists(),
        "tasks": tasks,
        "is_a_link": keeper.path.is_symlink(),
        "mode": _mode(real, troubles, "the plan", "`chmod 600` on the file"),
        "folder_mode": _mode(real.parent, troubles, "the plan's folder", "`chmod 700` on the folder"),
        "lock": "held by another session at this moment" if is_locked(real) else "free",
        "open_elsewhere": len(Drafts(real.parent / "drafts", "doctor", plan=keeper.name, at=clock.now).others()),
        "backups": len(listed(real)),
        "newest_that_opens": None if good is None else good[1].at,
    }


def _mode(path: Path, troubles: list[Trouble], subject: str, fix: str) -> str | None:
    """The rights of a file or folder of the user's; others shall have none."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
    if mode & OPEN_TO_OTHERS:
        troubles.append(Trouble(f"{subject} is open to others ({mode:04o})", fix))
    return f"{mode:04o}"


def _folders(troubles: list[Trouble]) -> Facts:
    facts: Facts = {}
    for name, folder in (("plans", plans_folder()), ("config", config_folder()), ("state", state_folder())):
        if not folder.exists():
            facts[name] = f"{_shown_path(folder)} (not there yet)"
            continue
        facts[name] = f"{_shown_path(folder)} ({stat.S_IMODE(folder.stat().st_mode):04o})"
        if not os.access(folder, os.W_OK | os.X_OK):
            troubles.append(Trouble(f"the folder for {name} cannot be written to", "give yourself the right to"))
    return facts


def _settings(troubles: list[Trouble]) -> Facts:
    try:
        file = config_file()
        require_known(file)
        return {"file_exists": file.path.exists(), "own_keys": len(bindings_in(file))}
    except BadInput as problem:
        troubles.append(
            Trouble(_without_home(f"{problem.where}: {problem.what}"), _without_home(problem.fix or "mend it"))
        )
        return {"file_exists": True, "own_keys": None}


def _shown_path(path: Path) -> str:
    """A path below the user's home with ~; another says nothing that helps, and may say who they are."""
    home = str(Path.home())
    text = str(path)
    return f"~{text.removeprefix(home)}" if text == home or text.startswith(home + os.sep) else f"elsewhere, {HIDDEN}"


def _without_home(text: str) -> str:
    return text.replace(str(Path.home()), "~")
