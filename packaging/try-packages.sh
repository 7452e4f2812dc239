#!/bin/sh
# Installs what `make package` made, as a stranger would, and plays the tour from each: the .deb on this system (needs
# root), the tarball in a folder, the wheel in an environment of its own. The pictures go to build/package/tours.
set -eu
cd "$(dirname "$0")/.."
dist=$PWD/dist
tours=$PWD/build/package/tours
rm -rf "$tours"
mkdir -p "$tours"

tour() { # tour NAME COMMAND: with nothing in its home folder, and no Python of ours in sight
  home=$(mktemp -d)
  mkdir "$tours/$1"
  echo "Playing the tour from the $1."
  env -i PATH=/usr/bin:/bin HOME="$home" LANG=C.UTF-8 \
    xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" "$2" --demo --tour "$tours/$1"
  [ "$(find "$tours/$1" -name '*.png' | wc -l)" -ge 20 ] || { echo "The tour took too few pictures." >&2; exit 1; }
  env -i PATH=/usr/bin:/bin HOME="$home" "$2" --version
  env -i PATH=/usr/bin:/bin HOME="$home" "$2" inspect resources/samples/expo-leads.csv --json >/dev/null
  if grep -rq "$(basename "$home")/.*api_key" "$home" 2>/dev/null; then exit 1; fi
  rm -rf "$home"
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
  apt-get remove --yes --quiet copper-desk >/dev/null
else
  echo "The .deb was not tried: that takes root." >&2
fi
(cd "$dist" && sha256sum --quiet --check SHA256SUMS)
echo "All packages played their tours."
