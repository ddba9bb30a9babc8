#!/usr/bin/env bash
# bad_input.sh RINGFENCE [--write] - bad tables and bad words, one mistake each, through the
# program.  Its answers are the table in docs/bad-input.md, which --write makes anew; without it
# the two must be the same.  The last line is "N passed, N failed".
set -u
ringfence=$(realpath "$1")
cd "$(dirname "$0")/.." || exit 1
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export LC_ALL=C.UTF-8
made=$scratch/made.md held=$scratch/held

. "$root/tests/says.bash"

# ---- the document ----

say() { printf '%s\n' "$*" >>"$made"; }
section() { # section TITLE HEADING
    say ''
    say "## $1"
    say ''
    say "| $2 | exit | what ringfence says |"
    say '| --- | ---: | --- |'
}
row() { # row INPUT EXIT [ELSE]: the answer is in `out`; of many findings some, of long words too
    local answer
    answer=$(sed -E 's/(x{20})x+/\1.../; s/(reads up to) [0-9]+/\1 N/
                         s/r-[0-9]{8}-[0-9]{6}-[0-9a-f]{4}/r-.../' out |
        awk '/^(error|query)\[|^ringfence: |^    \.\.\. / { n++ }
             n > 2 { if ($0 ~ /^ *\.\.\./) { sub(/^ */, ""); printf "; %s", $0 } next }
             /^(error|query)\[|^ringfence: / { if (n > 1) printf "; "
                 sub(/^ringfence: /, ""); printf "%s", $0; next }
             /^    help: / { sub(/^    help: /, ""); printf " → %s", $0 }' |
        sed 's/&/\&amp;/g; s/</\&lt;/g; s/|/\\|/g; s/\*/\\*/g; s/`/\\`/g')
    say "| $1 | $2 | ${answer:-${3:-accepted}} |"
}

# ---- every answer: no unsafe character reaches the terminal ----

is_safe() { # is_safe FILE
    iconv -f UTF-8 -t UTF-8 "$1" >/dev/null &&
        ! LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]' "$1"
}
ask() { # ask WORD...: the program's answer in `out`, its exit code in `code`
    code=0
    timeout 60 "$ringfence" "$@" >out 2>&1 </dev/null || code=$?
    is_safe out || miss "the answer is safe to print: $*" "$(od -c out | head)"
}

# ---- a case with one mistake ----

fresh() { rm -rf case && cp -r "$root/tests/bad_input/base" case; }
put() { printf '%b' "$2" >"case/$1"; } # put FILE BYTES
print_of() { (cd case && find . -type f -exec cksum {} + | sort; find . | sort); }

# found WHAT EXIT FINDING...: each a code and a place; nothing else is found, nothing is written.
found() {
    local what=$1 exit=$2 before after seen wanted
    shift 2
    before=$(print_of)
    ask check case
    seen=$(sed -nE 's/^(error|query)\[([EQ][0-9]+)\]: ([^ ]+): .*/\2 \3/p' out | sort)
    wanted=$(printf '%s\n' "$@" | sort)
    row "$what" "$code"
    if [ "$code" != "$exit" ] || [ "$seen" != "$wanted" ]; then
        miss "$what" "exit $exit expected, $code seen; expected: $wanted; seen: $(cat out)"
        return
    fi
    if [ "$exit" = 3 ]; then
        ask run case
        [ "$code" = 3 ] || miss "$what: run stops too" "exit $code: $(cat out)"
        ! ls case/ringfence.db* >/dev/null 2>&1 || miss "$what: no result is stored" "$(ls case)"
    fi
    after=$(print_of)
    [ "$before" = "$after" ] || miss "$what: nothing is written" "$after"
    pass
}
bad() { # bad FINDING WHAT FILE BYTES
    fresh
    put "$3" "$4"
    found "$2" 3 "$1"
}
odd() { # a query
    fresh
    put "$3" "$4"
    found "$2" 0 "$1"
}
good() { # good WHAT FILE BYTES
    fresh
    put "$2" "$3"
    found "$1" 0
}
told() { # told EXIT WHAT PATTERN WORD...: an answer that is no finding
    local exit=$1 what=$2 pattern=$3
    shift 3
    ask "$@"
    row "$what" "$code" "$(grep -oE -m1 -- "$pattern" out | head -n1 | sed 's/</\&lt;/g')"
    if [ "$code" != "$exit" ]; then
        miss "$what" "exit $exit expected, $code seen: $(head -n 5 out)"
    elif ! grep -qE -- "$pattern" out; then
        miss "$what" "no \"$pattern\" in: $(head -n 5 out)"
    else
        pass
    fi
}

cat "$root/tests/bad_input/head.md" >"$made"
for part in "$root"/tests/bad_input/*.sh; do
    # shellcheck source=/dev/null
    . "$part"
done

cd "$root" || exit 1
if [ "${2-}" = --write ]; then
    cp "$made" docs/bad-input.md
fi
holds 'docs/bad-input.md says what the program did (make bad-input writes it)' \
    diff -u docs/bad-input.md "$made"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
