#!/usr/bin/env bash
# Expected: a library that draws PDFs leaves the settings of Pillow, which the rest of the program uses too, as they are.
# What happens: `import weasyprint` sets ImageFile.LOAD_TRUNCATED_IMAGES to True for the whole process. From then on Pillow
# opens a picture that was cut off in the middle without an error, and fills the rest with grey or black.
# Why it matters: a program that also reads scans or uploads takes half a file for a whole one, depending on whether
# WeasyPrint happens to have been imported before. Whoever needs the error has to set the flag back around each load.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet weasyprint==70.0 pillow==12.0.0
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

from PIL import Image, ImageFile

print("pillow", version("pillow"), "weasyprint", version("weasyprint"))
whole = io.BytesIO()
Image.effect_noise((200, 200), 80).save(whole, "PNG")
half = whole.getvalue()[: len(whole.getvalue()) // 2]


def outcome() -> str:
    try:
        Image.open(io.BytesIO(half)).load()
    except OSError as error:
        return f"refused: {error}"
    return "taken for a whole picture"


before, flag_before = outcome(), ImageFile.LOAD_TRUNCATED_IMAGES
import weasyprint  # noqa: E402, F401

after, flag_after = outcome(), ImageFile.LOAD_TRUNCATED_IMAGES
print("before the import:", before, "| flag", flag_before)
print("after the import: ", after, "| flag", flag_after)
changed = before.startswith("refused") and not flag_before and after.startswith("taken") and flag_after
sys.exit(0 if changed else 1)
PYTHON
