from __future__ import annotations

import html.parser
import importlib.util
import re
import shutil
import subprocess
import urllib.parse
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import load_course
from autograder.reports import html as site
from autograder.reports import pictures
from autograder.results import Report, Verdict
from tests.reports import samples

COURSE = load_course(Path(__file__).parents[2] / "assignments" / "course.toml")
NAMES = {report.student for report in samples.class_of_two_units()}
needs_browser = pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Chromium")


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: its links, ids, tags, and visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if attributes.get("id") else []
        self.links += [attributes[key] for key in ("href", "src") if attributes.get(key)]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instructor")
    site.write(samples.class_of_two_units(), folder, COURSE, student_view=False)
    return folder


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("student")
    site.write(samples.class_of_two_units(), folder, COURSE, student_view=True)
    return folder


def page_of(folder: Path, name: str) -> Path:
    return folder / "students" / site.page_name(name)


def test_there_is_an_index_and_a_page_for_each_student(instructor: Path) -> None:
    assert len(pages(instructor)) == 1 + len({report.student for report in samples.class_of_two_units()})
    assert all(path.resolve().is_relative_to(instructor.resolve()) for path in pages(instructor))


def test_every_link_leads_somewhere(instructor: Path, student: Path) -> None:
    links = 0
    for folder in (instructor, student):
        for path in pages(folder):
            for link in read(path).links:
                address, _, anchor = link.partition("#")
                target = path.parent / urllib.parse.unquote(address) if address else path
                assert target.is_file(), link
                assert not anchor or anchor in read(target).ids, link
                links += 1
    assert links > 100


def test_ids_are_unique_and_labels_exist(instructor: Path) -> None:
    for path in pages(instructor):
        page = read(path)
        assert len(page.ids) == len(set(page.ids))
        labels = [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
        assert set(labels) <= set(page.ids)


def test_nothing_is_fetched_from_a_network(instructor: Path) -> None:
    for path in pages(instructor):
        page = read(path)
        assert not [link for link in page.links if re.match(r"(?i)[a-z]+:|//", link)]
        assert {tag for tag, _ in page.tags} & {"img", "link", "iframe", "object", "embed"} == set()
        style = path.read_text(encoding="utf-8").split("<style>")[1].split("</style>")[0]
        assert "url(" not in style
        assert "@import" not in style


def test_a_submission_s_text_is_text(instructor: Path) -> None:
    for path in (page_of(instructor, samples.HOSTILE_NAME), instructor / "index.html"):
        source, page = path.read_text(encoding="utf-8"), read(path)
        assert "<script>alert" in page.text
        assert "<script>alert" not in source
        assert "<img" not in source
        assert "\x1b" not in source
        assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)


def test_the_only_script_is_the_one_that_the_policy_names(instructor: Path) -> None:
    import base64
    import hashlib

    source = (instructor / "index.html").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script>(.*?)</script>", source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;" in source or f"script-src 'sha256-{digest}'" in source


def test_a_student_s_page_shows_points_verdicts_messages_hints_and_output(instructor: Path) -> None:
    text = read(page_of(instructor, "김민준")).text
    assert "7 of 10 points" in text
    assert "4.5 of 7.5" in text
    assert "wanted 1.0" in text
    assert samples.MISTAKE in text
    assert samples.CALL in text
    assert "failed" in text
    assert "passed" in text
    assert "What it printed" in read(page_of(instructor, samples.HOSTILE_NAME)).text


def test_the_student_s_view_leaves_out_what_hidden_checks_must_not_say(student: Path) -> None:
    for path in pages(student):
        source = path.read_text(encoding="utf-8")
        for secret in ("wanted 1.0", samples.CALL, "unbiased_variance", "test_training_forward", "What it printed"):
            assert secret not in source
    assert samples.MISTAKE in read(page_of(student, "김민준")).text


def test_the_student_s_view_says_nothing_of_others(student: Path) -> None:
    names = {report.student for report in samples.class_of_batchnorm()} - {samples.HOSTILE_NAME}
    for name in names:
        text = read(page_of(student, name)).text
        assert not [other for other in names - {name} if other in text]
        assert "index.html" not in page_of(student, name).read_text(encoding="utf-8")
    index = read(student / "index.html")
    assert not re.search(r"\d+ ?/ ?\d+|Discrimination|Median|failed", index.text)


def test_the_index_shows_statistics_mistakes_and_what_could_not_be_judged(instructor: Path) -> None:
    text = read(instructor / "index.html").text
    for words in (
        "Discrimination",
        "unbiased_variance",
        "Could not be judged",
        "KeyError: 'x'",
        "Grace Hopper",
        "1024 MB",
    ):
        assert words in text
    assert "Batch normalisation" in text
    assert "–" in text


def test_the_heat_map_has_a_cell_for_each_student_and_check(instructor: Path) -> None:
    source = (instructor / "index.html").read_text(encoding="utf-8")
    maps = re.findall(r'<table class="map.*?</table>', source, re.DOTALL)
    cells = [len(re.findall(r'<td class="(?:p|f|o|g|n0)">', table)) for table in maps]
    assert cells == [4 * 3, 12 * 5]


