"""Which files a worker may read: the folders it is given, without the packages that its unit forbids."""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Where packages lie below a readable folder: a prefix, its lib, lib/python3.x or Debian's lib/python3.
PACKAGE_FOLDERS = tuple(depth + name for name in ("site-packages", "dist-packages") for depth in ("", "*/", "*/*/"))


@dataclass(frozen=True)
class Visible:
    """What may be read: files and folders as a `whole`, and the names of entries of the `listed` folders."""

    whole: tuple[str, ...]
    listed: tuple[str, ...]


def visible(readable: Sequence[str], hidden: Sequence[str]) -> Visible:
    """What is in `readable` but for the top-level packages named in `hidden`."""
    paths = sorted({os.path.normpath(path) for path in readable if Path(path).exists()})
    outer = [path for path in paths if not any(_below(path, other) for other in paths)]
    whole: list[str] = []
    listed: list[str] = []
    for path in outer:
        _divide(path, _packages(path, hidden), whole, listed)
    return Visible(tuple(whole), tuple(listed))


def open_to_all(path: str, *, from_root: bool) -> bool:
    """Whether any user may read what lies at `path`, and (`from_root`) get there."""
    parents = Path(path).parents if from_root else ()
    return bool(Path(path).stat().st_mode & stat.S_IROTH) and all(
        parent.stat().st_mode & stat.S_IXOTH for parent in parents
    )


def _below(path: str, folder: str) -> bool:
    return path != folder and path.startswith(folder.rstrip("/") + "/")


def _packages(folder: str, hidden: Sequence[str]) -> set[str]:
    parents = {Path(folder), *(found for pattern in PACKAGE_FOLDERS for found in Path(folder).glob(pattern))}
    return {str(entry) for parent in parents if parent.is_dir() for entry in _named(parent, hidden)}


def _named(folder: Path, hidden: Sequence[str]) -> Iterable[Path]:
    return (entry for entry in folder.iterdir() if entry.name.partition(".")[0] in hidden)


def _divide(path: str, excluded: set[str], whole: list[str], listed: list[str]) -> None:
    """Add `path` where nothing below it is excluded, else its entries likewise. Broken links are left out."""
    if path in excluded or not Path(path).exists():
        return
    if not any(_below(other, path) for other in excluded):
        whole.append(path)
        return
    listed.append(path)
    for entry in sorted(Path(path).iterdir()):
        _divide(str(entry), excluded, whole, listed)
