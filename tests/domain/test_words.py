"""One definition of a word, a mention, a tag, and of what is the same."""

import pytest

from coach.domain.text import begun_mention, by_frequency, fold, people, people_and_tags, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said: don't.", ["She", "said", "don't"]),
        ("हिन्दी में लिखो", ["हिन्दी", "में", "लिखो"]),
        ("น้ำ และ ไฟ", ["น้ำ", "และ", "ไฟ"]),
        ("كَتَبَ الوَلَدُ", ["كَتَبَ", "الوَلَدُ"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("'quoted' rock’n’roll", ["quoted", "rock’n’roll"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("snake_case 3rd", ["snake", "case", "3rd"]),
        ("", []),
    ],
)
def test_a_word_is_whole_in_every_script(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "CAFE"),
        ("cafe\u0301", "café"),
        ("don’t", "don't"),
        ("“so”", '"so"'),
        ("ＡＢＣ", "abc"),
        ("Straße", "STRASSE"),
        ("Žiga", "ziga"),
    ],
)
def test_case_accents_quotes_and_width_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("हिन्दी", "हनद"), ("น้ำ", "นำ"), ("cart", "card")])
def test_what_is_another_word_stays_another(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@श्रीकांत called", ["श्रीकांत"]),
        ("@O'Brien and @o’brien’s son", ["o'brien"]),
        ("see medium.com/@writer and https://x.example/@other", []),
        ("mail me@shop.example or `@decorator`", []),
        ("``@two ticks`` but @bill", ["bill"]),
        ("either @ann/@bob", ["ann", "bob"]),
        ("＠bill again", ["bill"]),
        ("@anna @ánna", ["anna"]),
        ("'@bill' said @cy's", ["bill", "cy"]),
    ],
)
def test_people_in_every_script_and_never_in_links_or_code(text: str, who: list[str]) -> None:
    assert people(text) == who


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#123 is a number, #v2 is a tag", ["v2"]),
        ("https://x.example/#pricing and x.example/a#b", []),
        ("＃trust `#include`", ["trust"]),
    ],
)
def test_a_tag_has_a_letter_and_is_in_no_link(text: str, found: list[str]) -> None:
    assert people_and_tags(text)[1] == found


def test_names_that_fold_to_the_same_are_counted_together() -> None:
    assert by_frequency(["žiga", "bill", "ziga"]) == [("žiga", 2), ("bill", 1)]


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("I asked @bi", ("@", "bi")),
        ("#Tru", ("#", "tru")),
        ("@bill ", None),
        ("x.example/@bi", None),
        ("nothing", None),
        ("@श्री", ("@", "श्री")),
    ],
)
def test_a_mention_being_typed_is_known_by_its_end(
    typed: str, begun: tuple[str, str] | None
) -> None:
    assert begun_mention(typed) == begun
