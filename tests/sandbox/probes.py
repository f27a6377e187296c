"""What jailed children of the tests do: attacks, each with the layers that refuse it (one is enough), and honest work.

Every function takes the `Target` that the test prepared. An attack that is refused raises.
"""

# ruff: noqa: PTH101, PTH102, PTH104, PTH109, PTH116, PTH123, PTH208, SIM115
# System calls are meant here, by the names that they have in `os`.

import contextlib
import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Target:
    """What the attacks aim at, outside the jail."""

    secret: str  # a file that anyone may read and write
    folder: str  # a folder that anyone may write to
    package: str  # a file of a hidden package
    readable: str  # a folder that anyone may write to, but for the jail, which makes it readable
    port: int  # a TCP and a UDP socket on 127.0.0.1
    name: str  # an abstract unix socket
    pid: int  # a process of the same user as the zygote
    channel_fd: int


Probe = Callable[[Target], Any]
ATTACKS: dict[str, tuple[Probe, frozenset[str]]] = {}
WORK: dict[str, Probe] = {}
TORCH: dict[str, Probe] = {}
LIMITS: dict[str, Probe] = {}
FILTERED: dict[str, Probe] = {}  # where seccomp is active
REMAINS: dict[str, Probe] = {}

libc = ctypes.CDLL(None, use_errno=True)


def attack(*layers: str) -> Callable[[Probe], Probe]:
    def register(probe: Probe) -> Probe:
        ATTACKS[probe.__name__] = probe, frozenset(layers)
        return probe

    return register


def kept_in(table: dict[str, Probe]) -> Callable[[Probe], Probe]:
    return lambda probe: table.setdefault(probe.__name__, probe)


def checked(result: int) -> int:
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


@attack("mount", "landlock")
def read_a_file_outside(target):
    return Path(target.secret).read_text()


@attack("mount", "landlock")
def read_the_password_file(target):
    return Path("/etc/passwd").read_text()


@attack("mount", "landlock")
def read_this_test(target):
    return Path(__file__).read_text()


@attack("mount", "landlock")
def list_a_folder_outside(target):
    return os.listdir("/var")


@attack("mount", "landlock")
def read_own_memory_through_proc(target):
    return Path("/proc/self/maps").read_text()


@attack("mount", "landlock")
def read_a_hidden_package(target):
    return Path(target.package).read_bytes()


@attack("mount", "landlock")
def import_a_hidden_package(target):
    del sys.modules["hidden_package"]
    import hidden_package

    return hidden_package.__file__


@attack("mount", "landlock")
def write_a_file_outside(target):
    return Path(target.folder, "written").write_text("x")


@attack("mount", "landlock")
def write_where_it_may_read(target):
    return Path(target.readable, "written.py").write_text("x")


@attack("mount", "landlock")
def overwrite_a_file_outside(target):
    return Path(target.secret).open("r+").write("s")


@attack("mount", "seccomp")
def truncate_a_file_outside(target):
    os.truncate(target.secret, os.stat(target.secret).st_size)


@attack("mount", "seccomp")
def change_a_mode_outside(target):
    os.chmod(target.secret, 0o666)


@attack("mount")
def climb_out_of_the_root(target):
    return os.stat("/.." + target.secret).st_size


@attack("mount")
def see_that_a_file_exists(target):
    return os.stat(target.secret).st_size


@attack("network", "seccomp")
def connect_by_tcp(target):
    socket.create_connection(("127.0.0.1", target.port), timeout=1).close()


@attack("network", "seccomp")
def send_by_udp(target):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"x", ("127.0.0.1", target.port))


@attack("network", "seccomp")
def connect_to_an_abstract_socket(target):
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("\0" + target.name)


@attack("pid", "uid", "seccomp")
def signal_another_process(target):
    os.kill(target.pid, 0)


@attack("uid", "user", "seccomp")
def fork_a_process(target):
    if os.fork() == 0:
        os._exit(0)
    os.wait()


