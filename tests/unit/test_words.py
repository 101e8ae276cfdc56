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
    "boundaries": 10,
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
    "my-line",
    "when-i-cant",
    "whom-i-serve",
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
# The first thing asked in the second half of each track that lasts two weeks.
SECOND_HALF = {
    "give-free": "give-free.free-ends",
    "filter": "filter.went-wrong",
    "value": "value.price-sentence",
}
KEYS = ["id", "ask", "why", "example", "trade", "deeper", "page", "essay", "essay_question"]
KEYS += ["intents"]
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
PROGRAMME = TRACKS.pop("programme")["week"]
ALL = [prompt for track in TRACKS.values() for prompt in track["prompt"]]


def every(items, name=lambda item: item["id"]):
    return pytest.mark.parametrize("item", items, ids=name)


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


# The library as a whole


def test_there_are_nine_tracks_and_every_one_is_named_by_its_file():
    assert set(TRACKS) == set(INTENTS)
    assert [name for name, track in TRACKS.items() if track["track"]["id"] != name] == []


def test_the_library_is_neither_thin_nor_bloated():
    assert 85 <= len(ALL) <= 95


@pytest.mark.parametrize("name", sorted(AT_LEAST))
def test_a_track_has_enough_questions(name):
    assert len(TRACKS[name]["prompt"]) >= AT_LEAST[name]


def test_no_id_is_used_twice():
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


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_neighbours_come_from_different_trades(name):
    pairs = pairwise(TRACKS[name]["prompt"])
    assert [b["id"] for a, b in pairs if a["trade"] == b["trade"]] == []


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_neighbours_do_not_open_the_same_way(name):
    pairs = pairwise(TRACKS[name]["prompt"])
    opening = [(a["ask"].split()[0], b["ask"].split()[0], b["id"]) for a, b in pairs]
    assert [name for one, two, name in opening if one == two] == []


# Tracks and what they promise to ask about


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_a_track_declares_everything_it_must_ask_about(name):
    assert len(TRACKS[name]["intents"]) == INTENTS[name]


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_everything_declared_is_asked_about_and_everything_asked_is_declared(name):
    track = TRACKS[name]
    asked = {intent for prompt in track["prompt"] for intent in prompt["intents"]}
    assert asked == set(track["intents"])


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_a_track_says_what_it_is_about_in_one_plain_sentence(name):
    head = TRACKS[name]["track"]
    assert set(head) == {"id", "title", "about", "essays"}
    assert head["title"]
    assert words(head["about"]) <= 20
    assert sentences(head["about"]) == 1
    assert head["about"].endswith(".")
    assert set(head["essays"]) <= ESSAYS


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_a_question_rests_on_one_of_the_essays_of_its_track(name):
    track = TRACKS[name]
    essays = track["track"]["essays"]
    assert [p["id"] for p in track["prompt"] if p["essay"] not in essays] == []


# One question


@every(ALL)
def test_an_id_is_short_plain_and_begins_with_its_track(item):
    track = next(name for name, t in TRACKS.items() if item in t["prompt"])
    assert re.fullmatch(re.escape(track) + r"\.[a-z]+(-[a-z]+){0,3}", item["id"])


@every(ALL)
def test_a_question_holds_exactly_the_known_fields_in_order(item):
    assert list(item) == [key for key in KEYS if key in item]
    assert set(KEYS) - set(item) <= {"page", "essay_question"}
    assert item.get("essay_question", True) is True
    assert item["intents"]
    assert item["trade"] == item["trade"].strip() != ""


@every(ALL)
def test_a_question_is_one_question_in_at_most_thirty_words(item):
    assert item["ask"].count("?") == 1
    assert item["ask"].endswith("?")
    assert words(item["ask"]) <= 30


@every(ALL)
def test_a_question_speaks_to_you(item):
    assert re.search(r"\b(you|your|yours|yourself)\b", item["ask"].lower())


@every(ALL)
def test_a_question_never_asks_two_things_at_once(item):
    asks = [item["ask"]] + [deeper["ask"] for deeper in item["deeper"]]
    second = r"\b(and|or) (how|what|who|why|when|where|which)\b"
    assert [ask for ask in asks if re.search(second, ask.lower())] == []


@every(ALL)
def test_a_question_never_asks_why_you_are_like_this(item):
    asks = [item["ask"]] + [deeper["ask"] for deeper in item["deeper"]]
    blame = r"why (do|did|don't|didn't|are|aren't|can't|haven't) you|shouldn't you|don't you think"
    assert [ask for ask in asks if re.search(blame, ask.lower())] == []


@every(ALL)
def test_a_reason_is_one_or_two_sentences_and_brief(item):
    assert 1 <= sentences(item["why"]) <= 2
    assert words(item["why"]) <= 45
    assert "?" not in item["why"]


