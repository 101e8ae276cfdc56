"""The lines of a TOML file: the right one is told, or none."""

import json
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import library
from coach.toml_lines import Steps, line_of, lines_of

PACK = """\
# ask = "a remark"
[track]
id = 'own' # the id
about = \"\"\"
[[prompt]]
ask = "not this" \\
\"\"\"\"\"

[[prompt]]  # one
ask = '''
]'''
why."deep er".most = 1

[[prompt]]
deeper = [
  { when = "short", ask = "}" }, # , { when = 1 }
  { when = [
      1,
      2], ask = 3 }]
[prompt.page]
x = 1
[[prompt.more]]
y = 1
[[prompt.more]]
y = 1
"""


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (("track",), 2),
        (("track", "id"), 3),
        (("track", "about"), 4),
        (("prompt",), 9),
        (("prompt", 1), 9),
        (("prompt", 1, "ask"), 10),
        (("prompt", 1, "why"), 12),
        (("prompt", 1, "why", "deep er", "most"), 12),
        (("prompt", 2), 14),
        (("prompt", 2, "deeper"), 15),
        (("prompt", 2, "deeper", 1, "ask"), 16),
        (("prompt", 2, "deeper", 2), 17),
        (("prompt", 2, "deeper", 2, "when", 1), 18),
        (("prompt", 2, "deeper", 2, "ask"), 19),
        (("prompt", 2, "page", "x"), 21),
        (("prompt", 2, "more", 2, "y"), 25),
    ],
)
def test_everything_is_found_where_it_begins(steps: Steps, line: int) -> None:
    assert line_of(PACK, steps) == line


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (("track", "title"), 2),
        (("prompt", 1, "example"), 9),
        (("prompt", 2, "deeper", 1, "wen"), 16),
        (("intents",), None),
    ],
)
def test_what_is_missing_is_missing_where_its_table_begins(steps: Steps, line: int | None) -> None:
    assert line_of(PACK, steps) == line


def test_a_table_begins_at_its_own_header_though_one_inside_it_came_first() -> None:
    text = "[a.b]\n[a]\nx = 1\n"
    assert line_of(text, ("a",)) == 2
    assert line_of(text, ("a", "b")) == 1


def test_a_list_of_questions_may_be_written_as_one_value() -> None:
    text = 'prompt = [\n{ id = "a.b" },\n\n{ id = "a.c", ask = 1 }]\n'
    assert line_of(text, ("prompt", 2, "ask")) == 4
    assert line_of(text, ("prompt", 2, "why")) == 4


@pytest.mark.parametrize("path", sorted(library.folder().glob("*.toml")), ids=lambda p: p.stem)
def test_every_field_of_the_librarys_packs_is_found_on_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for list_name, tables in tomllib.loads(text).items():
        if isinstance(tables, list):
            headers = [n for n, line in enumerate(lines, 1) if line == f"[[{list_name}]]"]
            for number, table in enumerate(tables, 1):
                assert line_of(text, (list_name, number)) == headers[number - 1]
                for field in table:
                    line = line_of(text, (list_name, number, field))
                    assert line is not None and line > headers[number - 1]
                    assert lines[line - 1].startswith(f"{field} = ")
                    assert all(at <= headers[number - 1] or at > line for at in headers)


def test_without_certainty_no_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.toml_lines._Reader.lines", lambda reader: {("ask",): 7})
    assert line_of("ask = 1\nwhy = 2\n", ("ask",)) is None


KEYS = ["ask", "why", "prompt", "1", "a-b", '"a.b"', "'a # b'", '"\\"]"', "'é = ['", '""', "'\"'"]
WORDS = ["[[prompt]]", "ask = 1", "# no", '"', '""', "'", "''", "]", "}", ",", "\\", "é", " ", "\n"]
SCALARS = ["1", "-1_000", "1.5e3", "true", "inf", "2026-11-24", "2026-11-24 07:32:00Z", "07:32:00"]
REMARKS = ["", "\n", "# ask = [ {\n", "  \n\t\n", '#"""\n', "\n# [[prompt]]\n"]


