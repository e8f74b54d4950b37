#!/usr/bin/env bash
# The real window on the built-in server, driven by keys as a person drives it: find somebody, copy the answer, have the
# password changed by somebody else, see that exactly one sign-in is refused however long and often one asks, give the new
# password, see the board live again.
#
# What the window shows is read from its pixels; what left it is counted by the server. Needs the packages xvfb xdotool
# imagemagick x11-utils xclip curl. A failure leaves its folder behind, with pictures and logs, and names it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The light theme's colours (src/app/theme/palette.rs): the error banner's ground, the word "Live", busy blocks.
banner_ground=FDE7E9
live_green=0B6A0B
busy_blue=2F6FC4
# Where they are looked for: the banner under the top bar, the state in the top bar, the timeline.
banner_area=400x30+640+47
state_area=500x36+780+4
list_area=700x500+560+180

scratch=$(mktemp -d)
picture=$scratch/window.png
app=
server=
done_well=

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*"; }

die() {
  say "FAILED: $*"
  exit 1
}

finish() {
  local status=$?
  set +e
  if [ -z "$done_well" ] && [ -n "${window:-}" ]; then
    look && say "the window as it was: $scratch/window.png"
  fi
  [ -n "$app" ] && kill "$app" 2>/dev/null && wait "$app" 2>/dev/null
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  if [ -n "$done_well" ]; then
    rm -rf "$scratch"
  else
    rm -f "$scratch/attendant-calendar"
    find "$scratch" -name 'attendant-calendar*.log' -exec cp {} "$scratch/program.log" \;
    say "kept for a look: $scratch"
    [ "$status" -ne 0 ] || status=1
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

for tool in Xvfb xdotool import convert xclip curl; do
  command -v "$tool" >/dev/null || die "$tool is missing"
done

# until_true SECONDS WHAT COMMAND…: asks again and again; WHAT is for the message.
until_true() {
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$limit" ] || die "waited in vain for: $what"
    kill -0 "$app" 2>/dev/null || die "the program ended while waiting for: $what"
    sleep 0.1
  done
}

# --- The window -------------------------------------------------------------------------------------------------------

look() { timeout 20 import -silent -window "$window" "$picture"; }

# How many pixels of an area have a colour.
count_pixels() { # AREA COLOUR
  look
  convert "$picture" -crop "$1" +repage -fill black +opaque "#$2" -fill white -opaque "#$2" \
    -format '%[fx:round(mean*w*h)]' info:
}

shows() { [ "$(count_pixels "$1" "$2")" -gt "${3:-0}" ]; }
hides() { [ "$(count_pixels "$1" "$2")" -eq 0 ]; }
shows_banner() { shows "$banner_area" "$banner_ground" 500; }
hides_banner() { hides "$banner_area" "$banner_ground"; }
shows_live() { shows "$state_area" "$live_green" 20; }
hides_live() { hides "$state_area" "$live_green"; }
shows_calendars() { shows "$list_area" "$busy_blue" 2000; }
# A dialog darkens everything around it, the top bar too.
shows_dialog() {
  look
  [ "$(convert "$picture" -crop 200x4+40+1 +repage -format '%[fx:mean<0.75]' info:)" = 1 ]
}
hides_dialog() { ! shows_dialog; }

fingerprint() {
  look
  convert "$picture" -format '%#' info:
}

changed_since() { [ "$(fingerprint)" != "$1" ]; }

# Presses a key that is to have a visible effect, and waits for it: so the next key never overtakes it.
press() {
  local before
  for key in "$@"; do
    before=$(fingerprint)
    xdotool key "$key"
    until_true 15 "an effect of $key" changed_since "$before"
  done
}

# --- The built-in server, from outside ----------------------------------------------------------------------------------

# A number or word of the server's state.
state() { curl -sS --max-time 10 "$control" | grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d: -f2- | tr -d '"'; }
refused() { state refused_logons; }
accepted() { curl -sS --max-time 10 "$control" | grep -o '"accepted":[0-9]*' | cut -d: -f2; }
has_accepted_more_than() { [ "$(accepted)" -gt "$1" ]; }
has_refused_one() { [ "$(refused)" -eq 1 ]; }
plays() { [ "$(state scenario)" = "$1" ]; }
logged() { find "$scratch/tmp" -name 'attendant-calendar*.log' -exec cat {} + | grep -c "$1" || true; }

# --- Ready --------------------------------------------------------------------------------------------------------------

say "building"
cargo build --quiet
# A copy: another build meanwhile does not change what is tried.
program=$scratch/attendant-calendar
cp "${CARGO_TARGET_DIR:-target}/debug/attendant-calendar" "$program"

mkdir "$scratch/tmp" "$scratch/home"
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$scratch/display" 2>"$scratch/xvfb.log" &
server=$!
limit=$((SECONDS + 30))
until [ -s "$scratch/display" ]; do
  [ "$SECONDS" -lt "$limit" ] || die "the display did not come up: $(cat "$scratch/xvfb.log")"
  sleep 0.1
done
DISPLAY=:$(cat "$scratch/display")
export DISPLAY

# Nothing of this desktop: neither its language nor its theme, files, or scale.
alone=(env -u WAYLAND_DISPLAY -u WAYLAND_SOCKET -u DBUS_SESSION_BUS_ADDRESS -u XDG_CONFIG_HOME -u XDG_STATE_HOME -u XDG_DATA_HOME
  -u http_proxy -u HTTP_PROXY -u all_proxy -u ALL_PROXY
  LANG=C.UTF-8 LC_ALL=C.UTF-8 HOME="$scratch/home" TMPDIR="$scratch/tmp" WINIT_X11_SCALE_FACTOR=1)
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1

say "opening the window"
"${alone[@]}" "$program" demo >"$scratch/announcement.json" 2>"$scratch/stderr.log" &
app=$!
announced() { grep -q control_url "$scratch/announcement.json"; }
until_true 30 "the built-in server's announcement" announced
control=$(grep -o '"control_url":"[^"]*"' "$scratch/announcement.json" | cut -d'"' -f4)

window=
found() { window=$(xdotool search --onlyvisible --name '^Attendant Calendar' 2>/dev/null | head -n 1) && [ -n "$window" ]; }
until_true 30 "the window" found
# There is no window manager: nobody else gives it the keyboard.
focused() { xdotool windowfocus "$window" && [ "$(xdotool getwindowfocus)" = "$window" ]; }
until_true 10 "the keyboard" focused
until_true 30 "the calendars" shows_calendars
until_true 30 "the word Live" shows_live
hides_banner || die "there is a banner before anything happened"
[ "$(refused)" -eq 0 ] || die "a sign-in was refused before anything happened"
say "live; $(accepted) sign-in accepted"

# --- Find somebody, copy the answer -------------------------------------------------------------------------------------

# Somebody of the company whom an English keyboard can write.
name=$("${alone[@]}" "$program" list --demo --format csv | cut -d, -f1 | LC_ALL=C grep -x '[A-Za-z ]*' | sed -n 5p)
[ -n "$name" ] || die "list names nobody"
begun=$(state now)
# The first letter, typed into the list, begins the search and gives it the keyboard.
press "$(printf '%s' "$name" | cut -c1 | tr '[:upper:]' '[:lower:]')"
xdotool type --delay 60 -- "$(printf '%s' "$name" | cut -c2- | tr '[:upper:]' '[:lower:]')"
copied=
has_copied_the_answer() {
  xdotool key ctrl+shift+c
  sleep 0.3
  copied=$(timeout 5 xclip -selection clipboard -o 2>/dev/null) && [[ $copied == "$name: "* ]]
}
until_true 20 "the sentence about $name in the clipboard" has_copied_the_answer
said=
for at in "$begun" "$(state now)"; do
  said=$("${alone[@]}" "$program" status --demo --at "$at" "$name")
  [ "$said" = "$copied" ] && break
done
[ "$said" = "$copied" ] || die "the window copied “$copied”; the command line says “$said”"
say "copied: $copied"
press Escape

# --- Somebody else changes the password ---------------------------------------------------------------------------------

# The fourth control is the choice of what the server does; the scenario stands below the present one.
press Tab Tab Tab Tab Return
until_true 10 "the choice of scenarios" shows_dialog
press Down Return
until_true 10 "the changed password" plays password-changed
until_true 10 "the end of the dialog" hides_dialog
say "the password was changed"
xdotool key Escape
asks_and_is_refused() {
  xdotool key F5
  sleep 0.5
  shows_banner
}
until_true 90 "the banner" asks_and_is_refused
hides_live || die "the board still claims to be live"
[ "$(refused)" -eq 1 ] || die "$(refused) sign-ins were refused instead of one"
say "the banner is there; one sign-in was refused"

# More than two of the demo's refresh intervals (60 s, give or take a tenth), with an impatient person.
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep 15
  xdotool key F5
  has_refused_one || die "$(refused) sign-ins were refused instead of one"
  shows_banner || die "the banner went away by itself"
done
[ "$(logged 'sign_in=Refused')" -eq 1 ] || die "the log tells of $(logged 'sign_in=Refused') refusals instead of one"
say "150 s and 10 times F5 later it still is one"

# --- The new password ---------------------------------------------------------------------------------------------------

# The seventh control is the banner's first button.
before=$(accepted)
press Tab Tab Tab Tab Tab Tab Tab Return
until_true 10 "the dialog for the password" shows_dialog
xdotool type --delay 60 -- "$(state password)"
press Return
until_true 10 "the end of the dialog" hides_dialog
until_true 30 "the end of the banner" hides_banner
until_true 30 "the word Live" shows_live
has_accepted_more_than "$before" || die "live, but no sign-in was accepted"
before=$(accepted)
asks_and_is_answered() {
  xdotool key F5
  sleep 0.5
  has_accepted_more_than "$before"
}
until_true 90 "another accepted request" asks_and_is_answered
has_refused_one || die "$(refused) sign-ins were refused instead of one"
[ "$(state max_in_flight)" -eq 1 ] || die "$(state max_in_flight) requests were in flight at once"
say "live again; $(accepted) sign-ins accepted, one refused"

# --- The end ------------------------------------------------------------------------------------------------------------

xdotool key ctrl+q
limit=$((SECONDS + 20))
while kill -0 "$app" 2>/dev/null; do
  [ "$SECONDS" -lt "$limit" ] || die "Ctrl+Q does not end the program"
  sleep 0.1
done
status=0
wait "$app" || status=$?
app=
[ "$status" -eq 0 ] || die "the program ended with exit code $status"
[ -z "$(ls -A "$scratch/tmp")" ] || die "the demo left something behind in $scratch/tmp"
done_well=1
say "passed"
