"""The zygote: a clean process that has imported what submissions need, and forks a worker for each.

It is started by the judge as `python -s -P -m autograder.sandbox.zygote FD PROFILE` and holds no secret: nothing of
checks, references or other submissions is ever in its memory, environment or open files. It obeys three messages on
its control socket: `fork` (with the worker's end of a channel), `bury` (a worker that is done with) and the end of the
connection.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import socket
import sys
import sysconfig
from pathlib import Path
from typing import Any

import msgpack

from autograder.sandbox import refusal
from autograder.sandbox.layers import Jail
from autograder.sandbox.limits import Limits, Profile
from autograder.sandbox.worker import refuse, serve

MAX_MESSAGE = 4096
TASKS = Path("/proc/self/task")


def main(control_fd: int, profile: Profile) -> None:
    """Warm up, then fork and bury workers until the judge hangs up."""
    control = socket.socket(fileno=control_fd)
    try:
        warm_up(profile)
        jail = Jail(profile.mode, readable_folders(), profile.hidden)
    except Exception as error:  # noqa: BLE001 - the judge reports it
        control.send(msgpack.packb({"error": f"{type(error).__name__}: {error}"}))
        return
    try:
        with contextlib.suppress(BrokenPipeError):  # a judge that was killed says no goodbye
            control.send(msgpack.packb({"layers": list(jail.layers)}))
            while _obey(control, jail):
                pass
    finally:
        jail.close()


def _obey(control: socket.socket, jail: Jail) -> bool:
    message, descriptors, _, _ = socket.recv_fds(control, MAX_MESSAGE, 1)
    if not message:
        return False
    request = msgpack.unpackb(message)
    if "fork" in request:
        pid = _fork(control, jail, Limits(**request["fork"]), descriptors[0])
        control.send(msgpack.packb({"pid": pid}))
    else:
        status, cpu_s, rss_kb = jail.bury(request["bury"])
        control.send(msgpack.packb({"status": status, "cpu_s": cpu_s, "rss_kb": rss_kb}))
    return True


def _fork(control: socket.socket, jail: Jail, limits: Limits, channel_fd: int) -> int:
    pid = jail.fork()
    if pid:
        os.close(channel_fd)
        return pid
    try:
        control.close()
        sock = socket.socket(fileno=channel_fd)
        try:
            jail.enter(limits, channel_fd)
        except Exception as error:  # noqa: BLE001 - fail closed, and say why
            refuse(sock, f"{type(error).__name__}: {error}")
        serve(sock, jail.layers, limits.output_kb)
    finally:
        os._exit(1)


def warm_up(profile: Profile) -> None:
    """Import what submissions use, without computing: a thread pool that has run doesn't survive a fork."""
    import numpy as np

    np.random.default_rng()  # loads numpy.random's modules
    if profile.backend == "torch":
        import torch
        import torch._dynamo  # the first optimizer step imports it otherwise, 800 modules, in every worker

        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
    _forget_our_paths()
    refusal.refuse(profile.forbidden)
    sys.meta_path.insert(0, refusal.Hider(profile.hidden))
    threads = len(list(TASKS.iterdir())) if TASKS.is_dir() else 1
    if threads != 1:
        raise RuntimeError(f"the zygote has {threads} threads after its imports; workers forked from it could hang")
    gc.collect()
    gc.freeze()


def readable_folders() -> list[str]:
    """Return the folders that a submission may read: the standard library, installed packages and shared libraries."""
    paths = sysconfig.get_paths()
    folders = {
        paths["stdlib"],
        paths["platstdlib"],
        paths["purelib"],
        paths["platlib"],
        sysconfig.get_config_var("LIBDIR") or "",
    }
    folders |= {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo"}
    return sorted(folder for folder in folders if folder and Path(folder).is_dir())


def _forget_our_paths() -> None:
    """Leave only installed packages and the standard library to import from, not the kit's own folder."""
    paths = sysconfig.get_paths()
    kept = (paths["stdlib"], paths["platstdlib"], paths["purelib"], paths["platlib"])
    sys.path[:] = [path for path in sys.path if path.startswith(kept) or path.endswith(".zip")]
    sys.meta_path[:] = [finder for finder in sys.meta_path if not _is_editable(finder)]


def _is_editable(finder: Any) -> bool:
    return "editable" in getattr(finder, "__module__", "") or "editable" in getattr(finder, "__name__", "").lower()


if __name__ == "__main__":
    main(int(sys.argv[1]), Profile(**json.loads(sys.argv[2])))
