"""Benches for each way of running checks: in this process for students, behind a zygote for everything that counts."""

from __future__ import annotations

import contextlib

from autograder.course import Unit
from autograder.examination import Bench
from autograder.failure import GraderError
from autograder.sandbox.client import LocalTransport, Zygote
from autograder.sandbox.limits import Profile


class IsolatedBench(Bench):
    """A bench whose interpreters are workers of a zygote."""

    is_timed = True

    def __init__(self, unit: Unit, public: bool = False) -> None:
        self._zygote = Zygote(Profile(unit.sandbox, unit.backend, unit.hidden_packages, unit.forbidden))
        super().__init__(unit, lambda: self._zygote.launch(unit.limits), public=public, layers=self._zygote.layers)

    @property
    def alive(self) -> bool:
        """Tell whether further submissions can be examined."""
        return self._zygote.alive

    def close(self) -> None:
        """End the workers and the zygote."""
        with contextlib.suppress(GraderError):  # a zygote that is gone has taken its workers with it
            super().close()
        self._zygote.close()


def open_bench(unit: Unit, public: bool) -> Bench:
    """Return a bench for hidden checks (isolated) or public ones (in this process)."""
    return Bench(unit, LocalTransport, public=True) if public else IsolatedBench(unit)
