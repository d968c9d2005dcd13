"""Lets the tests of this room import the record strategies, whichever way pytest imports test modules."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "record"))
