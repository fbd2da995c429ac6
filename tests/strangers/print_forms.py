"""Print the strangers' forms again. Run: ``python -m tests.strangers.print_forms [NAME…]``.

PDFs are kept beside the sources where they are made by programs that nobody needs for this project: Chromium
(whose Skia writes the PDFs of Google Docs too), LibreOffice Writer, pdfTeX, Ghostscript, ReportLab and fpdf2.
What WeasyPrint prints is printed when it is asked for.
"""

from __future__ import annotations

import html
import io
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import weasyprint

from tests.strangers.source import Block, Form, all_forms, blocks, bold_parts

_SANS = Path("/usr/share/fonts/truetype/dejavu")


def main() -> None:
    """Print the named forms, or all."""
    named = set(sys.argv[1:])
    for form in all_forms():
        if (not named or form.name in named) and (form.program != "weasyprint" or form.pdf.exists()):
            form.pdf.parent.mkdir(exist_ok=True)
            form.pdf.write_bytes(PROGRAMS[form.program](form))


def _html(form: Form, css: str) -> str:
    parts = [_html_block(block) for block in blocks(form.body)]
    body = "\n".join(parts).replace("</ul>\n<ul>", "")
    return (
        f'<!doctype html><html lang="{form.language}"><meta charset="utf-8"><title>{form.name}</title>'
        f"<style>{css}</style><body>{body}</body></html>"
    )


