# What the end-to-end runs have in common; sourced, after `set -euo pipefail`, in the package's root. Sets `scratch`, `program`,
# `alone` and `DISPLAY`, and cleans up. A failure leaves its folder behind, with pictures and logs, and names it.

# The light theme's colours (src/app/theme/palette.rs): the banners' grounds, the word "Live", busy blocks.
error_ground=FDE7E9
warning_ground=FFF4CE
live_green=0B6A0B
busy_blue=2F6FC4
# Where they are looked for: the banner under the top bar, the state in the top bar, the timeline.
banner_area=400x30+640+47
state_area=500x36+780+4
list_area=700x500+560+180

scratch=$(mktemp -d)
picture=$scratch/window.png
app=
window=
done_well=
# Processes to be ended with the run, the newest first.
helpers=()

say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*"; }

die() {
  say "FAILED: $*"
  exit 1
}

finish() {
  local status=$? helper
  set +e
  if [ -z "$done_well" ] && [ -n "$window" ]; then
    look && say "the window as it was: $picture"
  fi
  for helper in $app "${helpers[@]}"; do
    kill "$helper" 2>/dev/null && wait "$helper" 2>/dev/null
  done
  if [ -n "$done_well" ]; then
    rm -rf "$scratch"
  else
    rm -f "$program"
    find "$scratch/tmp" -name 'attendant-calendar*.log' -exec cp {} "$scratch/program.log" \;
    say "kept for a look: $scratch"
    [ "$status" -ne 0 ] || status=1
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

needs() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "$tool is missing"
  done
}

# wait_for SECONDS WHAT COMMAND…: asks again and again; WHAT is for the message.
wait_for() {
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$limit" ] || die "waited in vain for: $what"
    sleep 0.1
  done
}

# until_true SECONDS WHAT COMMAND…: the same, while the window is open.
until_true() {
  local limit=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$limit" ] || die "waited in vain for: $what"
    kill -0 "$app" 2>/dev/null || die "the program ended while waiting for: $what"
    sleep 0.1
  done
}

# --- Ready --------------------------------------------------------------------------------------------------------------

build() {
  say "building"
  cargo build --quiet
  # A copy: another build meanwhile does not change what is tried.
  program=$scratch/attendant-calendar
  cp "${CARGO_TARGET_DIR:-target}/debug/attendant-calendar" "$program"
  mkdir "$scratch/tmp" "$scratch/home"
}

open_display() {
  Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp -noreset 3>"$scratch/display" 2>"$scratch/xvfb.log" &
  helpers=($! "${helpers[@]}")
  wait_for 30 "the display" test -s "$scratch/display"
  DISPLAY=:$(cat "$scratch/display")
  export DISPLAY
}

# Nothing of this desktop: neither its language nor its theme, files, key store, browser, or scale.
alone=(env -u WAYLAND_DISPLAY -u WAYLAND_SOCKET -u DBUS_SESSION_BUS_ADDRESS -u XDG_CONFIG_HOME -u XDG_STATE_HOME -u XDG_DATA_HOME
  -u XDG_RUNTIME_DIR -u BROWSER -u http_proxy -u HTTP_PROXY -u https_proxy -u HTTPS_PROXY -u all_proxy -u ALL_PROXY
  LANG=C.UTF-8 LC_ALL=C.UTF-8 HOME="$scratch/home" TMPDIR="$scratch/tmp" WINIT_X11_SCALE_FACTOR=1)
export no_proxy=127.0.0.1,localhost NO_PROXY=127.0.0.1,localhost

# --- The window -------------------------------------------------------------------------------------------------------

found() { window=$(xdotool search --onlyvisible --name '^Attendant Calendar' 2>/dev/null | head -n 1) && [ -n "$window" ]; }
# There is no window manager: nobody else gives it the keyboard.
focused() { xdotool windowfocus "$window" && [ "$(xdotool getwindowfocus)" = "$window" ]; }

# Waits for the window of the program that was just started as `app`.
has_window() {
  window=
  until_true 30 "the window" found
  until_true 10 "the keyboard" focused
  until_true 20 "the first picture" is_painted
}
# Black until then.
is_painted() {
  look
  [ "$(convert "$picture" -format '%[fx:mean>0.3]' info:)" = 1 ]
}

look() { timeout 20 import -silent -window "$window" "$picture"; }

# How many pixels of an area have a colour.
count_pixels() { # AREA COLOUR
  look
  convert "$picture" -crop "$1" +repage -fill black +opaque "#$2" -fill white -opaque "#$2" \
    -format '%[fx:round(mean*w*h)]' info:
}

shows() { [ "$(count_pixels "$1" "$2")" -gt "${3:-0}" ]; }
hides() { [ "$(count_pixels "$1" "$2")" -eq 0 ]; }
shows_banner() { shows "$banner_area" "$error_ground" 500; }
hides_banner() { hides "$banner_area" "$error_ground"; }
shows_warning() { shows "$banner_area" "$warning_ground" 500; }
hides_warning() { hides "$banner_area" "$warning_ground"; }
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
  local before key
  for key in "$@"; do
    before=$(fingerprint)
    xdotool key "$key"
    until_true 15 "an effect of $key" changed_since "$before"
  done
}

# Closes the window with Ctrl+Q.
quit() {
  local limit=$((SECONDS + 20)) status=0
  xdotool key ctrl+q
  while kill -0 "$app" 2>/dev/null; do
    [ "$SECONDS" -lt "$limit" ] || die "Ctrl+Q does not end the program"
    sleep 0.1
  done
  wait "$app" || status=$?
  app=
  window=
  [ "$status" -eq 0 ] || die "the program ended with exit code $status"
}

# --- The built-in server, from outside ----------------------------------------------------------------------------------

# A word of the JSON line with which the built-in server in FILE announced itself.
announced() { [ -s "$1" ] && grep -q control_url "$1"; }
word() { grep -o "\"$2\":\"[^\"]*\"" "$1" | head -n 1 | cut -d'"' -f4; }

# A number or word of the server's state.
state() { curl -sS --max-time 10 "$control" | grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d: -f2- | tr -d '"'; }
refused() { state refused_logons; }
accepted() { curl -sS --max-time 10 "$control" | grep -o '"accepted":[0-9]*' | cut -d: -f2; }
has_accepted_more_than() { [ "$(accepted)" -gt "$1" ]; }
has_refused_one() { [ "$(refused)" -eq 1 ]; }
plays() { [ "$(state scenario)" = "$1" ]; }
logged() { find "$scratch/tmp" -name 'attendant-calendar*.log' -exec cat {} + | grep -c "$1" || true; }
