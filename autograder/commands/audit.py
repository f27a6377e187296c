"""`autograder audit`: which mistakes the hidden checks miss."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from autograder.course import find_course


@click.command()
@click.argument("units", nargs=-1)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
@click.option("--json", "json_path", type=click.Path(path_type=Path, dir_okay=False), help="Write the result as JSON.")
def command(units: tuple[str, ...], jobs: int | None, json_path: Path | None) -> None:
    """Grade machine-made mutants of the references of UNITS (default: all), and show those that get full marks."""
    from autograder.audit import Audit, audit, document

    audits: list[Audit] = []
    for one in audit(find_course().select(units), jobs or os.cpu_count() or 1):
        audits.append(one)
        click.echo(
            f"{one.unit}: {one.mutants} mutants: {one.killed} killed, {one.equivalent} equivalent, "
            f"{len(one.survivors)} survived"
        )
        for name, survivor in one.survivors:
            click.echo(f"\n{survivor.file}:{survivor.line}: {name}\n{survivor.diff}")
    if json_path is not None:
        json_path.write_text(json.dumps(document(audits), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if any(one.survivors for one in audits) else 0)
