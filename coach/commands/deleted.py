"""`coach deleted`: what is deleted and can be restored."""

from argparse import Namespace

from coach.commands.output import add_json, dotted, entry_json, fold, noun, print_json, reading, say
from coach.domain.history import Filter
from coach.domain.model import Promise
from coach.domain.promises import sentence
from coach.domain.text import capitalized

EXAMPLES = """\
Newest last. Erased entries can't be restored.

examples:
  coach deleted
  coach delete 01a20b8e95f1 --undo
"""

configure = add_json


def run(args: Namespace) -> int:
    with reading() as practice:
        entries = practice.entries.everything(Filter(deleted=True))
        if args.json:
            print_json([entry_json(entry) for entry in entries])
        elif not entries:
            say("Nothing is deleted.")
        else:
            for entry in entries:
                text = sentence(entry) if isinstance(entry, Promise) else entry.text
                called = capitalized(noun(entry))
                print(dotted(called, practice.entries.short_id(entry), plain=practice.config.plain))
                print(f"{fold(text, '    ')}\n")
            say("To restore one: coach delete ID --undo")
    return 0
