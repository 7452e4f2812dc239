#!/bin/sh
# Installs the Debian or Ubuntu packages that Copper Desk needs, and only those that are missing.
#
#   packaging/system-packages.sh GROUP...        groups: venv, window, screen, test, package (see below)
#
# Quick when nothing is missing: one call of dpkg-query and no lock. On other systems it does nothing. Where it may
# not install, it prints the line to type and exits with 1. SKIP_SYSTEM_PACKAGES=1 passes it by, for those who get
# these libraries in another way. PYTHON names the interpreter that the virtual environment will be made with.
set -eu

# Qt's own libraries, as the plugins of the wheel name them (readelf -d), and fonts: Inter for the interface,
# DejaVu for Arabic and Hebrew, WenQuanYi for Chinese, Japanese and Korean: 6 MB to fetch, where Noto takes 70.
# A bar separates the two names that a package has in different releases.
window="libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0|libglib2.0-0t64 libgssapi-krb5-2
  libxkbcommon0 libxkbcommon-x11-0 libx11-6 libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4
  libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0
  libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libbrotli1 libzstd1 fontconfig fonts-inter
  fonts-dejavu-core fonts-wqy-microhei"
# The virtual screen that `make demo` uses where there is none, and the end-to-end tests.
screen="xvfb xauth"
# A real Secret Service for the tests of the stored keys.
test="dbus-daemon|dbus gnome-keyring"
# What checks the packages that were made.
package="desktop-file-utils"

installed() { # is the package installed, under its one name or the other?
  case $present in *" ${1%%|*} "* | *" ${1##*|} "*) ;; *) return 1 ;; esac
}

known() { # the name under which apt can install the package, or nothing
  for name in "${1%%|*}" "${1##*|}"; do
    if apt-cache show "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  echo "system-packages: this system has no package $1; going on without it." >&2
}

venv_package() { # Debian ships Python without the part that makes virtual environments
  python=${PYTHON:-python3}
  "$python" -c 'import ensurepip, venv' 2>/dev/null && return
  "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

missing() {
  for group in "$@"; do
    case $group in
      venv) venv_package ;;
      window | screen | test | package)
        eval "packages=\$$group"
        # shellcheck disable=SC2154  # set by the line above
        for each in $packages; do # not called package: that is a group
          installed "$each" || echo "$each"
        done
        ;;
      *)
        echo "system-packages: there is no group called $group" >&2
        return 2
        ;;
    esac
  done
}

quietly() { # run with the output kept back unless it fails
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    status=$?
    cat "$log" >&2
    rm -f "$log"
    return $status
  fi
}

[ -z "${SKIP_SYSTEM_PACKAGES:-}" ] || exit 0
command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

present=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | tr '\n' ' ')
present=" $present"
wanted=$(missing "$@")
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "Some system packages are missing. Type this line, then try again:" >&2
  # shellcheck disable=SC2046  # several names are several arguments
  echo "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends" \
    $(for each in $wanted; do echo "${each%%|*}"; done) >&2
  echo "(SKIP_SYSTEM_PACKAGES=1 in the environment goes on without them.)" >&2
  exit 1
fi

# The lock is waited for, so that two commands at once do not fail each other.
apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300"
quietly $apt update ||
  echo "system-packages: not every package list could be refreshed; trying with those at hand." >&2
names=$(for each in $wanted; do known "$each"; done)
# shellcheck disable=SC2086  # several names are several arguments
echo "Installing system packages:" $names
# shellcheck disable=SC2086
quietly $apt install --yes --no-install-recommends $names
