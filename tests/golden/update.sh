#!/bin/sh
# Rewrites the golden ledgers with build/culpa and the model of this tree; shows what changed.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
python3 "$root/tests/golden/golden.py" "${CULPA:-$root/build/culpa}" --update
git -C "$root" --no-pager diff --stat -- tests/golden
