"""``python -m benchmarks.faults``: hostile queries."""

import sys

from .queries import main

sys.exit(main())
