"""How many cases a test of random ones takes: few in the ordinary run, ten times as many with THOROUGH=1."""

import os


def cases(ordinary: int) -> int:
    """So many random cases, or ten times as many where somebody has the time."""
    return ordinary * 10 if os.environ.get("THOROUGH") else ordinary
