"""`python -m generator` is `briefs`, for where the console script is not on the path."""

from __future__ import annotations

from generator.cli import main

if __name__ == "__main__":
    main(prog_name="briefs")
