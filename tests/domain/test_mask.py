"""A mask replaces every mention, in any case, and leaves all else."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from coach.domain.mask import Mask
from coach.domain.model import Answer, Choices, Item, Line, Promise
from coach.domain.records import ANSWERS, PROMISES


def test_every_mention_in_any_case_is_the_same_number() -> None:
    mask = Mask()
    text = "@bill asked @The-Bakery's boss, ＠BILL said. bill@x.example, `@bill`, @Žiga-"
    assert mask.text(text) == (
        "@person-1 asked @person-2's boss, ＠person-1 said. bill@x.example, `@bill`, @person-3-"
    )
    assert mask.text("@billing, @ziga and @Bill’s sister. Plain bill.") == (
        "@person-4, @person-3 and @person-1’s sister. Plain bill."
    )
    assert mask.text("@person-9 is a name like others.") == "@person-5 is a name like others."


def test_it_masks_all_that_was_written_and_said_before(
    answered: Callable[..., Answer], promised: Callable[..., Promise], lined: Callable[..., Line],
    chosen: Callable[..., Choices],
) -> None:  # fmt: skip
    answer = answered("value.one", "2026-11-24", text="@ann", ask="Is @bo in?")
    answer = ANSWERS.changed(answer, answer.updated, text="@cy")
    words = {"did": "@d", "response": "@e", "obstacle": "@f", "fallback": "@g"}
    promise = promised("2026-11-24", cue="@h", action="@i", **words)
    promise = PROMISES.changed(promise, promise.updated, did="@d!")
    choices = replace(chosen(), partners=("ann", "zoe"))
    choices = replace(choices, revisions=({"partners": ["zoe"], "course": True},))
    items: list[Item] = [answer, promise, lined("my-value", "2026-11-24", text="@ann!"), choices]
    masked: list[Any] = Mask().items(items)
    written = repr(masked)
    assert not re.search(r"@(?!person-\d)", written)
    assert "zoe" not in written
    assert masked[2].text == f"@{masked[3].partners[0]}!"
    assert masked[0].revisions[0]["text"] == masked[2].text[:-1]
    assert replace(masked[1], **{n: getattr(promise, n) for n in ("cue", "action", *words)},
                   revisions=promise.revisions) == promise  # fmt: skip
