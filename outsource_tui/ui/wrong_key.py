"""What is said of a key that means nothing on the screen where it was pressed."""

from collections.abc import Iterable

from outsource_tui.ui.commands import BY_ID, SCREEN_TITLES, SCREENS, Command, KeyOf, key_words

DELETING = frozenset({"delete", "backspace"})


def wrong_key_words(key: str, screen: str, commands: Iterable[Command], key_of: KeyOf) -> str:
    """Where the key is of use; of one that deletes elsewhere, what there is instead."""
    name, all_keys = key_words(key), key_of("help")
    if key in DELETING and screen in BY_ID["archive"].where:
        return f"{name} means nothing here: {key_of('archive')} archives, nothing is deleted."
    places: dict[str, list[str]] = {}
    for one in commands:
        if key in one.keys:
            places.setdefault(one.label, []).extend(SCREEN_TITLES[each] for each in SCREENS if each in one.where)
    if not places:
        return f"{name} means nothing here. {all_keys} shows all keys."
    told = "; ".join(f"{label} on {', '.join(where)}" for label, where in places.items())
    return f"{name} means {told}. {all_keys} shows the keys of this screen."
