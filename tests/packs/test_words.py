"""The question library, held to its bar.

The words in ``prompts/`` are read as plain TOML here, without the program, so that a question
can be judged on its own.

``essay-shingles.txt`` beside this file stands in for the five essays the questions grew out of.
The essays belong to their authors and are not kept here. Each line is the crc32, as eight hex
digits, of one run of nine words in a row from one essay, lower-cased, in sorted order. It is
enough to tell whether a sentence of ours repeats nine words of theirs, and not enough to read
them.
"""

import re
import tomllib
import zlib
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROMPTS = HERE.parents[1] / "prompts"
SHINGLES = HERE / "essay-shingles.txt"
RUN = 9

# How many things each track must ask about, and how many questions it must have at least.
INTENTS = {
    "give-free": 13,
    "partial-help": 9,
    "filter": 14,
    "value": 11,
    "circle": 8,
    "serve": 10,
    "boundaries": 11,
    "reciprocity": 11,
    "look-back": 5,
}
AT_LEAST = {
    "give-free": 9,
    "partial-help": 9,
    "filter": 9,
    "value": 9,
    "circle": 7,
    "serve": 7,
    "boundaries": 7,
    "reciprocity": 7,
    "look-back": 5,
}
PAGES = {
    "my-circle",
    "what-i-give-first",
    "where-free-ends",
    "when-i-cant",
    "who-i-serve",
    "my-value",
    "my-price",
    "the-job",
    "how-to-work-with-me",
    "both-ways",
}
CONDITIONS = {"short", "no-person", "no-number", "absolute", "else"}
ESSAYS = {"000", "001", "002", "003", "004"}
WEEKS = [
    "give-free",
    "give-free",
    "partial-help",
    "circle",
    "filter",
    "filter",
    "value",
    "value",
    "serve",
    "boundaries",
    "reciprocity",
    "look-back",
]
KEYS = ["id", "short", "ask", "why", "example", "trade", "deeper", "cue", "page", "after"]
KEYS += ["essay", "essay_question", "ask_them", "shows", "intents"]
OPTIONAL = {"short", "cue", "page", "after", "essay_question", "ask_them", "shows"}
STALE = [
    "journey",
    "meaningful",
    "leverage",
    "authentic",
    "empower",
    "stakeholder",
    "value proposition",
    "touchpoint",
    "mindset",
    "reach out",
    "passionate",
    "holistic",
    "deliverable",
]


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


TRACKS = {path.stem: load(path) for path in sorted(PROMPTS.glob("*.toml"))}
COURSE = TRACKS.pop("course")["week"]
ALL = [prompt for track in TRACKS.values() for prompt in track["prompt"]]
KNOWN = set(SHINGLES.read_text(encoding="ascii").split())


def words(text):
    return len(text.split())


def sentences(text):
    return len(re.findall(r"[.?](?:\s|$)", text))


