#!/usr/bin/env bash
# rooms.sh - who may include whom, as the README says it.  Prints what breaks a sentence.
set -u
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob globstar
passed=0 failed=0

says() { # says SENTENCE OFFENDERS
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not so: %s\n%s\n' "$1" "$2"
    fi
}

including() { # including PATTERN FILE...: lines that include such a header
    local pattern=$1
    shift
    [ $# -eq 0 ] || grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)[>\"]" \
        /dev/null "$@"
}

except() { # lines of a list whose file does not match
    grep -vE "^($1):" || true
}

all=(include/*.h {model,solver,scenarios,tools}/**/*.[ch])

says 'only solver/glpk_lp.h includes glpk.h' \
    "$(including 'glpk\.h' "${all[@]}" | except 'solver/glpk_lp\.h')"
says 'and only glpk.c, glpk_rows.c and glpk_columns.c include that' \
    "$(including 'glpk_lp\.h' "${all[@]}" | except 'solver/glpk(_rows|_columns)?\.c')"
says 'nor does any other name a part of it' \
    "$(grep -nE '\bglp_[a-z]' /dev/null "${all[@]}" | except 'solver/glpk(_lp|_rows|_columns)?\.[ch]')"
says 'only solver/elimination.c includes amd.h' \
    "$(including '(suitesparse/)?amd\.h' "${all[@]}" | except 'solver/elimination\.c')"
says 'only model/digest.c and verify, which shares nothing, include OpenSSL' \
    "$(including 'openssl/.*' "${all[@]}" | except 'model/digest\.c|tools/verify/sheet\.c')"
says 'only model/intake/read.c includes csv.h' \
    "$(including 'csv\.h' "${all[@]}" | except 'model/intake/read\.c')"
says 'only the store includes sqlite3.h' \
    "$(including 'sqlite3\.h' "${all[@]}" | except 'scenarios/store[a-z_]*\.[ch]')"
says 'only tools/ includes jansson.h and libsmartcols.h' \
    "$(including 'jansson\.h|(libsmartcols/)?libsmartcols\.h' "${all[@]}" | except 'tools/.*')"
says 'a workbook is written by tools/export/xlsx.c alone, and read again by reopen.c' \
    "$(including 'xlsxwriter\.h' "${all[@]}" | except 'tools/export/xlsx\.c'
    including '(minizip/.*|expat)\.h' "${all[@]}" | except 'tools/export/reopen\.c')"
says 'model/ knows neither the solver nor the store' \
    "$(including '(.*/)?(solve|store|run)\.h|(.*/)?(solver|scenarios|tools)/.*' model/**/*.[ch])"
says 'solver/ knows numbers only: base.h, matrix.h, solve.h and its own headers' \
    "$(for file in solver/**/*.[ch]; do
        grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null "$file" |
            while IFS= read -r line; do
                header=$(sed -E 's/.*"(.*)".*/\1/' <<<"$line")
                case "$header" in
                base.h | matrix.h | solve.h) ;;
                *) [ -f "solver/${header#solver/}" ] || echo "$line" ;;
                esac
            done
    done)"
says 'scenarios/ does not know tools/' "$(including '(.*/)?tools/.*' scenarios/**/*.[ch])"
says 'tools/verify/ knows the store and nothing of the engine: it is its own witness' \
    "$(for file in tools/verify/*.[ch]; do
        grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null "$file" |
            grep -vE '"(base\.h|store\.h|tools/verify/[a-z_]+\.h)"'
    done)"
says 'include/ depends on nothing but itself and the standard library' \
    "$(grep -hoE '^#include "[^"]+"' include/*.h | cut -d'"' -f2 | sort -u |
        while read -r header; do [ -f "include/$header" ] || echo "$header"; done)"
says 'every header compiles alone' \
    "$(for header in include/*.h; do
        "${CC:-gcc}" -std=c11 -D_GNU_SOURCE -Iinclude -Wall -Wextra -Wpedantic -Werror \
            -fsyntax-only -x c "$header" 2>&1
    done)"
for family in model/families/f[0-9]*.c; do
    object=$(sed -nE 's/^const struct family ([A-Za-z0-9_]+) = .*/\1/p' "$family")
    missing=
    grep -qw "&${object:-nothing}" model/families/registry.c || missing="$family: $object"
    says "$family is registered in model/families/registry.c" "$missing"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
