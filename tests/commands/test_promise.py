"""`coach promise`: a promise is made, asked about, and reviewed."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from coach.domain.records import PROMISES
from coach.practice.steps.promise import Review
from coach.store.journal import Journal

BILL = ["--if", "Bill calls on Monday", "--then", "check his invoice with him first"]
SENTENCE = "If Bill calls on Monday, I'll check his invoice with him first."


@pytest.fixture
def promised(coach) -> str:
    """The id of an open promise, due on Friday."""
    return coach("promise", "add", *BILL, "--track", "give-free").out.strip()


def only(practice):
    (promise,) = practice.journal.promises()
    return promise


def test_the_new_id_stands_alone_on_stdout_and_the_promise_is_read_back(coach, practice) -> None:
    result = coach("promise", "add", *BILL)
    assert result.code == 0
    assert re.fullmatch(r"[0-9a-f]{32}\n", result.out)
    assert result.err == f"{SENTENCE}\nI'll ask you on Friday.\n"
    promise = only(practice)
    assert (promise.id, promise.status, promise.promised) == (
        result.out.strip(),
        "open",
        date(2026, 11, 24),
    )
    assert (promise.cue, promise.action) == (
        "Bill calls on Monday",
        "check his invoice with him first",
    )
    assert (promise.due, promise.track, promise.of, promise.moved) == (
        date(2026, 11, 27),
        None,
        None,
        0,
    )


def test_a_promise_belongs_to_the_answer_given_last_that_day(coach, practice) -> None:
    answer = coach("answer", "value.evidence", "Twelve.").out.strip()
    coach("promise", "add", *BILL)
    promise = only(practice)
    assert (promise.of, promise.prompt, promise.track) == (answer, "value.evidence", "value")


@pytest.mark.parametrize(
    ("due", "day", "said"),
    [
        ("2026-12-24", "2026-12-24", "I'll ask you on Thu, Dec 24."),
        ("2026-W50", "2026-12-13", "I'll ask you on Sun, Dec 13."),
        ("fri", "2026-11-27", "I'll ask you on Friday."),
        ("1w", "2026-12-01", "I'll ask you on Tue, Dec 1."),
        ("today", "2026-11-24", "I'll ask you today."),
    ],
)
def test_the_day_to_be_asked_can_be_named(coach, practice, due: str, day: str, said: str) -> None:
    assert said in coach("promise", "add", *BILL, "--due", due).err
    assert only(practice).due.isoformat() == day


def test_an_obstacle_has_its_own_plan(coach, practice) -> None:
    obstacle = ["--obstacle", "the shop is full", "--fallback", "call him at five"]
    result = coach("promise", "add", *BILL, *obstacle)
    assert "If the shop is full, I'll call him at five.\n" in result.err
    assert only(practice).obstacle == "the shop is full"
    assert only(practice).fallback == "call him at five"


@pytest.mark.parametrize(
    ("args", "asks"),
    [
        (["--then", "call Bill"], "When will you know it's time?"),
        (["--if", "Bill calls"], "And then, what will you do?"),
        (["--if", "Bill calls", "--then", "try to listen"], "What would somebody see you do?"),
    ],
)
def test_what_a_promise_lacks_is_pointed_out_and_nothing_is_refused(
    coach, practice, args: list[str], asks: str
) -> None:
    result = coach("promise", "add", *args)
    assert result.code == 0
    assert asks in result.err
    assert f"coach edit {only(practice).id[:7]}" in result.err


@pytest.mark.parametrize(
    "args",
    [[], ["--if", ""], ["--if", " ", "--then", "\t"], ["--due", "fri"]],
)
def test_nothing_is_not_saved(coach, home: Path, args: list[str]) -> None:
    result = coach("promise", "add", *args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("coach: Nothing to save.\n")
    assert not (home / "coach.json").exists()


@pytest.mark.parametrize("due", ["2026-11-23", "2026-W47", "yesterday", "soon", "", "2026-13-01"])
def test_a_day_that_is_past_or_none_is_wrong_usage(coach, home: Path, due: str) -> None:
    result = coach("promise", "add", *BILL, "--due", due)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert not home.exists()


def test_a_track_that_is_none_is_answered_with_them_all(coach, home: Path) -> None:
    result = coach("promise", "add", *BILL, "--track", "giving")
    assert (result.code, result.out) == (2, "")
    assert "give-free, partial-help" in result.err
    assert not home.exists()


def test_two_open_promises_are_enough(coach, practice) -> None:
    coach("promise", "add", *BILL)
    coach("promise", "add", "--if", "Ann writes", "--then", "answer her")
    before = practice.journal.promises()
    result = coach("promise", "add", "--if", "a secret", "--then", "tell no one")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(
        "coach: You have two open promises. Review one before adding another.\n"
    )
    assert "secret" not in result.err
    assert practice.journal.promises() == before


@pytest.mark.parametrize("status", ["kept", "partly", "not-this-time", "let-go"])
def test_an_outcome_is_saved_with_what_came_of_it(
    coach, clock, practice, promised: str, status: str
) -> None:
    clock.pass_days(3)
    result = coach(
        "promise", status, promised[:12], "--did", "Two lines.", "--response", "He laughed.",
        "--back", "thanks", "shared", "thanks", "--minutes", "10",
    )  # fmt: skip
    assert (result.code, result.out) == (0, "")
    promise = only(practice)
    assert (promise.status, promise.reviewed) == (status, date(2026, 11, 27))
    assert (promise.did, promise.response, promise.minutes) == ("Two lines.", "He laughed.", 10)
    assert [(back.day, back.what) for back in promise.came_back] == [
        (date(2026, 11, 27), "thanks"),
        (date(2026, 11, 27), "shared"),
    ]
    assert promise.rev == 2


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("kept", "Promise kept"),
        ("partly", "Partly kept, and that counts"),
        ("not-this-time", "Not this time, and that's fine"),
        ("let-go", "Let go"),
    ],
)
def test_every_outcome_says_which_promise_it_closed(
    coach, promised: str, status: str, said: str
) -> None:
    first, *more = coach("promise", status).err.splitlines()
    assert first == f"{said}: “{SENTENCE}”"
    again = f"To make it once more, or smaller: coach promise again {promised[:7]}"
    assert more == ([again] if status == "not-this-time" else [])


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
    assert coach("promise", "kept", *args).code == 0
    assert [what.what for what in only(practice).came_back] == ["thanks", "paid"]


def test_without_an_id_it_is_the_open_promise_due_first(coach, practice) -> None:
    coach("promise", "add", "--if", "later", "--then", "promise", "--due", "1w")
    first = coach(
        "promise", "add", "--if", "sooner", "--then", "promise", "--due", "2d"
    ).out.strip()
    assert coach("promise", "kept").code == 0
    assert [promise.id for promise in practice.journal.promises() if promise.status == "kept"] == [
        first
    ]


@pytest.mark.parametrize("action", ["kept", "partly", "not-this-time", "let-go", "move"])
def test_where_no_promise_is_open_it_is_told(coach, home: Path, action: str) -> None:
    result = coach("promise", action)
    assert (result.code, result.out) == (1, "")
    assert result.err == "coach: You have no open promise.\n  To make one: coach promise add.\n"
    assert not home.exists()


@pytest.mark.parametrize("action", ["kept", "partly", "not-this-time", "let-go", "move"])
def test_an_outcome_is_not_given_twice(coach, practice, promised: str, action: str) -> None:
    coach("promise", "partly", "--did", "Some.")
    before = only(practice)
    args = [] if action == "move" else ["--did", "Else."]
    result = coach("promise", action, promised, *args)
    assert (result.code, result.out) == (1, "")
    assert "already has its outcome: partly" in result.err
    assert only(practice) == before


def test_an_outcome_can_be_taken_back_and_its_words_are_there_again(
    coach, practice, promised: str
) -> None:
    coach("promise", "kept", "--did", "Two lines", "--back", "thanks", "--minutes", "5")
    result = coach("promise", "reopen")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"Open again: “{SENTENCE}” I'll ask you on Friday.\n"
    promise = only(practice)
    assert (promise.status, promise.reviewed, promise.did, promise.came_back, promise.minutes) == (
        "open", None, None, (), None,
    )  # fmt: skip
    assert practice.progress.report().facts()[0] == "No promise reviewed yet."
    assert Review(practice, promise).initial() == {
        "outcome": "kept", "did": "Two lines", "response": "", "back": "thanks", "minutes": "5",
    }  # fmt: skip
    assert coach("promise", "not-this-time", promised).code == 0
    assert [version["status"] for version in only(practice).revisions] == ["open", "kept", "open"]


def test_an_open_promise_is_not_reopened(coach, promised: str) -> None:
    result = coach("promise", "reopen", promised)
    assert (result.code, result.out) == (1, "")
    assert "still open" in result.err


def test_what_came_back_is_not_taken_for_nothing_where_nobody_said_so(coach, practice) -> None:
    coach("promise", "add", *BILL, "--expect", "nothing")
    coach("promise", "kept", "--minutes", "5")
    assert practice.progress.report().given.came_back == {}
    assert str(practice.progress.report().given) == (
        "You gave once, 5 minutes in all. You expected nothing once."
    )


def test_what_is_expected_back_can_be_said_at_once_and_is_listed(coach, practice) -> None:
    coach("promise", "add", *BILL, "--expect", "thanks")
    assert only(practice).expected == "thanks"
    assert "Expected back: thanks" in coach("promise").out
    coach("promise", "kept")
    coach("promise", "again")
    coach("promise", "again", "--expect", "nothing")
    assert [p.expected for p in practice.journal.promises()] == ["thanks", "thanks", "nothing"]


@pytest.mark.parametrize("what", ["applause", "", "nothing yet"])
def test_what_is_expected_back_is_one_of_a_few_words(coach, home: Path, what: str) -> None:
    result = coach("promise", "add", *BILL, "--expect", what)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("coach: --expect takes other words.\n  Use nothing, thanks, ")
    assert not home.exists()


def test_a_promise_whose_moment_never_came_takes_no_room(coach, practice) -> None:
    coach("promise", "add", *BILL)
    coach("promise", "add", "--if", "Ann writes", "--then", "answer her")
    coach("promise", "move")
    assert coach("promise", "add", "--if", "Karl calls", "--then", "wait").code == 0
    assert coach("promise", "add", "--if", "Eva calls", "--then", "wait").code == 1


@pytest.mark.parametrize("action", ["kept", "move", "again"])
@pytest.mark.parametrize("wrong", ["zzz", "0" * 32])
def test_an_id_that_is_none_is_wrong_usage(
    coach, practice, promised: str, action: str, wrong: str
) -> None:
    before = only(practice)
    result = coach("promise", action, wrong)
    assert (result.code, result.out) == (2, "")
    assert "coach promise list shows the ids" in result.err
    assert only(practice) == before


def test_an_id_that_begins_two_promises_must_be_longer(coach, practice, promised: str) -> None:
    coach("promise", "add", "--if", "another", "--then", "promise")
    result = coach("promise", "kept", promised[:3])
    assert (result.code, result.out) == (2, "")
    assert "matches 2 promises" in result.err
    assert {promise.status for promise in practice.journal.promises()} == {"open"}


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
    result = coach("promise", "kept", *args)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 2
    assert "secret" not in result.err
    assert only(practice).status == "open"


def test_an_action_that_is_none_is_answered_with_them_all(coach, home: Path) -> None:
    result = coach("promise", "a secret plan")
    assert (result.code, result.out) == (2, "")
    assert "secret" not in result.err
    assert "list, add, kept, partly, not-this-time, let-go, move, again" in result.err
    assert not home.exists()


def test_a_moment_that_never_came_comes_back_a_week_later(coach, practice, promised: str) -> None:
    result = coach("promise", "move")
    assert (result.code, result.out) == (0, "")
    assert result.err == f"{SENTENCE} I'll ask you on Fri, Dec 4.\n"
    assert (only(practice).due, only(practice).moved) == (date(2026, 12, 4), 1)
    assert only(practice).status == "open"


def test_the_second_time_another_way_is_offered(coach, practice, promised: str) -> None:
    assert "coach edit" not in coach("promise", "move").err
    offer = coach("promise", "move").err
    assert f"{SENTENCE} I'll ask you on Fri, Dec 11." in offer
    assert f"coach edit {promised[:7]}" in offer
    assert f"coach promise let-go {promised[:7]}" in offer
    assert only(practice).moved == 2


def test_a_promise_made_again_is_a_new_one_linked_to_the_old(
    coach, practice, clock, promised: str
) -> None:
    coach("promise", "not-this-time")
    clock.pass_days(1)
    result = coach("promise", "again", promised[:12], "--then", "ask him", "--due", "1w")
    assert result.code == 0
    assert result.err.startswith("If Bill calls on Monday, I'll ask him.\n")
    before, again = practice.journal.promises()
    assert (before.id, before.status) == (promised, "not-this-time")
    assert (again.id, again.again_of) == (result.out.strip(), promised)
    assert (again.cue, again.action, again.track) == (before.cue, "ask him", "give-free")
    assert (again.status, again.due, again.promised) == (
        "open",
        date(2026, 12, 2),
        date(2026, 11, 25),
    )


def test_again_without_an_id_is_the_one_reviewed_last(coach, practice, promised: str) -> None:
    assert coach("promise", "again").err.startswith("coach: No promise has an outcome yet.\n")
    coach("promise", "kept")
    assert coach("promise", "again").code == 0
    assert [promise.again_of for promise in practice.journal.promises()] == [None, promised]


def test_what_is_still_open_is_not_promised_again(coach, practice, promised: str) -> None:
    result = coach("promise", "again", promised)
    assert (result.code, result.out) == (1, "")
    assert "still open" in result.err
    assert len(practice.journal.promises()) == 1


def test_a_third_promise_is_refused_again_too(coach, practice, promised: str) -> None:
    coach("promise", "kept")
    coach("promise", "add", *BILL)
    coach("promise", "add", *BILL)
    assert coach("promise", "again", promised).code == 1
    assert len(practice.journal.promises()) == 3


@pytest.mark.parametrize("args", [["promise"], ["promise", "list"]], ids=" ".join)
def test_the_list_can_be_read_open_ones_first(coach, clock, practice, args: list[str]) -> None:
    past = coach("promise", "add", *BILL).out.strip()
    coach("promise", "kept", "--did", "Two lines.", "--back", "thanks", "paid", "--minutes", "1")
    later = coach("promise", "add", "--if", "Ann writes", "--then", "answer", "--due", "1w").out
    sooner = coach("promise", "add", "--if", "Jo asks", "--then", "say it", "--due", "fri").out
    result = coach(*args)
    assert (result.code, result.err) == (0, "")
    short = {p.id: practice.entries.short_id(p) for p in practice.promises.all()}
    assert (
        result.out
        == f"""\
