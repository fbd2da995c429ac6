"""Which characters can be printed, and in which family."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from consent.fonts.catalogue import BASE, CHINESE, FAMILIES, JAPANESE, KOREAN, Family
from consent.fonts.face import coverage_font

_JOINERS = "\u200c\u200d"
_NEVER = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES = "\t\n\r"


def missing_glyphs(text: str) -> frozenset[str]:
    """The characters that cannot be printed: no shipped font has them, or they are not for printing.

    Control, private-use and direction-override characters count as missing; line ends and tabs do not.
    A combining mark is missing when no font holds both the mark and the letter it stands on.
    """
    text = unicodedata.normalize("NFC", text)
    if is_simple(text):
        return frozenset()
    families = families_for(text)
    missing: set[str] = set()
    for cluster in _clusters(text):
        if _printable(cluster) and _first(cluster, families) is not None:
            continue
        bad = {char for char in cluster if not _printable(char) or _first(char, families) is None}
        missing |= bad or {char for char in cluster if unicodedata.combining(char)} or set(cluster)
    return frozenset(missing)


def is_simple(text: str) -> bool:
    """Whether every character stands alone and has a glyph in the base font, as in most names."""
    return all(map(_is_simple, text))


@cache
def _is_simple(char: str) -> bool:
    alone = unicodedata.category(char)[0] in "LNPSZ" and not unicodedata.combining(char)
    return (
        alone
        and char not in _JOINERS
        and not _hidden(char)
        and bool(coverage_font(BASE).get_nominal_glyph(ord(char)))
    )


def families_for(text: str) -> tuple[Family, ...]:
    """The families in the order to try them for this text.

    One Han character has a Chinese, a Japanese and a Korean form; the letters around it say which.
    """
    east: tuple[Family, ...] = (CHINESE, JAPANESE, KOREAN)
    if any("\u3040" <= char <= "\u30ff" for char in text):
        east = (JAPANESE, CHINESE, KOREAN)
    elif any("\uac00" <= char <= "\ud7a3" for char in text):
        east = (KOREAN, CHINESE, JAPANESE)
    return (*(family for family in FAMILIES if family not in east), *east)


def needed_families(text: str) -> tuple[Family, ...]:
    """The families, in trying order, that this text really uses."""
    letters = set(unicodedata.normalize("NFC", text)) | set(text)
    families = families_for("".join(letters))
    used = {_first(char, families) for char in letters}
    return tuple(family for family in families if family in used)


def cluster_runs(text: str) -> Iterator[tuple[Family | None, str]]:
    """Cut text into runs of one family each, never parting a letter from its marks; None has no family."""
    if text and is_simple(text):
        yield BASE, text
        return
    families = families_for(text)
    current: Family | None = None
    run = ""
    for cluster in _clusters(text):
        family = current if cluster == " " and run else _first(cluster, families)
        if run and family is not current:
            yield current, run
            run = ""
        current, run = family, run + cluster
    if run:
        yield current, run


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for char in text:
        joined = (
            unicodedata.category(char) in ("Mn", "Mc", "Me") or char in _JOINERS or cluster.endswith("\u200d")
        )
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _printable(text: str) -> bool:
    return not any(_hidden(char) for char in text)


def _hidden(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Cf":
        return char not in _JOINERS and char != "\u00ad"
    return category in _NEVER and char not in _SPACES


def _first(cluster: str, families: Iterable[Family]) -> Family | None:
    needed = [ord(char) for char in cluster if char not in _JOINERS and char not in _SPACES]
    for family in families:
        font = coverage_font(family)
        if all(font.get_nominal_glyph(code) for code in needed):
            return family
    return None
