"""The walk from a time log to a hand-off, as keys and what is seen after them, for anybody with hands and eyes."""

from pathlib import Path
from typing import Protocol

LOG = Path(__file__).parent.parent / "exchange" / "fixtures" / "timewarrior.json"

MARIA = "Maria Silva 24/h Europe/Lisbon 9-17 mon-fri en:C1 @PT referral"
JUN = "Jun Tanaka 18/h Asia/Tokyo 10-19 mon-fri en:B2 @JP platform"


class Player(Protocol):
    """Somebody in front of the program."""

    async def press(self, *keys: str) -> None: ...

    async def type(self, text: str) -> None: ...

    async def see(self, words: str) -> None:
        """Wait until the words stand on the screen; AssertionError where they never do."""
        ...

    async def leave(self, words: str) -> None:
        """Press Esc and wait until these words are gone: a key right behind Esc would be read with it."""
        ...


async def walk(player: Player) -> None:
    """From the first run to a running hand-off with one look logged."""
    await import_the_log(player)
    await score_and_decide(player)
    await list_two_people(player)
    await try_maria(player)
    await hand_over(player)


async def import_the_log(player: Player) -> None:
    await player.see("Which of these eat your week")
    await player.press("i")
    await player.type(str(LOG))
    await player.press("enter")
    await player.see("9 new tasks")
    await player.press("enter")
    await player.see("Tasks 9 of 9 · 32.6 h/week")


async def score_and_decide(player: Player) -> None:
    await player.press("s")
    await player.see("Score 1 of 9")
    await player.press(*"903363474482895455")
    await player.see("All tasks are scored")
    await player.press("2")
    await player.see("KEEP: this is the core")
    await player.press("'", "b", "L")
    await player.see("effectiveness 3 to 4, priority 72.1 to 67.0")
    await player.press("u")
    await player.see("Undone: ")
    await player.press("1", "home", "d", "enter")
    await player.see("Bookkeeping: hand off")
    await player.press("r", *"222122", "enter")
    await player.see("Bookkeeping: ready")
    await player.press("B")
    await player.see("Brief: Bookkeeping")
    await player.type("Books that the tax adviser takes")
    await player.press("tab")
    await player.type("Month closed by the 8th")
    await player.press("tab")
    await player.type("Every receipt booked / Bank agrees")
    await player.press("enter")
    await player.see("version 1")


async def list_two_people(player: Player) -> None:
    await player.press("3", "a")
    await player.see("Add a person")
    await player.type(MARIA)
    await player.see("Europe/Lisbon")
    await player.press("enter")
    await player.see("Added Maria Silva")
    await player.type(JUN)
    await player.press("enter")
    await player.see("Added Jun Tanaka")
    await player.leave("Add a person")
    await player.press("home")
    for name, marks in (("Jun Tanaka", "33344"), ("Maria Silva", "54444")):
        await player.see(f">  {name}"[:8])
        await player.press("s")
        await player.see("evidence")
        await player.press(*marks)
        await player.leave("1-5 score")
        await player.press("down")
    await player.press("V", "=")
    await player.see("Maria Silva")
    await player.see("Solid: Maria Silva")
    await player.leave("Solid: Maria Silva")


async def try_maria(player: Player) -> None:
    await player.press("1", "home", "T")
    await player.see("a trial with whom?")
    await player.press("enter")
    await player.see("Book a trial: Bookkeeping with Maria Silva")
    await player.see("(WET)")
    await player.press("enter")
    await player.see("Booked from Tue 24 Nov")
    await player.press("b")
    await player.see("Its day has not come")
    await player.press("b")
    await player.see("Trial began")
    await player.press("e")
    await player.see("Their hours")
    await player.type("4")
    await player.press("tab")
    await player.type("30")
    await player.press("tab", "tab")
    await player.type("5")
    await player.press("enter")
    await player.see("s marks the card")
    await player.press("s", *"544445", "1", "1")
    await player.see("Is its work in?")
    await player.press("y")
    await player.see("The rule says: hand over")
    await player.press("d", "enter")
    await player.see("Speed from the trial")
    await player.press("y")
    await player.see("speed 0.8 from the trial")


async def hand_over(player: Player) -> None:
    await player.press("n")
    await player.see("Maria Silva")
    await player.press("enter")
    await player.see("Prepared.")
    await player.press("b", "enter")
    await player.see("running")
    await player.press("l", "3")
    await player.see("Logged 15 min")
    await player.press("6")
    await player.see("the wrong people")
