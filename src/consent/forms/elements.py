"""How to know, in a stranger's words, what our own packets tell in tables and on the first page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consent.forms.elements_named import NAMED
from consent.forms.elements_told import TOLD
from consent.models.library.element import Element
from consent.models.library.recognition import Recognition

RECOGNISED: Mapping[Element, Recognition] = MappingProxyType({**NAMED, **TOLD})
"""Anchor phrases for each element."""