def test_pictures_have_words_and_follow_the_page_s_colours(instructor: Path) -> None:
    page = read(instructor / "index.html")
    drawn = [attributes for tag, attributes in page.tags if attributes.get("role") == "img"]
    assert len(drawn) == 4
    assert any("with 9 to 10" in (attributes["aria-label"] or "") for attributes in drawn)
    source = (instructor / "index.html").read_text(encoding="utf-8")
    assert "var(--accent)" in source
    assert "#01020" not in source


def test_the_same_reports_give_the_same_pages(instructor: Path, tmp_path: Path) -> None:
    site.write(samples.class_of_two_units(), tmp_path, COURSE, student_view=False)
    assert [p.read_bytes() for p in pages(tmp_path)] == [p.read_bytes() for p in pages(instructor)]


def test_without_matplotlib_the_report_has_no_pictures_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "matplotlib" else find(name))
    text = site.write(samples.class_of_two_units(), tmp_path, None, student_view=False).read_text(encoding="utf-8")
    assert "Pictures were left out" in text
    assert "<svg" not in text
    assert not pictures.available()


def test_pages_of_an_earlier_report_are_removed_and_other_files_are_not(tmp_path: Path) -> None:
    site.write([samples.batchnorm("Ada")], tmp_path, None, student_view=False)
    (tmp_path / "students" / "notes.html").write_text("mine", encoding="utf-8")
    site.write([samples.batchnorm("Emmy")], tmp_path, None, student_view=True)
    assert {path.name for path in pages(tmp_path)} == {"index.html", "notes.html", site.page_name("Emmy")}


@given(st.text(st.characters(), max_size=400), st.text(st.characters(), max_size=400))
def test_page_names_are_safe_for_any_name_and_tell_names_apart(one: str, other: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.html", site.page_name(one))
    assert len(site.page_name(one)) < 64
    assert (site.page_name(one) == site.page_name(other)) == (one == other)


@pytest.mark.parametrize("name", ["", "..", "con", "a/b", "a\\b", "김민준", "\udcff", "x" * 5000, "index"])
def test_any_name_gets_a_page(name: str, tmp_path: Path) -> None:
    site.write([samples.batchnorm(name)], tmp_path, None, student_view=False)
    assert (tmp_path / "students" / site.page_name(name)).is_file()


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_class_of_one_verdict_can_be_shown(verdict: Verdict, tmp_path: Path) -> None:
    reports = [samples.everywhere(name, verdict, "why") for name in ("Ada", "Emmy")]
    site.write(reports, tmp_path, None, student_view=False)
    assert len(pages(tmp_path)) == 3


def test_nobody_and_nothing_can_be_shown(tmp_path: Path) -> None:
    site.write([], tmp_path / "none", None, student_view=False)
    site.write([Report("Ada", "04_batchnorm", ())], tmp_path / "empty", None, student_view=False)
    assert "0 of 0 points" in read(page_of(tmp_path / "empty", "Ada")).text


def test_a_thousand_students_stay_usable(tmp_path: Path) -> None:
    """The index of 1,000 students stays below 2 MB, with one cell of a few bytes for each check."""
    reports = [samples.wrong_variance(f"student {number:04}") for number in range(1000)]
    index = site.write(reports, tmp_path, None, student_view=False)
    assert index.stat().st_size < 2_000_000


def browse(page: Path) -> Page:
    """What a browser has made of a page after its scripts ran."""
    command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom", page.as_uri()]
    return Page(subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout)


@needs_browser
def test_a_browser_runs_our_script_and_no_other(instructor: Path) -> None:
    page = browse(instructor / "index.html")
    assert sum(tag == "button" for tag, _ in page.tags) > 10
    assert sum(tag == "input" for tag, _ in page.tags) == 3
    assert not [tag for tag, _ in page.tags if tag == "img"]


@needs_browser
def test_a_browser_sorts_and_filters_the_students(instructor: Path, tmp_path: Path) -> None:
    source = (instructor / "index.html").read_text(encoding="utf-8")
    act = (
        "<script>const table = document.querySelector('table.sortable');"
        "table.querySelectorAll('button')[2].click(); table.querySelectorAll('button')[2].click();"
        "const input = document.querySelector('input'); input.value = 'a'; input.dispatchEvent(new Event('input'));"
        "</script></body>"
    )
    unguarded = re.sub(r"<meta http-equiv[^>]*>", "", source).replace("</body>", act)
    (tmp_path / "index.html").write_text(unguarded, encoding="utf-8")
    page = browse(tmp_path / "index.html")
    rows = [attributes for tag, attributes in page.tags if tag == "tr"][1:14]
    scores = [float(a["data-value"] or "") for tag, a in page.tags if tag == "td" and "data-value" in a][1:26:2]
    assert scores == sorted(scores, reverse=True)
    assert sum("hidden" in attributes for attributes in rows) == len([n for n in NAMES if "a" not in n.lower()])
    assert "descending" in [attributes.get("aria-sort") for _, attributes in page.tags]


def test_what_authors_set_in_backticks_is_code_and_still_escaped(tmp_path: Path) -> None:
    failed = {1: samples.check(1, Verdict.FAILED, hint="use `a < b` and `<script>`")}
    site.write([samples.batchnorm("Ada", failed)], tmp_path, None, student_view=True)
    source = page_of(tmp_path, "Ada").read_text(encoding="utf-8")
    assert "<code>momentum</code>" in source
    assert "<code>a &lt; b</code> and <code>&lt;script&gt;</code>" in source
