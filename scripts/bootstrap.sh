#!/bin/sh
# Bring .venv in line with a lock: `bootstrap.sh run` for the demo, `bootstrap.sh dev` for tests and tools as well.
# Does nothing when that was done before and the lock has not changed.
set -eu
cd "$(dirname "$0")/.."
set_name=$1
stamp=.venv/.installed
mkdir -p .data
if command -v flock >/dev/null 2>&1; then
    exec 9>.data/install.lock
    flock 9
fi

mark() {
    echo "$1 $(cksum <"requirements/$1.txt")"
}

installed() {
    [ -f "$stamp" ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || return 1
    # Everything that `run` needs is in `dev` too.
    [ "$(cat "$stamp")" = "$(mark "$set_name")" ] || [ "$(cat "$stamp")" = "$(mark dev)" ]
}

if ! installed; then
    # Who has the tools keeps them when a lock changes.
    case "$(cat "$stamp" 2>/dev/null)" in dev*) set_name=dev ;; esac
    uv=$(sh scripts/uv.sh)
    if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
        rm -rf .venv
        "$uv" venv --quiet --python "$(sh scripts/python.sh)" .venv
    fi
    echo "Installing packages (a minute or so the first time)..."
    rm -f "$stamp"
    install_packages() {
        UV_COMPILE_BYTECODE=1 "$uv" pip sync --quiet --require-hashes --python .venv/bin/python "requirements/$set_name.txt"
    }
    # A proxy that opens TLS (many schools have one) signs with a certificate that this machine knows and uv does not.
    if ! install_packages 2>.data/install.log && ! UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 install_packages 2>>.data/install.log; then
        cat .data/install.log >&2
        echo "Packages cannot be fetched. Behind a proxy: set HTTPS_PROXY, and SSL_CERT_FILE to the certificates of your organisation." >&2
        exit 1
    fi
    mark "$set_name" >"$stamp"
fi

# In a test, badges are checked by a library of another house. It needs node; without it that test is left out.
foreign=tests/exchange/badges/foreign

mark_foreign() {
    cat "$foreign/.npmrc" "$foreign/package.json" "$foreign/package-lock.json" | cksum
}

install_foreign() {
    mkdir -p .venv/node
    cp "$foreign/.npmrc" "$foreign/package.json" "$foreign/package-lock.json" .venv/node/
    (cd .venv/node && npm ci) >.data/install.log 2>&1
}

if [ "$1" = dev ] && [ "$(cat .venv/node/.installed 2>/dev/null)" != "$(mark_foreign)" ] &&
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null; then
    echo "Installing what checks badges in a test..."
    rm -f .venv/node/.installed
    if install_foreign; then
        mark_foreign >.venv/node/.installed
    else
        echo "It cannot be fetched (.data/install.log says why): the test that badges are read elsewhere is left out."
    fi
fi

.venv/bin/python -m scripts.build
