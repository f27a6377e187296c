"""An instructor's clicks in formgrader: scores, feedback, a grade by hand, and the button that grades."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.nbgrader.classroom import FIRST, SECOND, TIMES_IGNORED, Classroom, open_classroom

pytestmark = pytest.mark.browser

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
WAIT_S = 60.0  # a page takes a second; a busy machine may start a judge at the same time
PAINTED = "Shift is linear. <script>document.title = 'owned'</script><img src='x' onerror=\"document.title = 'owned'\">"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A class of two students that was graded; ann's answer waits for a person."""
    room = open_classroom(tmp_path_factory.mktemp("school"))
    room.generate()
    answered = room.solved(SECOND, clip="def clip(x):\n    return x\n")
    next(cell for cell in answered.cells if cell.id == "answer-why_linear").source = PAINTED
    room.submit("ann", SECOND, answered)
    room.submit("bob", SECOND, room.solved(SECOND))
    room.run("nbgrader", "autograde", SECOND)
    room.submit("ann", FIRST, room.solved(FIRST, double=TIMES_IGNORED))
    return room


@pytest.fixture(scope="module")
def server(room: Classroom) -> Iterator[str]:
    """The address of a Jupyter server in the course's folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scripts = Path(sys.executable).parent
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token="]
    log = (room.folder.parent / "server.log").open("w", encoding="utf-8")
    path = os.pathsep.join((str(scripts), os.environ.get("PATH", os.defpath)))
    process = subprocess.Popen(
        [str(scripts / "jupyter"), "server", *options, f"--ServerApp.root_dir={room.folder}"],
        cwd=room.folder,
        env={**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: is_up(address))
        yield address
    finally:
        process.terminate()
        process.wait(WAIT_S)
        log.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's chromium, without a window."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("chromium and chromedriver are not installed: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install selenium")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,2000"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


def is_up(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/api/status", timeout=5).close()
    except OSError:
        return False
    return True


def wait_for(condition: Callable[[], object]) -> object:
    """Wait until a condition holds, and return what it gives."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"it did not happen within {WAIT_S:g} s")


def text(browser: object) -> str:
    return browser.find_element("tag name", "body").text


def submission(room: Classroom, student: str) -> str:
    with Gradebook(room.url) as gradebook:
        return gradebook.find_submission_notebook("shifting", SECOND, student).id


def test_the_gradebook_page_shows_the_scores(room: Classroom, server: str, browser: object) -> None:
    browser.get(f"{server}/formgrader/gradebook/{SECOND}/shifting")
    wait_for(lambda: "Submission #2" in text(browser))
    rows = [row.text for row in browser.find_elements("css selector", "tbody tr")]
    assert sorted(row.split("Submission #")[1].split()[1] for row in rows) == ["2", "3.5"]


def test_the_submission_page_shows_feedback_and_runs_nothing_of_the_students(
    room: Classroom, server: str, browser: object
) -> None:
    browser.get(f"{server}/formgrader/submissions/{submission(room, 'ann')}/")
    wait_for(lambda: "What lies outside comes to the border. (failed, 0/1.5)" in text(browser))
    shown = text(browser)
    assert "Every entry moves by the same amount. (passed, 2/2)" in shown
    assert "<script>document.title = 'owned'</script>" in shown
    assert browser.title == "shifting"


def test_a_grade_by_hand_is_saved(room: Classroom, server: str, browser: object) -> None:
    browser.get(f"{server}/formgrader/submissions/{submission(room, 'ann')}/")
    field = wait_for(lambda: browser.find_elements("css selector", "input#answer-why_linear.needs_manual_grade"))[0]
    field.send_keys("1.5\t")

    def saved() -> bool:
        with Gradebook(room.url) as gradebook:
            grade = gradebook.find_grade("answer-why_linear", "shifting", SECOND, "ann")
            return grade.manual_score == 1.5 and not grade.needs_manual_grade

    wait_for(saved)
    browser.get(f"{server}/formgrader/gradebook/{SECOND}/shifting")
    wait_for(lambda: "Submission #2" in text(browser))
    rows = [row.text for row in browser.find_elements("css selector", "tbody tr")]
    assert sorted(row.split("Submission #")[1].split()[1] for row in rows) == ["3.5", "3.5"]


def test_the_autograde_button_grades(room: Classroom, server: str, browser: object) -> None:
    browser.get(f"{server}/formgrader/manage_submissions/{FIRST}")
    button = wait_for(lambda: browser.find_elements("css selector", "tbody .glyphicon-flash"))[0]
    button.click()
    wait_for(lambda: "Successfully autograded" in text(browser) or "Success" in text(browser))
    assert room.scores(FIRST)["ann"] == {"double": 2.0, "Counter": 2.0}
    assert not judges_of(server), "a server that stays up must not keep judges"


def judges_of(server: str) -> list[str]:
    """The judges that run below the server on this machine."""
    listing = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    port = server.rsplit(":", 1)[1]
    parents = [line.split()[0] for line in listing.splitlines() if f"--port={port}" in line]
    return [line for line in listing.splitlines() if "autograder.judge" in line and line.split()[1] in parents]


def test_the_validate_button_runs_the_public_checks(room: Classroom, server: str, browser: object) -> None:
    """The button posts the notebook's path; what it shows is the answer."""
    browser.get(f"{server}/formgrader/gradebook")
    browser.set_script_timeout(WAIT_S)
    script = """
        const [path, done] = arguments;
        const xsrf = document.cookie.match(/_xsrf=([^;]*)/);
        fetch("/assignments/validate?path=" + encodeURIComponent(path), {
            method: "POST", headers: {"X-XSRFToken": xsrf ? xsrf[1] : ""},
        }).then(answer => answer.text()).then(done, error => done(String(error)));
    """
    answer = browser.execute_async_script(script, f"release/{SECOND}/shifting.ipynb")
    assert "%check shift" in answer
    assert "not attempted" in answer
    work = room.folder / "work" / SECOND
    shutil.copytree(room.folder / "release" / SECOND, work)
    solved = room.solved(SECOND)
    next(cell for cell in solved.cells if cell.id == "answer-why_linear").source = "No."
    nbformat.write(solved, work / "shifting.ipynb")
    passed = browser.execute_async_script(script, f"work/{SECOND}/shifting.ipynb")
    assert json.loads(passed) == {"success": True, "value": {}}
