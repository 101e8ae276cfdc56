"""Ten pages follow from what was written, and every derived row knows its entry."""

from collections.abc import Callable
from datetime import date

import pytest

from coach.domain.card import card
from coach.domain.derived import EVIDENCE, SENDS, page, pages, starter
from coach.domain.model import Answer, CourseWeek, Library, Line, Promise, Prompt
from coach.domain.needs import NEXT_NEED
from coach.domain.playbook import ABOUT, PAGES, Row, Sources, nearest
from coach.packs.library import load
from tests.builders import back

Answered = Callable[..., Answer]
Promised = Callable[..., Promise]
Lined = Callable[..., Line]

TODAY = date(2026, 11, 24)


def asks(prompt_id: str, page: str | None = None, *intents: str, **more: object) -> Prompt:
    track = prompt_id.partition(".")[0]
    return Prompt(prompt_id, track, f"{prompt_id}?", "Why.", page=page, intents=intents, **more)  # type: ignore[arg-type]


LIBRARY = Library(
    prompts=(
        asks("partial.no", "when-i-cant"),
        asks("partial.send", "when-i-cant", "send-to"),
        asks("filter.ideal", "who-i-serve", short="The ideal one"),
        asks("filter.nights", "who-i-serve", essay_question=True),
        asks("filter.later", "who-i-serve", after=("filter.ideal",)),
        asks("value.proof", "my-value", "evidence"),
        asks("value.price", "my-price"),
        asks("value.free", None),
        asks("needs.first", "how-to-work-with-me", "first-need"),
        asks("needs.second", "how-to-work-with-me", "second-need"),
        asks("needs.meeting", "how-to-work-with-me", "first-meeting"),
    ),
    course=(CourseWeek("partial", "focus", ("partial.send",)),),
)


def sources(*entries: Answer | Promise | Line, partners: tuple[str, ...] = ()) -> Sources:
    def of(kind: type) -> list:
        return [entry for entry in entries if isinstance(entry, kind)]

    return Sources(LIBRARY, TODAY, of(Answer), of(Promise), of(Line), frozenset(partners))


def rows(page_id: str, *entries: Answer | Promise | Line, **more: tuple[str, ...]) -> list[Row]:
    return page(sources(*entries, **more), page_id).rows


def total(page_id: str, *entries: Answer | Promise | Line, **more: tuple[str, ...]) -> str:
    return " ".join(s.total for s in page(sources(*entries, **more), page_id).sections)


def test_the_library_asks_what_the_pages_are_built_from() -> None:
    library = load()
    intents = {intent for prompt in library.prompts for intent in prompt.intents}
    assert intents >= {*SENDS, *EVIDENCE, NEXT_NEED}
    empty = Sources(library, TODAY)
    assert all(starter(empty, page_id) for page_id in PAGES)
    assert PAGES.keys() == ABOUT.keys()


def test_an_empty_page_has_the_question_that_starts_it(answered: Answered, lined: Lined) -> None:
    assert [p.id for p in pages(sources())] == [*PAGES]
    assert all(p.is_empty for p in pages(sources()))
    assert starter(sources(), "who-i-serve").id == "filter.nights"  # the essay's
    assert starter(sources(), "when-i-cant").id == "partial.send"  # the first of the course
    started = page(sources(lined("who-i-serve", "2026-11-24")), "who-i-serve")
    assert started.question is None


def test_a_pages_lines_stand_newest_first(lined: Lined) -> None:
    late = lined("my-price", "2026-11-24")
    lines = [late, lined("my-price", "2026-11-02"), lined("my-value", "2026-11-24")]
    found = page(sources(*lines), "my-price")
    assert found.lines == (late, lines[1])
    assert found.line == late


