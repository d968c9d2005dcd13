"""Lets the tests of this room import what they share, whichever way pytest imports test modules."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "record")]
