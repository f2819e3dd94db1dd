"""`python -m stoep` is the `stoep` command."""

import sys

from stoep.cli import main

sys.exit(main())
