"""The judge: a pytest session over one unit's hidden checks that examines one submission after the other.

It is started by `grading` as `python -P -m autograder.judge`, reads an order and then submissions as msgpack from
standard input, and writes one report
for each to standard output. It holds the reference and the expected values, and never runs submitted code.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgpack
import pytest

from autograder import plugin
from autograder.benches import IsolatedBench
from autograder.course import Unit, load_course
from autograder.examination import Examination
from autograder.failure import AutograderError
from autograder.sandbox.client import ZygoteLost
from autograder.submission import Cell, Submission

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MAX_MESSAGE = 1 << 30
# Address space beyond what the judge and the largest answers need: a check that broadcasts a large answer against
# another runs out of memory here, which is the answer's fault, before the machine does
SPARE_MEMORY = 4 << 30
MAPPED = Path("/proc/self/statm")


@dataclass(frozen=True)
class Order:
    """What a judge is asked to do: `public` runs the public checks, isolated all the same."""

    course: str
    unit: str
    diagnose: bool = True
    fail_fast: bool = False
    public: bool = False


def main() -> None:
    """Serve orders from standard input until it ends. What pytest and checks print goes to standard error."""
    incoming = os.fdopen(os.dup(0), "rb", buffering=0)  # unbuffered: a message is read as soon as it is there
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    messages = msgpack.Unpacker(incoming, max_buffer_size=MAX_MESSAGE, unicode_errors="surrogatepass")
    order = Order(**next(messages))
    try:
        _serve(order, messages, outgoing)
    except AutograderError as error:
        _write(outgoing, {"error": str(error), "lost": isinstance(error, ZygoteLost)})
    except Exception:  # noqa: BLE001 - a judge that fails says why: it is our bug or the author's, never the student's
        _write(outgoing, {"error": traceback.format_exc(limit=5)})


def _serve(order: Order, messages: Iterator[Any], outgoing: BinaryIO) -> None:
    unit = load_course(Path(order.course) / "assignments" / "course.toml").unit(order.unit)
    bench = IsolatedBench(unit, order.public)
    if unit.backend == "torch":  # while the zygote does the same
        import torch

        torch.set_num_threads(1)
    _limit_memory()
    loop = _Loop(order, unit, bench, messages, outgoing)
    try:
        status = plugin.run_pytest(unit.public_checks if order.public else unit.hidden_checks, [loop])
    finally:
        bench.close()
    if loop.failure is not None:
        raise loop.failure
    if not loop.started:
        reason = loop.error or f"pytest ended with status {status}"
        _write(outgoing, {"error": f"The checks of {unit.id} could not be collected: {reason}"})


class _Loop:
    """Takes the place of pytest's run loop: all checks, once for each submission."""

    def __init__(
        self, order: Order, unit: Unit, bench: IsolatedBench, messages: Iterator[Any], outgoing: BinaryIO
    ) -> None:
        self._order = order
        self._unit = unit
        self._bench = bench
        self._messages = messages
        self._outgoing = outgoing
        self.started = False
        self.error = ""
        self.failure: AutograderError | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session) -> None:
        """Say that examinations follow, so that the plugin doesn't set one up by itself."""
        session.config.stash[plugin.QUIET] = True

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while the check file was imported."""
        if report.failed:
            self.error = report.longreprtext

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Examine every submission that comes."""
        if session.testsfailed or not session.items:
            return True
        try:
            checks = plugin.collected_checks(self._unit, session.items, self._order.public)
        except AutograderError as error:
            self.error = str(error)
            return True
        try:
            layers = self._bench.layers
        except AutograderError as error:  # told by whom pytest doesn't stand in between
            self.failure = error
            return True
        self.started = True
        _write(self._outgoing, {"ready": list(layers)})
        for message in self._messages:
            try:
                examination = Examination(self._bench, _submission(message), message["base"], self._order.diagnose)
                for _ in plugin.examine(session, examination, checks, self._order.fail_fast):
                    pass
                answer: dict[str, Any] = {"report": examination.report().to_dict()}
            except AutograderError as error:
                answer = {"error": str(error)}
            except Exception:  # noqa: BLE001 - one submission that trips the kit up must not cost the next its grade
                answer = {"error": traceback.format_exc(limit=-5)}
            if not self._bench.alive:
                _write(self._outgoing, {"error": "The sandbox broke down while this submission was examined."})
                return True
            _write(self._outgoing, answer)
        return True


def _limit_memory() -> None:
    """Limit this process; the zygote has been started already, and inherits nothing."""
    if resource is None or not MAPPED.is_file():
        return
    mapped = int(MAPPED.read_text().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (mapped + SPARE_MEMORY, hard))


def _submission(message: dict[str, Any]) -> Submission:
    cells = tuple(Cell(label, source) for label, source in message["cells"])
    return Submission(message["student"], message["unit"], cells, tuple(message["notices"]), message["problem"])


def _write(outgoing: BinaryIO, message: dict[str, Any]) -> None:
    outgoing.write(msgpack.packb(message, unicode_errors="surrogatepass"))
    outgoing.flush()


if __name__ == "__main__":
    main()
