"""Plain lines lose no word: drafts, the end of input, full disks, damage, and the editor."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from coach.errors import SaveError
from coach.practice import Practice
from tests.plain.scripts import FIRST, FIRST_SESSION, REVIEW_SESSION, in_order, saved, words_of

BEGUN = "You began this and haven't saved it yet."
GOES_ON = "Draft saved. coach session goes on there."

# --- drafts ---


def test_a_draft_is_read_back_and_enter_saves_it_as_it_is(session, practice: Practice) -> None:
    practice.drafts.save("answer-value.evidence", "Zwölf.\nAnd more.".encode())
    out = session("", "/leave").out
    assert in_order(out, BEGUN, "Zwölf. And more.", "press Enter to save it as it is.")
    assert out.count(BEGUN) == 1
    assert [(a.prompt, a.text) for a in practice.journal.answers()] == [
        ("value.evidence", "Zwölf.\nAnd more.")
    ]
    assert practice.drafts.all() == []


def test_writing_goes_on_below_what_was_begun(session, practice: Practice) -> None:
    practice.drafts.save(f"answer-{FIRST}", b"First line.\n")
    session("Second line.", "", "/leave")
    assert saved(practice) == [("answer", "First line.\nSecond line.")]


@pytest.mark.parametrize("leave", [["/leave"], []], ids=["/leave", "end of input"])
def test_who_leaves_in_the_middle_goes_on_there(
    session, practice: Practice, leave: list[str]
) -> None:
    result = session("A phone number.", *leave)
    assert (result.code, result.err) == (0, "")
    assert GOES_ON in result.out
    assert [draft.text for draft in practice.drafts.all()] == ["A phone number."]
    out = session("", "half a deeper one").out
    assert in_order(out, BEGUN, "A phone number.", "Saved.")
    out = session("and its end", "", "/leave").out
    assert in_order(out, "You answered: A phone number.", BEGUN, "half a deeper one")
    assert saved(practice)[1:] == [("deeper", "half a deeper one\nand its end")]


def test_who_leaves_with_nothing_written_is_told_goodbye(session) -> None:
    assert session("/leave").out.endswith("\nBye.\n")


def test_a_note_that_was_begun_is_said_to_wait(session, practice: Practice, clock) -> None:
    for prompt in practice.library.prompts:
        if not prompt.retired:
            practice.entries.answer("Enough.", prompt.id)
    clock.pass_days(1)
    assert GOES_ON in session("half a thought").out
    assert in_order(session("").out, BEGUN, "half a thought", "Saved.")


def test_a_promise_in_the_middle_goes_on_there(session, practice: Practice) -> None:
    session("A phone number.", "", "", "Bill calls")
    assert [d.text for d in practice.drafts.all()] == ["cue: Bill calls\n"]
    out = session("", "ask him", "", "").out
    assert in_order(out, BEGUN, "If", "Bill calls", "leave it as it is.", "If Bill calls, I'll ask")
    assert [(p.cue, p.action) for p in practice.journal.promises()] == [("Bill calls", "ask him")]
    assert practice.drafts.all() == []


@pytest.mark.parametrize("count", range(1, 5))
def test_a_review_in_the_middle_goes_on_there(
    session, practice: Practice, began: None, count: int
) -> None:
    lines = ["2", "Looked at the oil.", "He laughed.", "2 5", "12"]
    session(*lines[:count])
    assert practice.journal.promises()[0].status == "open"
    out = session(*[""] * count, *lines[count:], "").out
    assert in_order(out, "You promised", BEGUN, "Enter for: partly.", "Partly kept")
    again = "Looked at the oil. Type it again, or press Enter"
    assert (again in " ".join(out.split())) is (count > 1)
    (promise,) = practice.journal.promises()
    assert (promise.status, promise.did) == ("partly", "Looked at the oil.")
    assert (promise.response, promise.minutes) == ("He laughed.", 12)
    assert [back.what for back in promise.came_back] == ["thanks", "paid"]
    assert practice.drafts.all() == []


def test_an_outcome_that_could_not_be_saved_is_saved_by_enter_alone(
    session, practice: Practice, began: None
) -> None:
    (promise,) = practice.journal.promises()
    form = b"outcome: kept\ndid: A\nresponse: B\nback: thanks paid\nminutes: 12\n"
    practice.drafts.save(f"review-{promise.id}", form)
    session(*[""] * 5, "")
    (promise,) = practice.journal.promises()
    assert (promise.status, promise.did, promise.response) == ("kept", "A", "B")
    assert promise.minutes == 12
    assert [back.what for back in promise.came_back] == ["thanks", "paid"]


def test_words_begun_for_a_moment_that_never_came_become_a_note(
    session, practice: Practice, began: None
) -> None:
    session("1", "He was ill.")
    session("5", "", "")
    assert saved(practice)[-1] == ("note", "If Bill calls, I'll check his oil.\nHe was ill.")
    (promise,) = practice.journal.promises()
    assert (promise.status, promise.moved) == ("open", 1)
    assert practice.drafts.all() == []


def test_a_draft_that_was_saved_before_a_kill_is_not_asked_again(
    session, practice: Practice
) -> None:
    practice.entries.answer("A phone number.", FIRST)
    practice.drafts.save(f"answer-{FIRST}", b"A phone number.")
    assert BEGUN not in session().out
    assert practice.drafts.all() == []


# --- the end of input ---


@pytest.fixture(params=["first", "review"])
def script(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The lines of a whole session."""
    if request.param == "review":
        request.getfixturevalue("began")
    yield {"first": FIRST_SESSION, "review": REVIEW_SESSION}[request.param]


