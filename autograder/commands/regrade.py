"""`autograder regrade`: what was handed in, graded again after a check, the reference or points changed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from autograder import exports
from autograder.commands import places
from autograder.course import find_course
from autograder.failure import UsageError
from autograder.marking import Marked, Marker, Tally
from autograder.reports import terminal, words
from autograder.reports.moves import Move, summary
from autograder.store import Store


@click.command()
@click.argument("unit")
@places.kept
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Judges at a time (default: one per core).")
@click.option("--dry-run", is_flag=True, help="Only show who would move; store nothing.")
def command(unit: str, out: Path | None, url: str | None, jobs: int | None, dry_run: bool) -> None:
    """Grade again what `autograder grade --out` kept, and show who moves, by how much and why.

    Only what the change affects is run. The reports before stay readable: see `autograder history`.
    """
    course = find_course()
    chosen = course.unit(unit)
    with Store(places.place(out, url), writing=not dry_run) as store:
        total = store.count(chosen.id)
        if not total:
            raise UsageError(f"{store.name} holds no report on {chosen.id}.")
        regrading = Regrading()
        with terminal.progress(total, "Grading again") as regrading.step:
            marker = Marker(chosen, store, keep=not dry_run)
            marker.mark(store.submissions(chosen.id), jobs or os.cpu_count() or 1, regrading.tell)
        terminal.print_moves(regrading.moves)
        click.echo(regrading.told(store.name, dry_run))
        if not dry_run and out is not None:
            for notice in exports.write_pages(store.reports(), out, course):
                click.echo(notice)


class Regrading:
    """What comes of grading a unit again: the tally, who moves, and which parts of the unit changed."""

    def __init__(self) -> None:
        self.step: terminal.Steps | None = None
        self.tally = Tally()
        self.moves: list[Move] = []
        self._changed: set[str] = set()

    def tell(self, marked: Marked) -> None:
        """Take down one submission."""
        self.tally.count(marked)
        if self.step is not None:
            self.step() if marked.graded else self.step.skip()
        if marked.before is not None:
            self._changed |= set(marked.changes)
            move = Move(words.brief(marked.before.report), words.brief(marked.report))
            if move.is_one:
                self.moves.append(move)

    def told(self, name: str, dry_run: bool) -> str:
        """Return the result in words."""
        changed = f"Changed: {', '.join(sorted(self._changed))}." if self._changed else "Nothing changed."
        done = f"{self.tally.graded} graded again, {self.tally.taken} needed no grading."
        end = "Nothing was stored." if dry_run else f"{name} holds the reports of before and now."
        return f"{changed} {done} {summary(self.moves, len(self.tally.students))}\n{end}"
