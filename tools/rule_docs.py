"""Make docs/rules/ from the rules themselves: a page for each code, and an index that says who mends what."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from consent.gate.catalogue import catalogue
from consent.models.findings.rule import Rule
from tools.console import ROOT

FOLDER = ROOT / "docs" / "rules"
PICTURES = "pictures"
KINDS: Mapping[str, str] = {
    "CHK": "the check itself",
    "CLS": "clauses",
    "DOC": "documents of their own: authorization, refusal, withdrawal",
    "PAP": "finished pages",
    "POL": "policies",
    "PRA": "the practice's file",
    "PRO": "procedures and shared parts",
    "RDB": "how easily it reads",
    "REC": "records and schedules",
    "REV": "review and approval",
    "RSK": "numbers",
    "SIG": "places to sign",
    "TPL": "page templates",
    "TRN": "translations",
    "WRD": "word lists",
    "WVR": "waivers",
}
_MADE = "<!-- Made by `python3 dev.py docs` from the rules; do not edit. -->"


def rule_pages() -> Mapping[str, str]:
    """Every page by its path below docs/rules/."""
    rules = catalogue()
    pages = {page_of(code): _page(rule) for code, rule in rules.items()}
    return {"README.md": _index(rules), **pages}


def page_of(code: str) -> str:
    """Where the page of a code is, below docs/rules/."""
    return f"{code[:3].lower()}/{code}.md"


def write(folder: Path = FOLDER) -> None:
    """Write all pages anew; pages of codes that are gone go too, pictures stay."""
    for kind in KINDS:
        shutil.rmtree(folder / kind.lower(), ignore_errors=True)
    for name, text in rule_pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _index(rules: Mapping[str, Rule]) -> str:
    lines = [
        _MADE,
        "",
        "# Rules",
        "",
        "What each code of `consent check` means, why it matters, and what to do.",
    ]
    lines += ["The same words: `consent explain CODE`.", ""]
    for kind, group in groupby(rules.values(), key=lambda rule: rule.code[:3]):
        lines += [f"## {kind}: {KINDS[kind]}", "", "| code | severity | what | for |", "|---|---|---|---|"]
        for rule in group:
            link = f"[{rule.code}]({page_of(rule.code)})"
            lines.append(f"| {link} | {rule.severity} | {_cell(rule.title)} | {rule.persona} |")
        lines.append("")
    return "\n".join(lines)


def _page(rule: Rule) -> str:
    lines = [_MADE, "", f"# {rule.code}: {rule.title}", ""]
    if rule.summary.rstrip(".").casefold() != rule.title.casefold():
        lines += [rule.summary, ""]
    lines += ["## Why it matters", "", *_prose(rule.explanation), ""]
    if rule.remedy:
        lines += ["## What to do", "", rule.remedy, ""]
    lines += _pictures(rule.code)
    lines += [
        "## Facts",
        "",
        "| | |",
        "|---|---|",
        f"| severity | {rule.severity} |",
        f"| for | {rule.persona} |",
    ]
    lines.append(f"| since | {rule.since} |")
    if rule.reference:
        lines.append(f"| comes from | {_cell(rule.reference)} |")
    if rule.related:
        links = ", ".join(f"[{code}](../{page_of(code)})" for code in rule.related)
        lines.append(f"| see also | {links} |")
    return re.sub(r"\n{3,}", "\n\n", "\n".join([*lines, ""]))


def _prose(text: str) -> Iterator[str]:
    """The explanation as Markdown: its examples, set in by four spaces, become blocks of code."""
    for paragraph in re.split(r"\n\n", text):
        if paragraph.startswith("    "):
            yield from ("```", *(line.removeprefix("    ") for line in paragraph.split("\n")), "```")
        elif paragraph in {"Bad::", "Good::"}:
            yield f"**{paragraph[:-2]}**"
        else:
            yield paragraph.removesuffix(":") if paragraph.endswith("::") else paragraph
        yield ""


def _pictures(code: str) -> Iterator[str]:
    """The pictures of a place that is wrong and one that is right, where there are any."""
    for word in ("bad", "good"):
        if (FOLDER / PICTURES / f"{code}-{word}.png").exists():
            yield from (f"![{word}: {code}](../{PICTURES}/{code}-{word}.png)", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    write()
