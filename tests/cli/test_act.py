"""`coach act`: a promise is made, comes back, and what came of it is kept."""

import json
import re
from pathlib import Path

import pytest

from coach.domain.records import ACTS
from coach.store.journal import Journal

BILL = ["--if", "Bill calls on Monday", "--then", "check his invoice with him first"]
SENTENCE = "If Bill calls on Monday, then I check his invoice with him first.\n"


@pytest.fixture
def promised(coach) -> str:
    """The id of an open promise, due on Friday."""
    return coach("act", "add", *BILL, "--track", "give-free").out.strip()


def only(practice):
    (act,) = practice.journal.acts()
    return act


def test_the_new_id_stands_alone_on_stdout_and_the_promise_is_read_back(coach, practice) -> None:
    result = coach("act", "add", *BILL)
    assert result.code == 0
    assert re.fullmatch(r"[0-9a-f]{32}\n", result.out)
    assert result.err == SENTENCE + "I ask on Friday 27 November.\n"
    act = only(practice)
    assert (act.id, act.status, act.promised) == (result.out.strip(), "open", "2026-11-24")
    assert (act.cue, act.act) == ("Bill calls on Monday", "check his invoice with him first")
    assert (act.due, act.track, act.of, act.moved) == ("2026-11-27", None, None, 0)


def test_a_promise_belongs_to_the_answer_given_last_that_day(coach, practice) -> None:
    answer = coach("answer", "value.evidence", "Twelve.").out.strip()
    coach("act", "add", *BILL)
    act = only(practice)
    assert (act.of, act.prompt, act.track) == (answer, "value.evidence", "value")


@pytest.mark.parametrize(
    ("due", "day", "said"),
    [
        ("2026-12-24", "2026-12-24", "I ask on Thursday 24 December."),
        ("2026-W50", "2026-12-13", "I ask on Sunday 13 December."),
        ("fri", "2026-11-27", "I ask on Friday 27 November."),
        ("1w", "2026-12-01", "I ask on Tuesday 1 December."),
        ("today", "2026-11-24", "I ask today."),
    ],
)
def test_the_day_to_be_asked_can_be_named(coach, practice, due: str, day: str, said: str) -> None:
    assert said in coach("act", "add", *BILL, "--due", due).err
    assert only(practice).due == day


def test_an_obstacle_has_its_own_plan(coach, practice) -> None:
    obstacle = ["--obstacle", "the shop is full", "--if-so", "call him at five"]
    result = coach("act", "add", *BILL, *obstacle)
    assert "If the shop is full, then I call him at five.\n" in result.err
    assert only(practice).obstacle == "the shop is full"
    assert only(practice).if_obstacle == "call him at five"


@pytest.mark.parametrize(
    ("args", "asks"),
    [
        (["--then", "call Bill"], "When will you know that it is time?"),
        (["--if", "Bill calls"], "And then, what do you do?"),
        (["--if", "Bill calls", "--then", "try to listen"], "What would somebody see you do?"),
    ],
)
def test_what_a_promise_lacks_is_pointed_out_and_nothing_is_refused(
    coach, practice, args: list[str], asks: str
) -> None:
    result = coach("act", "add", *args)
    assert result.code == 0
    assert asks in result.err
    assert f"coach edit {only(practice).id[:12]}" in result.err


