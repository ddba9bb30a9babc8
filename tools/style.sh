#!/usr/bin/env bash
# style.sh - lines over 100 columns and banned calls fail; long functions and files are reported.
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8
shopt -s nullglob globstar
files=(include/*.h {model,solver,scenarios,tools,tests}/**/*.[ch])
[ ${#files[@]} -gt 0 ] || exit 1
passed=0 failed=0

gate() { # gate SENTENCE OFFENDERS
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not so: %s\n%s\n' "$1" "$2"
    fi
}

gate 'no line is over 100 columns' "$(grep -nE '^.{101,}' /dev/null "${files[@]}")"
gate 'no call is banned' "$(grep -nE \
    '(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|vsprintf|gets|atoi|atof|strtok|setlocale)[[:space:]]*\(' \
    /dev/null "${files[@]}")"
gate 'no tab stands in C' "$(grep -nP '\t' /dev/null "${files[@]}")"

# A function's body runs from a brace in the first column to the next closing one.
awk 'FNR == 1 { open = 0; if (NR > 1 && lines > 400) print last ": " lines " lines, over 400" }
     { lines = FNR; last = FILENAME }
     /^\{/ { open = FNR; name = before }
     /^\}/ { if (open && FNR - open - 1 > 40)
                 print FILENAME ":" open ": " FNR - open - 1 " lines, over 40: " name
             open = 0 }
     { if ($0 !~ /^[ {}]/) before = $0 }
     END { if (lines > 400) print last ": " lines " lines, over 400" }' "${files[@]}"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
