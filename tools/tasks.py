"""The targets of `dev.py`: each sets up what it needs, then runs plain commands that it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from tools.console import Stop, beside, run, say
from tools.container import build
from tools.environment import PYTHON, Purpose, environment, prepare
from tools.lock import lock
from tools.release import release
from tools.system import TO_RENDER, TO_TEST, provide

EXAMPLE = "output/r-0001.pdf"
BENCHMARKS = ("startup", "render_cold", "reading", "print_run", "batch", "desk")


@dataclass(frozen=True)
class Target:
    """One word after `dev.py`."""

    does: str
    purpose: Purpose
    act: Callable[[Sequence[str]], int]


def main(words: Sequence[str]) -> int:
    """Set up, run the target, and return its exit code; 2 if the user has to install something first."""
    name, arguments = (words[0], words[1:]) if words else ("help", [])
    target = TARGETS.get(name)
    if target is None:
        say(_help())
        return 0 if name in {"help", "-h", "--help"} else 2
    try:
        _set_up(target.purpose)
        return target.act(arguments)
    except Stop as stop:
        say(f"\n{stop}")
        return 2
    except KeyboardInterrupt:
        return 130


def _set_up(purpose: Purpose) -> None:
    provide(TO_RENDER, TO_TEST if purpose == "dev" else ())
    prepare(purpose)


def _python(*words: str) -> int:
    return run([PYTHON, *words], environment())


def _tool(name: str, *words: str) -> int:
    return run([PYTHON.with_name(name), *words], environment())


def _setup(_: Sequence[str]) -> int:
    say("Ready. In a shell: source .venv/bin/activate")
    return 0


def _example(_: Sequence[str]) -> int:
    record = ["examples/records/r-0001.yaml", "--practice", "examples/practice.yaml"]
    code = _tool("consent", "render", *record, "--issued-on", "2026-11-24", "--output", EXAMPLE)
    if code == 0:
        say(f"The packet is in {EXAMPLE}")
    return code


def _lint(_: Sequence[str]) -> int:
    codes = (
        _tool("ruff", "check"),
        _tool("ruff", "format", "--check", "--diff", "--quiet"),
        _tool("yamllint", "--strict", "templates", "examples"),
    )
    return max(codes)


def _types(_: Sequence[str]) -> int:
    return _tool("mypy")


def _imports(_: Sequence[str]) -> int:
    return _tool("lint-imports")


def _test(arguments: Sequence[str]) -> int:
    """Run all that must hold, and what else failed last; with arguments, only pytest.

    All tests run on every processor; a test file named by hand runs in one process, where it can be debugged.
    """
    if arguments:
        return _tool("pytest", *arguments)
    # The types take one processor a minute: they are looked at beside the tests and told after them.
    with beside([PYTHON.with_name("mypy")], environment()) as types:
        failed = [name for name in ("lint", "imports") if TARGETS[name].act([]) != 0]
        code = _tool("pytest", "--numprocesses=logical", "--dist=worksteal")
        failed += ["types"] if types.code() != 0 else []
    if failed:
        say(f"Failed besides the tests above: {', '.join(failed)}")
    return code or int(bool(failed))


def _smoke(_: Sequence[str]) -> int:
    return _tool("pytest", "tests/smoke")


def _build(_: Sequence[str]) -> int:
    release()
    return 0


def _container(_: Sequence[str]) -> int:
    with TemporaryDirectory() as folder:
        try:
            image = build(Path(folder))
        except CalledProcessError as error:
            raise Stop(f"{error.cmd[-1]}\n{error.stderr}") from None
        for left_out in image.left_out:
            say(f"left out: {left_out}")
        return run([image.root / "opt/consent/bin/consent", "--version"], environment())


def _bench(_: Sequence[str]) -> int:
    return max(_python("-m", f"benchmarks.{name}") for name in BENCHMARKS)


def _lock(arguments: Sequence[str]) -> int:
    lock(upgrade="--upgrade" in arguments)
    # In a process of its own: the library that writes it is locked too, and may not be there at first.
    prepare("dev")
    return _python("-m", "tools.sbom")


def _golden_update(_: Sequence[str]) -> int:
    return _tool("pytest", "--golden-update", "tests/test_golden.py")


def _docs(_: Sequence[str]) -> int:
    return max(_python("-m", f"tools.{maker}") for maker in ("cli_docs", "rule_docs", "schemas"))


def _gallery(_: Sequence[str]) -> int:
    return _python("-m", "tools.gallery")


def _rule_pictures(_: Sequence[str]) -> int:
    return _python("-m", "tools.rule_pictures")


def _all(_: Sequence[str]) -> int:
    return _example([]) or _test([])


def _help() -> str:
    rows = [f"  {name:13} {target.does}" for name, target in TARGETS.items()]
    return "\n".join(["python3 dev.py TARGET", "", *rows])


TARGETS = {
    "example": Target("set up everything, then render the example record into output/", "run", _example),
    "test": Target(
        "set up everything, then lint, types, imports and tests; or pytest ARGUMENTS", "dev", _test
    ),
    "all": Target("example, then test", "dev", _all),
    "setup": Target("set up .venv for working on consent", "dev", _setup),
    "lint": Target("ruff and yamllint", "dev", _lint),
    "types": Target("mypy, strict", "dev", _types),
    "imports": Target("the import contract: imports go down only", "dev", _imports),
    "smoke": Target("the built wheel in an empty environment", "dev", _smoke),
    "build": Target("wheel, source and their hashes into dist/, as a release hands them out", "dev", _build),
    "container": Target("the steps of the Containerfile in plain folders, with no engine", "dev", _container),
    "bench": Target("the benchmarks: ratios against named baselines, paired in one run", "dev", _bench),
    "golden-update": Target("write the golden pages anew; then look at them", "dev", _golden_update),
    "docs": Target("make docs/cli.md, docs/rules/ and schema/ again from the program", "dev", _docs),
    "gallery": Target("draw docs/gallery.md again, a minute or two after the golden pages", "dev", _gallery),
    "rule-pictures": Target(
        "draw the pictures of docs/rules/ again (minutes); then `dev.py docs`", "dev", _rule_pictures
    ),
    "lock": Target(
        "make requirements/ again from pyproject.toml; --upgrade for the newest that fits", "dev", _lock
    ),
}
