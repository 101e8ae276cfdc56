"""Every format, of any journal: what comes out is faithful, whole, and nobody's trap."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib

from coach.domain.history import Filter, visible
from coach.domain.model import Answer, Item, Promise
from coach.domain.promises import visible as visible_promises
from coach.domain.text import fold, people
from coach.formats import notes
from coach.paths import Places
from coach.practice import Practice
from coach.practice.transfer import FOLDERS, ExportFormat
from tests.conftest import FixedClock, Result
from tests.journals import ODD, journals
from tests.strange import few

Coach = Callable[..., Result]
LINK = re.compile(r"\[\[([^\]]+)\]\]")


@pytest.fixture
def fresh(tmp_path: Path, clock: FixedClock) -> Callable[[Iterable[Item]], Practice]:
    """Makes a practice that holds these, and nothing of the one before."""

    def make(items: Iterable[Item]) -> Practice:
        home = tmp_path / "fresh"
        shutil.rmtree(home, ignore_errors=True)
        practice = Practice(Places(home, home / "config.toml", home / "state"), clock=clock)
        practice.journal.put(items)
        return practice

    return make


def all_texts(practice: Practice, *, mask: bool = False) -> dict[str, str]:
    """Every file of every format, by its name."""
    transfer, everything = practice.transfer, Filter()
    found = {
        kind: transfer.export(kind, everything, mask=mask) for kind in ("markdown", "json", "html")
    }
    for kind in ("markdown", "json", "html"):
        found[f"playbook {kind}"] = transfer.export(kind, everything, playbook=True, mask=mask)
    for kind in ("notes", "csv"):
        files = transfer.export_files(kind, everything, mask=mask)
        found |= {f"{kind} {name}": text for name, text in files.items()}
    return found


def all_of(practice: Practice, kind: ExportFormat) -> str:
    """Every file of one format."""
    if kind not in FOLDERS:
        return practice.transfer.export(kind, Filter())
    return "".join(practice.transfer.export_files(kind, Filter()).values())


@few(6)
@given(items=journals())
def test_json_there_and_back_gives_the_same_bytes(fresh, items: list[Item]) -> None:
    first = fresh(items).transfer.export("json", Filter())
    elsewhere = fresh([])
    elsewhere.transfer.import_(first.encode())
    assert elsewhere.transfer.export("json", Filter()) == first
    again = elsewhere.transfer.import_(first.encode())
    assert (again.new, again.merged) == (0, 0)


@few(6)
@given(items=journals())
def test_the_page_is_html_whatever_was_written(fresh, items: list[Item]) -> None:
    practice = fresh(items)
    for playbook in (False, True):
        page = practice.transfer.export("html", Filter(), playbook=playbook)
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
        assert not tags & {"script", "img", "iframe", "object", "link", "embed", "form", "input"}
        for element in tree.iter():
            assert not any(name.startswith("on") or name == "src" for name in element.attrib)
        assert "url(" not in page.partition("</style>")[0]


@few(6)
@given(items=journals())
def test_every_note_has_front_matter_and_every_link_of_ours_resolves(
    fresh, items: list[Item]
) -> None:
    files = fresh(items).transfer.export_files("notes", Filter())
    stems = [name.rpartition("/")[2].removesuffix(".md") for name in files]
    folded = [stem.casefold() for stem in stems]
    assert len(folded) == len({*folded})
    for name, text in files.items():
        assert len(name.rpartition("/")[2].encode()) < 200
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]', name)
        if name == "Playbook.md":
            continue
        assert text.startswith("---\n")
        front = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
        ours = [*front.get("people", []), *text.rpartition("\n\nPeople: ")[2:][:1]]
        if name.startswith("people/"):
            ours.append(text.rpartition("\n\n")[2])
        ours += [line for line in text.split("\n") if line.startswith("Answered before: [[")]
        links = [link for line in ours for link in LINK.findall(line)]
        known = {link for link in links if link != "not a link"}
        assert known <= {*stems}


@few(6)
@given(items=journals())
def test_tables_hold_every_word_as_it_was_written(fresh, items: list[Item]) -> None:
    files = fresh(items).transfer.export_files("csv", Filter())
    rows = [*csv.DictReader(io.StringIO(files["answers.csv"], newline=""))]
    answers = visible([item for item in items if isinstance(item, Answer)])
    assert {row["id"]: row["text"] for row in rows} == {a.id: a.text for a in answers}
    rows = [*csv.DictReader(io.StringIO(files["promises.csv"], newline=""))]
    promises = visible_promises(item for item in items if isinstance(item, Promise))
    said = {p.id: (p.cue, p.action, p.did or "", p.status) for p in promises}
    assert {r["id"]: (r["cue"], r["action"], r["did"], r["status"]) for r in rows} == said


@few(6)
@given(items=journals())
def test_masked_nobody_is_named_in_any_format(fresh, items: list[Item]) -> None:
    practice = fresh(items)
    written = [json.dumps(vars(item), default=str, ensure_ascii=False) for item in items]
    names = {fold(name) for text in written for name in people(text)}
    masked = all_texts(practice, mask=True)
    for where, text in masked.items():
        said = {fold(name) for part in (where.partition(" ")[2], text) for name in people(part)}
        found = {name for name in said & names if not re.fullmatch(r"person-\d+.*", name)}
        assert not found, (where, found)


def test_the_same_person_has_the_same_mask_in_every_format(lived: Path, clock) -> None:
    practice = Practice(Places(lived, lived / "config.toml", lived / "state"), clock=clock)
    masked = all_texts(practice, mask=True)
    names = {"mira", "dora", "joan", "tomas", "pavel", "kit", "ilse", "renz", "agnes"}
    for where, text in masked.items():
        assert not any(f"@{name}" in fold(where + text) for name in names), where
    answers = json.loads(masked["json"])["answers"]
    plain = json.loads(practice.transfer.export("json", Filter()))["answers"]
    dora = next(a for a in plain if "@dora" in a["text"])
    text = next(a for a in answers if a["id"] == dora["id"])["text"]
    number = re.search(r"@person-\d+", text[dora["text"].index("@dora") - 1 :])
    assert number
    for where in ("markdown", "html", "csv answers.csv"):
        assert text.splitlines()[0][:60] in re.sub("<[^>]+>", "", masked[where]), where
    assert any(number[0].removeprefix("@") in where for where in masked if "people/" in where)


def test_the_page_of_somebody_met_once_has_plain_dates(practice: Practice) -> None:
    practice.entries.note("@ann called.")
    page = practice.transfer.export_files("notes", Filter())["people/@ann.md"]
    assert page.startswith("---\nperson: ann\nfirst: 2026-11-24\nlast: 2026-11-24\n---\n")


def test_a_filter_finds_the_people_it_names_before_they_are_masked(
    coach: Coach, clock: FixedClock
) -> None:
    coach("note", "@ann was here first.")
    clock.pass_days(0.01)
    coach("note", "Then @bill called.")
    found = coach("export", "--mask", "--person", "bill").out
    assert "Then @person-2 called." in found
    assert "here first" not in found


def test_a_question_of_ones_own_names_nobody_either(coach: Coach, home: Path, tmp_path) -> None:
    (home / "prompts").mkdir(parents=True)
    (home / "prompts" / "own.toml").write_text(
        '[track]\nid = "own"\ntitle = "About @bill"\nabout = "Mine."\n'
        '[[prompt]]\nid = "own.bill"\nshort = "What @bill said"\nask = "What did @bill say?"\n'
        'why = "Because."\n'
    )
    coach("answer", "own.bill", "Nothing about @bill.")
    assert "@bill" in coach("export").out
    for kind in ("markdown", "html", "json"):
        assert "bill" not in re.sub(
            r"own\.bill", "", coach("export", "--mask", "--format", kind).out
        )
    coach("export", "--mask", "--format", "notes", "-o", str(tmp_path / "notes"))
    notes = [*(tmp_path / "notes").rglob("*.md")]
    assert any("What @person-1 said" in path.name for path in notes)
    assert not any("@bill" in path.name + path.read_text() for path in notes)


def test_a_second_run_writes_nothing_and_leaves_what_the_person_changed(
    coach: Coach, lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_HOME", str(shutil.copytree(lived, tmp_path / "copy")))
    folder = tmp_path / "notes"
    folder.mkdir()
    foreign = folder / "sessions" / "2026-09-01 Left without buying.md"
    foreign.parent.mkdir()
    foreign.write_text("My own file, that was here first.")
    export = ("export", "--format", "notes", "-o", str(folder))
    first = coach(*export)
    assert first.code == 0
    assert f"left alone: {foreign}" in first.err
    changed = folder / "people" / "@dora.md"
    changed.write_text(changed.read_text() + "\nDora likes tea.\n")
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}
    again = coach(*export)
    assert again.err.splitlines()[-1].startswith("0 files written, 35 unchanged")
    assert str(changed) in again.err
    assert before == {
        p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()
    }
    coach("note", "@dora came by. @zoe too.")
    third = coach(*export, "--force")
    assert third.err.splitlines()[-1].startswith("3 files written, 34 unchanged")
    assert "Dora likes tea." in changed.read_text()
    assert foreign.read_text() == "My own file, that was here first."


def test_what_is_gone_from_the_journal_stays_in_the_folder_and_is_named(
    coach: Coach, tmp_path: Path
) -> None:
    note = coach("note", "@bill called").out.strip()
    coach("note", "Another, by itself.")
    export = ("export", "--format", "notes", "-o", str(tmp_path / "notes"))
    coach(*export)
    coach("delete", note[:32])
    said = coach(*export).err
    assert str(tmp_path / "notes" / "people" / "@bill.md") in said
    assert (tmp_path / "notes" / "people" / "@bill.md").exists()


def test_no_file_is_written_outside_the_folder_or_through_a_link(
    coach: Coach, tmp_path: Path
) -> None:
    coach("note", "@bill called")
    folder, outside = tmp_path / "notes", tmp_path / "outside.md"
    export = ("export", "--format", "notes", "-o", str(folder))
    (folder / "people").mkdir(parents=True)
    outside.write_text("Somebody's.")
    (folder / "people" / "@bill.md").symlink_to(outside)
    (folder / ".coach-export.json").write_text(json.dumps({"../outside.md": "x", "people": 5}))
    result = coach(*export)
    assert (result.code, outside.read_text()) == (0, "Somebody's.")
    assert "left alone" in result.err


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "notes"),
        ("--format", "csv", "-o", "-"),
        ("--format", "notes", "-o", "{file}"),
        ("--format", "notes", "-o", "{home}"),
        ("--format", "notes", "-o", "{home}/drafts"),
        ("--format", "csv", "-o", "{file}/inside"),
        ("--format", "csv", "--playbook", "-o", "{folder}/tables"),
        ("-o", "{folder}"),
        ("-o", "{folder}/none/journal.html"),
        ("-o", "{file}"),
        ("--format", "pdf"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_a_hint(
    coach: Coach, home: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    coach("note", "Words.")
    places = {"file": tmp_path / "file", "folder": tmp_path / "folder", "home": home}
    places["folder"].mkdir()
    places["file"].write_text("Somebody's.")
    before = sorted(path for path in tmp_path.rglob("*") if "state" not in path.parts)
    result = coach("export", *(arg.format(**places) for arg in args))
    assert result.code in (1, 2)
    assert len(result.err.splitlines()) == 2
    assert places["file"].read_text() == "Somebody's."
    assert before == sorted(path for path in tmp_path.rglob("*") if "state" not in path.parts)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.md", "# My"),
        ("a.html", "<!DOCTYPE"),
        ("a.HTM", "<!DOCTYPE"),
        ("a.json", "{"),
        ("a", "# My"),
    ],
)
def test_the_suffix_says_the_format(coach: Coach, tmp_path: Path, name: str, begins: str) -> None:
    coach("note", "Words.")
    coach("export", "-o", str(tmp_path / name))
    assert (tmp_path / name).read_text().startswith(begins)


@pytest.mark.parametrize("kind", ["markdown", "html", "json", "csv", "notes"])
def test_every_filter_of_history_works_in_every_format(
    coach: Coach, clock: FixedClock, tmp_path: Path, kind: str
) -> None:
    coach("answer", "give-free.for-free", "First, of @bill. #trust")
    clock.pass_days(400)
    coach("answer", "value.my-value", "Second, of @ann.")
    clock.pass_days(1)
    coach("note", "Third, an oil leak.")

    def found(*filters: str) -> set[str]:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        target = ("-o", str(tmp_path / "out")) if kind in ("csv", "notes") else ()
        result = coach("export", "--format", kind, *filters, *target)
        assert result.code == 0, result.err
        files = [p.read_text() for p in (tmp_path / "out").rglob("*.*") if target]
        text = "".join([result.out, *files])
        return {word for word in ("First", "Second", "Third") if word in text}

    assert found() == {"First", "Second", "Third"}
    assert found("--person", "bill") == {"First"}
    assert found("--tag", "trust") == {"First"}
    assert found("--track", "value") == {"Second"}
    assert found("--prompt", "value.my-value") == {"Second"}
    assert found("--since", "2d") == {"Second", "Third"}
    assert found("--until", "2027-01-01") == {"First"}
    assert found("oil", "leak") == {"Third"}
    assert found("oil leak") == {"Third"}
    assert found("-n", "2") == {"Second", "Third"}
    clock.pass_days(-36)
    assert found("--on-this-day") == {"First"}


@pytest.mark.parametrize("kind", ["markdown", "html", "json", "notes", "csv"])
def test_a_very_long_answer_is_whole_in_every_format(fresh, answered, kind: str) -> None:
    practice = fresh(
        [answered(None, "2026-11-24", text="Ein langer Satz mit @bill darin. " * 3030)]
    )
    text = re.sub("<[^>]+>", "", all_of(practice, kind))
    assert text.count("Ein langer Satz mit @bill") == 3030


def test_any_characters_are_whole_in_notes_and_tables(fresh, answered) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(len(ODD))]
    texts = [f"first\n\n{text}\n\nlast" for text in ODD]
    practice = fresh(
        [answered(None, day, text=text) for day, text in zip(days, texts, strict=True)]
    )
    tables = practice.transfer.export_files("csv", Filter())
    rows = csv.DictReader(io.StringIO(tables["answers.csv"], newline=""))
    assert [row["text"] for row in rows] == texts
    written = all_of(practice, "notes")
    assert written.count("first\n") == written.count("last\n") == len(ODD)
    for words in ("שלום @דוד, עברית", "👩🏽\u200d🔧 🏳️\u200d🌈 e\u0301 ﷽", "```\nnever closed\n"):
        assert words in written


def test_two_titles_that_differ_by_case_only_are_two_files(answered) -> None:
    asked = answered("own.odd", "2026-11-24")
    noted = answered(None, "2026-11-24")
    names = notes.files([asked, noted], [], [], {"own.odd": "NOTE 10.00"}, {})
    assert [*names] == [
        "sessions/2026-11-24 NOTE 10.00.md",
        "sessions/2026-11-24 Note 10.00 2.md",
    ]


# In a browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.faults
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_a_browser_prints_the_page_and_asks_the_network_for_nothing(
    lived: Path, clock: FixedClock, tmp_path: Path
) -> None:
    practice = Practice(Places(lived, lived / "config.toml", lived / "state"), clock=clock)
    practice.entries.note("![](http://127.0.0.1:9/pixel.png) <img src=http://127.0.0.1:9/x>")
    page, paper, log = tmp_path / "page.html", tmp_path / "page.pdf", tmp_path / "net.json"
    page.write_text(practice.transfer.export("html", Filter()))
    # Its socket needs a short path.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as short:
        chromium = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu",
                    f"--user-data-dir={short}/profile"]  # fmt: skip
        done = subprocess.run(
            [*chromium, f"--print-to-pdf={paper}", f"--log-net-log={log}", page.as_uri()],
            capture_output=True, timeout=120, check=False,
            env={**os.environ, "TMPDIR": short, "HOME": short},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert paper.read_bytes().startswith(b"%PDF")
    assert "127.0.0.1:9" not in log.read_text()
