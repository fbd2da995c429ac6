"""What of a page template prints: its words, and nothing of its tags and code."""

from __future__ import annotations

import pytest

from consent.checks.source.facts.passages import _TAG_OR_CODE


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{}</p>",
        '<ul{{% if columns | length > 1 %}} class="half"{{% endif %}}>{}</ul>',
        "{{# 2 > 1 #}}<td{{{{ wide if a > 1 else b }}}}>{}",
    ],
)
def test_a_comparison_in_a_tag_is_no_text(markup: str) -> None:
    assert _TAG_OR_CODE.sub("", markup.format("words")) == "words"
