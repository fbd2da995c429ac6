#!/usr/bin/env bash
# pyHanko 0.38.0: a signature that locks one text field calls the file suspicious as soon as a second person signs.
#
# One expects: a form has two places to sign. The first signer's place carries a /Lock that names one text field,
# the patient's name, say. The second signer signs afterwards and touches nothing that is locked. Without the lock
# that is ordinary form filling, and both signatures are judged good; with it nothing should change.
# What happens: with the lock, the same second signature makes the first one's later changes "OTHER", the level of
# a file that was tampered with, when the locked field has an appearance (as any field that prints has).
# Why it matters: a consent form is signed by several people one after another. Locking the identity fields looks
# like the careful thing to do and makes every completed form look forged to whoever verifies with the defaults.
#
# Needs python3 with venv, and the Python package index. Keys and names are made up on the spot.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/v"
"$folder/v/bin/pip" -q --disable-pip-version-check install 'pyhanko==0.38.0' 'pikepdf==10.18.0' 'cryptography>=46,<50' 2>/dev/null
cd "$folder"
"$folder/v/bin/python" - <<'PY'
import datetime
import logging
import sys
from importlib.metadata import version

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers, validation
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def signer(name):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).add_extension(usage, critical=True)
    made = made.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=9))
    made = made.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    with open("key.pem", "wb") as out:
        out.write(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    with open("cert.pem", "wb") as out:
        out.write(made.public_bytes(pem))
    return signers.SimpleSigner.load("key.pem", "cert.pem")


def form(locked, shown):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 200))
        page = pdf.pages[0]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        fonts = Dictionary(Font=Dictionary(Helv=pdf.make_indirect(font)))
        fields = []
        for name, kind, low in (("patient", Name.Sig, 20), ("doctor", Name.Sig, 60), ("name", Name.Tx, 100)):
            field = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=kind, T=name, TU=name, F=4, P=page.obj,
                Rect=Array([20, low, 280, low + 30]),
            )
            if kind == Name.Tx:
                field.DA, field.V = pikepdf.String("/Helv 12 Tf 0 g"), pikepdf.String("Ada Testperson")
                if shown:
                    words = b"/Tx BMC BT /Helv 12 Tf 2 9 Td (Ada Testperson) Tj ET EMC"
                    look = pdf.make_stream(words, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 260, 30]))
                    look.Resources = fonts
                    field.AP = Dictionary(N=look)
            if locked and name == "patient":
                lock = Dictionary(Type=Name.SigFieldLock, Action=Name.Include, Fields=Array(["name"]))
                field.Lock = pdf.make_indirect(lock)
            fields.append(pdf.make_indirect(field))
        page.Annots = Array(fields)
        form = Dictionary(Fields=Array(fields), DR=fonts, DA="/Helv 12 Tf 0 g", SigFlags=1)
        pdf.Root.AcroForm = pdf.make_indirect(form)
        pdf.save("form.pdf")


def sign(source, field, out):
    with open(source, "rb") as data, open(out, "wb") as written:
        meta = signers.PdfSignatureMetadata(field_name=field)
        signers.sign_pdf(IncrementalPdfFileWriter(data), meta, signer(field), output=written)


print("pyHanko", version("pyhanko"))
found = {}
for locked in (False, True):
    for shown in (False, True):
        form(locked, shown)
        sign("form.pdf", "patient", "once.pdf")
        sign("once.pdf", "doctor", "twice.pdf")
        with open("twice.pdf", "rb") as data:
            first = PdfFileReader(data).embedded_signatures[0]
            status = validation.validate_pdf_signature(first, ValidationContext(trust_roots=[]))
        found[locked, shown] = status.modification_level.name
        print(f"lock on the name field: {locked!s:5}  field has an appearance: {shown!s:5}  "
              f"first signature, intact: {status.intact}, later changes: {status.modification_level.name}")
if [found[False, False], found[False, True], found[True, True]] != ["FORM_FILLING", "FORM_FILLING", "OTHER"]:
    sys.exit("changed")
PY
