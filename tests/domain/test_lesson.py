"""The line offered from an answer is the sentence that carries its lesson."""

import pytest

from coach.domain.lesson import LONG, excerpt, gist, lesson, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Priya. She asked twice. Then she left.", ["@Priya. She asked twice.", "Then she left."]),
        ("She asked. So I did it. Why?", ["She asked.", "So I did it. Why?"]),
        ("I say: “I can't. Here is who can.” They like it.",
         ["I say: “I can't. Here is who can.”", "They like it."]),
        ("Mr. Hale called about 3.5 mm plugs at St. Anne. I went.",
         ["Mr. Hale called about 3.5 mm plugs at St. Anne.", "I went."]),
        ("One line\nand another one\n\nthird line here",
         ["One line and another one", "third line here"]),
        ('She said "no. never." And left.', ['She said "no. never."', "And left."]),
        ("", []),
        ("…", ["…"]),
    ],
)  # fmt: skip
def test_a_sentence_is_whole(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "@Priya. She wanted the mixer back by Friday. Next time I'll say the day first.",
            "Next time I'll say the day first.",
        ),
        (
            "Two calls this week. I said “From here on it is a job, and it costs 40.” He nodded.",
            "I said “From here on it is a job, and it costs 40.”",
        ),
        (
            "I should ask first. He left. From now on I'll ask what it is for.",
            "From now on I'll ask what it is for.",
        ),
        ("No one. I always ask first.", "I always ask first."),
        ("@Priya. I always ask first.", "I always ask first."),
        ("A look at the plug is free for anyone.", "A look at the plug is free for anyone."),
    ],
)
def test_the_lesson_is_the_sentence_that_says_what_to_do(text: str, said: str) -> None:
    assert lesson(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "@Priya. She wanted the mixer back by Friday. I told her Tuesday.",
        "Der Mann kam zweimal. Ich habe ihm die Nummer gegeben.",
        "Ein Mann rief an.\n\n- erst die Sicherung\n- dann das Kabel",
    ],
)
def test_without_a_lesson_the_whole_answer_is_offered_to_be_cut_down(text: str) -> None:
    assert lesson(f"{text}\n") == text


def test_the_gist_of_a_short_answer_is_all_of_it_and_a_long_one_is_cut_between_sentences() -> None:
    assert gist("Two\nlines.") == "Two lines."
    talk = "He talked about the mill and the weather for a while. " * 6
    assert gist(f"{talk}Next time I'll ask on the phone.") == "Next time I'll ask on the phone."
    cut = gist(talk)
    assert cut.endswith("for a while. …") and len(cut) <= LONG + 2
    assert gist("word " * 100).endswith("word …")
    assert len(gist("x" * 100_000)) <= LONG + 2


@pytest.mark.parametrize(
    ("room", "cut"),
    [
        (90, "@kit asked for tea. She stayed, said little, and left with a sore arm, and I slept."),
        (60, "@kit asked for tea. …"),
        (19, "@kit asked for …"),
    ],
)
def test_an_excerpt_ends_where_one_takes_a_breath(room: int, cut: str) -> None:
    text = "@kit asked for tea.\nShe stayed, said little, and left with a sore arm, and I slept."
    assert excerpt(text, room) == cut


def test_a_long_first_sentence_is_cut_after_a_clause_or_a_word() -> None:
    text = "She stayed for the whole of the afternoon, said little and then left with a sore arm."
    assert excerpt(text, 60) == "She stayed for the whole of the afternoon …"
    assert excerpt("word " * 20, 12) == "word word …"
    assert excerpt("道" * 12, 12) == "道道道道道 …"


def test_of_100_000_signs_only_those_that_can_be_shown_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    measured: list[int] = []

    def cells(text: str) -> int:
        measured.append(len(text))
        return len(text)

    monkeypatch.setattr("coach.domain.lesson.cells", cells)
    excerpt("x" * 100_000, 90)
    assert sum(measured) < 500_000
