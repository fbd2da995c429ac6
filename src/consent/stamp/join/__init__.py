"""Parts become a packet: objects numbered, trees joined, head and foot drawn."""

from consent.stamp.join.join import Ingredients, join

__all__ = ["Ingredients", "join"]
