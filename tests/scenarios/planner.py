"""The program as its users speak of it: `planner.tasks.add(...)`, `planner.trial.mark(...)`; keys and eyes below it."""

from pathlib import Path
from typing import Protocol


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

    async def show(self, name: str) -> None:
        """This is worth a picture."""
        ...


class Page:
    """One screen, and what is done there."""

    def __init__(self, player: Player) -> None:
        self.player = player

    async def keys(self, *keys: str, then: str) -> None:
        """Press keys and wait for what they bring."""
        await self.player.press(*keys)
        await self.player.see(then)


class FirstRun(Page):
    """What eats your week?"""

    async def mark(self, *names: str) -> None:
        """Mark the first suggestions, one below the other."""
        await self.player.see("Which of these eat your week")
        for name in names:
            await self.player.see(name)
            await self.player.press("space", "down")

    async def import_log(self, path: Path, *, groups: str) -> None:
        """Take a time log in place of the suggestions."""
        await self.player.see("Which of these eat your week")
        await self.player.press("i")
        await self.player.type(str(path))
        await self.keys("enter", then=groups)
        await self.player.press("enter")


class Tasks(Page):
    """Screen 1."""

    async def add(self, line: str, *, name: str) -> None:
        """Add a task in one line."""
        await self.keys("1", "a", then="Add a task")
        await self.player.type(line)
        await self.keys("enter", then=f"Added {name}")
        await self.player.leave("Add a task")

    async def go_to(self, name: str, *keys: str) -> None:
        """Put the cursor on a task: from the top by these keys."""
        await self.player.press("1", "home", *keys)
        await self.player.see(f">  {name}"[:14])

    async def score_all(self, digits: str, *, count: int) -> None:
        """Two digits for each task that is not scored yet."""
        await self.keys("s", then=f"Score 1 of {count}")
        await self.keys(*digits, then="All tasks are scored")

    async def go_on_scoring(self, digits: str) -> None:
        """The last digits of a score flow."""
        await self.keys(*digits, then="All tasks are scored")

    async def filter(self, kind: str, *, says: str) -> None:
        """Show only what the menu calls so: it is the last one there."""
        await self.keys("f", then=kind)
        await self.keys("end", "enter", then=says)

    async def decide_as_suggested(self, *, says: str) -> None:
        await self.keys("d", "enter", then=says)

    async def answer_know_how(self, answers: str, *, says: str) -> None:
        """Six questions: 0 no, 1 partly, 2 yes."""
        await self.keys("r", *answers, "enter", then=says)

    async def write_brief(self, *fields: str) -> None:
        """Fill in the first fields of the brief, one after the other."""
        await self.keys("B", then="Brief: ")
        for place, text in enumerate(fields):
            if place:
                await self.player.press("tab")
            await self.player.type(text)
        await self.keys("enter", then="version 1")


class Grid(Page):
    """Screen 2."""

    async def move(self, letter: str, *moves: str, says: str) -> None:
        """Jump to a task and move it."""
        await self.keys("2", then="KEEP: this is the core")
        await self.keys("'", letter, *moves, then=says)

    async def undo(self) -> None:
        await self.keys("u", then="Undone: ")


class People(Page):
    """Screen 3."""

    async def add(self, *lines: str) -> None:
        """Add people, one line each."""
        await self.keys("3", "a", then="Add a person")
        for line in lines:
            await self.player.type(line)
            await self.keys("enter", then=f"Added {line[:8]}")
        await self.player.leave("Add a person")
        await self.player.press("home")

    async def score(self, name: str, marks: str) -> None:
        """Marks for the criteria that are typed, for whoever is under the cursor; then one down."""
        await self.player.see(f">  {name}"[:8])
        await self.keys("s", then="evidence")
        await self.player.press(*marks)
        await self.player.leave("1-5 score")
        await self.player.press("down")

    async def for_task(self, words: str, *, name: str) -> None:
        """Compare people for another task."""
        await self.keys("3", "f", then="People for which task?")
        await self.player.type(words)
        await self.keys("enter", then=f"for: {name}")

    async def compare(self, *, says: str) -> None:
        """Compare everybody, and close that again."""
        await self.player.press("V")
        await self.keys("=", then="↑↓ scroll")
        await self.player.see(says)
        await self.player.leave("↑↓ scroll")

    async def book_trial(self) -> None:
        """Book a trial with whoever is under the cursor, on the days that are proposed."""
        await self.keys("T", then="Book a trial")
        await self.keys("enter", then="Booked from")


class Trial(Page):
    """Screen 4."""

    async def book_for(self, *, task: str, person: str, says: str) -> None:
        """Book a trial for the task under the cursor of Tasks, with the person who is proposed."""
        await self.keys("T", then="a trial with whom?")
        await self.keys("enter", then=f"Book a trial: {task} with {person}")
        await self.player.see(says)
        await self.keys("enter", then="Booked from")

    async def begin_early(self) -> None:
        """Begin a trial whose day has not come: that is asked once more."""
        await self.keys("b", then="Its day has not come")
        await self.keys("b", then="Trial began")

    async def note(self, *, hours: str, minutes: str, own_hours: str) -> None:
        """What came of it: their hours, my minutes, the hours it would have taken me."""
        await self.keys("e", then="Their hours")
        await self.player.type(hours)
        await self.player.press("tab")
        await self.player.type(minutes)
        await self.player.press("tab", "tab")
        await self.player.type(own_hours)
        await self.keys("enter", then="s marks the card")

    async def mark(self, card: str, *must_haves: str, says: str) -> None:
        """Six marks, and a digit for each must-have."""
        await self.keys("s", *card, *must_haves, then=says)

    async def end(self, *, says: str) -> None:
        """The work is in, as it was asked after the card."""
        await self.keys("y", then=says)

    async def decide_as_the_rule_says(self, *, speed: str) -> None:
        """Decide, and take the speed over that was measured."""
        await self.keys("d", "enter", then="Speed from the trial")
        await self.keys("y", then=speed)


class HandOff(Page):
    """Screen 5."""

    async def prepare(self, person: str) -> None:
        """Do the next thing, which is to prepare a hand-off."""
        await self.keys("n", then=person)
        await self.keys("enter", then="Prepared.")

    async def begin(self) -> None:
        await self.keys("b", "enter", then="running")

    async def look(self, digit: str, *, says: str) -> None:
        """Log a look, by its digit."""
        await self.keys("l", digit, then=says)

    async def next(self, *, says: str) -> None:
        """Show the next hand-off."""
        await self.keys("down", then=says)


class Check(Page):
    """Screen 6."""

    async def open(self, *, says: str) -> None:
        await self.keys("6", then=says)


class Planner:
    """All of it."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.first_run = FirstRun(player)
        self.tasks = Tasks(player)
        self.grid = Grid(player)
        self.people = People(player)
        self.trial = Trial(player)
        self.hand_off = HandOff(player)
        self.check = Check(player)

    async def go(self, digit: str, *, says: str) -> None:
        """Show a screen by its digit."""
        await self.player.press(digit)
        await self.player.see(says)

    async def show(self, name: str) -> None:
        """This is worth a picture."""
        await self.player.show(name)
