"""What kind of file an import is, by its content."""

from outsource_tui.exchange.csv_tasks import is_task_list
from outsource_tui.exchange.timelogs.registry import COLUMNS_NEEDED, SOURCES, columns_found, fitting_source
from outsource_tui.model.problems import BadInput

PLAN = "json"
TASK_LIST = "csv"
KINDS = ("auto", *(one.name for one in SOURCES), TASK_LIST, PLAN)
"""What `import --from` takes."""


def kind_of(text: str, file_name: str = "") -> str:
    """The name of the tracker that wrote it, `csv` for a list of tasks, or `json` for a plan.

    Raises BadInput that says what was found and what is needed.
    """
    source = fitting_source(text)
    if source is not None:
        return source.name
    start = text.lstrip()[:1]
    if start == "{":
        return PLAN
    if text.strip() in {"", "[]"}:
        raise BadInput("there is nothing in it", where=file_name)
    if start == "[":
        known = "; ".join(f"{one.label}: {one.needs}" for one in SOURCES if "json" in one.forms)
        raise BadInput("no known time log looks like this", where=file_name, fix=known)
    if is_task_list(text):
        return TASK_LIST
    if text.startswith("inc "):
        raise BadInput(
            "this is a file of Timewarrior's own", where=file_name, fix="`timew export > log.json` writes one to read"
        )
    raise BadInput(columns_found(text), where=file_name, fix=COLUMNS_NEEDED)
