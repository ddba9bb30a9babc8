#!/usr/bin/env bash
# hardened.sh RINGFENCE - that the program was built and linked with what makes a fault harmless.
#
# What the linker did is read from the file's headers, what the compiler was told from the debug
# information of each of its units.  (Debian 12's own start files know nothing of -fcf-protection, so
# no program linked with them is marked for it.)  The last line is "N passed, N failed".
set -u
ringfence=$1
passed=0 failed=0
holds() { # holds SENTENCE COMMAND...
    local sentence=$1
    shift
    if "$@" >/dev/null 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "not so: $sentence"; fi
}
seen() { grep -qE -- "$2" <<<"$1"; }
never() { ! grep -qE -- "$2" <<<"$1"; }

header=$(LC_ALL=C readelf -hW "$ringfence")
dynamic=$(LC_ALL=C readelf -dW "$ringfence")
segments=$(LC_ALL=C readelf -lW "$ringfence")
symbols=$(LC_ALL=C readelf -sW --dyn-syms "$ringfence")
units=$(LC_ALL=C readelf --debug-dump=info "$ringfence" 2>/dev/null |
    sed -n 's/.*DW_AT_producer *: *//p' | sed 's/^(indirect.*): //' | grep 'GNU C')

holds 'it can stand anywhere in memory (PIE)' seen "$header" 'Type: +DYN'
holds 'and says so' seen "$dynamic" 'FLAGS_1.*PIE'
holds 'every address is bound at the start' seen "$dynamic" 'FLAGS_1.*NOW'
holds 'and read-only from then on' seen "$segments" 'GNU_RELRO'
holds 'the stack holds no code' seen "$segments" 'GNU_STACK .* RW +0x'
holds 'nothing is both writable and code' never "$segments" 'LOAD .* RWE '
holds 'code is not changed when it is loaded' never "$dynamic" 'TEXTREL'
holds 'no library is looked for but where the system keeps them' never "$dynamic" 'R(UN)?PATH'
holds 'overwritten stacks are noticed' seen "$symbols" '__stack_chk_fail'
holds 'lengths known to the compiler are checked' seen "$symbols" '__(memcpy|snprintf|vsnprintf)_chk'
holds 'the debug information names its units' test "$(wc -l <<<"$units")" -gt 50
for flag in -fstack-clash-protection -fstack-protector-strong -ftrivial-auto-var-init=zero \
    -fno-delete-null-pointer-checks -fno-strict-overflow -fcf-protection -fPIE -O2; do
    holds "every unit was compiled with $flag" test -z "$(grep -v -- "$flag" <<<"$units")"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
