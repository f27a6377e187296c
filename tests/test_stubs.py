from __future__ import annotations

import ast
import textwrap

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.failure import CourseError
from autograder.stubs import stub

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN_TESTS, END_TESTS = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


def dedented(source: str) -> str:
    return textwrap.dedent(source).lstrip("\n")


REFERENCE = dedented('''
    """A module."""

    import numpy as np

    EPS = 1e-5  # public


    def one(x):
        """One."""
        ### BEGIN SOLUTION
        def inner(y):
            return y

        return inner(x)
        ### END SOLUTION


    class Two:
        """Two."""

        @property
        def value(self):
            ### BEGIN SOLUTION
            if EPS:
                return np.pi

            return 2
            ### END SOLUTION

        def both(self, x):
            y = x + 1
            ### BEGIN SOLUTION
            y = y * 2
            ### END SOLUTION
            return y


    ### BEGIN HIDDEN TESTS
    assert one(1) == 1
    ### END HIDDEN TESTS
''')


def test_a_solution_becomes_what_students_replace() -> None:
    assert stub(REFERENCE, "two.py") == dedented('''
        """A module."""

        import numpy as np

        EPS = 1e-5  # public


        def one(x):
            """One."""
            # YOUR CODE HERE
            raise NotImplementedError()


        class Two:
            """Two."""

            @property
            def value(self):
                # YOUR CODE HERE
                raise NotImplementedError()

            def both(self, x):
                y = x + 1
                # YOUR CODE HERE
                raise NotImplementedError()
                return y


    ''').rstrip(" ")


@pytest.mark.filterwarnings("ignore")  # nbgrader's own imports
def test_nbgrader_writes_the_same() -> None:
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

    document = new_notebook(cells=[new_code_cell(REFERENCE.rstrip("\n"), id="all")])
    for preprocessor in (ClearSolutions(enforce_metadata=False), ClearHiddenTests(enforce_metadata=False)):
        document, _ = preprocessor.preprocess(document, {})
    nbformat.validate(document)
    assert stub(REFERENCE, "two.py").rstrip("\n") == document.cells[0].source.rstrip("\n")


def test_a_stub_of_a_stub_has_nothing_to_mark() -> None:
    with pytest.raises(CourseError, match=r"two\.py, line 1: no solution is marked; put ### BEGIN SOLUTION"):
        stub(stub(REFERENCE, "two.py"), "two.py")


def test_only_hidden_tests_are_no_solution() -> None:
    with pytest.raises(CourseError, match="no solution is marked"):
        stub(f"{BEGIN_TESTS}\nassert True\n{END_TESTS}\n", "two.py")


