"""A baseline of `batch`: the loop people write, WeasyPrint kept warm, one document after the other.

It is given finished pages and style sheets on disk, shares fonts and parsed style sheets between documents,
and does nothing else: the least that this many packets can cost without stamping.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main(folder: Path, count: int) -> None:
    """Typeset so many packets after one to warm up; print the seconds for each."""
    fonts = FontConfiguration()
    sheets = [CSS(filename=sheet, font_config=fonts) for sheet in sorted(folder.glob("*.css"))]
    text = (folder / "page.html").read_text("utf-8")
    started = 0.0
    for number in range(count + 1):
        if number == 1:
            started = time.perf_counter()
        # Another patient each time, as in a batch.
        page = text.replace("00123456", f"{number:08}")
        document = HTML(string=page, base_url=str(folder))
        options = {"pdf_variant": "pdf/a-3a", "pdf_forms": True}
        document.write_pdf(folder / f"{number}.pdf", stylesheets=sheets, font_config=fonts, **options)
    print((time.perf_counter() - started) / count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
