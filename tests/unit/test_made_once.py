"""What is made once in a run, and again only for other things."""

from __future__ import annotations

from functools import partial

from consent.made_once import MadeOnce


def test_the_same_things_are_made_once_and_equal_ones_again() -> None:
    kept: MadeOnce[str] = MadeOnce(2)
    things = ([1], [1])
    made: list[None] = []

    def make() -> str:
        made.append(None)
        return f"number {len(made)}"

    assert [kept.made((thing,), "said", make) for thing in (*things, *things)] == [
        "number 1",
        "number 2",
        "number 1",
        "number 2",
    ]
    assert kept.made((things[0],), "said otherwise", make) == "number 3"


def test_a_full_store_forgets_all_and_never_gives_what_another_thing_led_to() -> None:
    kept: MadeOnce[int] = MadeOnce(2)
    for number in range(50):
        # The list is gone after its turn, so that the next may come to be at the same place in memory.
        assert kept.made(([number],), "", partial(int, number)) == number
