"""Every command of README and docs is run as it is written.

What no test can run (it needs the network, a container engine, other machines) is in a block under which the
page says so: ``*Not run by our tests: …*``. What takes minutes, or never ends, is held against the program's
options here and run in small by the tests of its own. Both are listed below, so that nobody adds to them
without a word.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import click
import pypdfium2
import pytest

from consent.cli import Exit, cli
from tests.support.command import Command
from tests.support.keys import PASSPHRASE, holder
from tests.support.office import ROOT
from tests.support.official_forms import two_pages
from tests.support.records import record_text, write
from tests.support.schedule import rows, write_csv

STAND_IN = "7K3M9-QPX2D"
"""How pages call a packet; each is printed under another id."""
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")})
_BLOCK = re.compile(
    r"^( *)```(?:sh|console)\n(.*?)^\1```\n(?:\n*(\*Not run by our tests: [^*]+\*))?",
    re.MULTILINE | re.DOTALL,
)
_INLINE = re.compile(r"`(consent [a-z][^`\n]*)`")

NOT_RUN = {
    "CONTRIBUTING.md": ["git clone", "python3 dev.py test"],
    "README.md": ["python3 dev.py example", "python3 dev.py test", "pip install ."],
    "ci.md": [
        "podman build",
        "podman run",
        "set -eu",
        "echo",
        "python3 -m pip",
        "consent check --format json",
    ],
    "desk.md": ["python -m pip"],
    "scaling.md": ["press-1$ dask", "press-2$ dask", "press-3$ dask", "desk$"],
}
RUN_ELSEWHERE = {
    "consent check": "the matrix takes a minute: tests/commands/test_check_command.py",
    "consent check templates/ practice.yaml": "the same",
    "consent check --write-baseline": "the same",
    "consent check --baseline consent-baseline.json": "the same",
    "consent watch records/r-0001.yaml templates/": "it never ends: tests/commands/test_watch_command.py",
    "consent intake --watch /srv/scanner -o signed/": "it never ends: tests/commands/test_intake.py",
    "consent desk": "it never ends: tests/commands/test_desk.py",
    "consent desk --host desk.example.com --tls-cert desk.pem --tls-key desk.key": "the same",
    "consent downtime -o pack-2026-12-01 --schedule tomorrow.csv": (
        "many pages: tests/commands/test_downtime.py"
    ),
}


@dataclass(frozen=True)
class Block:
    """Commands that stand together."""

    commands: tuple[str, ...]
    marked: bool


def blocks_of(page: Path) -> list[Block]:
    return [
        Block(tuple(filter(None, (bare(line) for line in match[2].splitlines()))), bool(match[3]))
        for match in _BLOCK.finditer(page.read_text("utf-8"))
    ]


def bare(line: str) -> str:
    """A command without its comment."""
    return re.sub(r"(^|\s+)# .*", "", line).strip()


def test_the_commands_that_no_test_runs_are_these() -> None:
    found = {
        page.name: [command for block in blocks_of(page) if block.marked for command in block.commands]
        for page in PAGES
    }
    found = {name: commands for name, commands in found.items() if commands}
    assert found.keys() == NOT_RUN.keys()
    for name, beginnings in NOT_RUN.items():
        assert len(found[name]) == len(beginnings), found[name]
        assert all(map(str.startswith, found[name], beginnings)), found[name]


def test_what_is_run_elsewhere_stands_in_a_page_and_has_options_that_exist() -> None:
    written = {command for page in PAGES for block in blocks_of(page) for command in block.commands}
    assert set(RUN_ELSEWHERE) <= written
    for command in RUN_ELSEWHERE:
        parsed(command)


def test_a_command_in_a_sentence_has_options_that_exist() -> None:
    for page in PAGES:
        for command in _INLINE.findall(page.read_text("utf-8")):
            parsed(command)


def parsed(command: str) -> None:
    """Hold a command against the program's options; its arguments may be stand-ins such as FILE."""
    _, name, *rest = shlex.split(command.split(" > ")[0].split(" && ")[0])
    group: click.Command | None = cli.get_command(click.Context(cli), name)
    assert group is not None, command
    if isinstance(group, click.Group) and rest and rest[0] in group.commands:
        group, rest = group.commands[rest[0]], rest[1:]
    known = {flag for option in group.params for flag in (*option.opts, *option.secondary_opts)} | {"--help"}
    typed = {word.partition("=")[0] for word in rest if word.startswith("-") and len(word) > 1}
    assert typed <= known, f"{command}: {typed - known}"


# --- run ---------------------------------------------------------------------------------------------------


def nothing(consent: Command) -> None:
    """An empty folder."""


def practice(consent: Command) -> None:
    """What `consent init` makes, and a schedule of short packets."""
    assert consent("init", ".").code == Exit.DONE
    write_csv(consent.folder / "tomorrow.csv", rows(2))


def with_a_clause(consent: Command) -> None:
    practice(consent)
    add_the_clause(consent.folder / "my-templates")


def add_the_clause(templates: Path) -> None:
    """The one that "Adding or changing a clause" shows."""
    text = (ROOT / "docs/adding-a-clause.md").read_text("utf-8")
    clause = re.search(r"```markdown\n(.*?)```", text, re.DOTALL)
    assert clause is not None
    folder = templates / "clauses" / "en"
    folder.mkdir(parents=True)
    (folder / "photo-policy.md").write_text(clause[1], "utf-8")


