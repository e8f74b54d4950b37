#!/usr/bin/env bash
# The program on Linux with key stores of every kind, over real D-Bus: none, a GNOME key ring unlocked and locked, and one that
# never answers, is locked and stays so, is unlocked late, takes nothing, or answers with errors. Each time the window stays quick
# and says what is wrong, a typed password and a sign-in hold for the run, nothing that was kept is lost, and the command line
# ends soon, with a sentence and the documented exit code.
#
# Needs the packages dbus gnome-keyring python3-dbus python3-gi openssl xvfb xdotool imagemagick x11-utils curl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

source tests/end_to_end/lib.sh
needs Xvfb xdotool import convert curl dbus-daemon gnome-keyring-daemon openssl
here=$PWD/tests/end_to_end
# Debian's own, which has the packages for D-Bus.
python=/usr/bin/python3
"$python" -c 'import dbus, gi' || die "python3-dbus or python3-gi is missing"
build
open_display

"${alone[@]}" "$program" simulate --profile "$scratch/server" >"$scratch/server.json" 2>"$scratch/server.log" &
helpers=($! "${helpers[@]}")
wait_for 30 "the built-in server" announced "$scratch/server.json"
server() { word "$scratch/server.json" "$1"; }
control=$(server control_url)
password=$(server password)
"${alone[@]}" "$program" list --demo --format csv | cut -d, -f1,2 >"$scratch/people.csv"

# A profile for Exchange on site, and one for Office 365, of the built-in server.
new_profiles() {
  rm -rf "$scratch/site" "$scratch/office"
  {
    "${alone[@]}" "$program" --profile "$scratch/site" settings set exchange.ews_url="$(server ews_url)" \
      exchange.username="$(server account)" exchange.authentication=basic network.proxy=none
    "${alone[@]}" "$program" --profile "$scratch/office" settings set provider=office365 office365.api=ews \
      office365.grant_modern=true office365.cloud=custom office365.authority="$(server authority)" network.proxy=none \
      office365.tenant_id="$(server tenant_id)" office365.client_id="$(server client_id)" office365.ews_url="$(server ews_url)"
    "${alone[@]}" "$program" --profile "$scratch/site" people import "$scratch/people.csv"
    "${alone[@]}" "$program" --profile "$scratch/office" people import "$scratch/people.csv"
  } >"$scratch/profiles.log" 2>&1 || die "$(cat "$scratch/profiles.log")"
}

# --- The bus ------------------------------------------------------------------------------------------------------------

bus=()
store=
here_runs=("${alone[@]}")

# with_store COMMAND…: a session bus with this key store on it.
with_store() {
  : >"$scratch/address"
  : >"$scratch/store.log"
  "${alone[@]}" dbus-daemon --session --nofork --nopidfile --print-address=3 3>"$scratch/address" 2>"$scratch/bus.log" &
  bus=($!)
  wait_for 10 "the bus" test -s "$scratch/address"
  here_runs=("${alone[@]}" DBUS_SESSION_BUS_ADDRESS="$(cat "$scratch/address")")
  "${here_runs[@]}" UNLOCK="$scratch/unlock" SECRET="$password" "$@" >"$scratch/store.log" 2>&1 &
  bus=($! "${bus[@]}")
  helpers=("${bus[@]}" "${helpers[@]}")
}
odd_store() {
  with_store "$python" "$here/secret_service.py" "$1"
  wait_for 10 "the key store that is $1" grep -q ready "$scratch/store.log"
}
key_ring() { # unlocked or locked
  if [ "$1" = unlocked ]; then
    with_store sh -c 'printf ring | exec gnome-keyring-daemon --foreground --unlock --components=secrets'
  else
    with_store gnome-keyring-daemon --foreground --components=secrets
  fi
  wait_for 10 "the key ring" owns_secrets
}
owns_secrets() {
  "${here_runs[@]}" "$python" -c '
import dbus, sys
sys.exit(not dbus.SessionBus().name_has_owner("org.freedesktop.secrets"))'
}
no_store() {
  local process
  for process in "${bus[@]}"; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  bus=()
  here_runs=("${alone[@]}")
}

# --- What is looked for ---------------------------------------------------------------------------------------------------

# ends PROFILE CODE SECONDS WORDS COMMAND…: the command line ends so, in time, and says so.
ends() {
  local profile=$1 code=$2 seconds=$3 words=$4 status=0 began=$SECONDS said
  shift 4
  said=$(timeout 60 "${here_runs[@]}" "$program" --profile "$scratch/$profile" "$@" 2>&1 </dev/null) || status=$?
  [ "$status" -eq "$code" ] || die "“$*” ends with $status instead of $code: $(tail -n 5 <<<"$said")"
  [[ $said == *"$words"* ]] || die "“$*” does not say “$words”: $(tail -n 5 <<<"$said")"
  [ $((SECONDS - began)) -le "$seconds" ] || die "“$*” took $((SECONDS - began)) s"
}