Open

  If Jo asks, I'll say it.
    due Fri, Nov 27 · {short[sooner.strip()]}

  If Ann writes, I'll answer.
    due Tue, Dec 1 · {short[later.strip()]}

Reviewed

  If Bill calls on Monday, I'll check his invoice with him first.
    kept, Tue, Nov 24 · {short[past]}
    What I did: Two lines.
    What came back: thanks, paid work
    It took: 1 minute

"""
    )


@pytest.mark.parametrize(
    "args", [["promise", "--json"], ["promise", "list", "--json"]], ids=" ".join
)
def test_its_json_is_the_records_as_in_the_export(
    coach, practice, promised: str, args: list[str]
) -> None:
    coach("promise", "kept", "--back", "thanks")
    coach("promise", "add", *BILL)
    listed = json.loads(coach(*args).out)
    promises = sorted(practice.journal.promises(), key=lambda promise: promise.id)
    assert listed == [PROMISES.record(promise) for promise in promises]
    assert listed == json.loads(coach("export", "--format", "json").out)["promises"]


def test_without_a_promise_the_list_says_so_and_creates_nothing(coach, home: Path) -> None:
    result = coach("promise")
    assert (result.code, result.out) == (0, "")
    assert result.err == "No promises yet. To make one: coach promise add\n"
    assert coach("promise", "--json").out == "[]\n"
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
        (["add", "--if", "Ann", "--then", "a secret"], "promise", "cue: Ann\naction: a secret\n"),
        (["kept", "--did", "a secret"], "review-", "outcome: kept\ndid: a secret\n"),
        (
            ["not-this-time", "--response", "a secret"],
            "review-",
            "outcome: not-this-time\nresponse: a secret\n",
        ),
    ],
)
def test_words_that_cannot_be_saved_are_a_draft_and_it_is_said_where(
    coach, practice, unsavable: Journal, args: list[str], key: str, text: str
) -> None:
    result = coach("promise", *args)
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
        result = coach("promise", *args)
        assert result.code == 1
        assert "coach restore" in result.err


def test_a_draft_that_says_what_is_promised_is_removed(coach, practice) -> None:
    draft, _ = practice.open_draft("promise")
    draft.write("cue: Bill calls on Monday\naction: check his invoice with him first\n")
    draft.close()
    coach("promise", "add", *BILL)
    assert practice.drafts.all() == []


def test_a_promise_is_edited_deleted_restored_and_erased_as_an_entry_is(
    coach, practice, clock, promised: str
) -> None:
    form = b"cue: Bill calls\naction: ask him\n"
    assert (
        coach("edit", promised[:12], stdin=form).err
        == "Saved. The earlier version is still there.\n"
    )
    promise = only(practice)
    assert (promise.cue, promise.action) == ("Bill calls", "ask him")
    assert [version["cue"] for version in promise.revisions] == ["Bill calls on Monday"]

    assert coach("delete", promised[:12]).code == 0
    assert json.loads(coach("promise", "--json").out) == []
    assert coach("promise", "kept", promised).code == 2
    assert coach("delete", promised[:12], "--undo").code == 0
    assert len(json.loads(coach("promise", "--json").out)) == 1

    clock.pass_days(1)
    practice.entries.note("a new day, so a backup")
    practice.drafts.save(f"review-{promised}", b"did: not yet\n")
    practice.drafts.save(f"edit-{promised}", b"cue: Bill\n")
    practice.drafts.save("note", b"stays")
    result = coach("erase", promised[:12], "--yes")
    assert result.err == "Erased 1 entry from the journal, 2 backups and 2 drafts.\n"
    assert practice.promises.all() == []
    saved = b"".join(p.read_bytes() for p in practice.places.data.rglob("*") if p.is_file())
    assert b"Bill" not in saved
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
        "a secret first\ncue: Bill\naction: ask\n",
        "cue: Bill\naction: ask\nsecret: what then\n",
        "cue: Bill\naction: ask\nminutes: a secret\n",
    ],
)
def test_an_edit_with_other_fields_than_a_promises_is_left_as_a_draft(
    coach, practice, promised: str, text: str
) -> None:
    before = only(practice)
    result = coach("edit", promised, stdin=text.encode())
    assert result.code == 2
    assert "secret" not in result.err
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == (f"edit-{promised}", text.rstrip())
    assert str(draft.path) in result.err
    assert only(practice) == before


def test_the_editor_opens_with_the_fields_of_a_promise(
    coach, practice, promised: str, editor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "appends"
    script.write_text("#!/bin/sh\nprintf 'obstacle: a queue\\n' >> \"$1\"\n")
    script.chmod(0o755)
    editor(b"")
    monkeypatch.setenv("VISUAL", str(script))
    assert coach("edit", promised).code == 0
    promise = only(practice)
    assert (promise.cue, promise.obstacle) == ("Bill calls on Monday", "a queue")


def test_erasing_an_answer_removes_its_drafts(coach, practice) -> None:
    answer = practice.entries.answer("secret", "give-free.for-free")
    deeper = practice.entries.follow(answer.id, "deeper", "And?", "secret too")
    for key in (f"deeper-{answer.id}", f"changed-{answer.id}", f"edit-{deeper.id}"):
        practice.drafts.save(key, b"a secret thought")
    result = coach("erase", answer.id, "--yes")
    assert result.err == "Erased 2 entries from the journal, 1 backup and 3 drafts.\n"
    saved = b"".join(p.read_bytes() for p in practice.places.data.rglob("*") if p.is_file())
    assert b"secret" not in saved


@pytest.mark.parametrize(
    "args",
    [
        ("--json", "promise", "kept"), ("promise", "--json", "kept"), ("promise", "kept", "--json"),
        ("promise", "move", "--json"), ("promise", "--json", "let-go"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_changes_a_promise_prints_it_as_json_wherever_the_option_stands(
    coach, practice, promised: str, args: tuple[str, ...]
) -> None:
    result = coach(*args)
    assert result.code == 0
    assert json.loads(result.out) == PROMISES.record(only(practice))


def test_a_new_promise_is_printed_as_json_instead_of_its_id(coach, practice) -> None:
    result = coach("promise", "add", "--json", *BILL)
    assert json.loads(result.out) == PROMISES.record(only(practice))
    coach("promise", "kept")
    again = json.loads(coach("promise", "--json", "again").out)
    assert again["again_of"] == only_reviewed(practice)


def only_reviewed(practice) -> str:
    return str(next(p.id for p in practice.promises.all() if p.reviewed))


def test_one_text_of_a_promise_can_come_from_stdin(coach, practice) -> None:
    coach("promise", "add", "--if", "Bill calls", "--then", "-", stdin=b"check his invoice\n")
    assert only(practice).action == "check his invoice"
    coach("promise", "kept", "--did", "-", stdin="Two lines.\nDönes.\n".encode())
    assert only(practice).did == "Two lines.\nDönes."
    result = coach("promise", "add", "--if", "-", "--then", "-", stdin=b"words")
    assert result.code == 2
    assert "Only one text can come from stdin." in result.err


def test_what_came_from_stdin_and_could_not_be_used_is_a_draft(coach, practice) -> None:
    result = coach("promise", "kept", "--did", "-", stdin=b"Precious words.")
    assert result.code == 1
    (draft,) = practice.drafts.all()
    assert draft.text == "Precious words."
    assert str(draft.path) in result.err
    assert "Precious" not in result.err


@pytest.mark.parametrize("status", ["kept", "partly"])
def test_nothing_beside_thanks_is_refused(coach, practice, promised: str, status: str) -> None:
    result = coach("promise", status, "--back", "thanks", "nothing")
    assert (result.code, only(practice).status) == (2, "open")
    assert "Leave out “nothing”." in result.err