def test_wherever_the_input_ends_the_words_are_saved_or_a_draft(
    session, practice: Practice, script: list[str], clock, home: Path
) -> None:
    before = home.with_name("before")
    if home.exists():
        shutil.copytree(home, before)
    for count in range(len(script) + 1):
        shutil.rmtree(home, ignore_errors=True)
        if before.exists():
            shutil.copytree(before, home)
        result = session(*script[:count])
        assert (result.code, result.err) == (0, ""), count
        there = words_of(Practice(practice.places, clock=clock))
        written = [line for line in script[:count] if len(line) > 3]
        assert [line for line in written if line not in there] == [], count


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([b"caf\xe9 secret\n", b"and more\n"], None),
        ([b"A phone number.\n", b"caf\xe9 secret\n", b"and more\n"], "A phone number."),
    ],
)
def test_a_line_that_is_not_utf_8_is_left_as_it_came_with_all_that_follows(
    coach, practice: Practice, home: Path, lines: list[bytes], text: str | None
) -> None:
    result = coach("session", stdin=b"".join(lines))
    assert result.code == 2
    assert "secret" not in result.err + result.out
    draft = Path(result.err.splitlines()[1].partition("Its bytes are in ")[2])
    assert draft.parent == home / "drafts"
    assert draft.read_bytes() == b"caf\xe9 secret\nand more\n"
    assert practice.journal.answers() == []
    assert [d.text for d in practice.drafts.all()] == ([text] if text else [])


def test_a_line_through_a_pipe_may_be_of_any_length(session, practice: Practice) -> None:
    session("x" * 100_000, "", "/leave")
    assert [len(text) for _, text in saved(practice)] == [100_000]