def test_what_was_given_counts_what_was_expected_and_what_came(promised: Promised) -> None:
    def gave(day: str, expected: str, *came: str, minutes: int = 0) -> Promise:
        came_back = back(day, *came)
        fields = {"expected": expected, "came_back": came_back, "minutes": minutes}
        return promised("2026-11-02", "kept", day, **fields)

    given = [
        gave("2026-11-03", "nothing", "thanks", minutes=10),
        gave("2026-11-05", "nothing", "nothing"),
        gave("2026-11-04", "paid", "paid", minutes=5),
    ]
    others = [
        promised("2026-11-02", "kept", "2026-11-06"),
        promised("2026-11-02", "let-go", "2026-11-06", expected="nothing"),
        promised("2026-11-02", expected="nothing"),
    ]
    found = rows("what-i-give-first", *given, *others)
    assert [row.entry for row in found] == [given[1], given[2], given[0]]
    assert found[2].notes == ("Nov 3", "10 minutes", "came back: thanks")
    said = total("what-i-give-first", *given, *others)
    assert said.startswith("I gave three times, 15 minutes in all. I expected nothing twice, ")


def test_only_promises_longer_than_the_newest_line_are_past_it(
    promised: Promised, lined: Lined
) -> None:
    def gave(minutes: int, made: str = "2026-11-02", expected: str | None = "nothing") -> Promise:
        return promised(made, "kept", "2026-11-03", minutes=minutes, expected=expected)

    took = [*map(gave, (10, 11, 25)), gave(60, expected=None), gave(60, made="2026-11-01")]
    line = lined("where-free-ends", "2026-11-02", text="Ten minutes, then it's a job.")
    found = rows("where-free-ends", line, *took)
    assert [row.entry for row in found] == [took[2], took[1]]
    assert (found[0].text, found[0].notes) == ("Check his invoice", ("15 minutes over", "Nov 3"))
    assert total("where-free-ends", line, *took) == "My line is 10 minutes. It held 1 of 3 times."
    vague = lined("where-free-ends", "2026-11-06", text="As long as I like it.")
    assert rows("where-free-ends", line, vague, *took) == []
    assert page(sources(line), "where-free-ends").sections == ()


def test_people_are_sent_to_those_whom_the_answers_name_in_the_newest_words(
    answered: Answered,
) -> None:
    old = answered("partial.send", "2026-10-01", text="For ovens @Rolf. For mills @ilse and @rolf.")
    new = answered("partial.send", "2026-11-02", text="Ovens go to @rolf, always. He answers.")
    deeper = answered(
        "partial.send", "2026-11-02", kind="deeper", of=new.id, text="@uma did my own oven."
    )
    later = answered("filter.ideal", "2026-11-20", text="Like @Ilse.")
    found = rows("when-i-cant", old, new, deeper, later)
    assert [(row.person, row.text, row.entry) for row in found] == [
        ("ilse", "For mills @ilse and @rolf.", old),
        ("rolf", "Ovens go to @rolf, always.", new),
        ("uma", "@uma did my own oven.", new),
    ]
    assert found[0].notes == ("last mentioned Nov 20",)


def test_a_pages_promises_are_those_of_its_track_and_not_of_another_page(
    promised: Promised,
) -> None:
    def of(prompt: str | None, track: str = "value", **more: object) -> Promise:
        return promised("2026-11-02", "kept", "2026-11-03", prompt=prompt, track=track, **more)

    ours = [of("value.price"), of("value.free"), of(None, response="She took her time.")]
    others = [of("value.proof"), of("partial.no", "partial"), promised("2026-11-02", track="value")]
    found = rows("my-price", *ours, *others)
    assert [row.entry for row in found] == ours[::-1]
    assert found[0].said == "She took her time."
    assert "walking away" not in total("my-price", *ours)
    walked = of("value.price", came_back=back("2026-11-03", "nothing"))
    assert "walking away is a good result" in total("my-price", walked)


def test_the_newest_answer_to_each_question_of_a_page_stands_on_it(answered: Answered) -> None:
    answers = [
        answered("filter.ideal", "2026-10-01", text="Old."),
        answered("filter.nights", "2026-10-08", text="Their nights."),
        answered("filter.ideal", "2026-11-02", text="New."),
        answered("filter.ideal", "2026-11-02", kind="deeper", text="More."),
        answered("value.price", "2026-11-02"),
    ]
    found = rows("who-i-serve", *answers)
    assert [(row.about, row.text) for row in found] == [
        ("The ideal one", "New."),
        ("filter.nights?", "Their nights."),
    ]


