"""What students read in their own language: gettext catalogues, chosen by `--lang` or by the environment.

Everything is English until a student's command chooses: what instructors and graders read stays the same everywhere.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("en", "ko")
DOMAIN = "autograder"
CATALOGUES = Path(__file__).parent / "locale"


class _Chosen:
    """The language of this process: a command has one reader."""

    name = "en"
    catalogue = gettext.NullTranslations()


def choose(name: str | None = None) -> str:
    """Speak `name`, or else the environment's language, and return what it is; English where there is no other."""
    found = name or of_environment()
    _Chosen.name = found if found in LANGUAGES else "en"
    _Chosen.catalogue = gettext.translation(DOMAIN, CATALOGUES, [_Chosen.name], fallback=True)
    return _Chosen.name


def chosen() -> str:
    """Return the language that is spoken."""
    return _Chosen.name


def of_environment() -> str:
    """Return the two letters of the environment's language, by gettext's own rules."""
    named = next(filter(None, map(os.environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))), None)
    if named is None:  # Windows says it elsewhere
        named = locale.getlocale()[0] or "en"
    first = named.partition(":")[0].lower()
    return "ko" if first.startswith("korean") else first[:2]


def _(text: str) -> str:
    """Return `text` in the chosen language."""
    return _Chosen.catalogue.gettext(text)


def later(text: str) -> str:
    """Return `text` as it is; the mark says that it is looked up in the catalogue when it is shown."""
    return text


def counted(one: str, many: str, count: int) -> str:
    """Return `one` or `many`, whichever the chosen language uses for `count`, with `{count}` filled in."""
    return _Chosen.catalogue.ngettext(one, many, count).format(count=count)
