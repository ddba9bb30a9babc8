#!/usr/bin/env bash
# install.sh build|test|bench - installs what is missing on a Debian machine; silent unless it fails.
set -eu

build='gcc libc6-dev make libglpk-dev libsqlite3-dev libcsv-dev libjansson-dev libsmartcols-dev
       libssl-dev libxlsxwriter-dev libminizip-dev libexpat1-dev'
test="$build libcmocka-dev coinor-cbc glpk-utils sqlite3 jq valgrind clang libclang-rt-dev python3 libreoffice-calc-nogui"
bench="$test time"

case "${1-}" in
build) wanted=$build ;;
test)  wanted=$test ;;
bench) wanted=$bench ;;
*)     echo 'usage: install.sh build|test|bench' >&2; exit 2 ;;
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
