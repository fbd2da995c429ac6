"""consent.resources: where templates come from, and what a machine without Pango is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from consent import resources
from consent.errors import ResourceError
from consent.resources import SystemLibrary, built_in_templates, template_roots

ABSENT = SystemLibrary("absent", "libabsent.so.9", "libabsent.9.dylib", "libabsent9", "absent")


def overlay_at(folder: Path) -> Path:
    """An overlay that a practice might keep: one clause, nothing else."""
    (folder / "clauses" / "en").mkdir(parents=True)
    return folder


def test_the_checkout_uses_its_own_templates() -> None:
    root = built_in_templates()
    assert (root / "clauses").is_dir()
    assert (root.parent / "pyproject.toml").is_file()


def test_the_built_in_library_is_searched_last_and_alone_is_enough() -> None:
    assert template_roots() == (built_in_templates(),)


def test_the_overlay_comes_first_then_the_practice_then_the_built_in(tmp_path: Path) -> None:
    overlay = overlay_at(tmp_path / "overlay")
    own = overlay_at(tmp_path / "practice" / "templates")
    assert template_roots(overlay, own.parent) == (overlay, own, built_in_templates())


def test_a_practice_without_templates_adds_nothing(tmp_path: Path) -> None:
    assert template_roots(None, tmp_path) == (built_in_templates(),)


def test_a_practice_may_have_an_empty_templates_folder(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    assert template_roots(None, tmp_path) == (tmp_path / "templates", built_in_templates())


def test_no_folder_is_searched_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = overlay_at(tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    assert template_roots(Path("templates"), tmp_path) == (own, built_in_templates())
    assert template_roots(built_in_templates()) == (built_in_templates(),)


def test_an_overlay_that_is_not_there_is_refused_and_told_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="not there") as caught:
        template_roots(tmp_path / "nowhere")
    assert "clauses" in caught.value.hint


def test_an_overlay_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("", encoding="utf-8")
    with pytest.raises(ResourceError, match="not there"):
        template_roots(tmp_path / "templates")


def test_the_folder_above_an_overlay_is_refused_and_the_overlay_named(tmp_path: Path) -> None:
    own = overlay_at(tmp_path / "templates")
    with pytest.raises(ResourceError, match="without templates") as caught:
        template_roots(tmp_path)
    assert caught.value.hint == f"--templates {own}"


def test_an_unrelated_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="without templates") as caught:
        template_roots(tmp_path)
    assert "one or more of" in caught.value.hint


def test_an_installation_without_templates_says_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "site-packages" / "consent")
    with pytest.raises(ResourceError, match="templates are missing") as caught:
        built_in_templates()
    assert "pip install" in caught.value.hint


def test_templates_inside_the_package_win_over_a_folder_two_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "src" / "consent"
    (package / "templates").mkdir(parents=True)
    (tmp_path / "site" / "templates").mkdir()
    (tmp_path / "site" / "pyproject.toml").touch()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert built_in_templates() == package / "templates"


def test_this_machine_has_every_library() -> None:
    assert resources.missing_libraries() == ()
    resources.require_libraries()


@pytest.mark.parametrize(
    ("platform", "root", "command"),
    [
        ("linux", True, "apt-get update && apt-get install --no-install-recommends libabsent9"),
        ("linux", False, "sudo apt-get update && sudo apt-get install --no-install-recommends libabsent9"),
        ("darwin", False, "brew install absent"),
    ],
)
def test_a_missing_library_is_named_with_the_command_to_type(
    platform: str, root: bool, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "SYSTEM_LIBRARIES", (ABSENT,))
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(ResourceError, match="libabsent") as caught:
        resources.require_libraries()
    assert caught.value.hint.startswith(command)


def test_a_system_without_apt_or_brew_is_told_what_to_look_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "SYSTEM_LIBRARIES", (ABSENT,))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(ResourceError) as caught:
        resources.require_libraries()
    assert "Pango" in caught.value.hint


def test_asking_about_the_libraries_does_not_import_the_renderer() -> None:
    code = (
        "import sys; from consent.resources import require_libraries, template_roots; template_roots(); "
        "require_libraries(); print(sorted({'weasyprint', 'jinja2', 'pydantic', 'cffi'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
