"""How fast `briefs refresh` is apart from the model: read, merge three ways, change the text, write.

    python -m benchmarks.refreshing --briefs 1000

Three passes over one invented collection: nothing new, one number changed in every brief but nothing written, and the
same written. The yardstick of the same run is the bare C parser of PyYAML over the same files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from benchmarks.collection import write
from generator.cli.refreshing import Refreshing
from generator.extract.draft import Draft
from generator.record.count import Count
from generator.record.schema import Casualties, Incident
from generator.store import Collection, to_yaml
from generator.store.base import Base, base_to_bytes

Change = Callable[[Incident], Incident]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refreshing", description=__doc__)
    parser.add_argument("--briefs", type=int, default=1000, help="how many (1000)")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder, given.briefs)
        records = _settle(folder)
        bare = len(records) / _timed(lambda: _parse(folder))[1]
        passes: dict[str, tuple[Change, bool]] = {
            "nothing new": (lambda record: record, False),
            "one number new, nothing written": (_one_more, True),
            "one number new": (_one_more, False),
        }
        print(f"{len(records):,} briefs; bare CSafeLoader {bare:,.0f} records/s by processor time")
        for name, (change, dry_run) in passes.items():
            wall, cpu = _timed(lambda c=change, d=dry_run: _refresh(folder, records, c, dry_run=d))
            rates = [len(records) / seconds for seconds in (wall, cpu)]
            print(
                f"{name}: {rates[0]:,.0f} records/s; {rates[1]:,.0f} by processor time, {rates[1] / bare:.2f} of bare"
            )
    return 0


def _settle(folder: Path) -> list[Incident]:
    """Make every brief one of a single article of its own, and keep what was extracted beside it."""
    (folder / ".base").mkdir()
    records: list[Incident] = []
    told: set[str] = set()
    for path, record in sorted(Collection.open(folder).load().records.items()):
        source = next((s for s in record.sources if isinstance(s, str) and s not in told), None)
        if source is None:
            (folder / f"{path}.yml").unlink()
            continue
        told.add(source)
        evidence = {at: tuple(replace(q, source=None) for q in quotes) for at, quotes in record.evidence.items()}
        record = replace(record, sources=(source,), evidence=evidence, links=())
        (folder / f"{path}.yml").write_text(to_yaml(record), "utf-8")
        (folder / ".base" / f"{path}.json").write_bytes(base_to_bytes(Base(replace(record, status="draft"))))
        records.append(record)
    return records


def _one_more(record: Incident) -> Incident:
    row = Casualties(status="killed", count=Count.exactly(12345), who="victim")
    return replace(
        record, casualties=(replace(record.casualties[0], count=row.count),) if record.casualties else (row,)
    )


def _refresh(folder: Path, records: Sequence[Incident], change: Change, *, dry_run: bool) -> None:
    found: Mapping[str, Incident] = {str(record.sources[0]): record for record in records}

    def extract(article: object, name: str) -> list[Draft]:
        record = change(found[name])
        return [Draft(record, {}, record.status != "stub")]

    refreshing = Refreshing(Collection.open(folder), dry_run=dry_run, extract=extract)
    failed = [one.message for one in map(refreshing.refresh, refreshing.all_ids()) if one.failed or not one.update]
    if failed:
        raise SystemExit(f"{len(failed)} could not be refreshed, such as: {failed[0]}")


def _parse(folder: Path) -> None:
    for path in folder.glob("*.yml"):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Give the seconds that work takes, by the clock and of the processor; the former hold waiting for the disk."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


if __name__ == "__main__":
    sys.exit(main())
