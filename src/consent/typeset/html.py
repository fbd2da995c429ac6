"""Packet → HTML and style sheets, by strict Jinja pages that a designer can edit.

Strict: an unknown name, a ``None`` or a broken template is an error with file and line,
never a blank on paper. Sandboxed and autoescaped: a template cannot reach Python, and no
value can become markup.
"""

from __future__ import annotations

import hashlib
import math
import traceback
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import jinja2
import zxingcpp
from markupsafe import Markup

from consent.errors import ResourceError, TypesetError
from consent.models.base import fixed
from consent.models.library.clause import Signer
from consent.models.library.rows import Action, RiskSeverity
from consent.models.paper.packet import Edition, Packet
from consent.models.paper.slots import OF_CONTENT, Slot
from consent.models.people.look import DocumentKind
from consent.models.people.practice import Paper
from consent.typeset.compiled import CompiledTemplates
from consent.typeset.dots import dots
from consent.typeset.forms import printed
from consent.typeset.sandbox import environment_of
from consent.typeset.spoken import spoken

_BASE_SIZE = {Edition.STANDARD: 12.0, Edition.LARGE_PRINT: 18.0}
_SHEET = {Paper.LETTER: ("8.5in", "11in"), Paper.A4: ("210mm", "297mm")}
# Size in points, leading, width of the text in points, room above and below the header.
_HEADER = {Edition.STANDARD: (10.0, 1.25, 480.0, 38.0), Edition.LARGE_PRINT: (18.0, 1.25, 480.0, 38.0)}
_SEVERITIES = {
    RiskSeverity.LIFE_THREATENING: fixed("Can threaten life"),
    RiskSeverity.SERIOUS: fixed("Serious"),
    RiskSeverity.MODERATE: fixed("Moderate"),
    RiskSeverity.MINOR: fixed("Minor"),
}
_ACTIONS = {
    Action.CALL_911: fixed("Call 911"),
    Action.EMERGENCY_ROOM: fixed("Go to the emergency room"),
    Action.CALL_NOW: fixed("Call us now"),
    Action.CALL_SAME_DAY: fixed("Call us the same day"),
    Action.TELL_US: fixed("Tell us"),
}
_SIGNERS = {
    Signer.PATIENT: fixed("Patient"),
    Signer.REPRESENTATIVE: fixed("Person who decides for the patient"),
    Signer.PRACTITIONER: fixed("Responsible practitioner"),
    Signer.WITNESS: fixed("Witness"),
    Signer.SECOND_WITNESS: fixed("Second witness"),
    Signer.ASSENT: fixed("Young patient"),
    Signer.INTERPRETER: fixed("Interpreter"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be typeset."""

    html: str
    stylesheets: tuple[str, ...]


def render_html(
    packet: Packet,
    values: Mapping[Slot, str],
    roots: Sequence[Path],
    *,
    long_names: bool = False,
    spelled: Collection[Slot] = OF_CONTENT,
) -> Page:
    """The packet as HTML, with these values in its slots, by the first template found in ``roots``.

    ``long_names`` gives the page headers room for identity values of any length. ``spelled`` are the slots
    whose values stand in the running words, however long they are.
    """
    environment = environment_of(tuple(roots))
    words = spoken(packet.catalogue)
    try:
        html = environment.get_template(_template_of(packet)).render(
            packet=packet,
            slots={slot.value: value for slot, value in values.items()},
            spelled=frozenset(slot.value for slot in spelled),
            long_names=long_names,
            base_size=_BASE_SIZE[packet.edition],
            logo_url=packet.letterhead.logo,
            official_forms=tuple(printed(form) for form in packet.official_forms),
            severities={key: words.say(english) for key, english in _SEVERITIES.items()},
            actions={key: words.say(english) for key, english in _ACTIONS.items()},
            signer_titles={key: words.say(english) for key, english in _SIGNERS.items()},
            qr_code=_qr_code,
            dots=dots,
            lang=packet.catalogue.tongue.tag,
            _=words.say,
            counted=words.counted,
            listed=words.listed,
            number=words.number,
            day=words.day,
        )
    except jinja2.TemplateNotFound as error:
        raise ResourceError(
            f"no template {error.name!r} in pages/",
            hint="restore the file, or remove the overlay's packet.html.j2",
        ) from None
    except jinja2.TemplateSyntaxError as error:
        raise TypesetError(f"{error.filename}:{error.lineno}: {error.message}") from None
    except (jinja2.TemplateError, TypeError, KeyError, AttributeError) as error:
        raise TypesetError(f"{_template_line(error)}: {_quiet(error)}") from None
    sheets = _stylesheets(packet, roots)
    if long_names:
        sheets += (_room_for(packet, values),)
    return Page(html=html, stylesheets=sheets)


def keep_compiled(roots: Sequence[Path], kept: CompiledTemplates) -> None:
    """From here on, the templates of these folders are compiled once, in whichever run."""
    environment_of(tuple(roots)).bytecode_cache = kept


def render_page(name: str, values: Mapping[str, Any], roots: Sequence[Path]) -> str:
    """A page that is no packet, by the first template of this name below ``roots``: ``compare/changes``."""
    folder, _, stem = name.rpartition("/")
    environment = environment_of(tuple(roots), folder)
    try:
        return environment.get_template(f"{stem}.html.j2").render(**values)
    except jinja2.TemplateNotFound as error:
        raise ResourceError(
            f"no template {error.name!r} in {folder}/", hint="restore the file, or install consent again"
        ) from None
    except jinja2.TemplateSyntaxError as error:
        raise TypesetError(f"{error.filename}:{error.lineno}: {error.message}") from None
    except (jinja2.TemplateError, TypeError, KeyError, AttributeError) as error:
        raise TypesetError(f"{_template_line(error)}: {_quiet(error)}") from None


def _template_of(packet: Packet) -> str:
    return "packet.html.j2" if packet.document is DocumentKind.CONSENT else "document.html.j2"


def design_digest(roots: Sequence[Path], folders: Sequence[str] = ("pages", "styles")) -> str:
    """SHA-256 of every page template and style sheet that may decide how a packet looks."""
    digest = hashlib.sha256()
    for root in roots:
        for folder in folders:
            for path in sorted((root / folder).rglob("*")):
                if path.is_file():
                    digest.update(f"{folder}/{path.relative_to(root / folder)}\0".encode())
                    digest.update(path.read_bytes())
    return digest.hexdigest()


def sheet_rule(paper: Paper) -> str:
    """The rule that makes a page of this size."""
    width, height = _SHEET[paper]
    return f"@page {{ size: {width} {height} }}"


def _stylesheets(packet: Packet, roots: Sequence[Path]) -> tuple[str, ...]:
    _, height = _SHEET[packet.paper]
    sheets = [f"{sheet_rule(packet.paper)}\nhtml {{ --sheet-height: {height} }}"]
    names = ["packet.css", f"{packet.edition}.css"]
    if not packet.catalogue.is_source:
        names += ["translated.css", f"translated-{packet.edition}.css"]
    sheets += [_first(roots, name) for name in names]
    sheets += [
        path.read_text("utf-8")
        for root in reversed(roots)
        if (path := root / "styles" / "practice.css").is_file()
    ]
    return tuple(sheets)


def _room_for(packet: Packet, values: Mapping[Slot, str]) -> str:
    """A page margin that holds the longest identity values, however they wrap."""
    size, leading, width, top = _HEADER[packet.edition]
    lines = sum(
        math.ceil(sum(_ems(character) for character in words) * size / width) + 1
        for words in (
            values.get(Slot.PATIENT_NAME, ""),
            f"{values.get(Slot.DATE_OF_BIRTH, '')} {values.get(Slot.MRN, '')}",
        )
    )
    margin = top + lines * size * leading
    room = f"margin-top: {margin:.1f}pt"
    # The notice keeps its dictated size; what the header takes, the other margins give.
    sides = "margin-left: 8mm; margin-right: 8mm; margin-bottom: 25mm"
    return f"@page {{ {room} }}\n@page notice {{ {room}; {sides} }}\nhtml {{ --head: {margin:.1f}pt }}"


def _ems(character: str) -> float:
    # On the generous side of the bold face: a line too many costs a little paper, one too few a name.
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    if character in "MWmw@%":
        return 1.0
    return 0.8 if character.isupper() else 0.66


def _first(roots: Sequence[Path], name: str) -> str:
    return read_style(roots, f"styles/{name}")


def read_style(roots: Sequence[Path], name: str) -> str:
    """The first style sheet of this name: ``compare/changes.css``."""
    for root in roots:
        path = root / name
        if path.is_file():
            return path.read_text("utf-8")
    raise ResourceError(f"no style sheet {name}", hint="restore the file, or install consent again")


def _template_line(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "pages/"


def _quiet(error: BaseException) -> str:
    # Jinja's own messages name variables, never values; others may quote what they stumbled on.
    return (
        str(error)
        if isinstance(error, jinja2.TemplateError)
        else f"the template does not fit the packet ({type(error).__name__})"
    )


def _qr_code(url: str, words: str) -> Markup:
    # With its four quiet modules and a title, it is a figure with alternative text.
    barcode = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    # The image offers Python's buffer, which its type stubs do not say.
    image = memoryview(cast("Any", barcode.to_image(scale=1, add_quiet_zones=False)))
    height, width = cast("tuple[int, int]", image.shape)
    path = "".join(f"M{x} {y}h1v1h-1z" for y in range(height) for x in range(width) if image[y, x] == 0)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {w} {h}"><title>{words}</title>'
        '<path d="{path}" fill="#000"/></svg>'
    ).format(w=width + 8, h=height + 8, words=words, path=path)
