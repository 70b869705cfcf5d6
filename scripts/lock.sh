#!/bin/sh
# Resolve the dependencies of pyproject.toml into requirements/: hashes, no addresses, for every platform.
# UPGRADE=1 takes newer versions; otherwise what is locked stays.
set -eu
cd "$(dirname "$0")/.."
uv=$(sh scripts/uv.sh)

compile() {
    file="requirements/$1.txt"
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --python-version 3.12 \
        --custom-compile-command "make lock" ${UPGRADE:+--upgrade} \
        pyproject.toml "$@" --output-file "$file"
}

# The widest set first: the smaller ones then take the same versions.
compile dev --group dev --all-extras
for set in run large saml faces base; do
    [ -f "requirements/$set.txt" ] && [ -z "${UPGRADE:-}" ] || cp requirements/dev.txt "requirements/$set.txt"
done
UPGRADE=""
compile run --group embedded
# What production needs beyond one machine.
compile large --all-extras
compile base
# What an operator takes instead of `base` who logs in by SAML.
compile saml --extra saml
# Who wants faces blurred in films.
compile faces --extra faces
if grep -nE '://|--(extra-)?index|--find-links' requirements/*.txt; then
    echo "A lock names a download address; it must not." >&2
    exit 1
fi
