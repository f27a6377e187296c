"""Python environments of their own for tests, without a network: installed packages are linked into them, not fetched.

This stands in for downloading, and for that alone: the environment holds no kit until a test installs one, and none of
the packages that a test leaves out.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
import sysconfig
import venv
from pathlib import Path

# Workers may read the environment's own folder only, so links must be hard ones; another file system gets copies
OURS = "autograder"


def make(folder: Path, without: tuple[str, ...] = ()) -> Path:
    """Make an environment with all installed packages but the kit and those in `without`; return its interpreter."""
    venv.create(folder, with_pip=False, symlinks=True)
    (folder / "bin" / "python3").exists() or (folder / "bin" / "python3").symlink_to("python")
    target = folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    source = Path(sysconfig.get_paths()["purelib"])
    shutil.copytree(source, target, copy_function=_link, dirs_exist_ok=True, ignore=_leave_out(source, without))
    return folder / "bin" / "python"


def variables(**more: str) -> dict[str, str]:
    """Return the environment variables of a fresh machine without a network: pip may use what is there, or fail."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    return {**kept, **offline, "PATH": os.defpath, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1", **more}


def _leave_out(source: Path, without: tuple[str, ...]):
    left = {"__pycache__"}
    for name in (OURS, *without):
        # Asked for there: the folder that tests run in may hold the metadata of a build
        (installed,) = importlib.metadata.distributions(name=name, path=[str(source)])
        files = installed.files or ()
        left |= {file.parts[0] for file in files if file.parts[0] != ".."}
    return lambda folder, names: [n for n in names if n == "__pycache__" or (Path(folder) == source and n in left)]


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
