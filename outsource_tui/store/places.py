"""How the screens of a plan were left, in the platform's state folder: one small file a plan."""

import contextlib
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from outsource_tui.model.remembering import Places
from outsource_tui.store.files import make_own_folder, read_file, write_whole


class PlacesFile:
    """A PlaceKeeper for the plan at `plan`, kept in `folder`."""

    def __init__(self, folder: Path, plan: Path) -> None:
        # Two plans of one name in two folders are two plans; so the whole path counts.
        real = os.path.realpath(plan)
        mark = hashlib.sha256(os.fsencode(real)).hexdigest()[:12]
        self.path = folder / "screens" / f"{Path(real).stem[:60]}-{mark}.json"

    def recalled(self) -> Places:
        """How the screens were left; as at the first start where that is not known or damaged."""
        with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return msgspec.json.decode(read_file(self.path)[0], type=Places)
        return Places()

    def keep(self, places: Places) -> None:
        with contextlib.suppress(OSError):
            make_own_folder(self.path.parent)
            write_whole(self.path, msgspec.json.encode(places), sync=False)

    def used_at(self) -> datetime | None:
        """When the plan was last looked at; None where it never was."""
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except OSError:
            return None
