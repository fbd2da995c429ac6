"""WeasyPrint, run on our fonts, inside our fence, with every complaint an error."""

from __future__ import annotations

import ctypes.util
import errno
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from typing import Any

from consent.errors import ResourceError, TypesetError, WriteError
from consent.typeset.complaints import collected
from consent.typeset.lean import lean, needs_all

_CONFIG = Path(__file__).with_name("fonts.conf")


@contextmanager
def _own_fonts_only() -> Iterator[None]:
    # Fontconfig reads this variable whenever a configuration is loaded.
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_CONFIG)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _no_compiler() -> Iterator[None]:
    # WeasyPrint asks for each system library by names of all systems in turn. Python looks for one that
    # Linux does not have with some fifty programs, the C compiler among them; the right name needs none.
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - as it is called
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _import_weasyprint() -> Any:
    # It warns that there are no system fonts, which is the point.
    with _own_fonts_only(), _no_compiler(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured")
        warnings.filterwarnings("error", message="HarfBuzz-Subset")
        try:
            import weasyprint
        except DeprecationWarning:
            raise ResourceError(
                "the system library harfbuzz-subset is missing", hint="apt-get install libharfbuzz-subset0"
            ) from None
        except OSError as error:
            raise ResourceError(
                f"a system library that WeasyPrint needs is missing: {error}",
                hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0",
            ) from None
    return weasyprint


weasyprint = _import_weasyprint()

from weasyprint import html as defaults  # noqa: E402  # only once our configuration is in force
from weasyprint.urls import FatalURLFetchingError  # noqa: E402

from consent.typeset.fetcher import Jail  # noqa: E402
from consent.typeset.kept import measures, patterns  # noqa: E402, F401  # in place once they are read
from consent.typeset.kept.fonts import KeepingFonts  # noqa: E402
from consent.typeset.kept.styles import is_unsure  # noqa: E402

_VARIANT = "pdf/a-3a"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


_LEAN = weasyprint.CSS(string=lean(defaults.UA), counter_style=defaults.UA_COUNTER_STYLE)


class _LeanHtml(weasyprint.HTML):  # type: ignore[misc, name-defined]  # it has no types
    """A page for which fewer of WeasyPrint's own rules are enough."""

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_LEAN if one is defaults.UA_STYLESHEET else one for one in super()._ua_stylesheets(forms)]


class _TakenError(Exception):
    """Our finisher has what it wants; WeasyPrint need not write a file."""


@contextmanager
def strict() -> Iterator[None]:
    """Turn every complaint, refusal and unreadable reference into one TypesetError."""
    with collected() as messages:
        try:
            yield
        except FatalURLFetchingError as refused:
            raise TypesetError(
                str(refused), hint="use a file of the templates folder, or the practice's own logo"
            ) from None
    if messages:
        said = list(dict.fromkeys(messages))
        more = f" (and {len(said) - 3} more)" if len(said) > 3 else ""
        raise TypesetError("; ".join(said[:3]) + more)


@dataclass(frozen=True, slots=True)
class Styles:
    """Fonts and style sheets, read once for any number of pages."""

    fonts: Any
    sheets: tuple[Any, ...]
    jail: Jail
    base: str | None
    lean: bool
    """Whether WeasyPrint's own rules for notes and directions are not needed."""
    sure: bool
    """Whether computed styles hang on the rules alone."""


def read_styles(stylesheets: Sequence[str], roots: Sequence[Path]) -> Styles:
    """Read style sheets. Relative references resolve against the first root."""
    with _own_fonts_only():
        fonts = KeepingFonts()
    jail = Jail(roots)
    base = f"{roots[0].resolve().as_uri()}/" if roots else None
    with _room_for_fonts():
        sheets = tuple(
            weasyprint.CSS(string=css, font_config=fonts, url_fetcher=jail, base_url=base)
            for css in stylesheets
        )
    if fonts._folder:
        # WeasyPrint clears its copies of the fonts away with the last that uses them; a process that ends
        # does not wait for that.
        Finalize(fonts, rmtree, (fonts._folder,), {"ignore_errors": True}, exitpriority=0)
    needed, unsure = any(map(needs_all, stylesheets)), any(map(is_unsure, stylesheets))
    return Styles(fonts, sheets, jail, base, lean=not needed, sure=not unsure)


def lay_out(html: str, styles: Styles) -> Any:
    """Lay the pages out; returns WeasyPrint's document.

    Raises:
        WriteError: there is no room for the temporary files of the fonts.
    """
    is_lean = styles.lean and not needs_all(html)
    page = _LeanHtml if is_lean else weasyprint.HTML
    with _room_for_fonts():
        source = page(string=html, base_url=styles.base, url_fetcher=styles.jail)
        if is_lean and styles.sure and not is_unsure(html):
            source.kept_styles = styles.fonts.styles
        document = source.render(
            font_config=styles.fonts, stylesheets=list(styles.sheets), pdf_forms=True, pdf_variant=_VARIANT
        )
    # The day is the packet's own, whatever a page says.
    document.metadata.created = document.metadata.modified = None
    return document


@contextmanager
def _room_for_fonts() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        reason = error.strerror
    else:
        return
    hint = "see that the disk has room; the environment variable TMPDIR names another place for such files"
    raise WriteError(f"cannot write temporary files for the fonts: {reason}", hint=hint)


def paint(document: Any) -> Any:
    """Paint the pages; returns the PDF's objects. No file is written."""
    painted: list[Any] = []

    def take(_: Any, pdf: Any) -> None:
        painted.append(pdf)
        raise _TakenError

    with suppress(_TakenError), warnings.catch_warnings():
        # WeasyPrint leaves its colour profile's file for the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        document.write_pdf(finisher=take, pdf_variant=_VARIANT, pdf_forms=True)
    return painted[0]
