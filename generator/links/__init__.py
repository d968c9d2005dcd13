"""The graph over many records: who else is linked to a brief and why, and every name with the briefs it stands in."""

from generator.links.build import Memory, build
from generator.links.entities import Appearance, Entity, EntityIndex
from generator.links.graph import Edge, Graph, Neighbour, Statement

__all__ = ["Appearance", "Edge", "Entity", "EntityIndex", "Graph", "Memory", "Neighbour", "Statement", "build"]
