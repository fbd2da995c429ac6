#!/usr/bin/env bash
# pyHanko 0.38.0: judging a signature takes time with the square of the number of objects in an object stream.
#
# One expects: a file with four times as many objects takes about four times as long to judge.
# What happens: for each object that stands in an object stream, pyHanko reads the whole table of that stream again.
# Four times the objects in one stream take some fourteen times as long. qpdf puts at most 100 objects in a stream, so
# its files never show it; a writer that keeps all of a tagged file's objects in one stream, as pydyf does under
# WeasyPrint, makes a short form with two thousand tags take the better part of a minute to verify.
# Why it matters: a reader with a time limit calls a perfectly good signature unreadable, and only for some writers.
#
# Needs python3 with venv, and the Python package index.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v"
"$folder/v/bin/pip" -q --disable-pip-version-check install 'pyhanko==0.38.0' 'pydyf==0.13.0' 2>/dev/null
cd "$folder"
"$folder/v/bin/python" - <<'PY'
import io
import sys
import time
from importlib.metadata import version

import pydyf
from pyhanko.pdf_utils.reader import PdfFileReader


def file_of(count):
    """One page, and so many small objects that the catalog names."""
    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])}))
    kept = pydyf.Array()
    for number in range(count):
        one = pydyf.Dictionary({"Number": number, "Words": pydyf.String(f"object {number}")})
        pdf.add_object(one)
        kept.append(one.reference)
    pdf.catalog["Kept"] = kept
    pdf.write(out := io.BytesIO(), compress=True)
    return out.getvalue()


def seconds(data, count):
    begun = time.process_time()
    kept = PdfFileReader(io.BytesIO(data)).root["/Kept"]
    assert sum(one.get_object()["/Number"] for one in kept) == count * (count - 1) // 2
    return time.process_time() - begun


print("pyHanko", version("pyhanko"), "pydyf", version("pydyf"))
taken = {}
for count in (250, 1000):
    data = file_of(count)
    assert data.count(b"/ObjStm") == 1
    taken[count] = min(seconds(data, count) for _ in range(2))
    print(f"{count} objects in one object stream: {taken[count]:.2f} s to read each once")
ratio = taken[1000] / taken[250]
print(f"four times the objects, {ratio:.1f} times the time")
if ratio < 8:
    sys.exit("changed")
PY
