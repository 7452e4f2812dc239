#!/bin/sh
# Plays the tour of a .deb on a system that has nothing but what it depends on: packaging/bare-system.sh DEB PICTURES.
#
# The system is a folder with the files of those packages, as they are installed here, and the program runs with that
# folder as its root: a library that Depends forgets is not there, also one that is opened by name. Takes root, and the
# right to mount /proc. Run by try-packages.sh, with a screen.
set -eu
deb=$1
pictures=$2
here=$(dirname "$0")
bare=$(mktemp -d)

leave() {
  umount "$bare/proc" 2>/dev/null || true
  rm -rf --one-file-system "$bare"
}
trap leave EXIT

mkdir -p "$bare/proc" "$bare/tmp/.X11-unix" "$bare/home" "$bare/tour" "$bare/usr/bin"
if ! mount -t proc proc "$bare/proc" 2>/dev/null; then
  echo "The .deb was not tried on a bare system: nothing can be mounted here." >&2
  exit 0
fi
for link in /bin /sbin /lib /lib32 /lib64 /libx32; do # links into /usr, where the system has them so
  [ -L "$link" ] || continue
  mkdir -p "$bare/$(readlink "$link")"
  ln -s "$(readlink "$link")" "$bare$link"
done

# libc-bin is on every Debian, whatever a package asks for; it brings C.UTF-8.
packages=$("${PYTHON:-python3}" "$here/library_need.py" "$(dpkg-deb --field "$deb" Depends)")
# shellcheck disable=SC2086  # several names are several arguments
dpkg-query --listfiles libc-bin $packages | sort -u | while read -r path; do
  if [ -L "$path" ] || [ -f "$path" ]; then echo "${path#/}"; fi
done | tar -C / -cf - --no-recursion -T - | tar -C "$bare" -xf - --keep-directory-symlink
dpkg-deb --extract "$deb" "$bare"

ln "/tmp/.X11-unix/X${DISPLAY#:}" "$bare/tmp/.X11-unix/" # the screen is outside
cp "$XAUTHORITY" "$bare/tmp/authority"
env -i PATH=/usr/bin:/bin HOME=/home LANG=C.UTF-8 DISPLAY="$DISPLAY" XAUTHORITY=/tmp/authority \
  "$(command -v chroot)" "$bare" /usr/bin/copper-desk --demo --tour /tour
mkdir -p "$pictures"
cp "$bare"/tour/*.png "$pictures"
