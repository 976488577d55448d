"""`python -m outsource_tui`."""

import sys

from outsource_tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
