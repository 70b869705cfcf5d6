#!/bin/sh
# Print the path of a working uv; install one in .data/uv when the machine has none.
set -eu
cd "$(dirname "$0")/.."

for candidate in uv .data/uv/bin/uv; do
    if "$candidate" --version >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done

python=$(sh scripts/python.sh)
echo "Getting uv, the installer of packages..." >&2
mkdir -p .data
rm -rf .data/uv
if "$python" -m venv .data/uv >/dev/null 2>&1; then
    .data/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1' >&2
elif "$python" -m pip --version >/dev/null 2>&1; then
    # Debian without python3-venv
    "$python" -m pip install --quiet --disable-pip-version-check --target .data/uv 'uv>=0.9,<1' >&2
fi
if ! .data/uv/bin/uv --version >/dev/null 2>&1; then
    echo "Cannot install uv: $python has neither venv nor pip, or there is no network. Install uv or python3-venv." >&2
    exit 1
fi
echo .data/uv/bin/uv
