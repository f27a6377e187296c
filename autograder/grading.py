"""Submissions to reports: the only door to the judge.

The controller reads and schedules; each of its `jobs` is a judge process of its own. Nothing submitted is imported
here.
"""

from __future__ import annotations

import contextlib
import os
import queue
import selectors
import subprocess
import sys
import threading
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from itertools import islice
from typing import Any, BinaryIO, Self, cast

import msgpack

from autograder.course import Unit
from autograder.failure import CourseError, GraderError
from autograder.judge import Order
from autograder.results import CheckResult, Report, Verdict
from autograder.sandbox.client import THREAD_SETTINGS
from autograder.submission import Submission

START_S = 120.0  # two imports of torch, one after the other, on a machine that is busy with something else
GRACE_S = 60.0  # the judge's own computing and diagnosing, on top of what a submission may take
WINDOW = 4  # submissions in flight per job: enough to keep each busy, few enough to keep memory flat
CHUNK = 1 << 16


class Grader:
    """Grades submissions of one unit, `jobs` at a time. Use it as a context manager; judges start when first needed.

    `diagnose` looks for known mistakes behind failures; `fail_fast` stops each submission at its first failed check;
    `public` runs the public checks in place of the hidden ones; `quiet` drops what checks print, which may be hidden
    material.
    """

    def __init__(
        self, unit: Unit, jobs: int = 1, *, diagnose: bool = True, fail_fast: bool = False, public: bool = False,
        quiet: bool = False,
    ) -> None:  # fmt: skip
        root = str(unit.public_dir.parent.parent)
        self._order = Order(root, unit.id, diagnose, fail_fast, public)
        self._unit = unit
        self._jobs = jobs
        self._errors = subprocess.DEVNULL if quiet else None
        self._idle: queue.SimpleQueue[_Judge | None] = queue.SimpleQueue()
        self._judges: list[_Judge] = []
        for _ in range(jobs):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the judges."""
        for judge in self._judges:
            judge.close()

    def grade(self, submissions: Iterable[Submission], base: str | None = None) -> Generator[Report, None, None]:
        """Yield a report for each submission, in the order in which they are done.

        `base` lends a submission the public names that it lacks (for known mistakes, which hold only what differs
        from the reference). Raises GraderError when the judge cannot be started at all. Whoever is interrupted while
        reports come, or closes the generator, waits for nothing that is under way: its judges end at once.
        """
        waiting = iter(submissions)
        over = threading.Event()
        with ThreadPoolExecutor(self._jobs, "judge") as pool:
            running: set[Future[Report]] = set()
            try:
                while True:
                    for submission in islice(waiting, WINDOW * self._jobs - len(running)):
                        running.add(pool.submit(self._grade_one, submission, base, over))
                    if not running:
                        return
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield future.result()
            finally:
                if running:
                    over.set()
                    for future in running:
                        future.cancel()
                    for judge in list(self._judges):
                        judge.kill()

    def _grade_one(self, submission: Submission, base: str | None, over: threading.Event) -> Report:
        """Grade with the next idle judge; one that is lost is replaced, and the submission gets a second chance.

        There is none when all is `over`.
        """
        judge = self._idle.get()
        try:
            for last in (False, True):
                try:
                    judge = judge or self._start(over)
                    return judge.examine(submission, base)
                except JudgeLost as lost:
                    if judge is not None:
                        self._end(judge)
                    judge = None
                    if last or over.is_set():
                        return _unjudged(submission, str(lost))
            raise AssertionError  # the loop returns
        finally:
            self._idle.put(judge)

    def _start(self, over: threading.Event) -> _Judge:
        """Start a judge; one that is lost on the way is replaced, once. Raises GraderError when none can be started."""
        for last in (False, True):
            judge = _Judge(self._unit, self._errors)
            self._judges.append(judge)  # before it is ready: a judge that starts can be killed, too
            try:
                judge.greet(self._order)
            except JudgeLost as lost:
                self._end(judge)
                if over.is_set():
                    raise
                if last:
                    raise GraderError(f"The judge cannot be started. {lost}") from lost
            except BaseException:
                self._end(judge)
                raise
            else:
                return judge
        raise AssertionError  # the loop returns

    def _end(self, judge: _Judge) -> None:
        judge.close()
        self._judges.remove(judge)


class JudgeLost(GraderError):
    """A judge died or hung while it examined a submission."""


class _Judge:
    """A judge process and the pipes to it."""

    def __init__(self, unit: Unit, errors: int | None) -> None:
        self._unit = unit
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.judge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **THREAD_SETTINGS},
            start_new_session=True,
        )
        self._unpacker = msgpack.Unpacker(max_buffer_size=1 << 30, unicode_errors="surrogatepass")

    def greet(self, order: Order) -> None:
        """Give the order, and wait until the judge is ready. Raises JudgeLost, CourseError and GraderError."""
        self._send(asdict(order))
        answer = self._receive(START_S)
        if "error" in answer:
            if answer.get("lost"):
                raise JudgeLost(answer["error"])
            kind = CourseError if "could not be collected" in answer["error"] else GraderError
            raise kind(answer["error"])

    def examine(self, submission: Submission, base: str | None) -> Report:
        """Send a submission and wait for its report. Raises JudgeLost."""
        cells = [(cell.label, cell.source) for cell in submission.cells]
        self._send({**asdict(submission), "cells": cells, "base": base})
        answer = self._receive(self._unit.limits.submission_wall_s + GRACE_S)
        if "error" in answer:
            raise JudgeLost(answer["error"])
        return Report.from_dict(answer["report"])

    def close(self) -> None:
        """End the process. Its zygote ends with it: the control socket closes."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                cast(BinaryIO, pipe).close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End the process at once; whoever waits for an answer learns that it is lost."""
        self._process.kill()

    def _send(self, message: dict[str, Any]) -> None:
        pipe = cast(BinaryIO, self._process.stdin)
        try:
            pipe.write(msgpack.packb(message, unicode_errors="surrogatepass"))
            pipe.flush()
        except OSError as error:
            raise JudgeLost(f"The judge is gone: {error}.") from error

    def _receive(self, timeout_s: float) -> dict[str, Any]:
        descriptor = cast(BinaryIO, self._process.stdout).fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while True:
                for message in self._unpacker:
                    return cast("dict[str, Any]", message)
                if not selector.select(timeout_s):
                    self._process.kill()
                    raise JudgeLost(f"The judge did not answer within {timeout_s:g} s: a check or the reference hangs.")
                chunk = os.read(descriptor, CHUNK)
                if not chunk:
                    raise JudgeLost(
                        f"The judge ended with status {self._process.wait()} while it examined this submission."
                    )
                self._unpacker.feed(chunk)


def _unjudged(submission: Submission, reason: str) -> Report:
    check = CheckResult("judge", "", "The checks could not be run.", Verdict.GRADER_ERROR, 0.0, 0.0, reason)
    return Report(submission.student, submission.unit, (check,), submission=submission.digest)
