"""A zygote for tests: builds a jail as it is told, runs each probe in a worker of its own, prints what came of them.

`python jailer.py ORDERS`, where ORDERS is a JSON object: see `Orders`.
"""

import importlib
import json
import os
import socket
import struct
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

# ruff: noqa: E402, I001, T201, BLE001 - it runs isolated and says on standard output whatever happened
sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

import probes
from autograder.sandbox import kernel, landlock, layers, seccomp
from autograder.sandbox.limits import Limits
from autograder.sandbox.survey import survey

PATIENCE_S = 20


@dataclass(frozen=True)
class Orders:
    mode: str
    target: dict[str, Any]
    probes: list[tuple[str, str]] = field(default_factory=list)  # (table, name)
    readable: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)  # put on sys.path
    preload: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # layers to report as unavailable
    abi: int = 0  # the version of Landlock to make do with
    denied_before: dict[str, int] = field(default_factory=dict)  # system calls that fail for the zygote: number by name
    denied_inside: dict[str, int] = field(default_factory=dict)  # ... and for the worker, before it enters
    limits: dict[str, Any] = field(default_factory=dict)
    channel: int = -1  # start one sleeping worker on this descriptor, and stay


def main(orders: Orders) -> None:
    sys.path += orders.packages
    for name in orders.preload:
        importlib.import_module(name)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # for a test that has started us with another user id
    deny(orders.denied_before)
    if orders.abi:
        landlock.version = lambda: orders.abi
    if orders.missing:
        layers.survey = lambda: tuple(map(lacking(orders.missing), survey()))
    try:
        jail = layers.Jail(orders.mode, orders.readable, orders.hidden)
    except layers.SandboxUnavailable as error:
        print(json.dumps({"missing": error.missing, "survey": [vars(row) for row in layers.survey()]}))
        return
    if orders.channel >= 0:
        stay(jail, orders.channel)
    results = {name: run(jail, orders, getattr(probes, table)[name]) for table, name in orders.probes}
    jail.close()
    print(json.dumps({"layers": jail.layers, "results": results}))


def lacking(missing):
    return lambda row: replace(row, available=False, remedy="told to") if row.name in missing else row


def run(jail, orders, probe):
    """What one worker said (`value`, `error` or `refused`), how it ended, and what was left of it."""
    if isinstance(probe, tuple):
        probe = probe[0]
    ours, theirs = socket.socketpair()
    pid = jail.fork()
    if pid == 0:
        work(jail, orders, probe, theirs)
    theirs.close()
    ours.settimeout(PATIENCE_S)
    said = ours.recv(1 << 16)
    status, cpu_s, rss_kib = jail.bury(pid)
    return {
        **json.loads(said or b"{}"),
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "cpu_s": cpu_s,
        "rss_kib": rss_kib,
        "outlived": not closed(ours),
        "folders": [str(path) for path in Path(os.environ["TMPDIR"]).glob("autograder-*/*")],
    }


def closed(ours):
    """Whether no process holds the other end."""
    ours.setblocking(False)
    try:
        return ours.recv(1) == b""
    except BlockingIOError:
        return False


def work(jail, orders, probe, channel):
    try:
        deny(orders.denied_inside)
        jail.enter(Limits(**orders.limits), channel.fileno())
    except BaseException as error:
        channel.send(json.dumps({"refused": f"{type(error).__name__}: {error}"}).encode())
        os._exit(1)
    try:
        said = {"value": repr(probe(probes.Target(**orders.target, channel_fd=channel.fileno())))[:200]}
    except BaseException as error:
        said = {"error": type(error).__name__, "errno": getattr(error, "errno", None), "text": str(error)[:500]}
    channel.send(json.dumps(said).encode())
    os._exit(0)


def stay(jail, channel_fd):
    """Both sides end by themselves after a while: a test that fails leaves nothing running."""
    if jail.fork() == 0:
        jail.enter(Limits(), channel_fd)
        os.write(channel_fd, b"ready")
        time.sleep(PATIENCE_S)
        os._exit(0)
    os.close(channel_fd)
    time.sleep(PATIENCE_S)


def deny(calls):
    """Let these system calls fail with ENOSYS from here on, as on a kernel or in a container that lacks them."""
    if not calls:
        return
    checks = [code for number in calls.values() for code in ((seccomp.EQUAL, 0, 1, number), (6, 0, 0, seccomp.UNKNOWN))]
    program = [(seccomp.LOAD, 0, 0, seccomp.NUMBER), *checks, (seccomp.RETURN, 0, 0, seccomp.ALLOW)]
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.apply(b"".join(struct.pack("=HBBI", *code) for code in program))


if __name__ == "__main__":
    main(Orders(**json.loads(sys.argv[1])))
