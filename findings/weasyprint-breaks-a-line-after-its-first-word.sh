#!/usr/bin/env bash
# Expected: a paragraph breaks its lines at the last space that still fits, whether or not an inline element follows it.
# What happens: where a line has room for the words before an inline element, but not for the space between them as well,
# WeasyPrint goes back to the first space of the line, and leaves one word alone on it: "Chest / pain or trouble breathing
# (Any / time)". With the same space inside the element (`breathing<span> (Any time)</span>`) the line is full.
# Why it matters: it happens at one width among many, so a layout that was looked at breaks badly when a column or a
# word changes. Whoever sets narrow columns moves such spaces into the element that follows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet weasyprint==70.0 pypdfium2==5.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import pypdfium2
from weasyprint import HTML

print("weasyprint", version("weasyprint"))
OUTSIDE = "Chest pain or trouble breathing <span>(Any time)</span>"
INSIDE = "Chest pain or trouble breathing<span> (Any time)</span>"


def first_line(words: str, width: float) -> str:
    page = f'<style>@page {{ size: 200mm 60mm }}</style><div style="font: 10pt sans-serif; width: {width}mm">{words}</div>'
    with pypdfium2.PdfDocument(HTML(string=page).write_pdf()) as document:
        return document[0].get_textpage().get_text_range().splitlines()[0].strip()


widths = [40 + step / 5 for step in range(150)]
bad = [(width, first_line(INSIDE, width)) for width in widths if first_line(OUTSIDE, width) == "Chest"]
for width, other in bad[:5]:
    print(f"{width:.1f} mm: the first line is 'Chest'; with the space inside the element it is {other!r}")
changed = not bad or any(other == "Chest" for _, other in bad)
sys.exit(1 if changed else 0)
PYTHON
