"""What reading and judging finished PDFs costs. Run: ``python -m benchmarks.reading``.

Times are CPU seconds of one core, so a busy machine changes little; the ratio changes least.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pypdfium2

from benchmarks.measure import keep_compiled_modules
from benchmarks.render_cold import EXAMPLES, HERE
from consent.checks.paper.entry import check_pdf, check_pdf_bytes
from consent.gate.loaded import load
from consent.gate.named import check_named
from consent.gate.paths import resolve
from consent.gate.question import Question
from consent.reading.read import read_sheets
from tests.mutants.form_mutants import PROCEDURES, printed
from tests.mutants.kitchen import packet_of, pdf_of
from tests.mutants.mutant import expectation_of

_TIMES = 5
_FILES = 40
_DPI = 144
_PACKETS = ("usual", "small", "blank", "assisted")
"""Named together, one after the other and again."""
_SOME = 16
_COLD = """
import sys
from datetime import date
from pathlib import Path
from consent.checks.paper.entry import check_pdf
from consent.load.library.survey import load_library
from consent.models.findings.expectation import Expectation
from consent.resources import template_roots
library = load_library(template_roots(None, None))
report = check_pdf(Path(sys.argv[1]), expectation=Expectation(library=library, practice=None,
    policies=(library.policies["us-fda"],), procedures=("msc-exosomes",), as_of=date(2026, 11, 24)))
assert report.pages == 10 and "weasyprint" not in sys.modules, report.pages
"""


def main(*, times: int = _TIMES, files: int = _FILES) -> None:
    """Print pages per second, ratios, the cost of one stranger's form, memory, and that of many packets."""
    pdf, expectation = pdf_of("usual"), expectation_of(packet_of("usual"))
    pages = check_pdf_bytes(pdf, "packet.pdf", expectation=expectation).pages
    ours = _best(lambda: check_pdf_bytes(pdf, "packet.pdf", expectation=expectation), times) / pages
    read = _best(lambda: read_sheets(pdf, "packet.pdf", with_fonts=True), times) / pages
    judged = max(ours - read, 0)
    drawn = _best(lambda: _drawn(pdf), times) / pages
    bare = _best(lambda: _text_only(pdf), times) / pages
    print(f"all paper rules on a packet of {pages} pages: {ours * 1e3:.1f} ms a page, {1 / ours:.0f} pages/s")
    print(f"of that reading them back: {read * 1e3:.1f} ms, judging them: {judged * 1e3:.1f} ms")
    print(f"PDFium drawing them at {_DPI} dpi: {drawn * 1e3:.1f} ms a page; ratio {ours / drawn:.1f}")
    print(f"extracting the text alone: {bare * 1e3:.1f} ms a page; ratio {ours / bare:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.pdf"
        form.write_bytes(
            printed("".join(f"<h2>Part {n}</h2>{_TEXT}" for n in range(10)), "h2 { break-before: page }")
        )
        _print_cold(form)
        _print_memory(form, files)
        _print_folder(Path(folder), files)


_TEXT = "<p>Exosomes are not approved by the FDA. Risks include pain and infection. Ask us.</p>" * 9


def _best(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def _drawn(pdf: bytes) -> int:
    """What any check of what a person sees costs at the least: every page, drawn once."""
    document = pypdfium2.PdfDocument(pdf)
    return sum(page.render(scale=_DPI / 72).width for page in document)


def _text_only(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(pdf)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def _print_cold(form: Path) -> None:
    keep_compiled_modules()
    command = [sys.executable, "-c", _COLD, str(form)]
    subprocess.run(command, check=True)
    wall, cpu = _timed(lambda: subprocess.run(command, check=True))
    print(f"a stranger's form of 10 pages, and the library from its files: {wall:.2f} s ({cpu:.2f} s of CPU)")
    asked = ("--policy", "us-fda", "--procedure", "msc-exosomes", "--output", str(form.with_suffix(".txt")))
    command = [sys.executable, "-m", "consent", "check", str(form), *asked]
    environment = {**os.environ, "CONSENT_CACHE": str(form.parent / "cache")}

    def check() -> None:
        if subprocess.run(command, check=False, env=environment, capture_output=True).returncode != 1:
            raise SystemExit("the form lacks much, and nothing was found")

    check()
    wall, cpu = _timed(check)
    print(f"the same by consent check, which has read the library before: {wall:.2f} s ({cpu:.2f} s of CPU)")


def _print_memory(form: Path, files: int) -> None:
    expectation = expectation_of(None, "us-fda", procedures=PROCEDURES)
    peaks = []
    for _ in range(files):
        check_pdf(form, expectation=expectation)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"memory after 1 file {peaks[0]:.0f} MB, after {files} files {peaks[-1]:.0f} MB")


def _print_folder(folder: Path, files: int) -> None:
    """Packets named together, against the same ones each alone, in a process that has typeset nothing."""
    kinds = _PACKETS[: max(files // len(_PACKETS), 1)]
    packets = [folder / f"packet-{number}.pdf" for number in range(max(min(files, _SOME), 2))]
    for number, packet in enumerate(packets):
        packet.write_bytes(pdf_of(kinds[number % len(kinds)]))
    subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", *map(str, packets)], check=True, cwd=HERE.parent
    )


def print_together(paths: Sequence[Path]) -> None:
    """Print what named packets cost together, and each alone, where the library has been read."""
    jobs = min(4, os.cpu_count() or 1)
    kept = paths[0].parent / "cache" / "check"
    question = Question(date(2026, 11, 24), practice_file=EXAMPLES / "practice.yaml", jobs=jobs, cache=kept)
    loaded = load(question, resolve(paths))
    pages: list[int] = []

    def check(several: Sequence[Sequence[Path]]) -> None:
        found = [check_named(question, resolve(some), loaded).coverage.pages for some in several]
        pages.append(sum(found))

    alone, alone_cpu = _timed(lambda: check([[path] for path in paths]))
    wall, cpu = _timed(lambda: check([paths]))
    if len(set(pages)) != 1:
        raise SystemExit(f"{pages[0]} pages were read one file after the other, and {pages[1]} together")
    print(
        f"{len(paths)} packets of {pages[0]} pages by {jobs} processes: {pages[0] / wall:.0f} pages/s,"
        f" {cpu * 1e3 / pages[0]:.1f} ms of CPU a page; {alone / wall:.1f} times as fast as one after"
        f" the other, with {cpu / alone_cpu:.2f} of the CPU",
        flush=True,
    )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of CPU of this process and its children."""
    before, start = _spent(), time.perf_counter()
    work()
    return time.perf_counter() - start, _spent() - before


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    if sys.argv[1:]:
        print_together([Path(name) for name in sys.argv[1:]])
    else:
        main()
