"""A folder of notes for Obsidian, Logseq and the like: a file a session, a file a person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain, count
from unicodedata import category, normalize

import yaml

from coach.domain.dates import full_date
from coach.domain.model import Answer, Entry, Promise
from coach.domain.playbook import Page
from coach.domain.story import story
from coach.domain.text import fold, one_line
from coach.domain.together import WholeSession, whole_sessions
from coach.formats import document, embed, markdown
from coach.frozen import frozen

PLAYBOOK = "Playbook.md"
MOST_BYTES = 120
"""Of a file's name, so that it fits every file system, with what a sync tool adds to it."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*#^\[\]`%]')
"""What some file system refuses in a name, or a link to it can't hold."""
_JOINERS = "\u200c\u200d"


class _Dumper(yaml.SafeDumper):
    """Writes a value that stands twice twice, as people read it, instead of a reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@frozen
class _Note:
    """One session, and what its file is called."""

    whole: WholeSession
    name: str

    @property
    def answers(self) -> list[Answer]:
        return [entry for entry in self.whole.parts if isinstance(entry, Answer)]

    @property
    def entries(self) -> list[Entry]:
        return [*self.whole.parts, *self.whole.reviews]


def files(
    answers: Iterable[Answer],
    promises: Iterable[Promise],
    pages: Iterable[Page],
    shorts: Mapping[str, str],
    titles: Mapping[str, str],
) -> dict[str, str]:
    """Return every file by its path in the folder.

    `shorts` are the questions' names for lists and `titles` the tracks' titles, by id.
    """
    taken = set[str]()
    wholes = whole_sessions([*answers, *promises])
    notes = [_Note(whole, _free(_name(_titled(whole, shorts)), taken)) for whole in wholes]
    people = _people(notes)
    names = {folded: _free(_name(f"@{name}"), taken) for folded, (name, _) in people.items()}
    before = dict[str, str]()
    found = dict[str, str]()
    for note in notes:
        found[f"sessions/{note.name}.md"] = _session(note, titles, names, before)
        before |= {a.prompt: note.name for a in note.answers if a.kind == "answer" and a.prompt}
    for folded, (name, mentioning) in people.items():
        found[f"people/{names[folded]}.md"] = _person(name, mentioning)
    if full := [page for page in pages if not page.is_empty]:
        found[PLAYBOOK] = markdown.playbook(full)
    return found


def _session(
    note: _Note, titles: Mapping[str, str], names: Mapping[str, str], before: Mapping[str, str]
) -> str:
    """Return the file of a session; `before` says where each question was answered last."""
    whole, answers = note.whole, note.answers
    people = list(dict.fromkeys(fold(n) for entry in note.entries for n in entry.people))
    links = [f"[[{names[folded]}]]" for folded in people]
    tags = dict.fromkeys(tag for entry in note.entries for tag in entry.tags)
    tracks = dict.fromkeys(titles.get(a.track, a.track) for a in answers if a.track)
    front = {
        "date": whole.day,
        "questions": list(dict.fromkeys(a.prompt for a in answers if a.prompt)),
        "tracks": list(tracks),
        "people": links,
        "tags": list(tags),
    }
    made = [entry for entry in whole.parts if isinstance(entry, Promise)]
    blocks = [f"# {full_date(whole.day)}"]
    for part in document.parts(answers, made):
        blocks += [f"## {embed.inline(part.heading)}", *markdown.part_blocks(part)]
    if whole.reviews:
        blocks.append("## Reviewed")
        blocks += [embed.inline(story(promise)) for promise in whole.reviews]
    asked = [a.prompt for a in answers if a.prompt in before]
    if earlier := dict.fromkeys(before[prompt] for prompt in asked if prompt):
        blocks.append(f"Answered before: {', '.join(f'[[{name}]]' for name in earlier)}")
    if links:
        blocks.append(f"People: {', '.join(links)}")
    return _with_front(front, blocks)


def _person(name: str, notes: Sequence[_Note]) -> str:
    """Return the file of a person: every session that mentions them, newest first."""
    front = {"person": name, "first": notes[0].whole.day, "last": notes[-1].whole.day}
    links = "\n".join(f"- [[{note.name}]]" for note in reversed(notes))
    return _with_front(front, [f"# {embed.inline(f'@{name}')}", links])


def _people(notes: Iterable[_Note]) -> dict[str, tuple[str, list[_Note]]]:
    """Return everybody by the folded name: the name as it was written first, and where it is."""
    found: dict[str, tuple[str, list[_Note]]] = {}
    for note in notes:
        for name in dict.fromkeys(name for entry in note.entries for name in entry.people):
            _, mentioning = found.setdefault(fold(name), (name, []))
            if note not in mentioning[-1:]:
                mentioning.append(note)
    return found


def _with_front(front: Mapping[str, object], blocks: Iterable[str]) -> str:
    told = {name: value for name, value in front.items() if value not in ("", [])}
    dumped = yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    body = "\n\n".join(blocks)
    return f"---\n{dumped}---\n\n{body}\n"


def _titled(whole: WholeSession, shorts: Mapping[str, str]) -> str:
    """Return what a session's file is called: its day, and what it is about."""
    lead = whole.entries[0]
    if isinstance(lead, Answer) and lead.kind == "note":
        about = f"Note {datetime.fromisoformat(lead.created):%H.%M}"
    elif isinstance(lead, Answer) and lead.prompt:
        about = shorts.get(lead.prompt) or lead.prompt
    else:
        about = "Promise" if whole.parts else "Review"
    return f"{whole.day} {about}"


def _name(title: str) -> str:
    """Return a title as a file's name that every system takes and every link can hold."""
    title = normalize("NFC", _FORBIDDEN.sub(" ", title))
    title = "".join(c if category(c)[0] != "C" or c in _JOINERS else " " for c in title)
    cut = one_line(title).encode()[:MOST_BYTES].decode(errors="ignore")
    return cut.strip(" .") or "Untitled"


def _free(name: str, taken: set[str]) -> str:
    """Return the name, or one like it where it is taken, in whatever case."""
    others = (f"{name} {number}" for number in count(2))
    one = next(o for o in chain([name], others) if _folded(o) not in taken)
    taken.add(_folded(one))
    return one


def _folded(name: str) -> str:
    """Return what some file systems take for the same name."""
    return normalize("NFKC", name).casefold()
