"""The baseline of `render_cold`: WeasyPrint and nothing else, on a page and style sheets ready on disk.

It does no reading of records, no checking, no stamping: the least that typesetting this packet can cost.
"""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main(page: Path, paper: Path) -> None:
    """Typeset one page, with the style sheets beside it in the order of their names, to a PDF/A-3a."""
    fonts = FontConfiguration()
    sheets = [CSS(filename=sheet, font_config=fonts) for sheet in sorted(page.parent.glob("*.css"))]
    document = HTML(filename=page)
    document.write_pdf(paper, stylesheets=sheets, font_config=fonts, pdf_variant="pdf/a-3a", pdf_forms=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
