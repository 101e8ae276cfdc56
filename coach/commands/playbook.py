"""`coach playbook`: the pages a person keeps, and what follows from all else they wrote."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from coach.commands.output import add_json, after_save, dotted, fold, here, print_json, reading, say
from coach.commands.streams import paged
from coach.commands.writing import joined, not_lost, words
from coach.domain.evidence import MARKS
from coach.domain.model import Answer, Entry
from coach.domain.playbook import ABOUT, EMPTY, PAGES, Page, Row
from coach.domain.text import counted
from coach.domain.text import fold as fold_name
from coach.errors import UsageError
from coach.practice import Practice
from coach.practice.playbook import line_key, page_named, page_record

_LISTED = ",\n  ".join(", ".join([*PAGES][n : n + 4]) for n in (0, 4, 8))
EXAMPLES = f"""\
Without PAGE, all that has something. The pages are
  {_LISTED}.

add PAGE [TEXT]      a line on a page: the text, stdin, or your editor
mark ID KIND         what an answer shows: {", ".join(MARKS)}
partner @NAME        they are a partner, or aren't any more

examples:
  coach playbook when-i-cant
  coach playbook add my-price "A repaired mixer by Friday, and it costs 60."
  coach playbook mark 01a20b8e95f1 own-claim
  coach export --playbook -o playbook.md
"""

ADD, MARK, PARTNER = "add", "mark", "partner"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="PAGE", help="a page, or add, mark or partner")
    add_json(parser)


def run(args: Namespace) -> int:
    """Print pages, or save a line, a mark or a partner."""
    command, *rest = args.words or [""]
    if command == ADD:
        return _add(*_needs(rest, "Missing PAGE.", 1))
    if command == MARK:
        return _mark(*_needs(rest, "Missing ID or KIND.", 2, most=2))
    if command == PARTNER:
        return _partner(*_needs(rest, "Missing @NAME.", 1, most=1))
    wanted = page_named(" ".join(args.words)) if args.words else None
    with reading() as practice:
        pages = [practice.playbook.page(wanted)] if wanted else practice.playbook.pages()
        if args.json:
            print_json([page_record(page) for page in pages])
        elif wanted:
            with paged():
                print("\n".join(_readable(pages[0], practice, whole=True)))
        else:
            with paged():
                _print_all(pages, practice)
    return 0


def _needs(words: list[str], missing: str, least: int, most: int | None = None) -> list[str]:
    if len(words) < least or (most and len(words) > most):
        raise UsageError(missing if len(words) < least else "Too many arguments.",
                         "See coach playbook --help.")  # fmt: skip
    return words


def _add(page: str, *said: str) -> int:
    practice, given = here(), joined(said)
    with not_lost(given, practice, line_key("no-page", None)):
        page_id = page_named(page)
        question = f"{PAGES[page_id]}: {ABOUT[page_id]}"
        with words(given, practice, line_key(page_id, None), question=question) as text:
            line = practice.playbook.add(page_id, text)
    print(line.id, flush=True)
    after_save(practice)
    say(f"Saved on your page “{PAGES[page_id]}”.")
    return 0


def _mark(short: str, kind: str) -> int:
    practice = here()
    evidence = next((known for known in MARKS if known == kind), None)
    if evidence is None:
        raise UsageError("That's no kind of evidence.", f"Use {', '.join(MARKS)}.")
    entry = practice.entries.find(short)
    if not isinstance(entry, Answer):
        raise UsageError("Only an answer can be evidence.", "coach playbook my-value shows them.")
    practice.playbook.mark(entry.id, evidence)
    say(f"Marked as {MARKS[evidence]}.")
    return 0


def _partner(name: str) -> int:
    practice = here()
    name = name.removeprefix("@")
    if fold_name(name) not in {fold_name(known) for known, _ in practice.entries.people()}:
        raise UsageError(f"Nobody is called @{name[:40]} in what you wrote.",
                         "coach playbook my-circle shows who is.")  # fmt: skip
    is_one = practice.course.turn_partner(name)
    say(f"@{name} is {'a partner' if is_one else 'no partner'} now.")
    return 0


def _print_all(pages: list[Page], practice: Practice) -> None:
    for page in pages:
        if not page.is_empty:
            print("\n".join(_readable(page, practice, whole=False)))
    empty = [page for page in pages if page.is_empty]
    if len(empty) == len(pages):
        say(EMPTY)
    elif empty:
        say(f"Still empty: {', '.join(page.title for page in empty)}.")
    if first := next((page.question for page in empty if page.question), None):
        say(f"To start one: coach answer {first.id}")


def _readable(page: Page, practice: Practice, *, whole: bool) -> Iterator[str]:
    """Yield a page as lines for a terminal: its newest line, all of them if it is shown `whole`."""
    yield f"{page.title}\n"
    for line in page.lines if whole else page.lines[:1]:
        yield fold(line.text, "  ")
        earlier = len(page.lines) - 1 if not whole else 0
        more = counted(earlier, "earlier line") if earlier else ""
        yield f"{_foot(practice, line, practice.playbook.short(line.day), more)}\n"
    for section in page.sections:
        yield fold(section.title, "  ")
        if section.total:
            yield fold(section.total, "  ")
        yield ""
        for row in section.rows if whole else section.newest:
            yield from _readable_row(row, practice)
        if section.more and not whole:
            yield fold(f"… {section.more}.\n", "    ")
    if page.is_empty and page.question:
        yield fold(f"{ABOUT[page.id]} Nothing is on it yet. The question that starts it:", "  ")
        yield f"\n{fold(page.question.ask, '    ')}\n\n  coach answer {page.question.id}"


def _readable_row(row: Row, practice: Practice) -> Iterator[str]:
    sign = f"{row.sign} " if row.sign and not practice.config.plain else ""
    about = f"{row.about}: " if row.about else ""
    yield fold(f"{sign}{about}{row.text}", "    ")
    if row.said:
        yield fold(f"“{row.said}”", "      ")
    yield f"{_foot(practice, row.entry, *row.notes, indent='      ')}\n"


def _foot(practice: Practice, entry: Entry, *facts: str, indent: str = "    ") -> str:
    return fold(
        dotted(*facts, practice.entries.short_id(entry), plain=practice.config.plain), indent
    )
