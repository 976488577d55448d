"""The fields of a task as options of `add`, made from the fields themselves."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import msgspec

from outsource_tui.model.fields import KEPT_BY_US
from outsource_tui.model.hints import field_types, words_of
from outsource_tui.model.problems import BadInput
from outsource_tui.model.typed import typed_field, typed_hours

SHORT = {"effectiveness": ("-e",), "value": ("-v",)}
OBJECTS = ("brief", "steering", "knowledge")
SAID_OTHERWISE = {
    "hours": "such as 1.5h, 90m or 6h/month; a week unless said",
    "why": "one or several of dislike, cannot, should_not, with commas",
    "tags": "several with commas",
    "notes": "a text of any length",
}
NOT_OPTIONS = KEPT_BY_US | {"name", "hours_source"}


def add_task_options(parser: argparse.ArgumentParser) -> None:
    """A name, and an option for each field that a person may type."""
    parser.add_argument("name", metavar="NAME", help="what the task is called")
    for field, hint in field_types("tasks").items():
        if field in NOT_OPTIONS:
            continue
        names = (*SHORT.get(field, ()), "--" + field.replace("_", "-"))
        words = "a JSON object" if field in OBJECTS else SAID_OTHERWISE.get(field, words_of(hint))
        is_flag = hint is bool
        parser.add_argument(
            *names,
            dest=f"field_{field}",
            metavar="yes|no" if is_flag else field.upper(),
            nargs="?" if is_flag else None,
            const="yes" if is_flag else None,
            help=words.replace("%", "%%"),
        )
    parser.add_argument(
        "--tag", action="append", default=[], dest="more_tags", metavar="TAG", help="one tag; repeat it"
    )


def task_fields(options: argparse.Namespace, *, today: date, currency: str) -> dict[str, Any]:
    """What was typed, as the fields of a new task. Raises BadInput."""
    typed = {
        name.removeprefix("field_"): text
        for name, text in vars(options).items()
        if name.startswith("field_") and text is not None
    }

    def value_of(name: str, text: str) -> Any:
        with _told_of(name):
            return typed_field("tasks", name, text, today=today, currency=currency)

    if not options.name.strip():
        raise BadInput("NAME is empty", fix="say what the task is called")
    fields: dict[str, Any] = {"name": value_of("name", options.name)}
    fields |= _hours_and_per(typed)
    for name, text in typed.items():
        if name in OBJECTS:
            fields[name] = _object(name, text)
        elif name not in {"hours", "per"}:
            fields[name] = value_of(name, text)
    if options.more_tags:
        fields["tags"] = [
            *fields.get("tags", ()),
            *(one for text in options.more_tags for one in value_of("tags", text)),
        ]
    return fields


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    """A problem inside names the option as it is typed."""
    try:
        yield
    except BadInput as problem:
        option = "NAME" if name == "name" else f"--{name.replace('_', '-')}"
        raise BadInput(f"{option}: {problem.what.removeprefix(f'{name}: ')}", fix=problem.fix) from None


def _hours_and_per(typed: Mapping[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if "per" in typed:
        with _told_of("per"):
            fields["per"] = typed_field("tasks", "per", typed["per"], today=date.min, currency="EUR")
    if "hours" in typed:
        with _told_of("hours"):
            hours, per = typed_hours(typed["hours"])
        if per != fields.get("per", per) and "/" in typed["hours"]:
            raise BadInput(f"--hours {typed['hours']} and --per {typed['per']} contradict each other")
        fields = {"hours": hours, "per": fields.get("per", per)}
    return fields


def _object(name: str, text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise BadInput(f"--{name}: {error}", fix='a JSON object such as {"purpose": "..."}') from None