@attack("seccomp", "landlock")
def execute_a_program(target):
    os.execv("/lib64/ld-linux-x86-64.so.2", ["ld", "--version"])


@attack("seccomp")
def ask_to_be_traced(target):
    checked(libc.ptrace(0, 0, 0, 0))  # PTRACE_TRACEME


@attack("pid", "uid", "seccomp")
def read_the_memory_of_another_process(target):
    buffer = ctypes.create_string_buffer(8)
    vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
    there = (ctypes.c_void_p * 2)(id(None), 8)
    result = libc.process_vm_readv(target.pid, vector, ctypes.c_ulong(1), there, ctypes.c_ulong(1), ctypes.c_ulong(0))
    if result == -1 and ctypes.get_errno() == errno.EFAULT:
        return  # permitted, at an address that isn't mapped there
    checked(result)


@attack("seccomp")
def forget_to_die_with_the_zygote(target):
    checked(libc.prctl(1, 0, 0, 0, 0))  # PR_SET_PDEATHSIG


@attack("seccomp")
def create_an_anonymous_file(target):
    os.close(os.memfd_create("probe"))


@attack("seccomp")
def set_a_limit(target):
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, resource.getrlimit(resource.RLIMIT_NOFILE))
    except ValueError as error:  # so says Python when the kernel answers EPERM
        raise PermissionError from error


@attack("seccomp")
def own_the_signals_of_a_descriptor(target):
    import fcntl

    fcntl.fcntl(target.channel_fd, fcntl.F_SETOWN, os.getpid())


@attack("seccomp")
def open_a_socket_pair(target):
    socket.socketpair()


@attack("seccomp")
def create_shared_memory(target):
    key = checked(libc.shmget(0, 4096, 0o1600))
    libc.shmctl(key, 0, None)


@kept_in(WORK)
def multiply_and_decompose_matrices(target):
    import numpy as np

    a = np.random.default_rng(0).normal(size=(200, 200))
    u, s, vt = np.linalg.svd(a)
    assert np.allclose(u * s @ vt, a)
    assert np.allclose(np.linalg.inv(a) @ a, np.eye(200))
    np.fft.fft(a)


@kept_in(WORK)
def save_and_load_arrays(target):
    import numpy as np

    np.save("a.npy", np.arange(5))
    np.savez_compressed("b.npz", a=np.arange(3))
    np.savetxt("c.txt", np.eye(2))
    assert np.load("a.npy", mmap_mode="r+").sum() == 10
    assert np.load("b.npz")["a"].sum() == 3


@kept_in(WORK)
def use_temporary_files(target):
    import shutil
    import tempfile

    assert Path(tempfile.gettempdir()) == Path.cwd()
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+") as file:
        file.write("x")
        file.flush()
        shutil.copyfile(file.name, folder + "/copy")
        os.rename(folder + "/copy", folder + "/moved")
    Path("deep/folder").mkdir(parents=True)
    Path("deep/file").touch()
    shutil.rmtree("deep")


@kept_in(WORK)
def start_with_an_empty_folder(target):
    assert os.listdir(".") == []


@kept_in(WORK)
def import_late_from_the_standard_library(target):
    import asyncio  # noqa: F401
    import concurrent.futures  # noqa: F401
    import decimal
    import fractions  # noqa: F401
    import multiprocessing  # noqa: F401
    import sqlite3
    import threading

    assert decimal.Decimal("0.1") * 3 == decimal.Decimal("0.3")
    assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
    with threading.Lock():
        pass


@kept_in(WORK)
def import_late_from_the_installed_packages(target):
    import visible_package

    return visible_package.__file__


