#!/usr/bin/env bash
# pdf.js 5.6.205 saves an answer without a drawing, and does not say so, when /AcroForm stands inside the catalog.
#
# One expects: pdf.js draws an answer that it saves. Where the field's font lacks a letter (Helvetica and a Polish name)
# it drops the old drawing and sets /NeedAppearances, so that the next program draws the answer. ISO 32000 lets the form's
# dictionary be an object of its own or stand inside the catalog; both are common, and mean the same.
# What happens: inside the catalog the old drawing is dropped all the same, and /NeedAppearances is never set. The file
# holds the value and nothing that shows it. No error is raised.
# Why it matters: viewers that draw every field for themselves still show the name. A program that keeps to what the file
# asks for does not: qpdf makes missing drawings only when asked, so a filled form flattened for the archive has an empty
# line where the patient's name was. Whoever writes forms should give /AcroForm a number of its own.
#
# Needs Node 20 with npm, python3 with venv, and both package registries. Made-up names only.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund pdfjs-dist@5.6.205 >/dev/null
python3 -m venv v
v/bin/pip -q --disable-pip-version-check install pikepdf==10.18.0 2>/dev/null
cat >make.py <<'PY'
import pikepdf
from pikepdf import Array, Dictionary, Name, String

for inside in (False, True):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 100))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        fonts = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
        shown = b"/Tx BMC BT /Helv 12 Tf 2 6 Td (Ada Testperson) Tj ET EMC"
        look = pdf.make_stream(shown, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20]), Resources=fonts)
        field = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Ada Testperson"), F=4,
                P=page.obj, DA=String("/Helv 12 Tf 0 g"), Rect=Array([20, 40, 220, 60]), AP=Dictionary(N=look),
            )
        )
        page.obj.Annots = Array([field])
        form = Dictionary(Fields=Array([field]), DR=fonts, DA=String("/Helv 12 Tf 0 g"))
        pdf.Root.AcroForm = form if inside else pdf.make_indirect(form)
        pdf.save("inside.pdf" if inside else "own.pdf")
PY
v/bin/python make.py
cat >fill.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import { getDocument, version } from "pdfjs-dist/legacy/build/pdf.mjs";

console.log("pdf.js", version);
for (const form of ["own", "inside"]) {
  for (const [letters, value] of [["known", "Bo Sample"], ["unknown", "Zoja Wa\u0142"]]) {
    const document = await getDocument({ data: new Uint8Array(readFileSync(`${form}.pdf`)), verbosity: 0 }).promise;
    const [field] = await (await document.getPage(1)).getAnnotations();
    document.annotationStorage.setValue(field.id, { value });
    writeFileSync(`${form}-${letters}.pdf`, await document.saveDocument());
    await document.loadingTask.destroy();
  }
}
JS
node fill.mjs
cat >look.py <<'PY'
import sys

import pikepdf

print("qpdf", pikepdf.__libqpdf_version__)
seen = {}
for form in ("own", "inside"):
    for letters in ("known", "unknown"):
        with pikepdf.open(f"{form}-{letters}.pdf") as pdf:
            field = pdf.Root.AcroForm.Fields[0]
            asks, drawn = bool(pdf.Root.AcroForm.get("/NeedAppearances", False)), "/AP" in field and "/N" in field.AP
            pdf.generate_appearance_streams()
            later = "/AP" in field and "/N" in field.AP
            seen[form, letters] = asks, drawn, later
            print(
                f"form {'inside the catalog' if form == 'inside' else 'of its own'}, letters {letters} to the font:",
                f"value {str(field.V)!r}, asks for a drawing: {asks}, drawn by pdf.js: {drawn}, by qpdf later: {later}",
            )
as_known = {
    ("own", "known"): (False, True, True),
    ("own", "unknown"): (True, False, True),
    ("inside", "known"): (False, True, True),
    ("inside", "unknown"): (False, False, False),
}
sys.exit(0 if seen == as_known else "changed")
PY
v/bin/python look.py
