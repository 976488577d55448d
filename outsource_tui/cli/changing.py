"""Commands that change a plan, and its history."""

from collections.abc import Callable

from outsource_tui.cli.compose import desk
from outsource_tui.cli.output import Column, print_json, print_table, say, tell
from outsource_tui.cli.parser import Options
from outsource_tui.cli.task_options import task_fields
from outsource_tui.model.change import AddRow, Change, Outcome, Redo, Step, Undo
from outsource_tui.model.keeping import JournalEntry
from outsource_tui.model.patches import builtins_of
from outsource_tui.model.problems import Problem, Refused
from outsource_tui.planner.desk import Desk, change_words
from outsource_tui.planner.tasks import added_task

DONE, NO = 0, 1


def add(options: Options) -> int:
    """Add a task and print its id, alone, once it is on disk; as JSON the task as it was understood."""
    opened = desk(options)
    fields = task_fields(options, today=opened.clock.today(), currency=opened.plan.profile.currency)
    row_id = added_id(done(opened, added_task(fields)))
    if options.json:
        print_json(builtins_of(opened.plan.tasks[row_id]))
    else:
        say(row_id)
    tell_of_the_demo(options)
    return DONE


def tell_of_the_demo(options: Options) -> None:
    """Say of a change that was made in the demo that it is gone with this command."""
    if options.demo:
        tell("that was the demo: nothing of it is kept")


def done(opened: Desk, step: Step) -> Outcome:
    """Take a step and return what it did to what is on disk now; nothing is written for one that changes nothing.

    Raises what `Desk.do` and `Desk.save` raise.
    """
    outcome = opened.do(step)
    return saved(opened) if outcome.touched else outcome


def saved(opened: Desk) -> Outcome:
    """What the newest step that waited did to what is on disk now; tells what has to be said of it.

    Raises what `Desk.save` raises.
    """
    committed = opened.save()
    for warning in committed.warnings:
        tell(warning)
    newest = committed.outcomes[-1]
    if isinstance(newest, Problem):
        raise newest
    for words in newest.entry.kept:
        tell(words)
    return newest


def added_id(outcome: Outcome) -> str:
    """The id of the row that a step added first."""
    edits = outcome.step.edits if isinstance(outcome.step, Change) else ()
    return next(one.id for one in edits if isinstance(one, AddRow))


def undo(options: Options) -> int:
    """Take the newest change back; exit 1 where there is none, or somebody has built on it since."""
    opened = desk(options)
    return _stepped(opened, opened.undo, Undo, is_json=options.json)


def redo(options: Options) -> int:
    """Do again what was undone last; exit 1 where there is nothing."""
    opened = desk(options)
    return _stepped(opened, opened.redo, Redo, is_json=options.json)


def _stepped(opened: Desk, step: Callable[[], JournalEntry], kind: type[Undo] | type[Redo], *, is_json: bool) -> int:
    """Go a step back or forward; as JSON the change that it was about, as `history` lists it, null for none."""
    try:
        entry = step()
    except Refused as no:
        if is_json:
            print_json(None)
        tell(str(no))
        return NO
    now = saved(opened).entry
    if is_json:
        print_json(_entry_json(now))
    else:
        say(change_words(kind(entry.id), now))
    return DONE


def history(options: Options) -> int:
    """The journal, newest first."""
    entries = list(desk(options).plan.newest_first())
    if options.json:
        print_json([_entry_json(one) for one in entries])
    elif entries:
        columns = (Column("id"), Column("time (UTC)"), Column(""), Column("change", gives_way=True))
        print_table(columns, [_entry_cells(one) for one in entries])
    else:
        tell("nothing has been changed yet")
    return DONE


def _entry_json(entry: JournalEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": entry.at,
        "session": entry.session,
        "words": entry.words,
        "undone": entry.undone is not None,
        "kept": entry.kept,
    }


def _entry_cells(entry: JournalEntry) -> list[str]:
    words = "; ".join((entry.words, *entry.kept))
    return [entry.id, f"{entry.at:%Y-%m-%d %H:%M:%S}", "undone" if entry.undone is not None else "", words]
