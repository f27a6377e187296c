"""The option that chooses the language, for the commands that students type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from autograder import language


def _choose(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    return language.choose(value)


def lang(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--lang`, which chooses the language before anything is said."""
    return click.option(
        "--lang",
        type=click.Choice(language.LANGUAGES),
        callback=_choose,
        expose_value=False,
        is_eager=True,
        help="Speak this language (default: the environment's).",
    )(command)
