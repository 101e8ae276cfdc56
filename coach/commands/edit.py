"""`coach edit`: change an answer, a note or a promise in the editor."""

from argparse import ArgumentParser, Namespace

from coach.commands.output import say
from coach.commands.writing import text_from
from coach.domain.model import Act, Answer, PageLine
from coach.errors import UsageError
from coach.practice import ACT_FIELDS, Practice, act_form, edit_key, form_fields
from coach.practice.derived import refresh

EXAMPLES = """\
It opens in $VISUAL or $EDITOR; where something is piped in, that is the new
text. What it said before stays readable: coach history --revisions. A promise
has a line for each of its parts: cue, act, obstacle, if_obstacle, did, they.

examples:
  coach edit 01a20b8e95f1
  coach edit 01a20b8e95f1 < better.txt
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="its id, or the beginning of it")


def run(args: Namespace) -> int:
    """Change the entry."""
    practice = Practice.here()
    entry = practice.find(args.id)
    key = edit_key(entry.id)
    changed: Answer | Act | PageLine
    if isinstance(entry, Act):
        text = text_from(None, practice, key, act_form(entry))
        changed = practice.edit_act(entry.id, _parts(text, practice, key))
    else:
        text = text_from(None, practice, key, entry.text)
        changed = practice.edit(entry.id, text)
    practice.drop_kept_drafts()
    refresh(practice)
    say("Nothing changed." if changed.rev == entry.rev else "Changed. What it said is kept.")
    return 0


def _parts(text: str, practice: Practice, key: str) -> dict[str, str]:
    """The parts of a promise.

    Raises:
        UsageError: if it says something that is none of them; it is then kept as a draft.
    """
    parts = form_fields(text.lstrip())
    begins = text.lstrip().partition(":")[0]
    if text.strip() and (begins not in parts or not parts.keys() <= set(ACT_FIELDS)):
        path = practice.drafts.keep(key, text.encode("utf-8"))
        raise UsageError(
            "This is not a promise in its parts, so it was not saved.",
            f"Begin each line as in “cue: Bill calls”. Your text is kept as a draft: {path}",
        )
    return dict.fromkeys(ACT_FIELDS, "") | parts
