#!/usr/bin/env bash
# pictures.sh RINGFENCE CASE A,B PREFERRED NAME - the first four sheets of each report of a case, from
# its stored results, as docs/NAME-board.png and so on.  Wants chromium, pdftoppm and ImageMagick.
set -eu
ringfence=$1 case=$2 compare=$3 preferred=$4 name=$5
docs=$(dirname "$(realpath "$0")")/../docs
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for kind in board finance skills; do
    "$ringfence" report "$case" --kind "$kind" --compare "$compare" --prefer "$preferred" --quiet \
        -o "$folder/$kind.html"
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer \
        --print-to-pdf="$folder/$kind.pdf" "file://$folder/$kind.html" >/dev/null 2>&1
    pdftoppm -r 72 -l 4 -png "$folder/$kind.pdf" "$folder/$kind"
    montage "$folder/$kind"-*.png -tile 2x -geometry +6+6 -background '#BFBFBF' \
        -colors 64 -depth 8 -strip "PNG8:$docs/$name-$kind.png"
done
ls -l "$docs/$name"-*.png
