"""Search: the index of all briefs and names, as small files that a browser loads as it needs them, from a disk too."""

from generator.search.index import FOLDER, SearchMemory, search_files

__all__ = ["FOLDER", "SearchMemory", "search_files"]
