#!/usr/bin/env bash
# The real window on the built-in server, driven by keys as a person drives it: find somebody, copy the answer, have the
# password changed by somebody else, see that exactly one sign-in is refused however long and often one asks, give the new
# password, see the board live again.
#
# What the window shows is read from its pixels; what left it is counted by the server. Needs the packages xvfb xdotool
# imagemagick x11-utils xclip curl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

source tests/end_to_end/lib.sh
needs Xvfb xdotool import convert xclip curl
build
open_display

say "opening the window"
"${alone[@]}" "$program" demo >"$scratch/announcement.json" 2>"$scratch/stderr.log" &
app=$!
until_true 30 "the built-in server's announcement" announced "$scratch/announcement.json"
control=$(word "$scratch/announcement.json" control_url)
has_window
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

quit
[ -z "$(ls -A "$scratch/tmp")" ] || die "the demo left something behind in $scratch/tmp"
done_well=1
say "passed"
