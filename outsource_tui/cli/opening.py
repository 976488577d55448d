"""Opening the app."""

import os
import sys
from typing import TextIO

from outsource_tui.cli.compose import clock_of, desk, keeper_of, session_id
from outsource_tui.cli.parser import Options
from outsource_tui.cli.settings import app_settings
from outsource_tui.cli.shelf import Shelf
from outsource_tui.cli.stdin import STDIN
from outsource_tui.model.drafting import DraftKeeper
from outsource_tui.model.problems import BadInput, PlanUnreadable
from outsource_tui.model.remembering import PlaceKeeper
from outsource_tui.model.settings import Settings
from outsource_tui.planner.desk import Desk
from outsource_tui.ui.leaving import typed_ahead

ESCAPE_MILLISECONDS = "25"


def app(options: Options) -> int:
    """Run the app until it is left. Raises BadInput where there is no terminal to run it in."""
    if options.plan == STDIN:
        raise BadInput("the app needs stdin for its keys", fix="a command such as `tasks` looks at a plan from there")
    require_terminal()
    quicken_escape()
    next_one: Options | None = options
    status = 0
    with typed_ahead():
        settings = app_settings(options)
        while next_one is not None:
            status, next_one = _shown(next_one, settings)
    return status


def _shown(options: Options, settings: Settings) -> tuple[int, Options | None]:
    """Show one plan until it is left; the exit status, and the options for another plan where one was asked for."""
    opened, says = opened_or_restored(options, settings)
    # Textual is for the app alone; no command waits for it.
    from outsource_tui.ui.app import SHOW_OTHER, run

    in_the_demo = Options(**{**vars(options), "demo": True, "plan": None})
    shelf = Shelf(options)
    status = run(
        opened,
        drafts=drafts_of(opened),
        places=places_of(opened),
        shelf=shelf,
        says=says,
        demo=lambda: desk(in_the_demo),
        settings=settings,
    )
    if status == SHOW_OTHER and shelf.wanted is not None:
        return 0, shelf.options_for(shelf.wanted)
    return status, None


def demo(options: Options) -> int:
    """The app on the demo plan."""
    options.demo = True
    return app(options)


def opened_or_restored(options: Options, settings: Settings) -> tuple[Desk, str]:
    """The plan, open, and what has to be said of that. Where its file is damaged, the user is asked for a backup.

    Raises PlanUnreadable where there is no way back, or it was not wanted.
    """
    clock = clock_of(options)
    keeper = keeper_of(options, clock)
    try:
        return Desk(keeper, clock, session_id()), ""
    except PlanUnreadable as problem:
        # Once in a blue moon.
        from outsource_tui.cli.rescue import rescued

        says = rescued(keeper, problem, clock.now(), settings)
        if not says:
            raise
    return Desk(keeper, clock, session_id()), says


def drafts_of(opened: Desk) -> DraftKeeper | None:
    """Who keeps the forms that are open on this plan; nobody for a plan that is kept nowhere or only looked at."""
    # The demo does without.
    from outsource_tui.store.plan_store import PlanStore

    keeper = opened.keeper
    if not isinstance(keeper, PlanStore) or keeper.is_read_only:
        return None
    from outsource_tui.store.drafts import Drafts

    # The session without its time: `<host>-<pid>`.
    return Drafts(keeper.drafts_folder, opened.session.rpartition("-")[0], plan=keeper.name, at=opened.clock.now)


def places_of(opened: Desk) -> PlaceKeeper | None:
    """Who remembers how the screens of this plan were left; nobody for a plan that is kept nowhere."""
    # The demo does without.
    from outsource_tui.store.paths import state_folder
    from outsource_tui.store.places import PlacesFile
    from outsource_tui.store.plan_store import PlanStore

    keeper = opened.keeper
    return PlacesFile(state_folder(), keeper.path) if isinstance(keeper, PlanStore) else None


def quicken_escape() -> None:
    """Wait less for what may follow an Esc: on the spot a key sequence arrives whole, over SSH it may come in parts.

    Read by Textual as it is imported; the user's own ESCDELAY wins.
    """
    if not os.environ.get("SSH_CONNECTION"):
        os.environ.setdefault("ESCDELAY", ESCAPE_MILLISECONDS)


def require_terminal(who: str = "the app", without: str = "`outsource-tui tasks` lists the tasks without one") -> None:
    """Raises BadInput where stdin or stderr (which the app draws on) is not a terminal, or one that cannot draw."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise BadInput(f"{who} needs a terminal", fix=without)
    kind = os.environ.get("TERM", "")
    if kind in {"dumb", "unknown"}:
        raise BadInput(f"{who} cannot draw where TERM is {kind}", fix=without)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end."""
    return stream is not None and stream.isatty()
