"""The store: every report that was made, with the submission and the edition of the unit that it was made from.

It is SQLite, in the folder of a report, or any database that SQLAlchemy has a URL for. One transaction keeps one
report: whatever is killed, and whenever, a report is there as a whole or not at all. Nothing is replaced, except that a
report in which something could not be judged gives way to one of the same work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from autograder.editions import Edition
from autograder.failure import UsageError
from autograder.results import Report, Verdict
from autograder.submission import Cell, Submission

SCHEMA = 1
LOCK = 0x6175746F  # PostgreSQL's advisory locks are numbers; this one spells "auto"
WAIT_S = 10.0  # for whoever reads or writes at this moment: a transaction takes milliseconds

TABLES = sa.MetaData()
META = sa.Table("autograder", TABLES, sa.Column("schema", sa.Integer, nullable=False))
SUBMISSIONS = sa.Table(
    "submission", TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False, unique=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)  # fmt: skip
EDITIONS = sa.Table(
    "edition", TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    *(sa.Column(field.name, sa.String(64), nullable=False) for field in fields(Edition)),
    sa.UniqueConstraint(*(field.name for field in fields(Edition))),
)  # fmt: skip
REPORTS = sa.Table(
    "report", TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("student", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("submission", sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("edition", sa.ForeignKey("edition.id"), nullable=False),
    sa.Column("graded_at", sa.Float, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("student", "unit", "submission", "edition"),
)  # fmt: skip
# Which of a student's reports on a unit counts: the one of what was handed in last, which may have been graded before
CURRENT = sa.Table(
    "standing", TABLES,
    sa.Column("student", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True),
    sa.Column("report", sa.ForeignKey("report.id"), nullable=False),
)  # fmt: skip


class StoreError(UsageError):
    """The store cannot be read or written; what it holds is kept."""


@dataclass(frozen=True)
class Entry:
    """A report as it was kept: when, of which submission, and with which edition of the unit."""

    number: int
    report: Report
    content: str
    edition: Edition
    graded_at: float
    counts: bool


class Store:
    """An open store; use it as a context manager.

    `place` is a file, or the URL of a database; without one, the store is in memory, and ends with the command. With
    `writing`, it is made when it isn't there, and nobody else can write as long as it is open.
    """

    def __init__(self, place: str | Path | None, *, writing: bool = False) -> None:
        self._url = URL.create("sqlite") if place is None else _url(place)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._path = Path(self._url.database) if self._is_sqlite and self._url.database else None
        self.name = str(self._path or self._url.render_as_string())
        if self._path and not writing and not self._path.is_file():
            raise StoreError(f"{self.name} isn't there. `autograder grade ... --out` writes it.")
        self._editions: dict[Edition, int] = {}  # their numbers, which never change
        self._open = contextlib.ExitStack()
        try:
            with self._explained():
                self._connect(writing)
        except BaseException:
            self._open.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, and let others write."""
        self._open.close()

    @property
    def lasts(self) -> bool:
        """Whether it outlives the command."""
        return bool(self._url.database)

    def find(self, submission: Submission, edition: Edition) -> Entry | None:
        """Return the report of this student's work with this edition, if there is one."""
        number = self._number_of(edition)
        return None if number is None else self._newest(submission, REPORTS.c.edition == number)

    def earlier(self, submission: Submission, edition: Edition) -> Entry | None:
        """Return the newest report of this student's work with another edition, if there is one."""
        return self._newest(submission, REPORTS.c.edition != (self._number_of(edition) or 0))  # numbers start at 1

    def put(self, submission: Submission, edition: Edition, report: Report) -> None:
        """Keep a report, in one transaction. It is the one that counts from now on."""
        row: dict[str, Any] = {"student": _key(submission.student), "unit": submission.unit}
        source = _source(submission)
        with self._explained(), self._engine.begin() as connection:
            content = {"digest": hashlib.sha256(source).hexdigest()}
            row["submission"] = _identity(connection, SUBMISSIONS, content, {"data": zlib.compress(source)})
            row["edition"] = self._editions.get(edition) or _identity(connection, EDITIONS, asdict(edition), {})
            self._drop_unjudged(connection, row)
            values = {"graded_at": time.time(), "verdict": str(report.verdict), "score": report.score}
            data = zlib.compress(json.dumps(report.to_dict()).encode())
            _let_count(connection, submission, _insert(connection, REPORTS, {**row, **values, "data": data}))
        self._editions[edition] = row["edition"]

    def let_count(self, submission: Submission, entry: Entry) -> None:
        """Make a report that was kept before the one that counts."""
        if not entry.counts:
            with self._explained(), self._engine.begin() as connection:
                _let_count(connection, submission, entry.number)

    def count(self, unit: str | None = None) -> int:
        """Return how many reports count."""
        return len(self._numbers(unit))

    def reports(self, unit: str | None = None) -> Iterator[Report]:
        """Yield the reports that count, by student and unit, one at a time: there may be more than memory holds."""
        for number in self._numbers(unit):
            with self._explained(), self._engine.begin() as connection:
                data = connection.execute(sa.select(REPORTS.c.data).where(REPORTS.c.id == number)).scalar_one()
            yield _report(data)

    def submissions(self, unit: str) -> Iterator[Submission]:
        """Yield the submissions behind the reports that count, by student, one at a time."""
        query = sa.select(REPORTS.c.data, SUBMISSIONS.c.data.label("source")).join_from(REPORTS, SUBMISSIONS)
        for number in self._numbers(unit):
            with self._explained(), self._engine.begin() as connection:
                row = connection.execute(query.where(REPORTS.c.id == number)).one()
            yield _unpacked(_report(row.data).student, unit, row.source)

    def history(self, student: str, unit: str | None = None) -> list[Entry]:
        """Return all reports of a student, the oldest first within each unit."""
        query = _entries().where(REPORTS.c.student == _key(student)).order_by(REPORTS.c.unit, REPORTS.c.id)
        if unit is not None:
            query = query.where(REPORTS.c.unit == unit)
        with self._explained(), self._engine.begin() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def students(self) -> list[str]:
        """Return the names of all students."""
        with self._explained(), self._engine.begin() as connection:
            query = sa.select(CURRENT.c.student).distinct().order_by(CURRENT.c.student)
            return list(connection.execute(query).scalars())

    def _connect(self, writing: bool) -> None:
        if self._path and writing:
            self._make_folder(self._path.parent)
            self._open.callback(_lock_file(self._path).close)
        self._engine = sa.create_engine(self._url, connect_args={"timeout": WAIT_S} if self._is_sqlite else {})
        self._open.callback(self._engine.dispose)
        if self._is_sqlite:
            _control_transactions(self._engine, "BEGIN IMMEDIATE" if writing else "BEGIN")
        elif writing:
            _lock_server(self._open.enter_context(self._engine.connect()), self.name)
        with self._engine.begin() as connection:
            if writing and not sa.inspect(connection).has_table(META.name):
                TABLES.create_all(connection)
                connection.execute(META.insert().values(schema=SCHEMA))
            self._expect_schema(connection)
            if writing:  # whatever cannot be written is known before anything is graded
                connection.execute(META.update().values(schema=SCHEMA))

    def _make_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made: {error.strerror}. Name another folder.") from error

    def _expect_schema(self, connection: sa.Connection) -> None:
        if not sa.inspect(connection).has_table(META.name):
            raise StoreError(f"{self.name} holds no reports of autograder's. Name another place.")
        found = connection.execute(sa.select(META.c.schema)).scalar_one()
        if found != SCHEMA:
            age = "a later" if found > SCHEMA else "an earlier"
            raise StoreError(
                f"{self.name} was written by {age} version of autograder (schema {found}; this one has {SCHEMA}), and "
                "stays as it is. Use that version, or grade into another folder."
            )

    def _numbers(self, unit: str | None) -> list[int]:
        query = sa.select(CURRENT.c.report).order_by(CURRENT.c.student, CURRENT.c.unit)
        if unit is not None:
            query = query.where(CURRENT.c.unit == unit)
        with self._explained(), self._engine.begin() as connection:
            return list(connection.execute(query).scalars())

    def _number_of(self, edition: Edition) -> int | None:
        if edition not in self._editions:
            with self._explained(), self._engine.begin() as connection:
                found = _number(connection, EDITIONS, asdict(edition))
            if found is None:
                return None
            self._editions[edition] = found
        return self._editions[edition]

    def _newest(self, submission: Submission, condition: sa.ColumnElement[bool]) -> Entry | None:
        query = _entries().where(
            REPORTS.c.student == _key(submission.student),
            REPORTS.c.unit == submission.unit,
            SUBMISSIONS.c.digest == hashlib.sha256(_source(submission)).hexdigest(),
            condition,
        )
        with self._explained(), self._engine.begin() as connection:
            row = connection.execute(query.order_by(REPORTS.c.id.desc()).limit(1)).one_or_none()
        return None if row is None else _entry(row)

    def _drop_unjudged(self, connection: sa.Connection, row: dict[str, Any]) -> None:
        same = sa.and_(*(REPORTS.c[name] == value for name, value in row.items()))
        doomed = sa.select(REPORTS.c.id).where(same, REPORTS.c.verdict == str(Verdict.GRADER_ERROR))
        connection.execute(CURRENT.delete().where(CURRENT.c.report.in_(doomed)))
        connection.execute(REPORTS.delete().where(same, REPORTS.c.verdict == str(Verdict.GRADER_ERROR)))

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the database raises into what it means for whoever grades."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            cause = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split()).rstrip(".")
            raise StoreError(f"{self.name}: {cause}. {_advice(cause)}") from error


