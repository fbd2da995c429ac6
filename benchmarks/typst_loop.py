"""A baseline of `batch`: typst with one compiler kept, another patient each time.

The words are those of our own packet, as plain headings and paragraphs, with the patient on top of each page
and a code at its foot; no form fields, which typst has not, no boxes and no tables: the least that this
many accessible packets cost with it.
"""

from __future__ import annotations

import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import typst
import zxingcpp

_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "td", "th"})
_BREAK = "#pagebreak(weak: true)"
_TOP = """\
#set document(title: "Consent", author: "Clinic", date: datetime(year: 2026, month: 11, day: 24))
#set text(size: 12pt, lang: "en")
#set page(
  "us-letter",
  header: [Patient #sys.inputs.name #h(1fr) MRN #sys.inputs.mrn],
  footer: context [
    Packet #sys.inputs.packet #h(1fr) Page #counter(page).display("1 of 1", both: true)
    #image(bytes(sys.inputs.at("code" + str(here().page()), default: "<svg xmlns='http://www.w3.org/2000/svg'/>")),
      height: 12mm, alt: "Code of this page")
  ],
)
"""


class _Words(HTMLParser):
    """The headings and paragraphs of a page, as typst source."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "section" and self.parts:
            self.parts.append(_BREAK)
        elif tag in _BLOCKS:
            self._inside, self._text = tag, ""

    def handle_data(self, data: str) -> None:
        self._text += data if self._inside else ""

    def handle_endtag(self, tag: str) -> None:
        if tag != self._inside:
            return
        text = re.sub(r"([\\#$*_`<>@~\[\]=+/-])", r"\\\1", " ".join(self._text.split()))
        level = int(tag[1]) if tag[0] == "h" else 0
        if text:
            self.parts.append(f"{'=' * level} {text}" if level else text)
        self._inside = ""


def main(folder: Path, count: int, pages: int) -> None:
    """Compile so many packets of so many pages after one to warm up; print the seconds for each."""
    source, html = folder / "page.typ", (folder / "page.html").read_text("utf-8")
    # As many of our page breaks as make the same number of pages.
    for left_out in range(html.count("<section")):
        source.write_text(source_of(html, left_out), "utf-8")
        if pages_of(source) <= pages:
            break
    compiler = typst.Compiler(str(source), ignore_system_fonts=True)
    started = 0.0
    for number in range(count + 1):
        if number == 1:
            started = time.perf_counter()
        packet = f"QN8QK-{number:05}"
        inputs = {"name": f"Maria Nguyen {number}", "mrn": f"{number:08}", "packet": packet}
        for page in range(1, pages + 1):
            code = zxingcpp.create_barcode(f"{packet} {page}/{pages}", zxingcpp.BarcodeFormat.DataMatrix)
            inputs[f"code{page}"] = code.to_svg()
        output = folder / f"typst-{number}.pdf"
        compiler.compile(output=str(output), format="pdf", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"])
    print((time.perf_counter() - started) / count)


def source_of(html: str, left_out: int = 0) -> str:
    """The words of a page as typst source, without the first so many of its page breaks."""
    words = _Words()
    words.feed(html.partition("<main>")[2])
    breaks = [at for at, part in enumerate(words.parts) if part == _BREAK]
    gone = set(breaks[:left_out])
    return _TOP + "\n\n".join(part for at, part in enumerate(words.parts) if at not in gone)


def pages_of(source: Path) -> int:
    """How many pages it makes."""
    inputs = {"name": "", "mrn": "", "packet": ""}
    pdf = typst.compile(str(source), format="pdf", sys_inputs=inputs, ignore_system_fonts=True)
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