def test_evidence_is_marked_until_the_person_says_otherwise(answered: Answered) -> None:
    claim = answered("value.proof", "2026-11-02", text="They trust me.")
    number = answered("value.proof", "2026-11-03", text="Forty of them came back.")
    mine = answered("value.proof", "2026-11-04", text="Ten of ten.", evidence="own-claim")
    by_deeper = answered("value.proof", "2026-11-05", text="She said it at the counter.")
    said = answered(
        "value.proof", "2026-11-05", kind="deeper", of=by_deeper.id, text="“You saved us.”"
    )
    found = rows("my-value", claim, number, mine, by_deeper, said)
    assert found[0].text == "“You saved us.”"
    quote = answered(
        "value.proof", "2026-11-06", text="It held. @bo wrote: “It holds.” So it does."
    )
    assert rows("my-value", quote)[0].text == "@bo wrote: “It holds.”"
    kinds = ["their-words", "own-claim", "number", "own-claim"]
    assert [row.evidence for row in found] == kinds
    assert total("my-value") == "No evidence yet."
    assert page(sources(), "my-value").is_empty


def test_the_circle_goes_by_the_last_mention_and_counts_partners(
    answered: Answered, promised: Promised
) -> None:
    gave = promised(
        "2026-11-02", "kept", "2026-11-03", cue="@Bill calls", expected="nothing",
        came_back=back("2026-11-03", "nothing") + back("2026-11-20", "paid"),
    )  # fmt: skip
    note = answered(None, "2026-11-22", text="@žiga asked @the-bakery about @bill")
    found = rows("my-circle", gave, note, partners=("bill", "nobody"))
    assert [row.text for row in found] == ["@bill", "@the-bakery", "@žiga"]
    assert found[0].notes == (
        "partner", "last helped Nov 3", "something came back Nov 20", "last mentioned Nov 22",
    )  # fmt: skip
    assert {row.entry for row in found} == {note}
    assert total("my-circle", gave, note, partners=("bill",)) == "One partner, and two others."


def test_one_need_is_active_and_a_line_for_the_next_waits_behind_it(
    answered: Answered, promised: Promised, lined: Lined
) -> None:
    first = answered("needs.first", "2026-11-02", text="One call a day.")
    second = answered("needs.second", "2026-11-03", text="Pay by Friday.")
    line = lined("how-to-work-with-me", "2026-11-02", of=first.id, text="Call me before ten.")
    next_line = lined("how-to-work-with-me", "2026-11-03", of=second.id, text="Pay by Friday.")
    found = page(sources(first, second, line, next_line), "how-to-work-with-me")
    assert found.lines == (line, next_line)
    assert [(row.about, row.entry) for row in found.rows] == [("I know what I need", first)]
    assert found.sections[0].total == "Still to do: say why it's good for them, too."
    said = promised("2026-11-02", "kept", "2026-11-03", prompt="needs.meeting")
    found = page(sources(first, said, second, line, next_line), "how-to-work-with-me")
    assert found.lines == (next_line, line)
    assert [(row.about, row.entry) for row in found.rows] == [("I know what I need", second)]


def test_the_card_has_the_newest_lines_and_whom_to_send_people_to(
    answered: Answered, lined: Lined
) -> None:
    assert card(sources()) == []
    old, new = (lined("my-price", day, text=day) for day in ("2026-11-02", "2026-11-03"))
    sent = [
        answered("partial.send", "2026-11-02", text=f"For {what}: @{who}.")
        for what, who in (("ovens", "a1"), ("mills", "b2"), ("irons", "c3"), ("lamps", "d4"))
    ]
    found = card(sources(old, new, *sent, lined("my-circle", "2026-11-03")))
    assert [(line.title, line.text) for line in found] == [
        ("Who I'd send you to", "For lamps: @d4.\nFor irons: @c3.\nFor mills: @b2."),
        ("My price", "2026-11-03"),
    ]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("my-price", "my-price"),
        ("My  PRICE", "my-price"),
        ("When I can’t", "when-i-cant"),
        ("price", "my-price"),
        ("when-i-cannot", "when-i-cant"),
        ("my-valeu", "my-value"),
        ("zzz", None),
        ("", None),
    ],
)
def test_a_page_is_found_by_something_near_its_name(words: str, meant: str | None) -> None:
    assert nearest(words) == meant
