"""One packet from a cold process: `consent render` against a bare WeasyPrint script, on the same HTML."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import pypdfium2

from benchmarks.measure import Contender, empty_cache, race, script, table, verdict
from consent.assemble import content_values
from consent.models.people.look import Look
from consent.pipeline.preparing import prepare
from consent.pipeline.workspace import open_workspace, read_records
from consent.typeset.fonts import font_css, font_data
from consent.typeset.html import render_html
from consent.typeset.parts.copyfit import set_closer

ROUNDS = 7
AIM_RATIO = 1.25
AIM_MEGABYTES = 250
AIM_WARM = 0.35
"""Seconds."""
HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
ISSUED_ON = date(2026, 11, 24)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(EXAMPLES, folder / "examples")
        lay_out_the_same_page(folder / "examples", folder / "bare")
        os.environ["CONSENT_CACHE"] = empty_cache(folder / "cache")
        render = (
            *(script("consent"), "render", "examples/records/r-0001.yaml"),
            *("--practice", "examples/practice.yaml", "--issued-on", str(ISSUED_ON), "--quiet"),
        )
        baseline, result, warm = race(
            (
                Contender(
                    "bare WeasyPrint script",
                    (sys.executable, str(HERE / "bare_weasyprint.py"), "bare/page.html", "bare.pdf"),
                ),
                Contender("consent render --no-cache", (*render, "--no-cache", "--output", "packet.pdf")),
                # The first, uncounted round of a race fills the cache.
                Contender("consent render, warm cache", (*render, "--output", "warm.pdf")),
            ),
            ROUNDS,
            folder,
        )
        papers = [folder / "bare.pdf", folder / "packet.pdf", folder / "warm.pdf"]
        sizes = [paper.stat().st_size for paper in papers]
        pages = [_pages(paper) for paper in papers]
    if len(set(pages)) > 1:
        raise SystemExit(f"not the same document: {pages} pages")
    ratio = result.ratio_to(baseline)
    rows = [
        [
            baseline.name,
            f"{baseline.seconds:.2f}",
            "1.00",
            "",
            f"{baseline.peak_megabytes:.0f}",
            "",
            f"{sizes[0] / 1000:.0f}",
        ],
        [
            result.name,
            f"{result.seconds:.2f}",
            f"{ratio:.2f}",
            verdict(ratio, AIM_RATIO),
            f"{result.peak_megabytes:.0f}",
            verdict(result.peak_megabytes, AIM_MEGABYTES),
            f"{sizes[1] / 1000:.0f}",
        ],
        [
            warm.name,
            f"{warm.seconds:.2f}",
            f"{warm.ratio_to(baseline):.2f}",
            verdict(warm.seconds, AIM_WARM),
            f"{warm.peak_megabytes:.0f}",
            verdict(warm.peak_megabytes, AIM_MEGABYTES),
            f"{sizes[2] / 1000:.0f}",
        ],
    ]
    title = (
        f"One packet of {pages[0]} pages, cold process: medians of {ROUNDS} rounds in turns; "
        f"aims: at most {AIM_RATIO} times the baseline, or {AIM_WARM} s when warm; {AIM_MEGABYTES} MB"
    )
    print(table(title, ["command", "s", "ratio", "aim", "peak MB", "aim", "PDF kB"], rows))


def lay_out_the_same_page(
    examples: Path, folder: Path, record: str = "r-0001.yaml", templates: Path | None = None
) -> None:
    """Write what `consent render` hands to WeasyPrint, fonts included, as plain files."""
    workspace = open_workspace(examples / "practice.yaml", templates, "en")
    records, _ = read_records([examples / "records" / record], workspace, ISSUED_ON)
    (packet,) = prepare(records, workspace, Look(ISSUED_ON))
    page = render_html(packet, {**content_values(packet), **packet.slots}, workspace.roots)
    folder.mkdir()
    # As copyfitting has it; `main` sees that both have as many pages.
    (folder / "page.html").write_text(set_closer(page.html, "about"), "utf-8")
    fonts = _on_disk(font_css(page.html, page.stylesheets), folder)
    for number, css in enumerate((fonts, *page.stylesheets)):
        (folder / f"{number}.css").write_text(css, "utf-8")


def _pages(paper: Path) -> int:
    with pypdfium2.PdfDocument(paper) as document:
        return len(document)


def _on_disk(css: str, folder: Path) -> str:
    """The same @font-face rules, with each font a file instead of an address that only consent knows."""

    def saved(match: re.Match[str]) -> str:
        name = re.sub(r"\W+", "-", match[1]) + ".font"
        (folder / name).write_bytes(font_data(match[1]))
        return f'url("{name}")'

    return re.sub(r'url\("(consent-font:[^"]+)"\)', saved, css)


if __name__ == "__main__":
    main()
