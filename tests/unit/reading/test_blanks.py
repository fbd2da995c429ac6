import sys

from consent.reading.blanks import SPACES, among, blank

ODD = "a b\u00a0c\u2009d\u3000e\x02f\ufffeg\U0001f600 h\ud800i\t"


def test_there_is_no_white_space_besides_what_is_listed() -> None:
    assert "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()) == SPACES


def test_each_character_is_judged_as_python_judges_it() -> None:
    assert blank(ODD).tolist() == [c.isspace() for c in ODD]


def test_others_are_found_beside_white_space() -> None:
    assert among(ODD, SPACES + "\x02\ufffe").tolist() == [c.isspace() or c in "\x02\ufffe" for c in ODD]


def test_no_text_has_no_characters() -> None:
    assert blank("").tolist() == []
