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

.venv/bin/python -m scripts.build
