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
from itertools import chain, combinations, pairwise
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROMPTS = HERE.parents[1] / "prompts"
SHINGLES = HERE / "essay-shingles.txt"
RUN = 9

# How many things each track must ask about, and how many questions it must have at least.
INTENTS = {
    "give-free": 13,
    "partial-help": 10,
    "filter": 15,
    "value": 11,
    "circle": 12,
    "serve": 12,
    "boundaries": 12,
    "reciprocity": 15,
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
CONDITIONS = {"none", "short", "no-person", "no-number", "absolute", "else"}
SHOWS = {"four-weeks-ago", "ledger", "same-promise", "empty-page"}
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
KEYS += ["essay", "essay_question", "ask_them", "shows", "intents", "retired"]
OPTIONAL = {"page", "after", "essay_question", "ask_them", "shows", "retired"}
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
BRITISH = re.compile(
    r"\b(rang|ring(s|ing)? (me|you|them|us|round|back)|dear(er)?|mum|nan|fortnight|whilst|cheque"
    r"|car park|(?<!real )estate agent|bank holiday|post code|grey|towards|afterwards|pounds|queue"
    r"|tyres?|\w*(avour|olour|eighbour|onour|abour|rganis|ecognis|pologis|entre|ealis)\w*)\b"
)

# What each question starts from, by its name without the track. A question that is added is put
# where it belongs by whoever writes it.
STARTS_FROM = {
    "something that went well": """
        give-free: obvious-to-me paid-begins
        partial-help: helped-me came-back-anyway
        filter: went-right chose-me parting-kindly
        value: evidence thanked-for years-know
        circle: different-now like-a-friend not-money off-invoice as-customer
        serve: do-it-better
        boundaries: suits-me good-for-them what-changed
        reciprocity: their-dreams cares-back loved-doing helped-me-succeed still-hear-from
            best-hour whom-i-pay
        look-back: what-came-back
    """,
    "something that went wrong": """
        give-free: expected small-ask
        partial-help: last-flat-no
        filter: went-wrong said-yes counted-minutes convincing would-not-pass
        value: valued-or-used walk-away
        circle: mismatch
        serve: easier last-broke left-unsaid felt-used motions
        boundaries: jumped keeps-breaking kept-awake
        reciprocity: hide
    """,
    "what is to come": """
        give-free: for-free reason-to-return publish
        partial-help: cannot-fully send-to
        filter: filter-out yearly-need next-one-like must-accept page-sentence
        value: price-sentence no-push
        circle: what-i-serve
        serve: days-after best-for-them paid-on-success
        boundaries: first-meeting in-writing gentle-reminder answer-times
        reciprocity: never-meet my-page show-something decide-by-care slow-down
        look-back: same-promise empty-page stop
    """,
    "how things are": """
        give-free: left-without-buying five-minute-check what-came-back free-ends free-step
            say-hope grumble
        partial-help: three-doors reasons-for-no no-told-them competitor-better cant-promise
        filter: up-at-night fear-or-value
        value: my-value their-grade if-nobody-helps seen-earlier
        circle: who-i-serve transaction-or-partner advice vendor-or-partner
        serve: the-job same-job interests-parted
        boundaries: first-need second-need
        reciprocity: draw-and-put-off
        look-back: sign-today
    """,
}


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


TRACKS = {path.stem: load(path) for path in sorted(PROMPTS.glob("*.toml"))}
COURSE = TRACKS.pop("course")["week"]
ALL = [prompt for track in TRACKS.values() for prompt in track["prompt"]]
ASKED = [prompt for prompt in ALL if not prompt.get("retired")]
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
    assert ("shows" in prompt) <= prompt["id"].startswith("look-back.")
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


def its_name_for_lists_is_short(prompt):
    assert 0 < len(prompt["short"]) <= 28
    assert prompt["short"][0].isupper()
    assert not prompt["short"].endswith((".", "?"))


def its_cue_completes_a_promise_of_yours(prompt):
    assert re.fullmatch(r"(I|I'm|[a-z']+) [\w' ,-]+\w", prompt["cue"])
    assert not re.search(r"\b(you|your|if|when)\b", prompt["cue"])
    assert len(prompt["cue"]) <= 44


def its_reason_is_one_or_two_brief_sentences(prompt):
    assert 1 <= sentences(prompt["why"]) <= 2
    assert words(prompt["why"]) <= 45
    assert "?" not in prompt["why"]


def its_example_is_short_and_told_by_a_person(prompt):
    assert 15 <= words(prompt["example"]) <= 60
    assert re.search(r"\b(i|i'd|i'm|i've|i'll|me|my|we|our)\b", prompt["example"].lower())


def what_goes_deeper_is_a_few_for_different_answers(prompt):
    conditions = [deeper["when"] for deeper in prompt["deeper"]]
    assert len(conditions) in (3, 4)
    assert conditions[0] == "none"
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


def it_is_american_english(prompt):
    texts = [*own_words(prompt), prompt["short"], prompt["cue"], prompt["trade"]]
    assert [text for text in texts if BRITISH.search(text.lower())] == []


def it_never_tells_you_where_your_line_is(prompt):
    text = " ".join([prompt["ask"], prompt["why"]]).lower()
    assert not re.search(r"\byou (should|must|ought to|need to) (always|never|charge|give)\b", text)


def it_borrows_no_nine_words_in_a_row_from_an_essay(prompt):
    assert [run for text in own_words(prompt) for run in shared(text, KNOWN)] == []


RULES = [
    its_fields_are_known_and_in_order,
    it_asks_you_one_thing_in_at_most_thirty_words,
    it_never_asks_two_things_at_once_or_why_you_are_like_this,
    its_name_for_lists_is_short,
    its_cue_completes_a_promise_of_yours,
    its_reason_is_one_or_two_brief_sentences,
    its_example_is_short_and_told_by_a_person,
    what_goes_deeper_is_a_few_for_different_answers,
    it_is_typed_plainly_in_words_that_are_not_worn,
    it_is_american_english,
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
        {"trade": "tyre repair"},
        {"short": "A name that is far too long for lists"},
        {"cue": "When you next meet a customer."},
        {"shows": "ledger"},
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
    assert set(head) == {"id", "title", "short", "about", "essays"}
    assert len(head["short"]) <= 14
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
    assert 85 <= len(ASKED) <= 105
    assert [name for name, n in Counter(p["id"] for p in ALL).items() if n > 1] == []


def test_no_two_questions_have_one_name_in_lists():
    names = Counter(prompt["short"].lower() for prompt in ALL)
    assert [name for name, n in names.items() if n > 1] == []


def starting_from(what):
    """The ids of the questions that start from it."""
    track, ids = "", []
    for word in STARTS_FROM[what].split():
        if word.endswith(":"):
            track = word[:-1]
        else:
            ids.append(f"{track}.{word}")
    return ids


def test_as_many_start_from_what_went_well_as_from_what_went_wrong_and_a_fifth_look_forward():
    starts = {what: starting_from(what) for what in STARTS_FROM}
    assert sorted(chain(*starts.values())) == sorted(prompt["id"] for prompt in ASKED)
    well, wrong, ahead, _ = map(len, starts.values())
    assert well >= wrong
    assert ahead >= len(ASKED) / 5


def test_what_looks_forward_says_so():
    ahead = {prompt["id"]: prompt["ask"] for prompt in ASKED}
    said = re.compile(r"\b(could|would|will|next|need to|publish this week)\b")
    assert [name for name in starting_from("what is to come") if not said.search(ahead[name])] == []


def test_at_most_a_quarter_begin_with_the_same_two_words():
    opening = Counter(" ".join(prompt["ask"].lower().split()[:2]) for prompt in ASKED)
    most, n = opening.most_common(1)[0]
    assert n <= len(ASKED) / 4, most


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


def test_every_page_of_the_playbook_can_be_begun_by_a_question():
    assert PAGES - {p.get("page") for p in ASKED} == set()
    first = {p["page"]: p for p in reversed(ASKED) if "page" in p}
    assert [page for page, prompt in first.items() if "after" in prompt] == []
    assert (first["my-value"]["id"], first["my-price"]["id"]) == (
        "value.my-value",
        "value.price-sentence",
    )


def test_the_second_need_waits_for_the_first_to_be_named_and_said():
    (second,) = (p for p in ALL if p["id"] == "boundaries.second-need")
    assert second["after"] == ["boundaries.first-need", "boundaries.first-meeting"]


def test_what_the_person_can_only_guess_is_to_be_asked_of_others():
    asked = {prompt["id"] for prompt in ALL if prompt.get("ask_them")}
    assert asked >= {"value.their-grade", "value.my-value", "value.thanked-for"}


def test_every_thing_that_can_be_shown_is_spoken_about_by_one_question():
    assert sorted(p["shows"] for p in ASKED if "shows" in p) == sorted(SHOWS)


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


def test_the_four_that_the_essays_ask_are_short():
    assert [p["id"] for p in ALL if p.get("essay_question") and words(p["ask"]) > 15] == []


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
