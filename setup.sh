#!/bin/sh
# Make .venv and install the project with its pinned packages; system libraries through apt.
# Usage: sh setup.sh PYTHON DEBIAN_PACKAGE...
set -eu
python=$1
shift

say() { printf '%s\n' "$*" >&2; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    say "Cần Python 3.11 trở lên; hãy cài rồi chạy lại (hoặc: make PYTHON=/đường/dẫn/python3)."
    say "Python 3.11 or later is needed; install it and run again (or: make PYTHON=/path/to/python3)."
    exit 1
}

wanted=
if command -v dpkg-query >/dev/null; then
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok' || wanted="$wanted $package"
    done
fi
"$python" -c 'import ensurepip' 2>/dev/null || wanted="$wanted python3-venv"
if [ -n "$wanted" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -q
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $wanted
    else
        say "Thiếu thư viện hệ thống; hãy chạy rồi thử lại: sudo apt-get install$wanted"
        say "System libraries are missing; run this and try again: sudo apt-get install$wanted"
        exit 1
    fi
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
# As pip does for what it copies: what is used in place would be compiled anew in each run where
# writing beside the source is switched off (PYTHONDONTWRITEBYTECODE), a tenth of a conversion.
.venv/bin/python -m compileall -q src
