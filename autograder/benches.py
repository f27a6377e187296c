"""Benches for each way of running checks: in this process for students, behind a zygote for everything that counts."""

from __future__ import annotations

import contextlib
import os

from autograder.course import Unit
from autograder.examination import Bench
from autograder.failure import GraderError
from autograder.sandbox.client import LocalTransport, WorkerTransport, Zygote
from autograder.sandbox.limits import Profile
from autograder.sandbox.survey import is_root

ALLOW_ROOT = "AUTOGRADER_ALLOW_ROOT_PORTABLE"  # for submissions that one trusts, such as those of the kit's tests


class IsolatedBench(Bench):
    """A bench whose interpreters are workers of a zygote."""

    is_timed = True

    def __init__(self, unit: Unit, public: bool = False) -> None:
        self._zygote = Zygote(Profile(unit.sandbox, unit.backend, unit.hidden_packages, unit.forbidden))
        super().__init__(unit, self._launch, public=public)

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that the zygote's workers stand behind. Raises GraderError when they are not enough."""
        layers = self._zygote.layers
        if is_root() and "uid" not in layers and not os.environ.get(ALLOW_ROOT):
            raise GraderError(
                "Submissions would run as root here, and could harm this machine: this sandbox has no user id of their "
                f"own for them. Grade as an ordinary user, or set {ALLOW_ROOT}=1 if you trust all submissions."
            )
        return layers

    def _launch(self) -> WorkerTransport:
        assert self.layers  # they are there, and enough
        return self._zygote.launch(self.unit.limits)

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
