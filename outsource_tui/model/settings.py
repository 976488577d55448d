"""What a user can set once for all plans, and where each value came from."""

from collections.abc import Mapping

from msgspec import Struct

THEMES = ("dark", "light", "ansi", "contrast", "mono")
"""Own dark, own light, the terminal's own palette, high contrast, without any colour."""


class Binding(Struct, frozen=True):
    """The keys that the user gave to a command; none where the command shall have no key."""

    keys: tuple[str, ...]
    origin: str
    """Where that is written, such as `config.toml line 12`."""


class Settings(Struct, frozen=True):
    """How the app looks and which keys it has, with everything decided."""

    theme: str = "ansi"
    is_ascii: bool = False
    is_plain: bool = False
    """Screens as a list of lines that are read one after the other."""
    has_mouse: bool = False
    bindings: Mapping[str, Binding] = {}
    """By id of the command."""


USUAL = Settings()
"""What applies where nothing was asked for."""
