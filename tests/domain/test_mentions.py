"""People and tags in a text."""

import pytest

from coach.domain.text import mentions, people, people_and_tags


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@bill asked again", ["bill"]),
        ("Write to bill@shop.example today", []),
        ("write_to_@bill and 3@bill", []),
        ("@zebediah's bicycle", ["zebediah"]),
        ("@zebediah’s bicycle", ["zebediah"]),
        ("@billing sent a letter", ["billing"]),
        ("I asked @the-bakery.", ["the-bakery"]),
        ("@Žiga and @žiga and @ŽIGA", ["žiga"]),
        ("@anna- @anna-- and @anna", ["anna"]),
        ("@anna-maria_2", ["anna-maria_2"]),
        ("@李雷, @Ольга!", ["李雷", "ольга"]),
        ("(@bill) “@ann” -@cy /@dee\n@eve", ["bill", "ann", "cy", "dee", "eve"]),
        ("@ bill, @- and @", []),
        ("@bill, @ann, @Bill", ["bill", "ann"]),
        ("#price is no person", []),
    ],
)
def test_people_are_found_by_the_rules(text: str, who: list[str]) -> None:
    assert people(text) == who


def test_a_longer_handle_is_another_person() -> None:
    assert "bill" not in people("@billing @bill-2 @bill_the_second")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#price and #Price", ["price"]),
        ("issue#a12 is none, #a12 is one", ["a12"]),
        ("#walk-away.", ["walk-away"]),
        ("# A heading\n## Another", []),
        ("@bill is no tag", []),
    ],
)
def test_tags_are_found_by_the_same_rules(text: str, words: list[str]) -> None:
    assert people_and_tags(text)[1] == words


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("@bill's bike", ["@bill"]),
        ("@Bill’S and @anna-", ["@Bill", "@anna"]),
        ("＠bill ＃Öl", ["＠bill", "＃Öl"]),
        ("#2026 is no tag, #w48 is", ["#w48"]),
        ("mail me@x.de, see x.de/#a and `@code`", []),
        ("@o'brien, @the-bakery.", ["@o'brien", "@the-bakery"]),
    ],
)
def test_a_mention_is_marked_where_it_stands(text: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end, _ in mentions(text)] == marked


@pytest.mark.parametrize(
    "text", ["#" * 100_000, "@-" * 50_000, "`a`#" * 25_000, "x.y/" + "@a/" * 30_000]
)
def test_in_100_000_signs_nobody_is_looked_for_again_and_again(text: str) -> None:
    assert [*mentions(text)] == []