def shingles(text):
    found = re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))
    runs = (" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return {f"{zlib.crc32(run.encode()):08x}": run for run in runs}


def shared(text, known):
    return [run for code, run in shingles(text).items() if code in known]


def own_words(prompt):
    texts = [prompt["ask"], prompt["why"], prompt["example"]]
    return texts + [deeper["ask"] for deeper in prompt["deeper"]]


# One question


def its_fields_are_known_and_in_order(prompt):
    missing = set(KEYS) - set(prompt)
    assert list(prompt) == [key for key in KEYS if key in prompt]
    assert missing <= OPTIONAL
    assert prompt.get("essay_question", True) is True
    assert prompt["intents"]
    assert prompt["trade"] == prompt["trade"].strip() != ""
    assert prompt.get("page", "where-free-ends") in PAGES
    assert re.fullmatch(r"[a-z-]+\.[a-z]+(-[a-z]+){0,3}", prompt["id"])


def it_asks_you_one_thing_in_at_most_thirty_words(prompt):
    ask = prompt["ask"]
    assert ask.count("?") == 1
    assert ask.endswith("?")
    assert words(ask) <= 30
    assert re.search(r"\b(you|your|yours|yourself)\b", ask.lower())


def it_never_asks_two_things_at_once_or_why_you_are_like_this(prompt):
    second = r"\b(and|or) (how|what|who|why|when|where|which)\b"
    blame = r"why (do|did|don't|didn't|are|aren't|can't|haven't) you|shouldn't you|don't you think"
    for ask in [prompt["ask"]] + [deeper["ask"] for deeper in prompt["deeper"]]:
        assert not re.search(second, ask.lower())
        assert not re.search(blame, ask.lower())


def its_reason_is_one_or_two_brief_sentences(prompt):
    assert 1 <= sentences(prompt["why"]) <= 2
    assert words(prompt["why"]) <= 45
    assert "?" not in prompt["why"]


def its_example_is_short_and_told_by_a_person(prompt):
    assert 15 <= words(prompt["example"]) <= 60
    assert re.search(r"\b(i|i'd|i'm|i've|i'll|me|my|we|our)\b", prompt["example"].lower())


def what_goes_deeper_is_two_or_three_for_different_answers(prompt):
    conditions = [deeper["when"] for deeper in prompt["deeper"]]
    assert len(conditions) in (2, 3)
    assert set(conditions) <= CONDITIONS
    assert len(set(conditions)) == len(conditions)
    assert conditions[-1] == "else"
    for deeper in prompt["deeper"]:
        assert set(deeper) == {"when", "ask"}
        assert deeper["ask"].count("?") == 1
        assert deeper["ask"].endswith("?")
        assert words(deeper["ask"]) <= 25


def it_is_typed_plainly_in_words_that_are_not_worn(prompt):
    text = " ".join(own_words(prompt))
    assert text.isascii()
    assert not [mark for mark in ("!", "--", "  ") if mark in text]
    assert [worn for worn in STALE if worn in text.lower()] == []


def it_never_tells_you_where_your_line_is(prompt):
    text = " ".join([prompt["ask"], prompt["why"]]).lower()
    assert not re.search(r"\byou (should|must|ought to|need to) (always|never|charge|give)\b", text)


def it_borrows_no_nine_words_in_a_row_from_an_essay(prompt):
    assert [run for text in own_words(prompt) for run in shared(text, KNOWN)] == []


RULES = [
    its_fields_are_known_and_in_order,
    it_asks_you_one_thing_in_at_most_thirty_words,
    it_never_asks_two_things_at_once_or_why_you_are_like_this,
    its_reason_is_one_or_two_brief_sentences,
    its_example_is_short_and_told_by_a_person,
    what_goes_deeper_is_two_or_three_for_different_answers,
    it_is_typed_plainly_in_words_that_are_not_worn,
    it_never_tells_you_where_your_line_is,
    it_borrows_no_nine_words_in_a_row_from_an_essay,
]


def breaches(prompt):
    """The rules that a question breaks."""
    for rule in RULES:
        try:
            rule(prompt)
        except AssertionError:
            yield f"{prompt['id']}: not so: {rule.__name__.replace('_', ' ')}"


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_every_question_of_a_pack_meets_the_bar(name):
    assert [breach for prompt in TRACKS[name]["prompt"] for breach in breaches(prompt)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"ask": "What did you say, and how did you say it?"},
        {"ask": "Which customer would never come back?"},
        {"ask": "Why did you say no?"},
        {"why": "You should always give first."},
        {"why": "Is it? It is. It was."},
        {"example": "It went well."},
        {"deeper": [{"when": "else", "ask": "And then?"}]},
        {"page": "my-page"},
        {"trade": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_bar_bites(change):
    assert list(breaches(ALL[0])) == []
    assert list(breaches(ALL[0] | change))


# One track


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_a_track_meets_the_bar(name):
    track, prompts, head = TRACKS[name], TRACKS[name]["prompt"], TRACKS[name]["track"]
    assert set(head) == {"id", "title", "about", "essays"}
    assert head["id"] == name
    assert head["title"]
    assert words(head["about"]) <= 20
    assert sentences(head["about"]) == 1
    assert head["about"].endswith(".")
    assert set(head["essays"]) <= ESSAYS
    assert len(prompts) >= AT_LEAST[name]
    assert len(track["intents"]) == INTENTS[name]
    assert {intent for p in prompts for intent in p["intents"]} == set(track["intents"])
    assert [p["id"] for p in prompts if not p["id"].startswith(f"{name}.")] == []
    assert [p["id"] for p in prompts if p["essay"] not in head["essays"]] == []
    texts = [head["title"], head["about"], *track["intents"].values()]
    assert [run for text in texts for run in shared(text, KNOWN)] == []


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_neighbors_come_from_different_trades_and_open_differently(name):
    pairs = [*pairwise(TRACKS[name]["prompt"])]
    assert [b["id"] for a, b in pairs if a["trade"] == b["trade"]] == []
    assert [b["id"] for a, b in pairs if a["ask"].split()[0] == b["ask"].split()[0]] == []


# The library as a whole


def test_there_are_nine_tracks_neither_thin_nor_bloated():
    assert set(TRACKS) == set(INTENTS)
    assert 85 <= len(ALL) <= 95
    assert [name for name, n in Counter(p["id"] for p in ALL).items() if n > 1] == []


def test_no_two_questions_are_nearly_the_same():
    def alike(one, two):
        return SequenceMatcher(None, one["ask"].lower(), two["ask"].lower(), False).ratio()

    close = [(a["id"], b["id"]) for a, b in combinations(ALL, 2) if alike(a, b) >= 0.8]
    assert close == []


def test_no_deeper_question_is_a_stock_sentence():
    asked = Counter(deeper["ask"].lower() for p in ALL for deeper in p["deeper"])
    assert [ask for ask, n in asked.items() if n > 2] == []


def test_no_trade_has_more_than_a_tenth_of_the_examples():
    most, n = Counter(p["trade"] for p in ALL).most_common(1)[0]
    assert n <= len(ALL) / 10, most


def test_every_page_of_the_playbook_is_fed_by_a_question():
    assert PAGES - {p.get("page") for p in ALL} == set()


def test_the_first_question_anyone_meets_is_who_left_without_buying():
    assert TRACKS["give-free"]["prompt"][0]["id"] == "give-free.left-without-buying"
    assert COURSE[0]["first"][0] == "give-free.left-without-buying"


def test_each_core_track_has_one_essay_question_and_asks_it_first():
    places = {
        (name, i)
        for name, track in TRACKS.items()
        for i, prompt in enumerate(track["prompt"])
        if prompt.get("essay_question")
    }
    assert places == {("give-free", 1), ("partial-help", 0), ("filter", 0), ("value", 0)}


# The twelve weeks


def test_the_course_has_its_twelve_weeks_in_order():
    assert [week["track"] for week in COURSE] == WEEKS
    assert len({week["focus"] for week in COURSE}) == len(COURSE)


def test_every_week_has_a_plain_focus_and_begins_with_questions_of_its_track_or_met_before():
    opening = {prompt["id"]: prompt["ask"].split()[0] for prompt in ALL}
    met = set()
    for week in COURSE:
        first, focus = week["first"], week["focus"]
        assert set(week) == {"track", "focus", "first"}, focus
        assert focus == focus.lower()
        assert focus.isascii()
        assert words(focus) <= 6, focus
        ours = {prompt["id"] for prompt in TRACKS[week["track"]]["prompt"]}
        assert set(first) - ours <= met, focus
        met |= set(first)
        assert 2 <= len(first) <= 3, focus
        assert len(set(first)) == len(first), focus
        assert [b for a, b in pairwise(first[:2]) if opening[a] == opening[b]] == [], focus


def test_every_essay_question_is_asked_twice_at_least_four_weeks_apart():
    essays = [prompt["id"] for prompt in ALL if prompt.get("essay_question")]
    for essay in essays:
        first, again = [n for n, week in enumerate(COURSE, 1) if essay in week["first"]]
        assert again - first >= 4
        assert essay in COURSE[first - 1]["first"][:2]
        assert essay in COURSE[again - 1]["first"][:2]


# The check for borrowed words


def test_the_check_for_borrowed_words_bites():
    theirs = "Over the hill and down the lane there stood a mill. It ground no corn."
    known = set(shingles(theirs))
    assert len(known) == 15 - RUN + 1
    planted = "We say: over the hill, and down the lane there stood a house."
    assert shared(planted, known) == [
        "over the hill and down the lane there stood",
        "the hill and down the lane there stood a",
    ]
    assert shared("Over the hill and down a lane there stood a mill.", known) == []


def test_the_list_of_runs_is_sorted_and_whole():
    lines = SHINGLES.read_text(encoding="ascii").splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) > 4000
    assert [line for line in lines if not re.fullmatch(r"[0-9a-f]{8}", line)] == []
