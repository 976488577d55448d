#!/usr/bin/env bash
# Runs every check: format, lint, types, contracts, dependencies, then the tests with branch coverage, among them one of
# the wheel. Makes its own environment in .venv; needs no network once that is there.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
if [ ! -x "$python" ]; then
    for candidate in python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            "$candidate" -m venv .venv
            break
        fi
    done
    [ -x "$python" ] || { echo "Python 3.11 or newer is needed." >&2; exit 2; }
fi
stamp=.venv/installed-from
if ! cmp -s pyproject.toml "$stamp"; then
    "$python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
    cp pyproject.toml "$stamp"
fi

.venv/bin/ruff format --check .
.venv/bin/ruff check .
.venv/bin/mypy
.venv/bin/lint-imports
.venv/bin/deptry .
.venv/bin/pytest -q --cov --cov-report=
.venv/bin/coverage report --include='outsource_tui/*' --omit='outsource_tui/ui/*' --fail-under=90 | tail -n 15
