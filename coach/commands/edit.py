"""`coach edit`: change an answer, a note or a promise."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import after_save, here, noun, say
from coach.commands.writing import add_day, day_from, is_piped, not_lost, words
from coach.domain.model import Answer, Promise
from coach.errors import UsageError
from coach.practice import drafting
from coach.practice.steps.writing import EDITED

EXAMPLES = """\
It opens in $VISUAL or $EDITOR; what you pipe in is the new text. The earlier
version stays: coach history --revisions. A promise has a line for each field:
cue, action, obstacle, fallback, did, response, minutes.

examples:
  coach edit 01a20b8e95f1
  coach edit 01a20b8e95f1 < better.txt
  coach edit 01a20b8e95f1 --on yesterday    only its day
"""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    add_day(parser)


def run(args: Namespace) -> int:
    practice = here()
    with not_lost(None, practice, "edit"):
        entry = practice.entries.find(args.id)
        day = day_from(args, practice)
        key = drafting.draft_key("edit", entry.id)
        if day:
            with words("-" if is_piped() else "", practice, key) as text:
                if text:
                    raise UsageError("Change the text or the day, not both.", "Leave out --on.")
            if not isinstance(entry, Answer):
                raise UsageError(f"The day of a {noun(entry)} can't be changed.", "Leave out --on.")
            is_other = practice.entries.move(entry.id, day)
        elif isinstance(entry, Promise):
            before = drafting.form_text(drafting.promise_values(entry))
            with words(None, practice, key, before) as text:
                is_other = practice.promises.edit(entry.id, _fields(text)).rev != entry.rev
        else:
            with words(None, practice, key, entry.text) as text:
                is_other = practice.entries.edit(entry.id, text).rev != entry.rev
    say(EDITED if is_other else "Nothing changed.")
    after_save(practice)
    return 0


def _fields(text: str) -> dict[str, str]:
    """Return the fields of a promise, empty where the text has none.

    Raises:
        UsageError: if there is a line that belongs to none of them.
    """
    values = drafting.form_values(text.lstrip())
    first = text.lstrip().partition(":")[0]
    all_fields = dict.fromkeys(drafting.PROMISE_FIELDS, "")
    if text.strip() and (first not in values or not values.keys() <= all_fields.keys()):
        raise UsageError(
            "These aren't the fields of a promise, so nothing was saved.",
            "Begin each line like this: “cue: Bill calls”.",
        )
    return all_fields | values
