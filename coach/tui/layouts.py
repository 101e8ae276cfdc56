"""Keys of other keyboard layouts: the one in the same place on a Latin layout.

A terminal says what a key types, not where it is: on a Russian layout `n` arrives as `т`, ctrl+s
as `ctrl+ы`, and under Caps Lock as capitals.
"""

import os
from collections.abc import Iterator
from functools import cache
from unicodedata import decimal

from textual.events import Key
from textual.keys import _character_to_key

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."

LAYOUTS = {
    "ru": "йцукенгшщзхъфывапролджэячсмитьбю",
    "uk": "йцукенгшщзхїфівапролджєячсмитьбю",
    "be": "йцукенгшўзх фывапролджэячсмітьбю",
    "bg": " уеишщксдзц ьяаожгтнвмчюйъэфхпрл",
    "sr": "љњертзуиопшђасдфгхјклчћѕџцвбнм  ",
    "mk": "љњертѕуиопшѓасдфгхјклчќзџцвбнм  ",
    "el": " ςερτυθιοπ  ασδφγηξκλ  ζχψωβνμ  ",
    "he": "  קראטוןםפ  שדגכעיחלךף זסבהנמצתץ",
    "ar": "ضصثقفغعهخحجدشسيبلاتنمكطئءؤر ىةوز",
    "fa": "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو ",
    "ka": "ქწერტყუიოპ  ასდფგჰჯკლ  ზხცვბნმ  ",
    "ko": "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ  ㅁㄴㅇㄹㅎㅗㅓㅏㅣ  ㅋㅌㅊㅍㅠㅜㅡ  ",
    "th": "ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใ",
}
"""What the keys of `LATIN` type, by language. A letter that is in several places is taken to be
where the language of the person's locale has it, else where the first of these has it."""


def latin(key: Key) -> Iterator[str]:
    """Yield the names that a key may have on a Latin layout without Caps Lock, likeliest first."""
    modifiers, plus, name = key.key.rpartition("+")
    char = key.character or name
    if len(char) != 1 or (char.isascii() and not char.isupper()):
        return
    small = str(decimal(char)) if char.isdecimal() else char.lower()[0]
    small = _places(_language()).get(small, small)
    for same in dict.fromkeys((small.upper() if char.isupper() else small, small)):
        yield f"{modifiers}{plus}{_character_to_key(same)}"


@cache
def _places(language: str) -> dict[str, str]:
    places = {"№": "#"}
    for layout in (*reversed(LAYOUTS.values()), LAYOUTS.get(language, "")):
        places |= {char: at for char, at in zip(layout, LATIN, strict=False) if char != " "}
    return places


def _language() -> str:
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, names), "")[:2]
