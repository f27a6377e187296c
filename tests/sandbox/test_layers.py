"""The jail: what each layer refuses when it stands alone, what honest work needs, what is left behind."""

import ast
import errno
import functools
import importlib.util
import json
import os
import platform
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the layers are those of Linux", allow_module_level=True)

from autograder.sandbox import landlock, seccomp
from autograder.sandbox.survey import survey
from autograder.sandbox.visible import open_to_all, visible

JAILER = Path(__file__).with_name("jailer.py")
NOBODY = 65534
IS_ROOT = os.geteuid() == 0
ON_X86_64 = platform.machine() == "x86_64"
NAMESPACES = ("user", "mount", "network", "ipc", "pid")
EVERYTHING = ("no_new_privs", "uid", *NAMESPACES, "landlock", "seccomp")

# Which layers are taken away, and whether an ordinary user starts the zygote. Each row is a machine that exists, or
# leaves one layer to stand alone.
MACHINES = {
    "all layers": ((), False),
    "a container": (NAMESPACES, False),
    "no filter": (("landlock", "seccomp"), False),
    "a filter alone": (tuple(name for name in EVERYTHING if name not in ("no_new_privs", "seccomp")), False),
    "a user id alone": (tuple(name for name in EVERYTHING if name != "uid"), False),
    "process ids alone": (tuple(name for name in EVERYTHING if name not in ("pid", "user")), False),
    "an ordinary user": ((), True),
    "an ordinary user in a container": (NAMESPACES, True),
}
WORKING = [name for name in MACHINES if name != "a user id alone"]  # it cannot read an interpreter in a private home


