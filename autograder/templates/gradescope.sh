#!/usr/bin/env bash
# Gradescope runs this for each submission.
set -euo pipefail
exec "${AUTOGRADER_HOME:-/opt/autograder}/bin/python" -P -m autograder.gradescope "${AUTOGRADER_ROOT:-/autograder}"