@pytest.mark.parametrize(
    "args",
    [[], ["--if", ""], ["--if", " ", "--then", "\t"], ["--due", "fri"]],
)
def test_an_empty_promise_is_not_kept(coach, home: Path, args: list[str]) -> None:
    result = coach("act", "add", *args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("coach: An empty promise is not kept.\n")
    assert not (home / "coach.json").exists()


@pytest.mark.parametrize("due", ["2026-11-23", "2026-W47", "yesterday", "soon", "", "2026-13-01"])
def test_a_day_that_is_past_or_none_is_wrong_usage(coach, home: Path, due: str) -> None:
    result = coach("act", "add", *BILL, "--due", due)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert not home.exists()


def test_a_track_that_is_none_is_answered_with_them_all(coach, home: Path) -> None:
    result = coach("act", "add", *BILL, "--track", "giving")
    assert (result.code, result.out) == (2, "")
    assert "give-free, partial-help" in result.err
    assert not home.exists()


def test_two_open_promises_are_enough(coach, practice) -> None:
    coach("act", "add", *BILL)
    coach("act", "add", "--if", "Ann writes", "--then", "answer her")
    before = practice.journal.acts()
    result = coach("act", "add", "--if", "a secret", "--then", "tell no one")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("coach: Two promises are open; that is enough.\n")
    assert "secret" not in result.err
    assert practice.journal.acts() == before


@pytest.mark.parametrize(
    ("action", "status"),
    [("kept", "kept"), ("partly", "partly"), ("not-yet", "not-yet"), ("let-go", "let-go")],
)
def test_an_outcome_is_kept_with_what_came_of_it(
    coach, clock, practice, promised: str, action: str, status: str
) -> None:
    clock.pass_days(3)
    result = coach(
        "act", action, promised[:12], "--did", "Two lines.", "--they", "He laughed.",
        "--back", "thanks", "shared", "thanks", "--minutes", "10",
    )  # fmt: skip
    assert (result.code, result.out) == (0, "")
    act = only(practice)
    assert (act.status, act.said) == (status, "2026-11-27")
    assert (act.did, act.they, act.minutes) == ("Two lines.", "He laughed.", 10)
    assert [(back.day, back.what) for back in act.came_back] == [
        ("2026-11-27", "thanks"),
        ("2026-11-27", "shared"),
    ]
    assert act.rev == 2


def test_not_yet_is_fine(coach, promised: str) -> None:
    said = coach("act", "not-yet").err
    assert said.startswith("Not yet is fine.")
    assert f"coach act again {promised[:12]}" in said


def test_after_a_promise_that_gave_something_nothing_else_is_said(coach, promised: str) -> None:
    assert coach("act", "kept").err == "Kept.\n"


@pytest.mark.parametrize(
    "back",
    [
        ["--back", "thanks", "paid"],
        ["--back", "thanks", "--back", "paid"],
        ["--minutes", "0", "--back", "thanks", "paid"],
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_the_id_may_stand_before_or_after_what_came_back(
    coach, practice, promised: str, back: list[str], place: str
) -> None:
    args = [promised, *back] if place == "first" else [*back, promised]
    assert coach("act", "kept", *args).code == 0
    assert [what.what for what in only(practice).came_back] == ["thanks", "paid"]


def test_without_an_id_it_is_the_open_promise_due_first(coach, practice) -> None:
    coach("act", "add", "--if", "later", "--then", "act", "--due", "1w")
    first = coach("act", "add", "--if", "sooner", "--then", "act", "--due", "2d").out.strip()
    assert coach("act", "kept").code == 0
    assert [act.id for act in practice.journal.acts() if act.status == "kept"] == [first]


@pytest.mark.parametrize("action", ["kept", "partly", "not-yet", "let-go", "moved"])
def test_where_no_promise_is_open_it_is_told(coach, home: Path, action: str) -> None:
    result = coach("act", action)
    assert (result.code, result.out) == (1, "")
    assert result.err == "coach: No promise is open.\n  coach act add makes one.\n"
    assert not home.exists()


@pytest.mark.parametrize("action", ["kept", "partly", "not-yet", "let-go", "moved"])
def test_an_outcome_is_final(coach, practice, promised: str, action: str) -> None:
    coach("act", "partly", "--did", "Some.")
    before = only(practice)
    args = [] if action == "moved" else ["--did", "Else."]
    result = coach("act", action, promised, *args)
    assert (result.code, result.out) == (1, "")
    assert "has its outcome already: partly" in result.err
    assert only(practice) == before


@pytest.mark.parametrize("action", ["kept", "moved", "again"])
@pytest.mark.parametrize("wrong", ["zzz", "0" * 32])
def test_an_id_that_is_none_is_wrong_usage(
    coach, practice, promised: str, action: str, wrong: str
) -> None:
    before = only(practice)
    result = coach("act", action, wrong)
    assert (result.code, result.out) == (2, "")
    assert "coach act list shows the ids" in result.err
    assert only(practice) == before


def test_an_id_that_begins_two_promises_must_be_longer(coach, practice, promised: str) -> None:
    coach("act", "add", "--if", "another", "--then", "act")
    result = coach("act", "kept", promised[:3])
    assert (result.code, result.out) == (2, "")
    assert "begins 2 ids" in result.err
    assert {act.status for act in practice.journal.acts()} == {"open"}


@pytest.mark.parametrize(
    "args",
    [
        ["--minutes", "-1"],
        ["--minutes", "1.5"],
        ["--minutes", "ten"],
        ["--minutes", "²"],
        ["--minutes"],
        ["--back"],
        ["--back", "-"],
        ["--back", "secret applause"],
        ["--back", "thanks", "secretly"],
        ["secret", "words"],
        ["his secret words"],
    ],
)
def test_an_outcome_that_is_not_understood_is_not_kept(
    coach, practice, promised: str, args: list[str]
) -> None:
    result = coach("act", "kept", *args)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert "secret" not in result.err
    assert only(practice).status == "open"


def test_an_action_that_is_none_is_answered_with_them_all(coach, home: Path) -> None:
    result = coach("act", "a secret plan")
    assert (result.code, result.out) == (2, "")
    assert "secret" not in result.err
    assert "list, add, kept, partly, not-yet, let-go, moved, again" in result.err
    assert not home.exists()


def test_a_moment_that_never_came_comes_back_a_week_later(coach, practice, promised: str) -> None:
    result = coach("act", "moved")
    assert (result.code, result.out, result.err) == (0, "", "I ask on Friday 4 December.\n")
    assert (only(practice).due, only(practice).moved) == ("2026-12-04", 1)
    assert only(practice).status == "open"


def test_the_second_time_another_way_is_offered_in_one_line(coach, practice, promised: str) -> None:
    coach("act", "moved")
    day, offer = coach("act", "moved").err.splitlines()
    assert day == "I ask on Friday 11 December."
    assert f"coach edit {promised[:12]}" in offer
    assert f"coach act let-go {promised[:12]}" in offer
    assert only(practice).moved == 2


def test_a_promise_made_again_is_a_new_one_linked_to_the_old(
    coach, practice, clock, promised: str
) -> None:
    coach("act", "not-yet")
    clock.pass_days(1)
    result = coach("act", "again", promised[:12], "--then", "ask him", "--due", "1w")
    assert result.code == 0
    assert result.err.startswith("If Bill calls on Monday, then I ask him.\n")
    before, again = practice.journal.acts()
    assert (before.id, before.status) == (promised, "not-yet")
    assert (again.id, again.again_of) == (result.out.strip(), promised)
    assert (again.cue, again.act, again.track) == (before.cue, "ask him", "give-free")
    assert (again.status, again.due, again.promised) == ("open", "2026-12-02", "2026-11-25")


def test_again_without_an_id_is_the_one_spoken_of_last(coach, practice, promised: str) -> None:
    assert coach("act", "again").err.startswith("coach: No promise has an outcome yet.\n")
    coach("act", "kept")
    assert coach("act", "again").code == 0
    assert [act.again_of for act in practice.journal.acts()] == [None, promised]


def test_what_is_still_open_is_not_promised_again(coach, practice, promised: str) -> None:
    result = coach("act", "again", promised)
    assert (result.code, result.out) == (1, "")
    assert "still open" in result.err
    assert len(practice.journal.acts()) == 1


def test_a_third_promise_is_refused_again_too(coach, practice, promised: str) -> None:
    coach("act", "kept")
    coach("act", "add", *BILL)
    coach("act", "add", *BILL)
    assert coach("act", "again", promised).code == 1
    assert len(practice.journal.acts()) == 3


@pytest.mark.parametrize("args", [["act"], ["act", "list"]], ids=" ".join)
def test_the_list_can_be_read_open_ones_first(coach, clock, args: list[str]) -> None:
    past = coach("act", "add", *BILL).out.strip()
    coach("act", "kept", "--did", "Two lines.", "--back", "thanks", "paid", "--minutes", "1")
    later = coach("act", "add", "--if", "Ann writes", "--then", "answer", "--due", "1w").out
    sooner = coach("act", "add", "--if", "Jo asks", "--then", "say it", "--due", "fri").out
    result = coach(*args)
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == f"""\
Open

  If Jo asks, then I say it.
    due Friday 27 November 2026 · {sooner[:12]}

  If Ann writes, then I answer.
    due Tuesday 1 December 2026 · {later[:12]}

Past

  If Bill calls on Monday, then I check his invoice with him first.
    kept, Tuesday 24 November 2026 · {past[:12]}
    I did: Two lines.
    Came back: thanks, paid work
    It took: 1 minute

"""
    )


@pytest.mark.parametrize("args", [["act", "--json"], ["act", "list", "--json"]], ids=" ".join)
def test_its_json_is_the_records_as_in_the_export(
    coach, practice, promised: str, args: list[str]
) -> None:
    coach("act", "kept", "--back", "thanks")
    coach("act", "add", *BILL)
    listed = json.loads(coach(*args).out)
    acts = sorted(practice.journal.acts(), key=lambda act: act.id)
    assert listed == [ACTS.record(act) for act in acts]
    assert listed == json.loads(coach("export", "--format", "json").out)["acts"]


def test_without_a_promise_the_list_says_so_and_creates_nothing(coach, home: Path) -> None:
    result = coach("act")
    assert (result.code, result.out) == (0, "")
    assert result.err == "No promise yet. coach act add makes one.\n"
    assert coach("act", "--json").out == "[]\n"
    assert not home.exists()


@pytest.fixture
def unsavable(practice, promised: str) -> Journal:
    """A journal that was edited by hand, so nothing is saved to it."""
    journal = practice.places.journal
    journal.write_bytes(journal.read_bytes().replace(b"Bill", b"Will"))
    return practice.journal


@pytest.mark.parametrize(
    ("args", "key", "text"),
    [
        (["add", "--if", "Ann", "--then", "her secret"], "commit", "cue: Ann\nact: her secret\n"),
        (["kept", "--did", "a secret"], "review-", "outcome: kept\ndid: a secret\n"),
        (["not-yet", "--they", "a secret"], "review-", "outcome: not-yet\nthey: a secret\n"),
    ],
)
def test_words_that_cannot_be_saved_are_a_draft_and_it_is_said_where(
    coach, practice, unsavable: Journal, args: list[str], key: str, text: str
) -> None:
    result = coach("act", *args)
    assert (result.code, result.out) == (1, "")
    (draft,) = practice.drafts.all()
    assert draft.key.startswith(key)
    assert draft.text == text
    assert str(draft.path) in result.err
    assert "secret" not in result.err
    assert only(practice).status == "open"


def test_a_damaged_journal_is_listed_as_far_as_it_can_be_read(
    coach, practice, promised: str
) -> None:
    journal = practice.places.journal
    journal.write_bytes(journal.read_bytes()[:-40])
    for args in ([], ["--json"]):
        result = coach("act", *args)
        assert result.code == 1
        assert "coach restore" in result.err


def test_a_draft_that_says_what_is_promised_is_taken_away(coach, practice) -> None:
    draft = practice.open_draft("commit")
    draft.write("cue: Bill calls on Monday\nact: check his invoice with him first\n")
    draft.close()
    coach("act", "add", *BILL)
    assert practice.drafts.all() == []


def test_a_promise_is_edited_hidden_brought_back_and_erased_as_an_entry_is(
    coach, practice, clock, promised: str
) -> None:
    form = b"cue: Bill calls\nact: ask him\n"
    assert coach("edit", promised[:12], stdin=form).err == "Changed. What it said is kept.\n"
    act = only(practice)
    assert (act.cue, act.act) == ("Bill calls", "ask him")
    assert [version["cue"] for version in act.revisions] == ["Bill calls on Monday"]

    assert coach("delete", promised[:12]).code == 0
    assert json.loads(coach("act", "--json").out) == []
    assert coach("act", "kept", promised).code == 2
    assert coach("delete", promised[:12], "--undo").code == 0
    assert len(json.loads(coach("act", "--json").out)) == 1

    clock.pass_days(1)
    practice.note("a new day, so a backup")
    practice.drafts.keep(f"review-{promised}", b"did: not yet\n")
    practice.drafts.keep(f"edit-{promised}", b"cue: Bill\n")
    practice.drafts.keep("note", b"stays")
    result = coach("erase", promised[:12], "--yes")
    assert result.err == "Erased 1 entry from the journal, 2 backups and 2 drafts.\n"
    assert practice.journal.acts() == []
    kept = b"".join(p.read_bytes() for p in practice.places.data.rglob("*") if p.is_file())
    assert b"Bill" not in kept
    assert [draft.text for draft in practice.drafts.all()] == ["stays"]


def test_an_edit_that_takes_every_word_of_a_promise_is_refused(
    coach, practice, promised: str
) -> None:
    assert coach("edit", promised, stdin=b"\n").code == 2
    assert only(practice).cue == "Bill calls on Monday"


@pytest.mark.parametrize(
    "text",
    [
        "a secret without parts\n",
        "a secret first\ncue: Bill\nact: ask\n",
        "cue: Bill\nact: ask\nsecret: what then\n",
    ],
)
def test_an_edit_that_is_no_promise_in_its_parts_is_kept_as_a_draft(
    coach, practice, promised: str, text: str
) -> None:
    before = only(practice)
    result = coach("edit", promised, stdin=text.encode())
    assert result.code == 2
    assert "secret" not in result.err
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (f"edit-{promised}", text)
    assert str(draft.path) in result.err
    assert only(practice) == before


def test_the_editor_opens_with_the_parts_of_a_promise(
    coach, practice, promised: str, editor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "appends"
    script.write_text("#!/bin/sh\nprintf 'obstacle: a queue\\n' >> \"$1\"\n")
    script.chmod(0o755)
    editor(b"")
    monkeypatch.setenv("VISUAL", str(script))
    assert coach("edit", promised).code == 0
    act = only(practice)
    assert (act.cue, act.obstacle) == ("Bill calls on Monday", "a queue")


def test_erasing_an_answer_takes_its_drafts_along(coach, practice) -> None:
    answer = practice.answer("secret", "give-free.for-free")
    deeper = practice.follow(answer.id, "deeper", "And?", "secret too")
    for key in (f"deeper-{answer.id}", f"changed-{answer.id}", f"edit-{deeper.id}"):
        practice.drafts.keep(key, b"a secret thought")
    result = coach("erase", answer.id, "--yes")
    assert result.err == "Erased 2 entries from the journal, 1 backup and 3 drafts.\n"
    kept = b"".join(p.read_bytes() for p in practice.places.data.rglob("*") if p.is_file())
    assert b"secret" not in kept
