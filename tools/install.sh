#!/usr/bin/env bash
# install.sh build|test|bench|analyse - installs what a Debian machine lacks; silent unless it fails.
# install.sh browser FOLDER - what the tests of pages load into the browser, from npm, as locked.
set -eu

build='gcc libc6-dev make libglpk-dev libsqlite3-dev libcsv-dev libjansson-dev libsmartcols-dev
       libssl-dev libxlsxwriter-dev libminizip-dev libexpat1-dev libgmp-dev libsuitesparse-dev'
test="$build libcmocka-dev coinor-cbc glpk-utils sqlite3 jq valgrind strace procps openssl clang
      libclang-rt-dev python3 libreoffice-calc-nogui"
bench=$test
analyse="$build clang clang-tidy cppcheck"
pages='chromium fonts-liberation' # what the tests of pages want
command -v npm >/dev/null || pages="$pages nodejs npm" # other packages may bring both

browser() {
    local here
    here=$(dirname "$(realpath "$0")")/../tests/browser
    mkdir -p "$1"
    cmp -s "$here/package-lock.json" "$1/package-lock.json" && [ -d "$1/node_modules" ] && return
    cp "$here/package.json" "$here/package-lock.json" "$1"
    (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund) >"$1/npm.log" 2>&1 ||
        { cat "$1/npm.log" >&2; return 1; }
}

case "${1-}" in
browser) browser "${2:?usage: install.sh browser FOLDER}"; exit ;;
build) wanted=$build ;;
test)  wanted="$test $pages" ;;
bench) wanted=$bench ;;
analyse) wanted=$analyse ;;
*)     echo 'usage: install.sh build|test|bench|analyse, or browser FOLDER' >&2; exit 2 ;;
esac

command -v dpkg-query >/dev/null || exit 0 # not Debian: the compiler says what is missing
missing=
for package in $wanted; do
    case "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)" in
    *' installed') ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
        echo "These packages are missing, and only root can install them:$missing" >&2
        exit 1
    }
    sudo=sudo
fi
echo "Installing$missing ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q"
# shellcheck disable=SC2086
{ $apt update && $apt -y --no-install-recommends install $missing; } >"$log" 2>&1 </dev/null ||
    { cat "$log" >&2; exit 1; }
