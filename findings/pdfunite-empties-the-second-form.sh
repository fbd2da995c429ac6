#!/usr/bin/env bash
# pdfunite 22.12.0 (poppler) drops every form field of the second file when both files have a named destination.
#
# One expects: pdfunite joins two filled forms page by page; fields may be renamed, but what was typed still shows.
# What happens: without named destinations all widgets stay. With one named destination in each file, which no
# link has to use, the pages of the second file come out with no annotation at all: its answers are gone from
# screen and paper. The exit status is 0 and nothing is said.
# Why it matters: pdfunite is what a script reaches for to put several patients' signed forms into one file, and
# most typesetters write named destinations for every heading. Leave them out, or join with `qpdf --pages`.
#
# Needs Debian 12 with apt and the libraries that poppler-utils depends on, python3 with venv, and the Python
# package index. Made-up names only.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"; cd "$folder"
apt-get -qq download poppler-utils=22.12.0-2+deb12u2 libpoppler126=22.12.0-2+deb12u2 2>/dev/null
for package in ./*.deb; do dpkg-deb -x "$package" poppler; done
libraries=$(dirname "$(find poppler -name 'libpoppler.so.126' | head -n 1)")
python3 -m venv v
v/bin/pip -q --disable-pip-version-check install pikepdf==10.18.0 2>/dev/null
LD_LIBRARY_PATH="$folder/$libraries" PATH="$folder/poppler/usr/bin:$PATH" v/bin/python - <<'PY'
import subprocess
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def form(path, who, named):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 100))
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        fonts = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
        shown = f"/Tx BMC BT /Helv 12 Tf 2 9 Td ({who}) Tj ET EMC".encode()
        look = pdf.make_stream(shown, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 260, 30]), Resources=fonts)
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="name", TU="Name", F=4, P=page.obj, V=String(who),
            DA="/Helv 12 Tf 0 g", Rect=Array([20, 40, 280, 70]), AP=Dictionary(N=look),
        )
        page.Annots = Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=page.Annots, DR=fonts, DA="/Helv 12 Tf 0 g"))
        if named:
            pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("top"), Array([page.obj, Name.Fit])])))
        pdf.save(path)


print(subprocess.run(["pdfunite", "-v"], capture_output=True, text=True).stderr.splitlines()[0])
seen = {}
for named in (False, True):
    form("first.pdf", "Ada Testperson", named)
    form("second.pdf", "Bo Sample", named)
    done = subprocess.run(["pdfunite", "first.pdf", "second.pdf", "joined.pdf"], capture_output=True, text=True)
    with pikepdf.open("joined.pdf") as joined:
        seen[named] = [[str(widget.V) for widget in page.get("/Annots", [])] for page in joined.pages]
    print(f"named destinations: {named!s:5}  exit {done.returncode}  said {done.stderr!r}  fields by page: {seen[named]}")
if seen != {False: [["Ada Testperson"], ["Bo Sample"]], True: [["Ada Testperson"], []]}:
    sys.exit("changed")
PY
