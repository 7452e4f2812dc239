#!/bin/sh
# Installs what `make package` made, as a stranger would, and plays the tour from each: the .deb on this system and on a
# bare one (both need root), the tarball in a folder, the wheel in an environment of its own. The pictures go to
# build/package/tours.
set -eu
cd "$(dirname "$0")/.."
dist=$PWD/dist
tours=$PWD/build/package/tours
rm -rf "$tours"
mkdir -p "$tours"

on_screen() { # with no Python of ours in sight, and HOME as its home folder
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" LANG=C.UTF-8 \
    xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" "$@"
}

enough_pictures() { # enough_pictures NAME
  [ "$(find "$tours/$1" -name '*.png' | wc -l)" -ge 20 ] || { echo "The tour took too few pictures." >&2; exit 1; }
}

tour() { # tour NAME COMMAND: with nothing in its home folder
  home=$(mktemp -d)
  mkdir "$tours/$1"
  echo "Playing the tour from the $1."
  on_screen "$2" --demo --tour "$tours/$1"
  enough_pictures "$1"
  env -i PATH=/usr/bin:/bin HOME="$home" "$2" --version
  env -i PATH=/usr/bin:/bin HOME="$home" "$2" inspect resources/samples/expo-leads.csv --json >/dev/null
  keeps_no_key "$2" "$home"
  rm -rf "$home"
}

keeps_no_key() { # keeps_no_key COMMAND HOME: a push leaves its journal, its history and its leads there, and no key
  key=try-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf 'Lead ID,Title\n8894157,Buyer of keys\n' >"$2/one.csv"
  env -i PATH=/usr/bin:/bin HOME="$2" COPPER_DESK_PRACTICE_KEY="$key" "$1" push "$2/one.csv" --demo --yes 2>"$2/said" || {
    cat "$2/said" >&2
    exit 1
  }
  [ -n "$(find "$2" -name journal.sqlite)" ] || { echo "The push kept nothing that could be searched." >&2; exit 1; }
  if grep -rlF "$key" "$2"; then
    echo "These files hold the key." >&2
    exit 1
  fi
}

unpacked=$(mktemp -d)
tar -xzf "$dist"/copper-desk-*-linux-x86_64.tar.gz -C "$unpacked"
tour tarball "$(echo "$unpacked"/copper-desk-*/copper-desk)"
rm -rf "$unpacked"

environment=$(mktemp -d)
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --require-hashes --only-binary :all: -r requirements/runtime.txt
"$environment/bin/python" -m pip install --quiet --no-deps "$dist"/*.whl
tour wheel "$environment/bin/copper-desk"
rm -rf "$environment"

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get install --yes --quiet "$dist"/copper-desk_*_amd64.deb >/dev/null
  desktop-file-validate /usr/share/applications/copper-desk.desktop
  tour deb /usr/bin/copper-desk
  echo "Playing the tour where nothing is installed but what the .deb depends on."
  home=$(mktemp -d)
  on_screen env PYTHON="${PYTHON:-python3}" sh packaging/bare-system.sh "$(echo "$dist"/copper-desk_*_amd64.deb)" "$tours/bare"
  rm -rf "$home"
  if [ -d "$tours/bare" ]; then enough_pictures bare; fi
  apt-get remove --yes --quiet copper-desk >/dev/null
else
  echo "The .deb was not tried: that takes root." >&2
fi
(cd "$dist" && sha256sum --quiet --check SHA256SUMS)
echo "All packages played their tours."