@every(ALL)
def test_an_example_is_short_and_told_by_a_person(item):
    assert 15 <= words(item["example"]) <= 60
    assert re.search(r"\b(i|i'd|i'm|i've|i'll|me|my|we|our)\b", item["example"].lower())


@every(ALL)
def test_deeper_questions_are_two_or_three_for_different_answers(item):
    conditions = [deeper["when"] for deeper in item["deeper"]]
    assert len(conditions) in (2, 3)
    assert set(conditions) <= CONDITIONS
    assert len(set(conditions)) == len(conditions)
    assert conditions[-1] == "else"
    assert all(set(deeper) == {"when", "ask"} for deeper in item["deeper"])


@every(ALL)
def test_a_deeper_question_is_one_question_in_at_most_twenty_five_words(item):
    for deeper in item["deeper"]:
        assert deeper["ask"].count("?") == 1
        assert deeper["ask"].endswith("?")
        assert words(deeper["ask"]) <= 25


@every(ALL)
def test_a_page_named_is_a_page_of_the_playbook(item):
    assert item.get("page", "my-line") in PAGES


@every(ALL)
def test_a_question_is_typed_plainly_and_never_shouts(item):
    text = " ".join(own_words(item))
    assert text.isascii()
    assert "!" not in text
    assert "--" not in text
    assert "  " not in text


@every(ALL)
def test_no_question_uses_worn_words(item):
    text = " ".join(own_words(item)).lower()
    assert [worn for worn in STALE if worn in text] == []


@every(ALL)
def test_no_question_tells_you_where_your_line_is(item):
    text = " ".join([item["ask"], item["why"]]).lower()
    assert not re.search(r"\byou (should|must|ought to|need to) (always|never|charge|give)\b", text)


def test_every_page_of_the_playbook_is_fed_by_a_question():
    assert PAGES - {p.get("page") for p in ALL} == set()


# Order


def test_the_first_question_anyone_meets_is_who_left_without_buying():
    assert TRACKS["give-free"]["prompt"][0]["id"] == "give-free.left-without-buying"
    assert PROGRAMME[0]["first"][0] == "give-free.left-without-buying"


def test_each_core_track_has_one_essay_question_and_asks_it_first():
    places = {
        (name, i)
        for name, track in TRACKS.items()
        for i, prompt in enumerate(track["prompt"])
        if prompt.get("essay_question")
    }
    assert places == {("give-free", 1), ("partial-help", 0), ("filter", 0), ("value", 0)}


# The twelve weeks


def test_the_programme_has_its_twelve_weeks_in_order():
    assert [week["track"] for week in PROGRAMME] == WEEKS


@every(PROGRAMME, name=lambda week: week["focus"].replace(" ", "-"))
def test_a_week_begins_with_known_questions_of_its_track(item):
    assert set(item) == {"track", "focus", "first"}
    known = {prompt["id"] for prompt in TRACKS[item["track"]]["prompt"]}
    assert set(item["first"]) <= known
    assert 2 <= len(item["first"]) <= 6
    assert len(set(item["first"])) == len(item["first"])


@every(PROGRAMME, name=lambda week: week["focus"].replace(" ", "-"))
def test_the_focus_of_a_week_is_a_few_plain_words(item):
    assert item["focus"] == item["focus"].lower()
    assert item["focus"].isascii()
    assert words(item["focus"]) <= 6


@every(PROGRAMME, name=lambda week: week["focus"].replace(" ", "-"))
def test_the_first_questions_of_a_week_do_not_open_the_same_way(item):
    opening = {prompt["id"]: prompt["ask"].split()[0] for prompt in ALL}
    assert [b for a, b in pairwise(item["first"]) if opening[a] == opening[b]] == []


def test_no_two_weeks_carry_the_same_focus():
    assert len({week["focus"] for week in PROGRAMME}) == len(PROGRAMME)


@pytest.mark.parametrize("name", sorted(SECOND_HALF))
def test_a_track_of_two_weeks_keeps_its_halves_apart(name):
    ids = [prompt["id"] for prompt in TRACKS[name]["prompt"]]
    split = ids.index(SECOND_HALF[name])
    essay = next(p["id"] for p in TRACKS[name]["prompt"] if p.get("essay_question"))
    early, late = [week["first"] for week in PROGRAMME if week["track"] == name]
    assert essay in early
    assert set(early) <= set(ids[:split])
    assert late[0] == essay
    assert set(late[1:]) <= set(ids[split:])


# Our own words


KNOWN = set(SHINGLES.read_text(encoding="ascii").split())


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


@every(ALL)
def test_no_question_borrows_nine_words_in_a_row_from_an_essay(item):
    assert [run for text in own_words(item) for run in shared(text, KNOWN)] == []


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_no_track_borrows_nine_words_in_a_row_from_an_essay(name):
    head = TRACKS[name]["track"]
    texts = [head["title"], head["about"], *TRACKS[name]["intents"].values()]
    assert [run for text in texts for run in shared(text, KNOWN)] == []
