"""Mutants of a practice's own templates: every word of the packet is there, and the page around it is false."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from consent.resources import built_in_templates
from tests.mutants.edit import swapped
from tests.mutants.kitchen import Edit, kitchen, packet_of
from tests.mutants.mutant import Mutant
from tests.mutants.text_mutants import SCAN, SMALL

PARTS, RUNNING, PACKET = "pages/parts.html.j2", "pages/sections/running.html.j2", "pages/packet.html.j2"
KEY, CONSENT = "pages/sections/key-information.html.j2", "pages/sections/decision.html.j2"
CLAUSES, STYLE = "pages/sections/people.html.j2", "styles/packet.css"
TABLES, RISKS = "pages/tables.html.j2", "pages/sections/risks.html.j2"
CHOICES = "pages/sections/choices.html.j2"
PROSE = "{{ prose(c.prose) }}"
DECISION = '<h2>{{ _("Your decision: consent") }}</h2>'


def folder(files: Mapping[str, Edit]) -> Callable[[], Path]:
    """A folder of templates in which these files of the built-in ones are changed; gone when Python ends."""

    @cache
    def make() -> Path:
        kept = tempfile.TemporaryDirectory(prefix="overlay-")
        _FOLDERS.append(kept)
        root = Path(kept.name)
        for name, change in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(change((built_in_templates() / name).read_text("utf-8")), "utf-8")
        return root

    return make


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def overlaid(
    code: str,
    name: str,
    files: Mapping[str, Edit],
    *,
    kind: str = SCAN,
    alone: bool = False,
    in_one_piece: bool = False,
) -> Mutant:
    """A packet that was made, and is judged, with templates of the practice's own.

    What stands outside the parts shows only where pages are typeset ``in_one_piece``.
    """
    overlay = folder(files)

    def make() -> bytes:
        stove, packet = kitchen(), packet_of(kind)
        if in_one_piece:
            return stove.cook_whole(packet, overlay=overlay())
        return stove.cook(packet, overlay=overlay())

    return Mutant(
        code,
        f"overlay: {name}",
        kind,
        make,
        alone=alone,
        overlay=overlay,
    )


def _before(words: str, mark: str) -> Edit:
    return swapped(mark, f"{words}{mark}")


def _behind(mark: str, words: str) -> Edit:
    return swapped(mark, f"{mark}{words}")


def _added(rules: str) -> Edit:
    return lambda css: f"{css}\n{rules}\n"


def _exchanged(one: str, other: str) -> Edit:
    def edit(text: str) -> str:
        assert one in text
        assert other in text
        return text.replace(one, "\0").replace(other, one).replace("\0", other)

    return edit


def _consent_first(html: str) -> str:
    include = '{% include "sections/decision.html.j2" %}\n'
    return html.replace(include, "").replace("<main>\n", f"<main>\n{include}")


def _no_head(html: str) -> str:
    return html[: html.index('<div id="page-top">')] + html[html.index('<div id="page-foot">') :]


MUTANTS: tuple[Mutant, ...] = (
    overlaid(
        "PAP225",
        "a clause is denied before it begins",
        {CLAUSES: _behind("</h2>\n", "<p>The following is not true:</p>\n")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a clause is denied behind",
        {PARTS: _behind(PROSE, "<p>This does not apply to you.</p>")},
    ),
    overlaid(
        "PAP225",
        "a section to be ignored",
        {CLAUSES: _behind("</h2>\n", "<p>You can ignore this section.</p>\n")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a waiver",
        {CONSENT: _behind(DECISION, "<p>I release the practice from all liability and claims.</p>")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a waiver as a title",
        {CONSENT: swapped("Your decision: consent", "Liability waiver")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a patient's story",
        {CLAUSES: _behind("</h2>\n", "<p>Our patient Jim, 62, says he can climb stairs again.</p>\n")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a promise",
        {KEY: _behind('key information") }}</h1>', "<p>This treatment is safe and effective.</p>")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a false status",
        {KEY: _behind('key information") }}</h1>', "<p>Exosomes are FDA-approved.</p>")},
        kind=SMALL,
        alone=True,
    ),
    overlaid(
        "PAP225",
        "a promise in the foot",
        {RUNNING: _behind("{{ packet.letterhead.name }}", ": a miracle cure")},
        alone=True,
    ),
    overlaid(
        "PAP225",
        "words between a title and its notice",
        {PARTS: _before("<p>Our prices are fair.</p>", PROSE)},
    ),
    overlaid(
        "PAP226",
        "reasons exchanged",
        {KEY: _exchanged("Reasons you might want this", "Reasons you might not")},
        alone=True,
    ),
    overlaid(
        "PAP226",
        "columns exchanged",
        {TABLES: _exchanged("Main benefit", "Main risk")},
        kind=SMALL,
        alone=True,
    ),
    overlaid(
        "PAP226",
        "risks denied",
        {RISKS: swapped("What could go wrong", "What cannot go wrong")},
        alone=True,
    ),
    overlaid(
        "PAP226",
        "how unlikely",
        {TABLES: swapped('<th scope="col">{{ _("How likely', '<th scope="col">{{ _("How unlikely')},
        alone=True,
    ),
    overlaid(
        "PAP226",
        "captions exchanged",
        {PARTS: _exchanged('caption">{{ _("Date") }}<', 'caption">{{ _("Time") }}<')},
        alone=True,
    ),
    overlaid(
        "PAP226",
        "the patient as witness",
        {
            PARTS: swapped(
                "<h3>{{ signer_titles[block.signer] }}",
                '<h3>{{ "Witness" if block.signer == "patient" else signer_titles[block.signer] }}',
            )
        },
        alone=True,
    ),
    overlaid(
        "PAP201",
        "a `not` filtered out",
        {PARTS: swapped("{{- run.text -}}", '{{- run.text | replace(" not ", " ") -}}')},
    ),
    overlaid(
        "PAP203",
        "another likelihood",
        {
            TABLES: swapped(
                "<strong>{{ row.likelihood }}</strong>",
                '<strong>{{ row.likelihood | replace("in 1,000", "in 100") }}</strong>',
            )
        },
        alone=True,
    ),
    overlaid(
        "PAP203",
        "a reason against is gone",
        {KEY: swapped("key_information.reasons_against %}", "key_information.reasons_against[1:] %}")},
    ),
    overlaid("PAP202", "the decision first", {PACKET: _consent_first}),
    overlaid(
        "PAP232",
        "a heading alone on its page",
        {
            STYLE: _added("#evidence, #evidence table { break-before: page }"),
        },
    ),
    overlaid(
        "PAP233",
        "one row on the next page",
        {STYLE: _added(".alternatives tr:last-child { break-before: page }")},
    ),
    overlaid("PAP221", "no head of the page", {RUNNING: _no_head}, alone=True),
    overlaid(
        "PAP221",
        "a name that is fixed",
        {RUNNING: swapped('{{ parts.slot("patient-name") }}', "Jane Roe")},
        alone=True,
    ),
    overlaid(
        "PAP223",
        "no page code",
        {RUNNING: swapped('<div class="foot-code" data-page-code></div>', "")},
        alone=True,
    ),
    overlaid(
        "PAP205",
        "a style in the page",
        {PACKET: _before("<style>p { color: #bbb }</style>", "<main>")},
        in_one_piece=True,
    ),
    overlaid(
        "PAP206",
        "struck out",
        {STYLE: _added("#no-guarantee p { text-decoration: line-through }")},
        alone=True,
    ),
    overlaid(
        "PAP204",
        "a margin box over the text",
        {
            STYLE: _added(
                '@page { @bottom-right { content: ""; background: #fff; width: 100%; margin-top: -20mm } }'
            )
        },
    ),
    overlaid("PAP224", "two pages on one", {STYLE: _added("@page { size: 11in 8.5in } main { columns: 2 }")}),
    overlaid(
        "PAP222",
        "pages counted wrong",
        {STYLE: swapped("counter(pages)", "counter(page)")},
        alone=True,
        in_one_piece=True,
    ),
)

GOOD: tuple[Mutant, ...] = (
    overlaid(
        "",
        "a kind word",
        {
            CLAUSES: _behind(
                "</h2>\n",
                "<p>Please read this part slowly. If anything here is wrong or not clear, tell us.</p>\n",
            )
        },
    ),
    overlaid(
        "",
        "other labels",
        {
            TABLES: lambda html: (
                html.replace("How likely", "Chance of it")
                .replace("Main benefit", "How it may help")
                .replace("Main risk", "Downsides")
            ),
            RISKS: swapped("What could go wrong", "Risks and side effects"),
            CHOICES: swapped("Your other choices", "What else you could do"),
            KEY: lambda html: html.replace("you might not", "against it"),
        },
        kind=SMALL,
    ),
    overlaid(
        "",
        "tinted tables and round corners",
        {
            STYLE: _added(
                "thead th { background: #eee } .key-status { background: #f4f4f4; border-radius: 3mm }"
                " h2 { border-top: 2pt dotted #000 } h1, h2, h3 { color: #1a3d5c }"
            )
        },
        kind=SMALL,
    ),
)
"""Templates of a practice's own that are in order."""