# signs_in CODE WORDS: `sign-in` on the command line, with curl for a browser.
signs_in() {
  local status=0 address process
  rm -f "$scratch/sign-in"
  timeout 60 "${here_runs[@]}" "$program" --profile "$scratch/office" sign-in --format json >"$scratch/sign-in" 2>"$scratch/sign-in.said" &
  process=$!
  wait_for 20 "the address to open" grep -qs address "$scratch/sign-in"
  address=$(word "$scratch/sign-in" address)
  curl -sSL -o /dev/null --data-urlencode "login=$(server account)" --data-urlencode "passwd=$password" "$address" \
    || die "the sign-in page does not answer"
  wait "$process" || status=$?
  [ "$status" -eq "$1" ] || die "sign-in ends with $status instead of $1: $(cat "$scratch/sign-in.said")"
  [[ $(cat "$scratch/sign-in.said") == *"$2"* ]] || die "sign-in does not say “$2”: $(cat "$scratch/sign-in.said")"
}

opens() { # PROFILE
  "${here_runs[@]}" "$program" --profile "$scratch/$1" >"$scratch/window.log" 2>&1 &
  app=$!
  has_window
}

# The window shows the effect of a key within a second, not counting the looks at it; on a busy machine these take long too.
is_quick() {
  local before began look took key
  for key in "$@"; do
    began=$(date +%s%3N)
    before=$(fingerprint)
    look=$(($(date +%s%3N) - began))
    xdotool key "$key"
    until_true 30 "an effect of $key" changed_since "$before"
    took=$(($(date +%s%3N) - began - 2 * look))
    slowest=$((took > slowest ? took : slowest))
    [ "$took" -le $((1000 + 4 * look)) ] || die "$key took $took ms, a look $look ms"
  done
}
slowest=0

types_password() {
  until_true 20 "the question for the password" shows_dialog
  xdotool type --delay 30 -- "$password"
  if [ "${1:-}" = remembered ]; then
    # The next control is the choice to remember it.
    press Tab space shift+Tab
  fi
  press Return
  until_true 20 "the end of the dialog" hides_dialog
  until_true 30 "the word Live" shows_live
}

# --- None ---------------------------------------------------------------------------------------------------------------

say "no key store"
new_profiles
ends site 3 10 "has no key store" list
ends site 3 10 "Secret Service" check
signs_in 2 "for this run of the program only"
ends office 3 10 "has no key store" list
for _ in first next; do
  opens site
  types_password
  quit
done

# --- A key ring -----------------------------------------------------------------------------------------------------------

say "a key ring, unlocked"
new_profiles
key_ring unlocked
ends site 3 10 "password is not known" list
signs_in 0 "Signed in as"
ends office 0 20 "" list
opens site
types_password remembered
quit
ends site 0 20 "" list
ends site 0 20 "key store can be used" check
no_store

say "the same key ring, locked"
key_ring locked
# It prompts on a display, where nobody is.
ends site 3 15 "did not answer" list
ends office 3 15 "did not answer" list
signs_in 2 "does not answer"
no_store

say "and unlocked again: nothing is lost"
key_ring unlocked
ends site 0 20 "" list
ends site 0 20 "forgotten" sign-out
ends site 3 10 "password is not known" list
no_store

# --- Key stores that misbehave ----------------------------------------------------------------------------------------------

say "a key store that never answers"
new_profiles
odd_store silent
opens site
# While the program waits for it, while it asks, and after.
is_quick Down
until_true 20 "the question for the password" shows_dialog
is_quick Tab shift+Tab
types_password remembered
is_quick Down Home
hides_banner || die "there is an error although the board is live"
quit
ends site 3 15 "did not answer" list
ends site 3 20 "did not answer" check
signs_in 2 "does not answer"
no_store

say "a key store that stays locked"
new_profiles
odd_store locked
opens site
types_password remembered
is_quick Down Home
quit
ends site 3 20 "is locked" check
signs_in 2 "is locked"
no_store

say "a key store that is unlocked late"
new_profiles
rm -f "$scratch/unlock"
odd_store waiting
opens site
until_true 20 "the question for the password" shows_dialog
touch "$scratch/unlock"
until_true 30 "the end of a question that answered itself" hides_dialog
until_true 30 "the word Live" shows_live
quit
[ "$(grep -c prompt "$scratch/store.log")" -eq 1 ] || die "the key store had to prompt $(grep -c prompt "$scratch/store.log") times"
no_store

say "a key store that takes nothing"
odd_store reading
ends site 0 20 "" list
ends site 0 20 "does not work" check
signs_in 2 "did not take it"
no_store

say "a key store that answers with errors"
odd_store errors
ends site 3 10 "has no key store" list
signs_in 2 "for this run of the program only"
no_store

[ "$(refused)" -eq 0 ] || die "$(refused) sign-ins were refused"
done_well=1
say "passed; the slowest key took $slowest ms"
