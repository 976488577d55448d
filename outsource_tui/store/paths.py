"""Where things are kept: the platform's data, configuration and state folders, and the files of plans."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_tui.model.problems import BadInput

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

APP = "outsource-tui"
DEFAULT_PLAN = "plan"


def data_folder() -> Path:
    """Where plans are kept, unless a path was given. Created with the first save."""
    return Path(_dirs().user_data_dir)


def config_folder() -> Path:
    """Where the user's own settings are."""
    return Path(_dirs().user_config_dir)


def state_folder() -> Path:
    """Where screens remember what they looked like, and crash reports go."""
    return Path(_dirs().user_state_dir)


def plans_folder() -> Path:
    """Where the plans are that are called by a bare name."""
    return data_folder() / "plans"


def plan_path(name_or_path: str = DEFAULT_PLAN) -> Path:
    """The file of a plan: a bare name is one in the data folder, a path or something ending in `.json` a file.

    Raises BadInput for a name that cannot be a file's.
    """
    if not name_or_path or _has_control_characters(name_or_path):
        raise BadInput(f"{name_or_path!r} cannot be the name of a plan", fix="a name such as `studio`, or a file")
    if "/" in name_or_path or os.sep in name_or_path or name_or_path.endswith(".json"):
        # Not resolve(): a link stays what it is until the plan is opened.
        return Path.cwd() / Path(name_or_path).expanduser()
    if name_or_path.startswith("."):
        raise BadInput(f"{name_or_path!r} cannot be the name of a plan", fix="a name such as `studio`, or ./FILE")
    return plans_folder() / f"{name_or_path}.json"


def plan_names() -> list[str]:
    """The names of the plans in the data folder, in order; none where there is no folder yet."""
    try:
        return sorted(one.stem for one in plans_folder().iterdir() if one.suffix == ".json" and _is_plan(one))
    except OSError:
        return []


def _is_plan(file: Path) -> bool:
    """Whether a file is one that `plan_path` finds by its name; others keep hidden files of their own there."""
    name = file.stem
    is_name = not name.startswith(".") and not name.endswith(".json") and not _has_control_characters(name)
    return is_name and file.is_file()


def _has_control_characters(text: str) -> bool:
    return any(ord(one) < 32 or ord(one) == 127 for one in text)


def _dirs() -> "PlatformDirs":
    from platformdirs import PlatformDirs  # A plan that was named by its path needs no folder of the platform.

    return PlatformDirs(APP, appauthor=False)
