"""Landlock: which files a worker may open, and that it may connect to nothing. See linux/landlock.h.

Every right that the running kernel knows is handled, that is refused unless a rule grants it. Landlock leaves open
what seccomp closes (UDP, `stat`, `chmod`), so it never stands alone.
"""

import ctypes
import os
import stat
import sys
from collections.abc import Iterable

from autograder.sandbox import kernel

CREATE_RULESET_VERSION = 1
RULE_PATH_BENEATH = 1

# LANDLOCK_ACCESS_FS_*
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (1 << bit for bit in range(6, 13))
REFER, TRUNCATE, IOCTL_DEV = (1 << bit for bit in range(13, 16))

NET_BIND_TCP, NET_CONNECT_TCP = 1, 2
SCOPE_ABSTRACT_UNIX_SOCKET, SCOPE_SIGNAL = 1, 2

# (first version that knows it, rights): fs, then net, then scope
FILES = ((1, (1 << 13) - 1), (2, REFER), (3, TRUNCATE), (5, IOCTL_DEV))
NETWORK = ((4, NET_BIND_TCP | NET_CONNECT_TCP),)
SCOPES = ((6, SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL),)

READ = READ_FILE | READ_DIR
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # the rights that a rule on a single file may grant
SCRATCH = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER


def version() -> int:
    """The version of the interface that this kernel offers; OSError without Landlock."""
    return kernel.call("landlock_create_ruleset", None, 0, CREATE_RULESET_VERSION)


def ruleset(grants: Iterable[tuple[int, int]]) -> int:
    """A descriptor of a new ruleset that grants `(path descriptor, rights)` and nothing else."""
    abi = version()
    files, network, scopes = (_known(rights, abi) for rights in (FILES, NETWORK, SCOPES))
    attributes = b"".join(value.to_bytes(8, sys.byteorder) for value in (files, network, scopes))
    fields = 1 + (network > 0) + (scopes > 0)  # older kernels know a shorter structure
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    rules = kernel.call("landlock_create_ruleset", buffer, 8 * fields, 0)
    for fd, rights in grants:
        _grant(rules, fd, rights & files)
    return rules


def restrict(rules: int) -> None:
    """Lock the calling thread into the ruleset, for good."""
    kernel.call("landlock_restrict_self", rules, 0)


def _known(rights: tuple[tuple[int, int], ...], abi: int) -> int:
    return sum(bits for first, bits in rights if first <= abi)


def _grant(rules: int, fd: int, rights: int) -> None:
    if not stat.S_ISDIR(os.fstat(fd).st_mode):
        rights &= OF_FILES
    path_beneath = rights.to_bytes(8, sys.byteorder) + fd.to_bytes(4, sys.byteorder)
    kernel.call("landlock_add_rule", rules, RULE_PATH_BENEATH, ctypes.create_string_buffer(path_beneath, 12), 0)
