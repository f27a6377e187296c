#!/usr/bin/env bash
# PrairieLearn runs this for each submission, in the image that the Dockerfile beside the course makes.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/grade}"
chmod -R go= "$root/tests" 2>/dev/null || true # submissions run as another user where the container allows it
exec "${AUTOGRADER_HOME:-/opt/autograder}/bin/python" -P -m autograder.prairielearn "$root"