def _html_block(block: Block) -> str:
    if block.kind == "heading":
        return f"<h{block.level}>{_html_text(block.text)}</h{block.level}>"
    if block.kind == "bullet":
        return f"<ul><li>{_html_text(block.text)}</li></ul>"
    if block.kind == "table":
        rows = ("".join(f"<td>{_html_text(cell)}</td>" for cell in row) for row in block.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return f"<p>{_html_text(block.text)}</p>"


def _html_text(text: str) -> str:
    return "".join(f"<b>{html.escape(t)}</b>" if b else html.escape(t) for t, b in bold_parts(text))


_TABLE = "table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 2pt 4pt }"


def _weasyprint(form: Form) -> bytes:
    css = (
        "@page { size: letter; margin: 0.7in; @bottom-center { content: 'Page ' counter(page) } }"
        f"body {{ font: 10pt/1.35 serif; text-align: justify; hyphens: auto }} {_TABLE}"
    )
    return bytes(weasyprint.HTML(string=_html(form, css)).write_pdf())


def _browser(form: Form) -> bytes:
    return _chromium(
        form, f"@page {{ size: letter; margin: 0.8in }} body {{ font: 11pt Arial, sans-serif }} {_TABLE}"
    )


def _docs(form: Form) -> bytes:
    """As Google Docs exports: Skia, Arial, titles as large as there, tables with 5-point padding."""
    return _chromium(
        form,
        "@page { size: letter; margin: 1in } body { font: 11pt/1.15 Arial; margin: 0 } p { margin: 0 0 8pt }"
        "h1 { font: 26pt Arial; margin: 0 0 3pt } h2 { font: 16pt Arial; margin: 18pt 0 6pt }"
        "table { border-collapse: collapse; width: 100%; margin: 4pt 0 } td { border: 1pt solid #000;"
        " padding: 5pt; vertical-align: top } ul { margin: 0 0 0 36pt; padding: 0 }",
    )


def _chromium(form: Form, css: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "form.html", Path(folder) / "form.pdf"
        source.write_text(_html(form, css), "utf-8")
        run = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        run += [f"--print-to-pdf={out}"]
        subprocess.run([*run, source.as_uri()], check=True, capture_output=True, timeout=120)
        return out.read_bytes()


def _word(form: Form) -> bytes:
    return _writer(
        form,
        "@page { size: 8.5in 11in; margin: 1in } body { font: 11pt 'Liberation Serif'; text-align: justify }",
    )


def _office(form: Form) -> bytes:
    """As Word's own templates look: Calibri's twin, blue headings in Cambria's, grids."""
    return _writer(
        form,
        "@page { size: 8.5in 11in; margin: 0.8in } body { font: 10.5pt Carlito } h1 { font: 16pt Caladea;"
        " color: #2f5496 } h2 { font: 13pt Caladea; color: #2f5496 } td { border: 0.5pt solid #808080;"
        " padding: 3pt }",
    )


def _writer(form: Form, css: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.html"
        source.write_text(_html(form, css), "utf-8")
        run = ["soffice", "--headless", "--writer", "--convert-to", "pdf:writer_pdf_Export"]
        env = {**os.environ, "HOME": folder}
        subprocess.run(
            [*run, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180, env=env
        )
        return (Path(folder) / "form.pdf").read_bytes()


def _report(form: Form) -> bytes:
    platypus: Any = import_module("reportlab.platypus")
    styles: Any = import_module("reportlab.lib.styles")
    inch = 72.0
    sample = styles.getSampleStyleSheet()
    sample["Normal"].fontSize, sample["Normal"].leading, sample["Normal"].spaceAfter = 9, 11.5, 5
    flow: list[Any] = []
    for block in blocks(form.body):
        text = "".join(
            f"<b>{html.escape(t)}</b>" if b else html.escape(t) for t, b in bold_parts(block.text)
        ).replace("☐", "[ ]")
        if block.kind == "heading":
            flow.append(platypus.Paragraph(text, sample[f"Heading{block.level + 1}"]))
        elif block.kind == "bullet":
            flow.append(platypus.Paragraph(text, sample["Normal"], bulletText="•"))
        elif block.kind == "table":
            flow.append(
                platypus.Table([[platypus.Paragraph(c, sample["Normal"]) for c in r] for r in block.rows])
            )
        else:
            flow.append(platypus.Paragraph(text, sample["Normal"]))
    out = io.BytesIO()
    gap, margin = 0.3 * inch, 0.6 * inch
    width = (8.5 * inch - 2 * margin - gap * (form.columns - 1)) / form.columns
    frames = [
        platypus.Frame(margin + n * (width + gap), margin, width, 11 * inch - 2 * margin)
        for n in range(form.columns)
    ]
    document = platypus.BaseDocTemplate(out, pagesize=(8.5 * inch, 11 * inch), title=form.name)
    document.addPageTemplates([platypus.PageTemplate(frames=frames)])
    document.build(flow)
    return out.getvalue()


def _plain(form: Form) -> bytes:
    fpdf: Any = import_module("fpdf")
    pdf = fpdf.FPDF(format="letter")
    pdf.add_font("Sans", "", str(_SANS / "DejaVuSans.ttf"))
    pdf.add_font("Sans", "B", str(_SANS / "DejaVuSans-Bold.ttf"))
    pdf.add_page()
    for block in blocks(form.body):
        pdf.set_font("Sans", "B" if block.kind == "heading" else "", 13 if block.kind == "heading" else 10)
        if block.kind == "table":
            with pdf.table() as table:
                for cells in block.rows:
                    row = table.row()
                    for cell in cells:
                        row.cell(cell)
            continue
        mark = "• " if block.kind == "bullet" else ""
        pdf.multi_cell(0, 5.5, mark + block.text, markdown=True, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
    return bytes(pdf.output())


def _typed(form: Form) -> bytes:
    """As an old computer types: one width of letters, hard line ends, a head and a foot on every page."""
    fpdf: Any = import_module("fpdf")
    lines: list[str] = []
    for block in blocks(form.body):
        rows = [" / ".join(row) for row in block.rows] or [block.text.replace("**", "")]
        mark = "  - " if block.kind == "bullet" else ""
        for row in rows:
            lines += textwrap.wrap(mark + row, 78, subsequent_indent=" " * len(mark))
        lines += [] if block.kind == "bullet" else [""]
    pages = [lines[start : start + 54] for start in range(0, len(lines), 54)]
    pdf = fpdf.FPDF(format="letter")
    pdf.add_font("Mono", "", str(_SANS / "DejaVuSansMono.ttf"))
    pdf.set_font("Mono", "", 10)
    pdf.set_auto_page_break(False)
    for number, page in enumerate(pages, 1):
        pdf.add_page()
        foot = ["", f"Patient initials: ______{' ' * 38}Page {number} of {len(pages)}"]
        for line in [f"{form.name.upper()}   REV. 3", "", *page, *foot]:
            pdf.cell(0, 4.4, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


_TEX = str.maketrans(
    {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "’": "'", "“": "``", "”": "''", "–": "--",
     "☐": r"$\Box$", "·": r"\textperiodcentered{}", "•": r"\textbullet{}"}
)  # fmt: skip


def _latex(form: Form) -> bytes:
    lines = []
    for block in blocks(form.body):
        text = "".join(
            rf"\textbf{{{t.translate(_TEX)}}}" if b else t.translate(_TEX) for t, b in bold_parts(block.text)
        )
        if block.kind == "heading":
            lines.append(rf"\{'section' if block.level == 1 else 'subsection'}*{{{text}}}")
        elif block.kind == "bullet":
            lines.append(rf"\begin{{itemize}}\item {text}\end{{itemize}}")
        elif block.kind == "table":
            rows = r"\\ \hline ".join(" & ".join(c.translate(_TEX) for c in row) for row in block.rows)
            lines.append(
                rf"\begin{{tabular}}{{|{'p{3cm}|' * len(block.rows[0])}}}"
                rf"\hline {rows}\\ \hline\end{{tabular}}"
            )
        else:
            lines.append(text)
    body = "\n\n".join(lines).replace("\\end{itemize}\n\n\\begin{itemize}", "")
    size = "10pt,twocolumn" if form.columns == 2 else "11pt"
    source = (
        rf"\documentclass[{size}]{{article}}\usepackage[letterpaper,margin=0.9in]{{geometry}}"
        r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{lmodern,amssymb,textcomp}"
        rf"\setlength{{\emergencystretch}}{{2em}}\begin{{document}}{body}\end{{document}}"
    )
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.tex").write_text(source, "utf-8")
        subprocess.run(
            ["pdflatex", "-interaction=batchmode", "form.tex"], cwd=folder, check=True, capture_output=True
        )
        return (Path(folder) / "form.pdf").read_bytes()


def _troff(form: Form) -> bytes:
    lines = [".nr LL 6.5i", ".nr PS 11"]
    for block in blocks(form.body):
        text = block.text.replace("**", "").replace("\\", r"\e")
        lines += {
            "heading": [".SH", text],
            "bullet": [r".IP \(bu 2", text],
            "table": [".LP", *("  ".join(row) for row in block.rows)],
            "text": [".PP", text],
        }[block.kind]
    source = "\n".join(line if line[:1] != "'" else rf"\&{line}" for line in lines) + "\n"
    source = source.translate({ord(c): f"\\[u{ord(c):04X}]" for c in set(source) if ord(c) > 126})
    typed = subprocess.run(["groff", "-ms", "-Tps"], input=source.encode(), check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "form.ps").write_bytes(typed.stdout)
        subprocess.run(["ps2pdf", "form.ps", "form.pdf"], cwd=folder, check=True, capture_output=True)
        return (Path(folder) / "form.pdf").read_bytes()


PROGRAMS: dict[str, Callable[[Form], bytes]] = {
    "weasyprint": _weasyprint,
    "browser": _browser,
    "docs": _docs,
    "word": _word,
    "office": _office,
    "report": _report,
    "plain": _plain,
    "typed": _typed,
    "latex": _latex,
    "troff": _troff,
}

if __name__ == "__main__":
    main()