BROKEN = {
    "nested": (
        """
        def f():
            ### BEGIN SOLUTION
            x = 1
            ### BEGIN SOLUTION
            return x
            ### END SOLUTION
        """,
        "line 4: ### BEGIN SOLUTION inside the region that line 2 opened; close that one first",
    ),
    "hidden tests in a solution": (
        """
        def f():
            ### BEGIN SOLUTION
            ### BEGIN HIDDEN TESTS
            return 1
            ### END HIDDEN TESTS
            ### END SOLUTION
        """,
        "line 3: ### BEGIN HIDDEN TESTS inside the region",
    ),
    "unclosed": (
        """
        def f():
            ### BEGIN SOLUTION
            return 1
        """,
        "line 2: ### BEGIN SOLUTION is never closed; write ### END SOLUTION",
    ),
    "unopened": (
        """
        def f():
            return 1
            ### END SOLUTION
        """,
        "line 3: ### END SOLUTION closes nothing; open the region with ### BEGIN SOLUTION",
    ),
    "closed by another": (
        """
        def f():
            ### BEGIN SOLUTION
            return 1
            ### END HIDDEN TESTS
        """,
        "line 4: ### END HIDDEN TESTS cannot close the ### BEGIN SOLUTION of line 2; write ### END SOLUTION",
    ),
    "at module level": (
        """
        ### BEGIN SOLUTION
        def f():
            return 1
        ### END SOLUTION
        """,
        "line 1: a solution that is not inside a function or method; keep the def line",
    ),
    "in a class body": (
        """
        class A:
            ### BEGIN SOLUTION
            def f(self):
                return 1
            ### END SOLUTION
        """,
        "line 2: a solution that is not inside a function or method",
    ),
    "in an inner block": (
        """
        def f(x):
            if x:
                ### BEGIN SOLUTION
                return 1
                ### END SOLUTION
        """,
        "line 3: a solution inside an inner block; put the markers at the indentation of the function's body",
    ),
    "in an else branch": (
        """
        def f(x):
            if x:
                return 2
            else:
                ### BEGIN SOLUTION
                return 1
                ### END SOLUTION
        """,
        "line 5: a solution inside an inner block",
    ),
    "begin indented otherwise": (
        """
        def f(x):
        ### BEGIN SOLUTION
            return 1
            ### END SOLUTION
        """,
        "line 2: ### BEGIN SOLUTION is indented by 0, the body by 4; give the marker the indentation of the body",
    ),
    "end indented otherwise": (
        """
        def f(x):
            ### BEGIN SOLUTION
            return 1
        ### END SOLUTION
        """,
        "line 4: ### END SOLUTION is indented by 0, the body by 4",
    ),
    "half of a statement": (
        """
        def f(x):
            y = [
            ### BEGIN SOLUTION
                1,
            ]
            return y
            ### END SOLUTION
        """,
        "line 3: the region cuts the statement of line 2 apart; enclose whole statements",
    ),
    "inside an expression": (
        """
        def f(x):
            y = [
                ### BEGIN SOLUTION
                1,
                ### END SOLUTION
            ]
            return y
        """,
        "line 3: the region cuts the statement of line 2 apart",
    ),
    "half of a block": (
        """
        def f(x):
            ### BEGIN SOLUTION
            if x:
                y = 1
                ### END SOLUTION
                y = 2
            return y
        """,
        "line 2: the region cuts the statement of line 3 apart",
    ),
    "a decorator left outside": (
        """
        def f(x):
            @staticmethod
            ### BEGIN SOLUTION
            def inner():
                return 1
            return inner
            ### END SOLUTION
        """,
        "line 3: the region ends in another block",
    ),
    "over two functions": (
        """
        def f(x):
            y = 1
            ### BEGIN SOLUTION
            return y

        def g(x):
            return 2
            ### END SOLUTION
        """,
        "line 3: the region ends in another block than it begins in; enclose statements of one block",
    ),
    "from a method into the class": (
        """
        class A:
            def f(self):
                x = 1
                ### BEGIN SOLUTION
                return x
            y = 2
            ### END SOLUTION
        """,
        "line 4: the region ends in another block",
    ),
    "nothing": (
        """
        def f(x):
            ### BEGIN SOLUTION
            # only a comment
            ### END SOLUTION
            return 1
        """,
        "line 2: nothing stands between ### BEGIN SOLUTION and line 4; enclose the statements",
    ),
    "hidden tests cut a statement": (
        """
        def f(x):
            ### BEGIN SOLUTION
            return 1
            ### END SOLUTION

        ### BEGIN HIDDEN TESTS
        for x in range(3):
            assert f(x)
        ### END HIDDEN TESTS
            assert x
        """,
        "line 6: the region cuts the statement of line 7 apart",
    ),
    "hidden tests are all that a block holds": (
        """
        def f(x):
            ### BEGIN SOLUTION
            return 1
            ### END SOLUTION

        def g():
            ### BEGIN HIDDEN TESTS
            assert f(1)
            ### END HIDDEN TESTS
        """,
        "what is left without the solutions is not valid Python",
    ),
    "a marker with more words": (
        """
        def f(x):
            ### BEGIN SOLUTION for f
            return 1
            ### END SOLUTION
        """,
        "line 2: '### BEGIN SOLUTION for f' is no marker, but could be taken for one; a marker is a line of its own",
    ),
    "a marker after code": (
        """
        def f(x):
            return 1 ### BEGIN SOLUTION
        """,
        "line 2: 'return 1 ### BEGIN SOLUTION' is no marker",
    ),
    "a marker in a docstring": (
        '''
        def f(x):
            """
            ### BEGIN SOLUTION
            """
            return 1
        ''',
        "line 3: '### BEGIN SOLUTION' is no marker",
    ),
    "a marker in lower case": (
        """
        def f(x):
            # begin solution
            return 1
        """,
        "line 2: '# begin solution' is no marker",
    ),
    "no Python": ("def f(:\n", "line 1: the reference is not valid Python"),
}


@pytest.mark.parametrize(("source", "message"), BROKEN.values(), ids=BROKEN)
def test_markers_that_cannot_be_followed_are_named_with_line_and_fix(source: str, message: str) -> None:
    with pytest.raises(CourseError) as caught:
        stub(dedented(source), "two.py")
    assert str(caught.value).startswith("two.py, line ")
    assert message in str(caught.value)


def test_a_word_like_a_marker_in_prose_is_left_alone() -> None:
    source = (
        f'def f():\n    """In the end, solutions differ; begin: solution."""\n    {BEGIN}\n    return 1\n    {END}\n'
    )
    assert "In the end, solutions differ" in stub(source, "two.py")


def test_a_stub_compiles_and_ends_with_one_line_end() -> None:
    result = stub(REFERENCE.rstrip("\n"), "two.py")
    ast.parse(result)
    assert result.endswith("\n")
