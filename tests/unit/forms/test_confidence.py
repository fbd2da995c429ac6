"""What a report calls so and so sure was so often right on forms that the rules had not seen."""

from __future__ import annotations

import pytest

from consent.forms.confidence import measured


@pytest.mark.parametrize(("sure", "said"), [(1.0, 1.0), (0.95, 0.97), (0.4, 0.7), (0.6, 0.1), (0.0, 0.0)])
def test_a_find_is_called_as_sure_as_its_kind_was_right(sure: float, said: float) -> None:
    assert measured(sure) == said
