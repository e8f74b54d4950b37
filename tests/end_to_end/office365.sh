#!/usr/bin/env bash
# Signing in to Office 365 with a real browser: the real program opens a headless Chromium on the built-in server's sign-in
# page, a person's part there is played over WebDriver, and Chromium comes back to the program on loopback. In the window and
# on the command line; by browser, by pasted address, and by code; accepted and cancelled; with a stranger who answers first.
# At the end nothing that the program wrote contains a code, verifier, token or password.
#
# Needs the packages chromium chromium-driver python3 xvfb xdotool imagemagick x11-utils curl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

source tests/end_to_end/lib.sh
needs Xvfb xdotool import convert curl chromium chromedriver python3
here=$PWD/tests/end_to_end
build
open_display

# What the program writes is in `profile`, `out` and `tmp`; what it must not write is in `known`.
mkdir "$scratch/known" "$scratch/out" "$scratch/chromium"
known=$scratch/known/secrets
: >"$known"

"${alone[@]}" "$program" simulate --profile "$scratch/out/server" >"$scratch/known/server.json" 2>"$scratch/out/server.log" &
helpers=($! "${helpers[@]}")
wait_for 30 "the built-in server" announced "$scratch/known/server.json"
server() { word "$scratch/known/server.json" "$1"; }
control=$(server control_url)
password=$(server password)

python3 "$here/tap.py" "$(server authority | grep -o '[0-9]*$')" "$known" >"$scratch/known/tap" 2>"$scratch/tap.log" &
helpers=($! "${helpers[@]}")
wait_for 10 "the tap" test -s "$scratch/known/tap"

HOME=$scratch/chromium TMPDIR=$scratch/chromium XDG_CONFIG_HOME=$scratch/chromium XDG_CACHE_HOME=$scratch/chromium \
  chromedriver --port=0 --log-level=SEVERE >"$scratch/chromedriver.log" 2>&1 &
helpers=($! "${helpers[@]}")
wait_for 20 "chromedriver" grep -q 'started successfully on port' "$scratch/chromedriver.log"
driver=http://127.0.0.1:$(grep -o 'on port [0-9]*' "$scratch/chromedriver.log" | tail -n 1 | grep -o '[0-9]*')

# What the program starts as the system's browser. Its argument is among what must hold no secret.
browser=$scratch/browser
cat >"$browser" <<END
#!/bin/sh
printf '%s\n' "\$1" >>"$scratch/out/browser-arguments"
exec python3 "$here/browser.py" "\$1" >>"$scratch/browser.log" 2>&1
END
chmod +x "$browser"

# plan WHAT [MORE JSON]: what the person at the browser is going to do.
seen=$scratch/seen.json
plan() {
  rm -f "$seen"
  printf '{"driver": "%s", "does": "%s", "account": "%s", "password": "%s", "seen": "%s"%s}\n' \
    "$driver" "$1" "$(server account)" "$password" "$seen" "${2:+, $2}" >"$scratch/known/plan.json"
}
export E2E_BROWSER=$scratch/known/plan.json
browser_ended() { [ -s "$seen" ]; }
# seen KEY: what the browser showed at its end.
seen() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$seen" "$1"; }
says() { # WHERE WORDS TEXT
  [[ $3 == *"$2"* ]] || die "$1 does not say “$2”, but: $3"
}

office=("${alone[@]}" BROWSER="$browser" "$program" --profile "$scratch/profile")
entra() { curl -sS --max-time 10 "$control" | grep -o '"entra":{[^}]*}' | grep -o "\"$1\":[0-9]*" | cut -d: -f2; }
is_signed_in() { [ "$(entra sign_ins)" -eq "$1" ]; }

"${office[@]}" settings set provider=office365 office365.api=ews office365.grant_modern=true office365.cloud=custom \
  office365.authority="http://127.0.0.1:$(cat "$scratch/known/tap")" office365.tenant_id="$(server tenant_id)" \
  office365.client_id="$(server client_id)" office365.ews_url="$(server ews_url)" network.proxy=none \
  >"$scratch/out/settings" 2>&1 || die "$(cat "$scratch/out/settings")"
"${alone[@]}" "$program" list --demo --format csv | cut -d, -f1,2 >"$scratch/people.csv"
"${office[@]}" people import "$scratch/people.csv" >"$scratch/out/people" 2>&1 || die "$(cat "$scratch/out/people")"

# The light theme's primary button, and where dialogs are.
primary_blue=0F4FA8
dialog_area=560x400+360+200

# --- The window ---------------------------------------------------------------------------------------------------------

