"""How many cases a test of random ones takes: few and the same in the ordinary run, many new ones with THOROUGH=1."""

import os

IS_THOROUGH = bool(os.environ.get("THOROUGH"))


def cases(ordinary: int) -> int:
    """So many random cases, or ten times as many where somebody has the time."""
    return ordinary * 10 if IS_THOROUGH else ordinary