def meant(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 0")))


class Writer:
    """Writes a TOML text out of chance, and notes the line of everything as it goes."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[Steps, int] = {}

    def one_of(self, values: list[Any]) -> Any:
        return self.draw(st.sampled_from(values))

    def number(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def keys(self, most: int) -> list[str]:
        return self.draw(st.lists(st.sampled_from(KEYS), max_size=most, unique_by=meant))

    def note(self, steps: Steps) -> None:
        self.lines.setdefault(steps, self.text.count("\n") + 1)

    def table(self, steps: Steps, header: list[str], depth: int) -> None:
        """The pairs of a table, and then the tables inside it with headers of their own."""
        keys = self.keys(5)
        inner = self.number(len(keys)) if depth else 0
        for key in keys[inner:]:
            self.text += self.one_of(REMARKS) + self.one_of(["", "  "])
            self.pair(steps, key, 2)
            self.text += self.one_of(["\n", " # ]\n", "\t\n"])
        for key in keys[:inner]:
            self.headed((*steps, meant(key)), [*header, key], depth - 1)

    def headed(self, steps: Steps, header: list[str], depth: int) -> None:
        name = self.one_of([".", " . "]).join(header)
        kind = self.one_of(["table", "tables", "implied"])
        if kind == "tables":
            for number in range(1, self.number(2) + 2):
                self.text += self.one_of(REMARKS)
                self.note(steps)
                self.note((*steps, number))
                self.text += f"[[{name}]]\n"
                self.table((*steps, number), header, depth)
        elif kind == "implied":
            self.text += self.one_of(REMARKS)
            self.note(steps)
            self.note((*steps, "x"))
            self.text += f"[{name}.x]\n"
            self.table((*steps, "x"), [*header, "x"], 0)
        else:
            self.text += self.one_of(REMARKS)
            self.note(steps)
            self.text += f" [ {name} ] # [[x]]\n"
            self.table(steps, header, depth)

    def pair(self, steps: Steps, key: str, depth: int) -> None:
        steps = (*steps, meant(key))
        self.note(steps)
        self.text += key
        for dotted in self.keys(1):
            steps = (*steps, meant(dotted))
            self.note(steps)
            self.text += self.one_of([".", " . "]) + dotted
        self.text += self.one_of(["=", " = "])
        self.value(steps, depth)

    def value(self, steps: Steps, depth: int) -> None:
        kind = self.one_of(["scalar", "text"] + ["list", "inline"] * bool(depth))
        if kind == "scalar":
            self.text += self.one_of(SCALARS)
        elif kind == "text":
            self.text += self.quoted("".join(self.draw(st.lists(st.sampled_from(WORDS)))))
        elif kind == "list":
            self.list(steps, depth - 1)
        else:
            self.text += "{ "
            for number, key in enumerate(self.keys(3)):
                self.text += " , " if number else ""
                self.pair(steps, key, depth - 1)
            self.text += " }"

    def list(self, steps: Steps, depth: int) -> None:
        self.text += "["
        for number in range(1, self.number(3) + 1):
            self.text += ("," if number > 1 else "") + self.one_of(REMARKS)
            self.note((*steps, number))
            self.value((*steps, number), depth)
            self.text += self.one_of(REMARKS)
        self.text += "]"

    def quoted(self, text: str) -> str:
        escaped = text.replace("\\", "\\\\")
        ways = [json.dumps(text, ensure_ascii=False)]
        ways.append('"""' + escaped.replace('"""', '""\\"') + '"""')
        ways.append('"""\\\n  ' + escaped.replace('"""', '""\\"') + '"""')
        if "'" not in text and "\n" not in text:
            ways.append(f"'{text}'")
        if "'''" not in text and not text.endswith("'''"):
            ways.append(f"'''\n{text}'''")
        return self.one_of(ways)


@st.composite
def documents(draw: Any) -> tuple[str, dict[Steps, int]]:
    writer = Writer(draw)
    writer.table((), [], 3)
    return writer.text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), writer.lines


@settings(deadline=None)
@given(documents())
def test_whatever_the_toml_every_line_is_the_right_one(document: tuple[str, dict]) -> None:
    text, lines = document
    assert lines_of(text) == lines


@pytest.mark.parametrize(("end", "quote"), product(["", '"', '""'], ['"""', "'''"]))
def test_quotes_before_the_end_of_a_text_belong_to_it(end: str, quote: str) -> None:
    end = end.replace('"', quote[0])
    text = f"a = {quote}\n{end}{quote}\nb = 1\n"
    assert tomllib.loads(text)["a"] == end
    assert line_of(text, ("b",)) == 3
