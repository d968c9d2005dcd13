"""Briefs on disk: YAML with a person's comments and order intact; nothing half-written, nothing overwritten."""

from generator.store.collection import Collection
from generator.store.loaded import Loaded
from generator.store.reader import StrictError, Tree, read_file, read_yaml
from generator.store.writer import source_to_yaml, to_yaml

__all__ = ["Collection", "Loaded", "StrictError", "Tree", "read_file", "read_yaml", "source_to_yaml", "to_yaml"]
