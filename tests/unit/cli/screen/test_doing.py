import io
import sys
from contextlib import suppress

import pytest

from consent.cli.screen.doing import doing


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("quiet", [False, True])
def test_on_a_terminal_the_words_stand_on_one_line_and_are_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch, quiet: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with suppress(KeyError), doing(quiet=quiet) as tell:
        tell("reading")
        tell("done: 1 of 2")
        raise KeyError
    assert terminal.getvalue() == ("" if quiet else "\rreading\x1b[K\rdone: 1 of 2\x1b[K\r\x1b[K")


def test_in_a_log_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    with doing(quiet=False) as tell:
        tell("reading")
    assert log.getvalue() == ""