@kept_in(WORK)
def use_devices_clocks_and_waits(target):
    import select

    Path("/dev/null").write_text("x")
    assert len(Path("/dev/urandom").open("rb").read(8)) == 8
    assert os.urandom(4) != os.urandom(4)
    time.localtime()
    time.sleep(0.001)
    select.select([], [], [], 0.001)
    read, write = os.pipe()
    os.write(write, b"x")
    assert os.read(read, 1) == b"x"


@kept_in(WORK)
def handle_an_alarm(target):
    def ring(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    try:
        time.sleep(5)
    except TimeoutError:
        return
    raise AssertionError("no alarm")


@kept_in(WORK)
def see_no_environment_and_no_descriptors(target):
    names = set(os.environ)
    assert names == {"HOME", "LANG", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PATH", "TMPDIR"}, (
        names
    )
    assert libc.getenv(b"AUTOGRADER_CANARY") == 0
    found = [fd for fd in range(4096) if _is_open(fd)]
    assert found == [0, 1, 2, target.channel_fd], found


def _is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


@kept_in(TORCH)
def train_a_network(target):
    import torch
    from torch import nn

    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 26 * 26, 10))
    x, y = torch.randn(4, 1, 28, 28), torch.randint(10, (4,))
    losses = []
    for optimizer in (torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9), torch.optim.Adam(net.parameters())):
        for _ in range(5):
            loss = nn.functional.cross_entropy(net(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    assert losses[-1] < losses[0]


@kept_in(TORCH)
def use_the_rest_of_torch(target):
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    torch.save(torch.nn.LSTM(3, 4).state_dict(), "m.pt")
    torch.load("m.pt")
    assert len(list(DataLoader(TensorDataset(torch.randn(10, 2)), 2))) == 5
    x = torch.randn(3, dtype=torch.double, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: x**3, x)
    torch.func.vmap(torch.func.grad(lambda x: x**2))(torch.randn(3))
    torch.randn(64, 64).bfloat16() @ torch.randn(64, 64).bfloat16()
    torch.linalg.svd(torch.randn(300, 300))


@kept_in(LIMITS)
def take_memory(target):
    return len(bytearray(300 << 20))


@kept_in(LIMITS)
def map_memory(target):
    return len(mmap.mmap(-1, 300 << 20))


@kept_in(LIMITS)
def burn_time(target):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass


@kept_in(LIMITS)
def write_a_big_file(target):
    with open("big", "wb", buffering=0) as file:
        file.write(bytes(1 << 20))
        file.write(b"x")


@kept_in(LIMITS)
def fill_the_scratch_folder(target):
    for n in range(40):
        Path(f"f{n}").write_bytes(bytes(1 << 20))


@kept_in(LIMITS)
def open_many_files(target):
    return [os.open("/dev/null", os.O_RDONLY) for _ in range(100)]


@kept_in(LIMITS)
def start_a_thread(target):
    import threading

    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


@kept_in(REMAINS)
def leave_a_daemon(target):
    """A process that leaves its group and its parent, holding the worker's end of the channel."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(60)
        os._exit(0)
    os.wait()


@kept_in(REMAINS)
def leave_a_group_of_processes(target):
    for _ in range(5):
        if os.fork() == 0:
            time.sleep(60)


@kept_in(REMAINS)
def leave_files_of_all_kinds(target):
    Path("file").write_text("x")
    Path("folder/closed").mkdir(parents=True)
    Path("folder/closed/file").write_text("x")
    for path in ("link", "folder/closed/link"):
        _try(os.symlink, target.folder, path)
    _try(os.chmod, "folder/closed", 0)
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")


@kept_in(REMAINS)
def leave_shared_memory(target):
    return checked(libc.shmget(target.port, 4096, 0o1600))


def remove_shared_memory(key):
    libc.shmctl(libc.shmget(key, 0, 0), 0, None)


@kept_in(REMAINS)
def leave_files_outside(target):
    for folder in ("/dev/shm", "/tmp"):
        Path(folder, f"autograder-probe-{target.port}").write_text("x")


def _try(action, *arguments):
    with contextlib.suppress(OSError):
        action(*arguments)


def raw_call(number, *arguments):
    """The errno that a system call answers, 0 when it works. By default all its arguments are invalid."""
    result = libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments or (-1,) * 6))
    return ctypes.get_errno() if result == -1 else 0


def call_by_the_32_bit_gate():
    """Call getpid through int 0x80, whose numbers are those of another architecture."""
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


# asm/unistd_64.h: what no worker may do, by raw call. Made only under the filter: some do harm where they are allowed.
FORBIDDEN = {
    "socket": 41, "connect": 42, "bind": 49, "listen": 50, "socketpair": 53, "ptrace": 101, "process_vm_readv": 310,
    "process_vm_writev": 311, "execve": 59, "execveat": 322, "fork": 57, "vfork": 58, "clone": 56, "keyctl": 250,
    "add_key": 248, "request_key": 249, "mount": 165, "umount2": 166, "move_mount": 429, "fsopen": 430,
    "open_tree": 428, "mount_setattr": 442, "bpf": 321, "perf_event_open": 298, "io_uring_setup": 425,
    "io_uring_enter": 426, "userfaultfd": 323, "unshare": 272, "setns": 308, "pidfd_open": 434,
    "pidfd_send_signal": 424, "pidfd_getfd": 438, "tkill": 200, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
    "open_by_handle_at": 304, "name_to_handle_at": 303, "kexec_load": 246, "init_module": 175, "finit_module": 313,
    "delete_module": 176, "swapon": 167, "swapoff": 168, "reboot": 169, "setuid": 105, "setgid": 106, "setreuid": 113,
    "setresuid": 117, "setresgid": 119, "setgroups": 116, "setfsuid": 122, "capset": 126, "chroot": 161,
    "pivot_root": 155, "memfd_create": 319, "memfd_secret": 447, "shmget": 29, "shmat": 30, "msgget": 68,
    "semget": 64, "mq_open": 240, "inotify_init1": 294, "fanotify_init": 300, "personality": 135, "quotactl": 179,
    "acct": 163, "setsid": 112, "setpgid": 109, "truncate": 76, "chmod": 90, "fchmod": 91, "chown": 92, "link": 86,
    "symlink": 88, "mknod": 133, "utimensat": 280, "setxattr": 188, "sched_setaffinity": 203, "setpriority": 141,
    "seccomp": 317, "landlock_create_ruleset": 444, "syslog": 103, "process_madvise": 440, "splice": 275,
    "vmsplice": 278, "modify_ldt": 154, "iopl": 172, "settimeofday": 164,
}  # fmt: skip


@kept_in(FILTERED)
def make_forbidden_calls(target):
    """The calls that did not answer EPERM, with what they answered."""
    assert raw_call(FORBIDDEN["socket"]) == errno.EPERM, "no filter: the other calls are not safe to make"
    answers = {name: raw_call(number) for name, number in FORBIDDEN.items()}
    return {name: answer for name, answer in answers.items() if answer != errno.EPERM}


@kept_in(FILTERED)
def make_a_call_that_is_newer_than_the_kernel(target):
    return raw_call(1000)


@kept_in(FILTERED)
def make_a_thread_by_clone3(target):
    return raw_call(435)


@kept_in(FILTERED)
def inject_into_a_terminal(target):
    return raw_call(16, 0, 0x5412, 0, 0, 0, 0)  # ioctl TIOCSTI


@kept_in(FILTERED)
def call_by_the_x32_numbers(target):
    return raw_call(0x40000000 + 39)


@kept_in(FILTERED)
def call_by_the_numbers_of_another_architecture(target):
    return call_by_the_32_bit_gate()


@kept_in(LIMITS)
def abort(target):
    os.abort()


@kept_in(LIMITS)
def say_who_and_where(target):
    return os.getpid(), os.getuid(), os.getgid(), os.getgroups(), os.getcwd()
