#!/usr/bin/env bash
# pypdf 7.1.1 types an answer into one field, and it shows in every other field whose empty drawing was the same object.
#
# One expects: to fill one field gives that field a drawing of its own. Two empty fields of one size may share the
# empty drawing they begin with: PDF lets any number of annotations point at one appearance, and a program that
# writes compact files stores equal streams once.
# What happens: pypdf writes the new drawing under the object number of the old one. Every field that shares it
# now draws the same words, with an empty value: on paper the date at the signature stands at the refusal too.
# Values read back by program are right, so a test that asks for values sees nothing.
# Why it matters: whoever writes forms and stores equal streams once must leave out the drawings of fields.
#
# Needs python3 with venv and the Python package index. Made-up words only.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip -q --disable-pip-version-check install pypdf==7.1.1 pikepdf==10.18.0 2>/dev/null
v/bin/python - <<'PY'
import io
import sys

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name, String


def form(shared):
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 100))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        fonts = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))

        def empty():
            box = Array([0, 0, 120, 20])
            return pdf.make_stream(b"/Tx BMC EMC", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=fonts)

        looks = [empty()] * 2 if shared else [empty(), empty()]
        fields = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), F=4, P=page.obj,
                    DA=String("/Helv 12 Tf 0 g"), Rect=Array([20, y, 140, y + 20]), AP=Dictionary(N=look),
                )
            )
            for name, y, look in zip(("signed-on", "refused-on"), (60, 20), looks)
        ]
        page.obj.Annots = Array(fields)
        pdf.Root.AcroForm = Dictionary(Fields=Array(fields), DR=fonts, DA=String("/Helv 12 Tf 0 g"))
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def shown(data, incremental):
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=incremental) if incremental else pypdf.PdfWriter(
        clone_from=io.BytesIO(data)
    )
    writer.update_page_form_field_values(writer.pages[0], {"signed-on": "May 3"}, auto_regenerate=False)
    writer.write(out := io.BytesIO())
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        return {
            str(field.T): (str(field.get("/V", "")), b"May 3" in field.AP.N.read_bytes())
            for field in pdf.pages[0].Annots
        }


print("pypdf", pypdf.__version__)
found = {(shared, mode): shown(form(shared), mode) for shared in (False, True) for mode in (False, True)}
for (shared, mode), fields in found.items():
    print("one drawing for both" if shared else "a drawing each", "| incremental" if mode else "| written anew")
    for name, (value, draws) in fields.items():
        print(f"    {name}: value {value!r}, {'draws the answer' if draws else 'draws nothing'}")
as_known = all(
    fields["signed-on"] == ("May 3", True) and fields["refused-on"] == ("", shared)
    for (shared, _), fields in found.items()
)
sys.exit(0 if as_known else 1)
PY