def _url(place: str | Path) -> URL:
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(place)
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"--store: not a URL of a database: {error}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"--store: {error.name} isn't installed, which {url.drivername} needs.") from error
    return url


def _lock_file(path: Path) -> sqlite3.Connection:
    """Hold a lock beside the store that ends with this process, however it ends. SQLite knows how, on any system."""
    lock = sqlite3.connect(path.with_name(f"{path.name}.lock"), timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" not in str(error):
            raise
        raise StoreError(f"Another autograder is writing to {path}. Wait for its end, then try again.") from error
    return lock


def _lock_server(connection: sa.Connection, name: str) -> None:
    if connection.dialect.name == "postgresql":
        if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(LOCK))).scalar_one():
            raise StoreError(f"Another autograder is writing to {name}. Wait for its end, then try again.")
        connection.commit()  # the lock is the session's; a transaction needn't stay open for it


def _control_transactions(engine: sa.Engine, begin: str) -> None:
    """Begin transactions ourselves: the driver would begin none for making tables, and others too late."""

    @sa.event.listens_for(engine, "connect")
    def _leave_it_to_us(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)


def _advice(cause: str) -> str:
    if "full" in cause or "I/O" in cause or "space" in cause:
        return "What was graded before is kept: make room, and give the same command again."
    if "readonly" in cause or "unable to open" in cause:
        return "It cannot be written there: name another folder with --out."
    if "locked" in cause:
        return "Another program holds it: close it, and give the same command again."
    if "not a database" in cause or "malformed" in cause:
        return "It isn't a store of reports, or it is damaged: name another folder with --out."
    return "What was graded before is kept."


