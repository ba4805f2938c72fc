#!/usr/bin/env python3
"""The only door: python build.py [build|check|new|...]; `python build.py --help` tells the rest."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from parley.cli import main

if __name__ == "__main__":
    sys.exit(main())