say "the window: cancelled in the browser, then signed in"
plan cancel
"${office[@]}" >"$scratch/out/window" 2>&1 &
app=$!
has_window
until_true 20 "the banner that asks to sign in" shows_warning
# The sixth control is the banner's first button.
press Tab Tab Tab Tab Tab Tab Return
until_true 10 "the dialog for signing in" shows_dialog
press Return
until_true 30 "the browser's end" browser_ended
says "the browser" "The sign-in did not succeed" "$(seen text)"
# While the browser is waited for there is no such button.
until_true 20 "the button that tries again" shows "$dialog_area" "$primary_blue" 500
[ "$(entra sign_ins)" -eq 0 ] || die "a sign-in that was cancelled counts as one"
plan sign-in '"intruder": true'
press Return
until_true 30 "the browser's end" browser_ended
until_true 30 "the end of the dialog" hides_dialog
until_true 30 "the calendars" shows_calendars
until_true 30 "the word Live" shows_live
say "live"
done_page="You can close this window and go back to Attendant Calendar."
says "the browser" "$done_page" "$(seen text)"
says "the page for strangers" "This page belongs to another sign-in" "$(seen intruder)"
is_signed_in 1 || die "$(entra sign_ins) sign-ins instead of one"
quit

# --- The command line -----------------------------------------------------------------------------------------------------

# Without a key store a sign-in holds for this run only: said, with exit code 2.
ends_with() { # CODE WHAT PROCESS
  local status=0
  wait "$3" || status=$?
  [ "$status" -eq "$1" ] || die "$2 ends with $status: $(cat "$scratch/out"/sign-in-* | tail -n 8)"
}
prints() { [ -s "$scratch/out/sign-in-$1" ] && grep -q "$2" "$scratch/out/sign-in-$1"; }

say "the command line: by browser, with a stranger who answers first"
plan sign-in '"intruder": true'
"${office[@]}" sign-in --method browser >"$scratch/out/sign-in-browser" 2>&1 &
ends_with 2 "sign-in by browser" $!
wait_for 20 "the browser's end" browser_ended
says "the browser" "$done_page" "$(seen text)"
says "the page for strangers" "This page belongs to another sign-in" "$(seen intruder)"
says "sign-in" "Signed in as $(server account)" "$(cat "$scratch/out/sign-in-browser")"
is_signed_in 2 || die "no second sign-in"

say "cancelled"
plan cancel
"${office[@]}" sign-in --method browser >"$scratch/out/sign-in-cancelled" 2>&1 &
ends_with 3 "the cancelled sign-in" $!
says "sign-in" "The sign-in was cancelled in the browser" "$(cat "$scratch/out/sign-in-cancelled")"

say "by pasted address"
plan sign-in
mkfifo "$scratch/pasted"
"${office[@]}" sign-in --method paste <"$scratch/pasted" >"$scratch/out/sign-in-paste" 2>&1 &
paste=$!
exec 4>"$scratch/pasted"
wait_for 20 "the address to open" prints paste '^http'
"$browser" "$(grep '^http' "$scratch/out/sign-in-paste")"
seen address >&4
exec 4>&-
ends_with 2 "sign-in by pasted address" $paste
[ "$(seen text)" = "" ] || die "the empty page says: $(seen text)"
is_signed_in 3 || die "no third sign-in"

say "by code"
"${office[@]}" sign-in --method device >"$scratch/out/sign-in-device" 2>&1 &
device=$!
wait_for 20 "the code" prints device '^    [A-Z]\{9\}$'
page=$(grep -o 'http[^ ]*devicelogin' "$scratch/out/sign-in-device")
plan code "\"code\": \"$(grep '^    [A-Z]\{9\}$' "$scratch/out/sign-in-device" | tr -d ' ')\""
"$browser" "$page"
says "the browser" "You may close this window" "$(seen text)"
ends_with 2 "sign-in by code" $device
is_signed_in 4 || die "no fourth sign-in"

# --- Nothing secret was written -------------------------------------------------------------------------------------------

printf 'password %s\n' "$password" >>"$known"
for kind in code code_verifier refresh_token access_token id_token device_code; do
  grep -q "^$kind " "$known" || die "no $kind was seen on the way; the search would prove nothing"
done
# The beginning of a secret is enough to find it, and finds halves too.
cut -d' ' -f2- "$known" | cut -c1-24 | sort -u >"$scratch/known/beginnings"
written=("$scratch/profile" "$scratch/out" "$scratch/tmp" "$scratch/home")
find "${written[@]}" -type f -size +0 | grep -q '/log/' || die "the program wrote no log"
grep -q "code_challenge" "$scratch/out/browser-arguments" || die "the browser was not started with an address"
if found_in=$(grep -rFl -f "$scratch/known/beginnings" "${written[@]}"); then
  die "a secret is in $found_in"
fi
say "none of $(wc -l <"$scratch/known/beginnings") secrets is in $(find "${written[@]}" -type f | wc -l) files"

done_well=1
say "passed"
