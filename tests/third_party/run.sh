#!/bin/sh
# Has two EWS clients of other people use the built-in server: Python's exchangelib and npm's ews-javascript-api. Then has
# another implementation of NTLM and SPNEGO, Python's pyspnego, sign in there, and be signed in at by this program.
# Usage: run.sh [COMMAND…]     the command that starts the server, ending in simulate; default: cargo run --quiet -- simulate
# A client that cannot be installed here is skipped with its reason; a client that fails makes this fail.
set -u
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- cargo run --quiet --manifest-path "$here/../../Cargo.toml" -- simulate
work=$(mktemp -d) || exit 1
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT INT TERM

# Starts a server of its own, and waits for what it announces. Arguments: the announcement's file, more options.
start() {
    told=$1
    shift
    "$@" >"$told" 2>"$work/server.log" &
    server=$!
    waited=0
    until [ -s "$told" ]; do
        if ! kill -0 "$server" 2>/dev/null || [ "$waited" -ge 600 ]; then
            echo "the server did not start:"
            tail -n 20 "$work/server.log"
            exit 1
        fi
        sleep 1
        waited=$((waited + 1))
    done
}

start "$work/announcement.json" "$@"
failed=0
if reason=$(python3 -m venv "$work/venv" 2>&1 && "$work/venv/bin/pip" install --quiet exchangelib==5.6.0 tzdata 2>&1); then
    "$work/venv/bin/python" "$here/exchangelib_exam.py" "$work/announcement.json" || failed=1
else
    echo "exchangelib: skipped, it cannot be installed here: $(echo "$reason" | tail -n 1)"
fi
if reason=$(npm install --prefix "$work/npm" --silent --no-audit --no-fund ews-javascript-api@0.15.3 2>&1); then
    for zone in UTC America/New_York Europe/Berlin; do
        TZ=$zone NODE_PATH="$work/npm/node_modules" node "$here/ews_javascript_exam.js" "$work/announcement.json" || failed=1
    done
else
    echo "ews-javascript-api: skipped, it cannot be installed here: $(echo "$reason" | tail -n 1)"
fi
kill "$server" 2>/dev/null
start "$work/windows.json" "$@" --sign-in negotiate,ntlm
if reason=$("$work/venv/bin/pip" install --quiet pyspnego==0.12.4 2>&1); then
    program=
    for word in "$@"; do
        [ "$word" = simulate ] || program="$program $word"
    done
    # shellcheck disable=SC2086 # The words of a command.
    "$work/venv/bin/python" "$here/spnego_exam.py" "$work/windows.json" $program || failed=1
else
    echo "pyspnego: skipped, it cannot be installed here: $(echo "$reason" | tail -n 1)"
fi
exit $failed