# --- saves that fail ---


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be saved to the journal."""

    def refuse(*_: object, **__: object) -> None:
        raise SaveError("The disk is full.", "Make room.")

    monkeypatch.setattr("coach.store.journal.Journal.put", refuse)
    monkeypatch.setattr("coach.store.journal.Journal.change", refuse)


@pytest.mark.parametrize(
    ("lines", "key", "words"),
    [
        (["", "A secret.", ""], "answer-", "A secret."),
        (["1", "A secret.", "", "", ""], "review-", "outcome: kept\ndid: A secret.\n"),
    ],
)
def test_what_cannot_be_saved_is_a_draft_and_it_is_said_where(
    session, practice: Practice, began: None, full_disk: None, lines: list[str], key: str, words
) -> None:
    result = session(*lines)
    assert result.code == 1
    (draft,) = practice.drafts.all()
    assert draft.key.startswith(key)
    assert draft.text == words
    assert result.err == f"coach: The disk is full.\n  Your text is in a draft: {draft.path}\n"


def test_what_is_piped_in_behind_a_text_that_cannot_be_saved_is_not_lost(
    session, practice: Practice, full_disk: None
) -> None:
    result = session("A phone number.", "", "More words.", "and more")
    drafts = {draft.key: draft for draft in practice.drafts.all()}
    assert drafts["session"].text == "More words.\nand more\n"
    assert str(drafts["session"].path) in result.err
    assert str(drafts[f"answer-{FIRST}"].path) in result.err


def test_a_promise_that_cannot_be_saved_is_a_draft(
    session, practice: Practice, request: pytest.FixtureRequest
) -> None:
    session("A phone number.", "", "", "", "")
    request.getfixturevalue("full_disk")
    result = session("", "Bill calls", "ask him", "")
    assert result.code == 1
    (draft,) = practice.drafts.all()
    assert (draft.key, draft.text) == ("promise", "cue: Bill calls\naction: ask him\n")
    assert str(draft.path) in result.err


def test_where_no_draft_can_be_written_a_text_is_saved_all_the_same(
    session, practice: Practice, home: Path
) -> None:
    home.mkdir()
    (home / "drafts").write_text("in the way")
    out = session("A phone number.", "", "", "", "").out
    assert out.count("Can't write the draft") == 1
    assert saved(practice) == [("answer", "A phone number.")]


def test_where_no_draft_can_be_written_who_leaves_is_told_where_the_words_are(
    session, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    (home / "drafts").write_text("in the way")
    out = session("A phone number.").out
    draft = Path(out.partition("Draft saved:")[2].split()[0])
    assert draft.is_relative_to(tmp_path / "tmp")
    assert draft.read_text() == "A phone number."


def test_a_damaged_journal_is_told_before_anything_is_asked_and_the_input_is_a_draft(
    session, practice: Practice, home: Path
) -> None:
    practice.entries.answer("one saved answer", "give-free.for-free")
    damaged = home / "coach.json"
    damaged.write_bytes(damaged.read_bytes()[:-40])
    before = damaged.read_bytes()
    result = session("A secret.", "")
    assert (result.code, result.out) == (1, "")
    assert "coach restore" in result.err
    assert "secret" not in result.err
    assert [draft.text for draft in practice.drafts.all()] == ["A secret.\n\n"]
    assert damaged.read_bytes() == before


# --- the editor ---


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor may open; lines are piped in all the same."""
    terminal = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("coach.plain.draft.sys", terminal)


def test_the_editor_goes_on_with_what_was_begun(
    session, practice: Practice, tmp_path: Path, at_a_terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "appends"
    script.write_text("#!/bin/sh\nprintf ' and more\\n' >> \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    out = session("typed", "/edit", "and a line", "", "/leave").out
    assert in_order(out, "typed and more", "press Enter to save it as it is.")
    assert saved(practice) == [("answer", "typed and more\nand a line")]


def test_what_the_editor_took_away_is_gone(
    session, practice: Practice, tmp_path: Path, at_a_terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "empties"
    script.write_text('#!/bin/sh\n: > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    session("typed", "/edit", "anew", "", "/leave")
    assert saved(practice) == [("answer", "anew")]


def test_an_editor_that_fails_changes_nothing_and_its_words_are_a_draft(
    session, practice: Practice, tmp_path: Path, at_a_terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "fails"
    script.write_text("#!/bin/sh\nprintf ' and more\\n' >> \"$1\"\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    out = session("typed", "/edit", "", "/leave").out
    assert "The editor ended with an error" in out
    assert saved(practice) == [("answer", "typed")]
    assert [draft.text for draft in practice.drafts.all()] == ["typed and more"]


def test_an_editor_that_cannot_be_started_costs_no_word(
    session, practice: Practice, at_a_terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "there-is-no-such-editor")
    out = session("typed", "/edit", "more", "", "/leave").out
    assert "Can't start the editor" in out
    assert saved(practice) == [("answer", "typed\nmore")]


def test_without_a_terminal_no_editor_is_opened(session, practice: Practice) -> None:
    out = session("typed", "/edit", "more", "", "/leave").out
    assert "The editor needs a terminal" in out
    assert saved(practice) == [("answer", "typed\nmore")]
