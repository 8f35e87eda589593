"""Start the desk: python -m concierge_desk."""

import sys

from concierge_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
