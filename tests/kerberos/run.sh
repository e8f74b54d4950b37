#!/usr/bin/env bash
# Signs in with Kerberos for real: a realm of MIT's key distribution centre on loopback, a web server that accepts tickets by
# GSS-API (Python's gssapi, so not this program's code) in front of the built-in server, and this program, built with the
# feature kerberos, between them. Wants the packages that the check below names, and says so where they are missing.
#
# Usage: run.sh [PROGRAM]     the program, built with the feature; default: it is built here
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

for tool in krb5kdc kdb5_util kadmin.local kinit openssl; do
  PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null || {
    echo "Kerberos: skipped, there is no $tool (packages krb5-kdc krb5-admin-server krb5-user openssl)"
    exit 0
  }
done
/usr/bin/python3 -c 'import gssapi' 2>/dev/null || {
  echo "Kerberos: skipped, Python has no gssapi (package python3-gssapi)"
  exit 0
}
export PATH=$PATH:/usr/sbin:/sbin

program=${1:-}
if [ -z "$program" ]; then
  cd "$here/../.."
  cargo build --features kerberos
  program=$(cargo metadata --format-version 1 --no-deps | /usr/bin/python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/debug/attendant-calendar
fi

export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
exec /usr/bin/python3 "$here/exam.py" "$program" "$work"