def load_probes():
    spec = importlib.util.spec_from_file_location("probes", JAILER.with_name("probes.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules["probes"] = module
    spec.loader.exec_module(module)
    return module


probes = load_probes()


def offered():
    return [row.name for row in survey() if row.available and row.name in EVERYTHING]


class Site:
    """What attacks aim at, and packages to import, where any user may get to them."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="autograder-test-"))
        self.folder.chmod(0o777)
        self.packages = self.folder / "lib/python3/site-packages"
        (self.packages / "hidden_package").mkdir(parents=True)
        (self.packages / "hidden_package/__init__.py").write_text("")
        (self.packages / "visible_package.py").write_text("")
        (self.packages / "open_package").mkdir()
        (self.packages / "open_package").chmod(0o777)
        self.secret = self.folder / "secret"
        self.secret.write_text("secret")
        self.secret.chmod(0o666)
        self.temporary = self.folder / "tmp"
        self.temporary.mkdir()
        self.temporary.chmod(0o777)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.named = socket.socket(socket.AF_UNIX)
        self.name = self.folder.name
        self.named.bind("\0" + self.name)
        self.named.listen()
        self.sleepers = {}

    @property
    def port(self):
        return self.listener.getsockname()[1]

    def sleeper(self, user):
        if user not in self.sleepers:
            self.sleepers[user] = subprocess.Popen(["sleep", "600"], user=user)
        return self.sleepers[user].pid

    def close(self):
        for sleeper in self.sleepers.values():
            sleeper.kill()
            sleeper.wait()
        self.listener.close()
        self.named.close()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="module")
def site():
    site = Site()
    yield site
    site.close()


def interpreter(user):
    """An interpreter that this user may start: ours may lie in root's home."""
    if user is None or open_to_all(os.path.realpath(sys.executable), from_root=True):
        return sys.executable
    if Path("/usr/bin/python3").exists():
        version = subprocess.run(["/usr/bin/python3", "-V"], capture_output=True, text=True, check=True).stdout
        if f"{sys.version_info.major}.{sys.version_info.minor}." in version:
            return "/usr/bin/python3"
    pytest.skip("no interpreter that an ordinary user may start")


def popen(site, mode, user=None, pass_fds=(), **orders):
    own = sysconfig.get_paths()
    target = {"secret": str(site.secret), "folder": str(site.folder), "port": site.port, "name": site.name}
    target |= {
        "package": str(site.packages / "hidden_package/__init__.py"),
        "readable": str(site.packages / "open_package"),
        "pid": site.sleeper(user),
    }
    base = Path(interpreter(user)).resolve().parents[1]
    orders = {
        "mode": mode,
        "target": target,
        "readable": [own["purelib"], str(base / "lib"), "/lib", "/lib64", "/usr/lib", str(site.folder / "lib")],
        "hidden": ["hidden_package"],
        "packages": [own["purelib"], str(site.packages)],
        "preload": ["numpy"],
        **orders,
    }
    environment = {
        "TMPDIR": str(site.temporary),
        "AUTOGRADER_CANARY": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    return subprocess.Popen(
        [interpreter(user), "-I", "-B", str(JAILER), json.dumps(orders)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        pass_fds=pass_fds,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def jailed(site, mode, **orders):
    """What the jailer printed."""
    process = popen(site, mode, **orders)
    output, errors = process.communicate(timeout=100)
    assert process.returncode == 0, errors
    assert not errors
    assert list(site.temporary.glob("autograder-*")) == []
    return json.loads(output)


def all_of(*tables):
    return [(table, name) for table in tables for name in getattr(probes, table)]


@functools.cache
def outcome(site, machine):
    """What all attacks and all work came to on this machine."""
    orders = {"probes": all_of("ATTACKS", "WORK"), "limits": {"file_mb": 1}}
    if machine == "a portable one":
        return jailed(site, "portable", **orders)
    missing, ordinary = MACHINES[machine]
    if not IS_ROOT and (ordinary or ("uid" not in missing and machine != "all layers")):
        pytest.skip("the tests do not run as root: 'all layers' is the ordinary user")
    return jailed(site, "auto", missing=missing, user=NOBODY if ordinary else None, **orders)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_layers_are_those_that_the_machine_has(site, machine):
    missing, ordinary = MACHINES[machine]
    own = "user" if ordinary or not IS_ROOT else "uid"
    offered = {row.name for row in survey() if row.available} - {"uid", "user"} | {own}
    assert set(outcome(site, machine)["layers"]) == offered - set(missing)


@pytest.mark.parametrize("attack", probes.ATTACKS)
@pytest.mark.parametrize("machine", MACHINES)
def test_an_attack_is_refused_where_one_of_its_layers_stands(site, machine, attack):
    found = outcome(site, machine)
    _, layers = probes.ATTACKS[attack]
    if not layers & set(found["layers"]):
        pytest.skip("no layer against it here")
    result = found["results"][attack]
    assert "error" in result, result
    assert not result["outlived"]


@pytest.mark.parametrize("attack", probes.ATTACKS)
def test_the_attack_works_where_no_layer_stands(site, attack):
    """So that none is refused for a reason of its own."""
    if attack == "fork_a_process" and not IS_ROOT:
        pytest.skip("limits alone stop an ordinary user")
    result = outcome(site, "a portable one")["results"][attack]
    assert "error" not in result
    assert "refused" not in result


@pytest.mark.parametrize("work", probes.WORK)
@pytest.mark.parametrize("machine", [*WORKING, "a portable one"])
def test_honest_work_is_not_disturbed(site, machine, work):
    result = outcome(site, machine)["results"][work]
    assert "value" in result, result
    assert result["rss_kib"] > 1000


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="no torch")
def test_torch_trains_inside(site):
    results = jailed(site, "auto", probes=all_of("TORCH"), preload=["torch", "torch._dynamo"])["results"]
    assert all("value" in result for result in results.values()), results


@pytest.fixture(scope="module", params=["auto", "portable"])
def limited(site, request):
    return jailed(
        site,
        request.param,
        probes=all_of("LIMITS"),
        limits={"cpu_s": 1, "memory_mb": 200, "file_mb": 1},
    ) | {"mode": request.param}


def test_memory_is_limited(limited):
    assert limited["results"]["take_memory"]["error"] == "MemoryError"
    assert limited["results"]["map_memory"]["errno"] == errno.ENOMEM


def test_processor_time_is_limited_and_reported(limited):
    result = limited["results"]["burn_time"]
    assert result["signal"] == signal.SIGKILL  # no signal before it that could be ignored
    assert 0.5 < result["cpu_s"] < 3  # the limit counts ticks of the clock, the report counts what was used


def test_files_are_limited_in_size_and_number(limited):
    assert limited["results"]["write_a_big_file"]["errno"] == errno.EFBIG
    assert limited["results"]["open_many_files"]["errno"] == errno.EMFILE
    if "mount" in limited["layers"]:
        assert limited["results"]["fill_the_scratch_folder"]["errno"] == errno.ENOSPC


def test_no_thread_starts(limited):
    if limited["mode"] == "portable" and IS_ROOT:
        pytest.skip("limits alone do not bind root")
    assert limited["results"]["start_a_thread"]["error"] == "RuntimeError"


def test_a_worker_has_no_privileges(limited):
    if "pid" not in limited["layers"]:
        pytest.skip("not with these layers")
    pid, user, group, groups, folder = ast.literal_eval(limited["results"]["say_who_and_where"]["value"])
    assert (pid, folder) == (1, "/scratch/own")
    if IS_ROOT:
        assert user == group > NOBODY
        assert groups == []
    else:
        assert (user, group) == (os.getuid(), os.getgid())


def test_an_abort_is_seen(limited):
    assert limited["results"]["abort"]["signal"] in (signal.SIGABRT, signal.SIGSEGV)  # the latter as first process


@pytest.mark.skipif(not ON_X86_64, reason="numbers of x86_64")
def test_forbidden_calls_are_not_permitted(site):
    if "seccomp" not in offered():
        pytest.skip("no seccomp")
    results = jailed(site, "auto", probes=all_of("FILTERED"))["results"]
    assert results["make_forbidden_calls"]["value"] == "{}"
    assert results["inject_into_a_terminal"]["value"] == str(errno.EPERM)
    assert results["make_a_thread_by_clone3"]["value"] == str(errno.ENOSYS)
    assert results["make_a_call_that_is_newer_than_the_kernel"]["value"] in (str(errno.EPERM), str(errno.ENOSYS))
    for other in ("call_by_the_x32_numbers", "call_by_the_numbers_of_another_architecture"):
        assert results[other]["signal"] == signal.SIGSYS


# What may leave something behind, on the machines that do not refuse it in the first place.
LEAVING = {
    "portable": ("portable", ()),
    "process ids alone": ("auto", MACHINES["process ids alone"][0]),
    "a user id alone": ("auto", MACHINES["a user id alone"][0]),
    "all layers": ("auto", ()),
}


@pytest.mark.parametrize("machine", LEAVING)
def test_nothing_is_left_on_the_machine(site, machine):
    mode, missing = LEAVING[machine]
    if not IS_ROOT and machine == "a user id alone":
        pytest.skip("needs root")
    left = [Path(folder, f"autograder-probe-{site.port}") for folder in ("/dev/shm", "/tmp")]
    try:
        results = jailed(site, mode, missing=missing, probes=all_of("REMAINS"))["results"]
        if machine in ("a user id alone", "all layers"):
            assert not any(path.exists() for path in left)
        keys = [line.split()[0] for line in Path("/proc/sysvipc/shm").read_text().splitlines()]
        assert str(site.port) not in keys
    finally:
        for path in left:
            path.unlink(missing_ok=True)
        probes.remove_shared_memory(site.port)
    assert not any(result["outlived"] or result["folders"] for result in results.values()), results
    if machine in ("portable", "process ids alone") and IS_ROOT:
        assert results["leave_a_daemon"]["value"] == "None"  # it did start
        assert "value" in results["leave_a_group_of_processes"]
        assert "value" in results["leave_shared_memory"]


@pytest.mark.parametrize("machine", ["portable", "all layers", "an ordinary user"])
def test_workers_die_with_their_zygote(site, machine):
    missing, ordinary = MACHINES.get(machine, ((), False))
    if ordinary and not IS_ROOT:
        pytest.skip("'all layers' is the ordinary user")
    mode = "portable" if machine == "portable" else "auto"
    ours, theirs = socket.socketpair()
    user = NOBODY if ordinary else None
    process = popen(site, mode, user=user, missing=missing, channel=theirs.fileno(), pass_fds=[theirs.fileno()])
    theirs.close()
    ours.settimeout(20)
    said = ours.recv(5)
    process.kill()
    ours.settimeout(5)  # long before they would end by themselves
    try:
        end = ours.recv(1)
    except TimeoutError:
        end = None
    assert said == b"ready", process.communicate()[1]
    assert end == b""
    process.communicate()
    ours.close()
    for entry in site.temporary.iterdir():  # a zygote that is killed cannot clean up
        shutil.rmtree(entry)


@pytest.mark.parametrize("name", offered())
def test_strict_mode_refuses_a_machine_that_lacks_a_layer(site, name):
    assert jailed(site, "strict", missing=[name])["missing"] == [name]


def test_strict_mode_accepts_a_machine_that_has_them_all(site):
    if any(row.remedy for row in survey()):
        pytest.skip("this machine has a gap")
    found = jailed(site, "strict", probes=[("WORK", "start_with_an_empty_folder")])
    assert "seccomp" in found["layers"]
    assert "value" in found["results"]["start_with_an_empty_folder"]


@pytest.mark.skipif(not ON_X86_64, reason="numbers of x86_64")
@pytest.mark.parametrize(
    ("call", "number", "names"),
    [
        ("landlock_create_ruleset", 444, {"landlock"}),
        ("unshare", 272, {"mount", "network", "ipc", "pid"} | (set() if IS_ROOT else {"user"})),
        ("mount_setattr", 442, {"mount"}),
        ("pivot_root", 155, {"mount"}),
        ("setns", 308, {"pid"}),
        ("prctl", 157, {"no_new_privs", "landlock", "seccomp"}),
    ],
)
def test_the_survey_finds_what_the_kernel_lacks(site, call, number, names):
    """By trying it: the system call itself fails here."""
    before = {row.name for row in survey() if row.remedy}
    found = jailed(site, "strict", denied_before={call: number})
    assert set(found["missing"]) == names | before
    rows = {row["name"]: row for row in found["survey"]}
    assert all(rows[name]["remedy"] and not rows[name]["available"] for name in names)


@pytest.mark.skipif(not ON_X86_64, reason="numbers of x86_64")
@pytest.mark.parametrize(
    ("call", "number", "layer"),
    [
        ("setsid", 112, "session"),
        ("unshare", 272, "mount"),
        ("mount", 165, "mount"),
        ("landlock_restrict_self", 446, "landlock"),
        ("chdir", 80, "session"),
        ("setgroups", 116, "uid"),
        ("setresgid", 119, "uid"),
        ("setresuid", 117, "uid"),
        ("capset", 126, "uid"),
        ("prlimit64", 302, "limits"),
        ("prctl", 157, "seccomp"),
    ],
)
def test_a_layer_that_cannot_be_applied_stops_the_worker(site, call, number, layer):
    found = jailed(site, "auto", denied_inside={call: number}, probes=[("WORK", "start_with_an_empty_folder")])
    if layer not in found["layers"]:
        pytest.skip("not with these layers")
    result = found["results"]["start_with_an_empty_folder"]
    assert "refused" in result
    assert "value" not in result


@pytest.mark.parametrize("abi", range(1, 6))
def test_an_old_landlock_refuses_what_it_knows(site, abi):
    try:
        newest = landlock.version()
    except OSError:
        pytest.skip("no Landlock")
    if abi > newest:
        pytest.skip("the kernel is older")
    missing = NAMESPACES
    found = jailed(site, "auto", missing=missing, abi=abi, probes=all_of("ATTACKS", "WORK"))
    for name, (_, layers) in probes.ATTACKS.items():
        assert "error" in found["results"][name] or not layers & {"landlock", "seccomp"}, name
    for name in probes.WORK:
        assert "value" in found["results"][name], found["results"][name]


def test_landlock_never_stands_without_seccomp(monkeypatch):
    monkeypatch.setattr(seccomp, "supported", lambda: False)
    rows = {row.name: row for row in survey()}
    assert not rows["seccomp"].available
    assert not rows["landlock"].available


def test_an_unknown_mode_is_refused(site):
    process = popen(site, "lax")
    assert "auto, strict or portable" in process.communicate(timeout=100)[1]


# The filter


def decide(program, machine, number, *arguments):
    """Run a filter as the kernel would."""
    data = struct.pack("=IIQ6Q", number, machine, 0, *arguments, *[0] * (6 - len(arguments)))
    code = list(struct.iter_unpack("=HBBI", program))
    position = accumulator = 0
    while True:
        operation, if_true, if_false, constant = code[position]
        position += 1
        if operation == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("=I", data, constant)
        elif operation == seccomp.JUMP:
            position += constant
        elif operation == seccomp.EQUAL:
            position += if_true if accumulator == constant else if_false
        elif operation == seccomp.AT_LEAST:
            position += if_true if accumulator >= constant else if_false
        else:
            assert operation == seccomp.RETURN
            return constant


@pytest.fixture(params=seccomp.TABLES)
def machine(request):
    return request.param


def test_the_filter_allows_what_is_listed_and_nothing_else(machine):
    program, audit = seccomp.program(machine, 7), seccomp.AUDIT_ARCH[machine]
    names = {number: name for name, number in seccomp.numbers(machine).items()}
    special = {"clone": seccomp.REFUSE, "clone3": seccomp.UNKNOWN, "prlimit64": seccomp.ALLOW}
    special |= dict.fromkeys(("kill", "tgkill", "ioctl", "prctl"), seccomp.REFUSE)
    for number in range(1024):
        wanted = special.get(names[number], seccomp.ALLOW) if number in names else seccomp.REFUSE
        assert decide(program, audit, number) == wanted, (number, names.get(number))


def test_the_filter_kills_calls_of_another_architecture(machine):
    program = seccomp.program(machine, 7)
    for other in (0, 0x40000003, *set(seccomp.AUDIT_ARCH.values()) - {seccomp.AUDIT_ARCH[machine]}):
        assert decide(program, other, 0) == seccomp.KILL_PROCESS
    if machine == "x86_64":
        for number in (0x40000000, 0x40000001, 0xFFFFFFFF):
            assert decide(program, seccomp.AUDIT_ARCH[machine], number) == seccomp.KILL_PROCESS


def test_the_filter_looks_at_arguments(machine):
    numbers = seccomp.numbers(machine)
    program = seccomp.program(machine, 7)

    def answer(name, *arguments):
        return decide(program, seccomp.AUDIT_ARCH[machine], numbers[name], *arguments)

    assert answer("kill", 7, 9) == answer("tgkill", 7, 7, 6) == seccomp.ALLOW
    assert {answer("kill", pid, 9) for pid in (0, 1, 8, 0xFFFFFFFF)} == {seccomp.REFUSE}
    assert {answer("ioctl", 0, request) for request in seccomp.IOCTLS} == {seccomp.ALLOW}
    assert {answer("ioctl", 0, request) for request in (0x5412, 0x541C, 0x5400, 0)} == {seccomp.REFUSE}
    assert {answer("fcntl", 0, command) for command in seccomp.FCNTLS} == {seccomp.ALLOW}
    assert {answer("fcntl", 0, command) for command in (8, 10, 15, 1024, 1026, 1031)} == {seccomp.REFUSE}
    assert answer("prctl", 15) == seccomp.ALLOW
    assert {answer("prctl", option) for option in (1, 4, 8, 22, 36, 38, 0x59616D61)} == {seccomp.REFUSE}
    assert answer("prlimit64", 0, 7, 0, 0xFFFF) == seccomp.ALLOW
    assert {answer("prlimit64", 0, 7, new) for new in (1, 1 << 32)} == {seccomp.REFUSE}
    assert answer("prlimit64", 1, 7, 0) == seccomp.REFUSE


HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}


def test_the_numbers_are_those_of_the_kernels_headers(machine):
    if not Path(HEADERS[machine]).exists():
        pytest.skip("no kernel headers here")
    text = Path(HEADERS[machine]).read_text()
    defined = dict(re.findall(r"#define (__NR\w+)\s+(\w+)", text))
    for name, number in seccomp.numbers(machine).items():
        value = defined.get(f"__NR_{name}")
        while value in defined:
            value = defined[value]
        assert value == str(number) or (value is None and number > 436), name  # headers may be older than the call


# What is visible


def test_hidden_packages_are_left_out_however_deep_they_lie(tmp_path):
    for path in (
        "lib/a.so",
        "lib/python3/os.py",
        "lib/python3/site-packages/torch/x.py",
        "lib/python3/site-packages/numpy/x.py",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    packages = tmp_path / "lib/python3/site-packages"
    (packages / "torch.py").write_text("")
    (packages / "torchvision").mkdir()
    (packages / "broken").symlink_to("nowhere")
    files = visible([str(tmp_path / "lib"), str(packages), str(tmp_path / "missing")], ["torch"])
    relative = [str(Path(path).relative_to(tmp_path)) for path in files.whole]
    assert relative == [
        "lib/a.so",
        "lib/python3/os.py",
        "lib/python3/site-packages/numpy",
        "lib/python3/site-packages/torchvision",
    ]
    assert [Path(path).name for path in files.listed] == ["lib", "python3", "site-packages"]


def test_a_folder_without_hidden_packages_is_visible_as_a_whole(tmp_path):
    files = visible([str(tmp_path)], ["torch"])
    assert files.whole == (str(tmp_path),)
    assert files.listed == ()


def test_open_to_all_looks_at_the_way_there(tmp_path):
    folder = tmp_path / "private/public"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    folder.parent.chmod(0o700)
    assert open_to_all(str(folder), from_root=False)
    assert not open_to_all(str(folder), from_root=True)
    folder.chmod(0o750)
    assert not open_to_all(str(folder), from_root=False)