def printed(consent: Command) -> None:
    """One packet in ``out/``, and what people keep beside it."""
    practice(consent)
    (_, row) = rows(2)
    write(consent.folder / "records" / "r-0001.yaml", record_text("r-0001", mrn=f'"{row["mrn"]}"'))
    made = consent("render", "records/r-0001.yaml", "-o", "out")
    assert made.code == Exit.DONE, made
    path = consent.folder / made.stdout.strip()
    shutil.copy(path, consent.folder / "signed.pdf")
    shutil.copy(path, consent.folder / "monday.pdf")
    (consent.folder / "scans").mkdir()
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    picture.save(consent.folder / "scans" / "one.png", dpi=(150, 150))
    (consent.folder / "people.yaml").write_text(
        "patient: {name: Zoë Müller, email: zoe@example.org}\n", "utf-8"
    )
    certify(consent.folder)
    remember(consent.folder)


def certify(folder: Path) -> None:
    root = holder("A made-up root", authority=True)
    key = holder("A made-up practice", root)
    (folder / "practice.p12").write_bytes(key.pkcs12())
    (folder / "certificates").mkdir()
    (folder / "certificates" / "root.pem").write_bytes(root.pem)


def remember(folder: Path) -> None:
    """A history."""
    git(folder, "init", "-q")
    commit(folder)


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "A day's work")


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


def packed(consent: Command) -> None:
    practice(consent)
    small = ("--set", "ultrasound-guidance", "--edition", "standard", "-o", "pack-2026-12-01")
    assert consent("downtime", *small).code == Exit.DONE


def with_a_form(consent: Command) -> None:
    practice(consent)
    (consent.folder / "form.pdf").write_bytes(two_pages())


SCENES: dict[str, Callable[[Command], None]] = {
    "README.md": nothing,
    "adding-a-clause.md": with_a_clause,
    "after-the-printer.md": printed,
    "ci.md": with_a_form,
    "downtime.md": packed,
    "signing.md": printed,
}
"""Where the commands of a page are typed; of any other, in what `consent init` makes."""


@pytest.fixture
def at_the_desk(consent: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("CONSENT_REGISTER")
    monkeypatch.setenv("CONSENT_SEAL_PASSPHRASE", PASSPHRASE)
    return consent


WITH_COMMANDS = [page.name for page in PAGES if any(not block.marked for block in blocks_of(page))]


def test_every_scene_has_a_page_with_commands() -> None:
    assert SCENES.keys() <= set(WITH_COMMANDS)


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_the_commands_of_a_page_run_as_written(
    name: str, at_the_desk: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    (page,) = [page for page in PAGES if page.name == name]
    SCENES.get(name, practice)(at_the_desk)
    shell = Shell(at_the_desk.folder, capsys)
    for number, block in enumerate(blocks_of(page)):
        if number == 1 and name in BETWEEN:
            BETWEEN[name](shell.folder)
        for command in () if block.marked else block.commands:
            shell.run(command)


def add_to_every_packet(folder: Path) -> None:
    """A clause that who has signed did not read, and nobody says that it does not matter."""
    add_the_clause(folder / "templates")
    path = folder / "templates" / "clauses" / "en" / "photo-policy.md"
    text = re.sub(r"applies_when:\n(  .*\n)+|acknowledgement: .*\n", "", path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    commit(folder)


def follow_the_page(folder: Path) -> None:
    """What "Adding a procedure" asks for between its two blocks."""
    path = folder / "templates" / "procedures" / "our-cortisone.yaml"
    text = path.read_text("utf-8")
    for key, value in (
        ("id", "our-cortisone"),
        ("version", "1.0.0"),
        ("title", "Cortisone injection"),
        ("order", "55"),
    ):
        text = re.sub(rf"^{key}: .*$", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    path.write_text(re.sub(r"^history:\n(?:[ -].*\n)+", "", text, flags=re.MULTILINE), "utf-8")
    practice_file = folder / "practice.yaml"
    product = (
        "  our-cortisone: {name: Example, manufacturer: Example, source_material: example,"
        " ind_number: null, pma_number: null}\n"
    )
    practice_file.write_text(
        practice_file.read_text("utf-8").replace("\nproducts:\n", f"\nproducts:\n{product}")
    )


BETWEEN: dict[str, Callable[[Path], None]] = {
    "adding-a-procedure.md": follow_the_page,
    "after-the-printer.md": add_to_every_packet,
}
"""What a page asks for, or what happens meanwhile, between its first two blocks."""


class Shell:
    """As much of a shell as the pages use."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.folder = folder
        packets = list((self.folder / "out").glob("*.pdf"))
        self._packet = packets[0].stem if packets else ""

    def run(self, line: str) -> None:
        if line in RUN_ELSEWHERE:
            return
        *first, last = line.replace(STAND_IN, self._packet or STAND_IN).split(" && ")
        for command in (*first, last):
            words, _, target = command.partition(" > ")
            program, *arguments = shlex.split(words)
            if program == "cd":
                self.folder = self.folder / arguments[0]
            elif program == "mkdir":
                with chdir(self.folder):
                    assert subprocess.run([program, *arguments], check=True).returncode == 0
            else:
                assert program == "consent", line
                # A shell goes on behind && only after 0.
                fine = {Exit.DONE} if first and command != last else {Exit.DONE, Exit.FOUND}
                self._consent_runs(command, arguments, target, fine)

    def _consent_runs(self, command: str, arguments: list[str], target: str, fine: set[Exit]) -> None:
        outcome = Command(self.folder, self._capsys)(*arguments)
        assert outcome.code in fine, f"{command}: {outcome}"
        assert "Traceback" not in outcome.stderr
        if arguments[0] == "init":
            # The example's day has eleven contents; one row shows that the command is right.
            schedule = self.folder / arguments[1] / "schedule.csv"
            schedule.write_text("".join(schedule.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
        if target:
            (self.folder / target).write_text(outcome.stdout, "utf-8")
