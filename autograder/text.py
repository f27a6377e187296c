"""One cleaner for all text that comes from a submission."""

from __future__ import annotations

import unicodedata

MAX_LENGTH = 20_000
KEPT = {"\n", "\t"}
# Control and format characters (escape sequences, bidirectional overrides, zero-width tricks), surrogates, private use,
# and line separators that some parsers know and others don't
HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def said_by(error: BaseException) -> str:
    """Return an exception's text, or nothing where it cannot be made: Python doesn't print integers of any length."""
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - the text is about what a submission sent, and may be as strange as that
        return ""


def clean(text: str, limit: int = MAX_LENGTH) -> str:
    r"""Return `text` without what could act on a terminal or a parser; each such character becomes `\\ufffd`.

    Markup is left as it is: each report format escapes text for itself.

    >>> clean("a\x1b[31mb")
    'a�[31mb'
    """
    shortened = text if len(text) <= limit else text[:limit] + f"\n[... {len(text) - limit:,} characters more]"
    unified = shortened.replace("\r\n", "\n").replace("\r", "\n")
    if unified.isascii() and unified.isprintable():
        return unified
    return "".join(c if c in KEPT or unicodedata.category(c) not in HARMFUL else "�" for c in unified)
