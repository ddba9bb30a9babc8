# says.bash - what the tests of commands share; sourced, with $ringfence set, in a folder to litter.
passed=0 failed=0

pass() { passed=$((passed + 1)); }
miss() { # miss SENTENCE [WHAT]
    failed=$((failed + 1))
    printf 'not so: %s\n%s' "$1" "${2:+$2$'\n'}" | sed '2,$s/^/    /'
}

# says SENTENCE CODE PATTERN WORD...: the exit code, and a pattern in what is printed anywhere.
says() {
    local sentence=$1 code=$2 pattern=$3 seen=0
    shift 3
    "$ringfence" "$@" >out 2>err </dev/null || seen=$?
    if [ "$seen" != "$code" ]; then
        miss "$sentence" "exit code expected $code, seen $seen: $(head -n 3 err)"
    elif ! cat out err | grep -qE -- "$pattern"; then
        miss "$sentence" "no \"$pattern\" in: $(cat out err | head -n 20)"
    else
        pass
    fi
}

# holds SENTENCE COMMAND...: any command that must succeed; what it prints goes to $held.
holds() {
    local sentence=$1 to=${held:-held}
    shift
    if "$@" >"$to" 2>&1; then pass; else miss "$sentence" "$(head -n 20 "$to")"; fi
}
