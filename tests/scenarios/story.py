"""Stories for anybody with hands and eyes: from a time log to a hand-off, a week with the demo, the first minute."""

from pathlib import Path

from tests.scenarios.planner import Planner, Player

LOG = Path(__file__).parent.parent / "exchange" / "fixtures" / "timewarrior.json"

MARIA = "Maria Silva 24/h Europe/Lisbon 9-17 mon-fri en:C1 @PT referral"
JUN = "Jun Tanaka 18/h Asia/Tokyo 10-19 mon-fri en:B2 @JP platform"


async def walk(player: Player) -> None:
    """From the first run to a running hand-off with one look logged."""
    planner = Planner(player)
    await import_the_log(player)
    await score_and_decide(planner)
    await list_two_people(planner)
    await try_maria(planner)
    await hand_over(planner)


async def import_the_log(player: Player) -> None:
    await Planner(player).first_run.import_log(LOG, groups="9 new tasks")
    await player.see("Tasks 9 of 9 · 32.6 h/week")


async def score_and_decide(planner: Planner) -> None:
    await planner.tasks.score_all("903363474482895455", count=9)
    await planner.grid.move("b", "L", says="effectiveness 3 to 4, priority 72.1 to 67.0")
    await planner.grid.undo()
    await planner.tasks.go_to("Bookkeeping")
    await planner.tasks.decide_as_suggested(says="Bookkeeping: hand off")
    await planner.tasks.answer_know_how("222122", says="Bookkeeping: ready")
    await planner.tasks.write_brief(
        "Books that the tax adviser takes", "Month closed by the 8th", "Every receipt booked / Bank agrees"
    )


async def list_two_people(planner: Planner) -> None:
    await planner.people.add(MARIA, JUN)
    await planner.people.score("Jun Tanaka", "33344")
    await planner.people.score("Maria Silva", "54444")
    await planner.people.compare(says="Solid: Maria Silva")


async def try_maria(planner: Planner) -> None:
    await planner.tasks.go_to("Bookkeeping")
    await planner.trial.book_for(task="Bookkeeping", person="Maria Silva", says="(WET)")
    await planner.trial.begin_early()
    await planner.trial.note(hours="4", minutes="30", own_hours="5")
    await planner.trial.mark("544445", "1", "1", says="Is its work in?")
    await planner.trial.end(says="The rule says: hand over")
    await planner.trial.decide_as_the_rule_says(speed="speed 0.8 from the trial")


async def hand_over(planner: Planner) -> None:
    await planner.hand_off.prepare("Maria Silva")
    await planner.hand_off.begin()
    await planner.hand_off.look("3", says="Logged 15 min")
    await planner.check.open(says="the wrong people")


async def a_week_with_the_demo(player: Player) -> None:
    """What somebody sees who looks around in the demo, and changes it."""
    planner = Planner(player)
    await player.see("Decide the trial of Front-end build")
    await planner.show("overview")
    await planner.go("1", says="Tasks 15 of 15")
    await planner.show("tasks")
    await planner.grid.move("g", says="Social posts")
    await planner.show("grid")
    await planner.people.for_task("front", name="Front-end build")
    await planner.show("people")
    await planner.people.for_task("social", name="Social posts")
    await planner.people.book_trial()
    await player.see("[day 1]")
    await planner.show("trial")
    await planner.go("5", says="Bookkeeping and receipts with Bookkeeper, Lisbon")
    await planner.hand_off.next(says="Inbox triage with Assistant, Cebu")
    await planner.show("handoff")
    await planner.check.open(says="13 to fix")
    await planner.show("check")
    await planner.tasks.add("Podcast cuts 2h @media e4 v3", name="Podcast cuts")
    await planner.tasks.go_to("Bookkeeping and receipts")
    await planner.tasks.filter("@media", says="1 task in @media")
    await planner.tasks.decide_as_suggested(says="Podcast cuts: hand off")


async def the_first_minute(player: Player) -> None:
    """The first run with suggestions instead of a log."""
    planner = Planner(player)
    await planner.first_run.mark("Bookkeeping and receipts", "Invoicing", "Chasing late payments")
    await player.see("3 marked")
    await planner.show("first-run")
    await player.press("enter")
    await player.see("Score 1 of 3")
    await player.press(*"3345")
    await player.see("Score 3 of 3")
    await planner.tasks.go_on_scoring("36")
    await player.see("Tasks 3 of 3")
