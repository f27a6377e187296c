"""The one file that a student hands in: the work and a manifest, as a zip that is the same for the same work."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from autograder.course import Unit
from autograder.results import Report, Verdict

MANIFEST = "manifest.json"
VERSION = 1
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: when it was packed is not part of the work


def pack(unit: Unit, path: Path, report: Report) -> bytes:
    """Return the bytes of the zip: the file at `path`, and what its public checks gave."""
    data = path.read_bytes()
    manifest = {
        "version": VERSION,
        "unit": unit.id,
        "files": {path.name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}},
        "public_checks": {
            "passed": sum(check.verdict == Verdict.PASSED for check in report.checks),
            "all": len(report.checks),
            "points": report.score,
            "max_points": report.max_score,
        },
    }
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(_entry(path.name), data)
        archive.writestr(_entry(MANIFEST), json.dumps(manifest, indent=1) + "\n")
    return stream.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EPOCH)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
