#!/usr/bin/env bash
# Expected: a validator takes a stream to be as long as its /Length says, and only then looks for the line end and
# `endstream`. ISO 32000 asks for an end-of-line marker there and does not count it.
# What happens: page-validation 0.11.0 goes back from `endstream` over CR LF. Where the content itself ends in a carriage
# return and a line feed follows, as qpdf and pikepdf write it, that carriage return is taken for a part of the marker,
# and a true /Length is called false: PDF/A-2b and PDF/A-3a are denied.
# Why it matters: compressed content ends in any byte, so about one stream in 256 is hit by chance. A packet of forty
# streams fails one time in seven, and the same document, saved again, passes. Whoever lets a build depend on this rule
# has to hold the lengths against another reader, or write CR LF before `endstream` where the content ends in CR.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet page-validation==0.11.0 pikepdf==10.10.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import page
import pikepdf

print("page-validation", version("page-validation"), "pikepdf", version("pikepdf"))


def blames_the_length(ending: bytes) -> bool:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q Q " + ending)
    written = io.BytesIO()
    pdf.save(written, compress_streams=False, static_id=True)
    with pikepdf.open(io.BytesIO(written.getvalue())) as again:
        assert again.check_pdf_syntax() == [], "qpdf finds fault with the file itself"
    report = page.validate_pdf_bytes(written.getvalue(), profile=page.ValidationProfile.PDF_A_2B)
    return any("STREAM-LENGTH" in failure.rule_id for failure in report.failures)


found = {repr(ending): blames_the_length(ending) for ending in (b"n", b"\n", b"\r")}
for ending, blamed in found.items():
    print("content ends in", ending, "-> length called false" if blamed else "-> length believed")
sys.exit(0 if list(found.values()) == [False, False, True] else 1)
PYTHON
