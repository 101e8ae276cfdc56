"""From start to a saved answer in a real terminal, and every way the app can end."""

import os
import pty
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.terminal import COACH, Terminal, command

pytestmark = pytest.mark.terminal

Terminals = Callable[..., Terminal]
Answers = Callable[[], list[dict[str, str]]]


def until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "never came true"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    """Whether the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def drafts(home: Path) -> list[str]:
    return [path.read_text() for path in (home / "drafts").glob("*.txt")]


def half_written(terminal: Terminals) -> Terminal:
    """A window in which an answer was begun."""
    window = terminal()
    window.open_app()
    window.keys("Enter")
    window.wait_for("Save")
    window.type("half a thought")
    window.wait_for("half a thought")
    return window


@pytest.mark.parametrize("size", [(80, 24), pytest.param((40, 12), marks=pytest.mark.faults)])
def test_start_enter_type_save_quit_export(
    terminal: Terminals, run: Callable[..., str], answers: Answers, size: tuple[int, int]
) -> None:
    window = terminal(size)
    window.open_app()
    window.keys("Enter")
    window.type("A way to check the oil, quickly.")
    window.wait_for("draft saved")
    window.keys("C-s")
    window.wait_for(" saved ─", "Saved.")
    window.walk_out()
    window.keys("C-q")
    window.wait_for("ended with 0")
    (answer,) = answers()
    assert answer["text"] == "A way to check the oil, quickly."
    assert answer["ask"].endswith("What did they leave with?")
    assert answer["week"] == time.strftime("%G-W%V", time.strptime(answer["day"], "%Y-%m-%d"))
    markdown = run("export", "-o", "-")
    assert f"### {answer['ask']}\n" in markdown
    assert "\nA way to check the oil, quickly.\n" in markdown


def test_words_typed_in_one_breath_with_enter_all_arrive(
    terminal: Terminals, answers: Answers
) -> None:
    window = terminal()
    window.open_app()
    window.keys("Enter", "q", "u", "i", "c", "k", "Space", "n", "1", "?", "C-s")
    window.walk_out()
    assert [answer["text"] for answer in answers()] == ["quick n1?"]


@pytest.mark.faults
def test_after_kill_9_the_next_start_has_the_draft(terminal: Terminals, home: Path) -> None:
    window = terminal()
    window.open_app()
    window.keys("Enter")
    window.type("half a thought")
    window.wait_for("draft saved")
    os.kill(window.app_pid(), signal.SIGKILL)
    assert drafts(home) == ["half a thought"]
    again = terminal()
    again.open_app()
    again.keys("Enter")
    again.wait_for("half a thought")


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.faults)]
)
def test_a_signal_loses_no_word_and_leaves_the_terminal_sane(
    terminal: Terminals, home: Path, number: signal.Signals
) -> None:
    window = half_written(terminal)
    os.kill(window.app_pid(), number)
    window.wait_for(f"ended with {128 + number}")
    assert drafts(home) == ["half a thought"]
    window.line("stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo | tr '\\n' ' '")
    window.wait_for("icanon echo", "echo icanon")


def test_a_byte_that_is_no_utf_8_ends_the_app_with_a_plain_word_and_a_draft(
    terminal: Terminals, home: Path
) -> None:
    window = half_written(terminal)
    window.paste(b"caf\xe9")
    shown = window.wait_for("ended with 1")
    assert "Traceback" not in shown
    assert "half a thought" not in shown.rpartition("ready>")[2]
    assert drafts(home) == ["half a thought"]
    (crash,) = (home / "state").glob("crash*")
    assert "half a thought" not in crash.read_text()


def test_a_closed_window_loses_no_word(terminal: Terminals, home: Path) -> None:
    window = half_written(terminal)
    pid = window.app_pid()
    window.close_window()
    until(lambda: gone(pid))
    assert drafts(home) == ["half a thought"]


def test_the_app_ends_with_its_terminal_even_as_it_starts(home: Path) -> None:
    for _ in range(5):  # it is a matter of moments
        pid, terminal = pty.fork()
        if not pid:
            os.execve(COACH, [str(COACH)], {**os.environ, "TERM": "xterm", "COACH_HOME": str(home)})
        shown = b""
        while b"Playbook" not in shown:
            shown += os.read(terminal, 4096)
        os.close(terminal)
        try:
            until(lambda pid=pid: os.waitpid(pid, os.WNOHANG)[0])  # type: ignore[misc]
        except AssertionError:
            os.kill(pid, signal.SIGKILL)
            raise


@pytest.mark.faults
def test_a_paste_of_100000_characters_is_all_there(terminal: Terminals, answers: Answers) -> None:
    lines = [f"line {n:05d} with some words, @bill and Zwölf Äpfel" for n in range(2000)]
    text = "\r\n".join(lines)
    assert len(text) > 95_000
    window = terminal()
    window.open_app()
    window.keys("Enter")
    window.wait_for("Save")
    window.paste(text.encode())
    window.wait_for("line 01999")
    window.wait_for("draft saved")
    window.walk_out()
    assert [answer["text"] for answer in answers()] == ["\n".join(lines)]


@pytest.mark.faults
def test_the_editor_writes_where_the_app_left_off(
    terminal: Terminals, answers: Answers, tmp_path: Path
) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\nprintf ' and more' >> \"$1\"\n")
    script.chmod(0o755)
    window = terminal()
    window.line(f"export VISUAL={script}")
    window.open_app()
    window.keys("Enter")
    window.type("typed")
    window.wait_for("draft saved")
    window.keys("F2")
    window.wait_for("typed and more")
    window.walk_out()
    assert [answer["text"] for answer in answers()] == ["typed and more"]


@pytest.mark.faults
def test_two_windows_on_one_question_keep_both(terminal: Terminals, answers: Answers) -> None:
    one, two = terminal(), terminal()
    for window, text in ((one, "from the first"), (two, "from the second")):
        window.open_app()
        window.keys("Enter")
        window.type(text)
        window.wait_for("draft saved")
    for window in (one, two):
        window.walk_out()
    assert {answer["text"] for answer in answers()} == {"from the first", "from the second"}


@pytest.mark.faults
def test_the_app_is_open_while_commands_save_and_then_keeps_its_own(
    terminal: Terminals, run: Callable[..., str], answers: Answers
) -> None:
    window = terminal()
    window.open_app()
    window.keys("Enter")
    window.type("from the app")
    window.wait_for("draft saved")
    ids = {run("answer", "give-free.for-free", f"command {n}").strip() for n in range(20)}
    window.walk_out()
    kept = answers()
    assert len(kept) == 21
    assert {answer["id"] for answer in kept} > ids
    assert "from the app" in {answer["text"] for answer in kept}


@pytest.mark.parametrize("redirect", ["< /dev/null", "2> log; cat log", "< /dev/null 2>&1 | cat"])
def test_without_a_terminal_the_app_says_so(
    terminal: Terminals, tmp_path: Path, redirect: str
) -> None:
    window = terminal()
    window.line(f"cd {tmp_path}; clear")
    window.line(f"{command()} {redirect}")
    shown = window.wait_for("The app needs a terminal.")
    assert "Traceback" not in shown


def test_it_works_without_colour(terminal: Terminals) -> None:
    window = terminal()
    window.line("export NO_COLOR=1")
    window.open_app()
    window.wait_for("Enter   Answer this question")