def _identity(connection: sa.Connection, table: sa.Table, known: dict[str, Any], more: dict[str, Any]) -> int:
    """Return the number of a row that is kept once."""
    return _number(connection, table, known) or _insert(connection, table, {**known, **more})


def _number(connection: sa.Connection, table: sa.Table, known: dict[str, Any]) -> int | None:
    query = sa.select(table.c.id).where(*(table.c[name] == value for name, value in known.items()))
    return connection.execute(query).scalar_one_or_none()


def _insert(connection: sa.Connection, table: sa.Table, values: dict[str, Any]) -> int:
    return int(connection.execute(table.insert().values(**values).returning(table.c.id)).scalar_one())


def _let_count(connection: sa.Connection, submission: Submission, number: int) -> None:
    key = {"student": _key(submission.student), "unit": submission.unit}
    connection.execute(CURRENT.delete().where(*(CURRENT.c[name] == value for name, value in key.items())))
    connection.execute(CURRENT.insert().values(**key, report=number))


def _entries() -> sa.Select[Any]:
    joined = REPORTS.join(SUBMISSIONS).join(EDITIONS).outerjoin(CURRENT, CURRENT.c.report == REPORTS.c.id)
    return sa.select(
        REPORTS.c.id, REPORTS.c.data, REPORTS.c.graded_at, SUBMISSIONS.c.digest, CURRENT.c.report.label("standing"),
        *(EDITIONS.c[field.name] for field in fields(Edition)),
    ).select_from(joined)  # fmt: skip


def _entry(row: sa.Row[Any]) -> Entry:
    edition = Edition(**{field.name: getattr(row, field.name) for field in fields(Edition)})
    return Entry(row.id, _report(row.data), row.digest, edition, row.graded_at, row.standing is not None)


def _report(data: bytes) -> Report:
    return Report.from_dict(json.loads(zlib.decompress(data)))


def _source(submission: Submission) -> bytes:
    """Return all that is known of a submission, but whose it is."""
    cells = [[cell.label, cell.source] for cell in submission.cells]
    return json.dumps([cells, submission.notices, submission.problem]).encode()


def _unpacked(student: str, unit: str, data: bytes) -> Submission:
    cells, notices, problem = json.loads(zlib.decompress(data))
    return Submission(student, unit, tuple(Cell(*cell) for cell in cells), tuple(notices), problem)


def _key(student: str) -> str:
    """Return a name as databases take it: what is no character (in broken file names) is spelled out."""
    return student.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
