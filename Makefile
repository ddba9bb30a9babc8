# Ringfence.  `make` builds build/ringfence; `make help` lists the rest.

VERSION = 0.1.0

CC       = gcc
BUILD    = build
CFLAGS   = -O2 -g
# What OpenSSF's guide and Debian's hardening=+all ask of gcc 12; tests/hardened.sh reads the result.
HARDEN   = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
           -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero \
           -fno-delete-null-pointer-checks -fno-strict-overflow -Werror=format-security
WARN     = -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wmissing-prototypes
EXAMPLES = $(CURDIR)/examples
# How many compilers, tests or solves at once; what the demo gives a solve, in seconds.
JOBS      = 2
DEMO_TIME = 100

# -- nothing to change below --------------------------------------------------------------

ALL_CPPFLAGS = -D_GNU_SOURCE -Iinclude -I. -DRINGFENCE_VERSION='"$(VERSION)"' \
               -DEXAMPLES_DIR='"$(EXAMPLES)"' $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 -ffp-contract=off $(WARN) $(HARDEN) -fPIE $(CFLAGS)
ALL_LDFLAGS  = -pie -Wl,-z,relro,-z,now,-z,noexecstack $(LDFLAGS)
LIBS         = -lglpk -lsqlite3 -lcsv -ljansson -lsmartcols -lcrypto -lgmp -lamd -lxlsxwriter -lminizip -lexpat -lm

engine  = $(sort $(wildcard model/*.c model/*/*.c solver/*.c scenarios/*.c))
tools   = $(sort $(wildcard tools/*.c tools/*/*.c))
verify  = $(sort $(wildcard tools/verify/*.c))
mains   = $(sort $(wildcard tests/test_*.c tests/*_cli.c))
helpers = $(filter-out $(mains),$(sort $(wildcard tests/*.c)))
fuzzers = $(sort $(wildcard tests/fuzz/*.c))
random  = $(sort $(wildcard tests/generate/*.c))

object   = $(patsubst %.c,$(BUILD)/%.o,$(1))
programs = $(patsubst tests/%.c,$(BUILD)/tests/%,$(mains))

all: $(BUILD)/ringfence

help:
	@echo 'make            build $(BUILD)/ringfence'
	@echo 'make demo       plan the training of Derby to Nottingham both ways, and compare'
	@echo 'make check      all tests; the last line is "N passed, N failed"'
	@echo 'make fuzz       clang fuzzers, each for a minute (FUZZ_TIME=60 seconds)'
	@echo 'make bad-input  write docs/bad-input.md anew: what the program says to bad input'
	@echo 'make strict     all tests under the address and undefined behaviour sanitizers'
	@echo 'make memcheck   some cases under valgrind'
	@echo 'make conformance, make published, make random, make large   one part of the tests'
	@echo 'make mutants    that the model, written out a second time, notices each of its rules'
	@echo 'make soak       ten thousand small random cases (SEEDS=10000), about two hours; figures in $(BUILD)/soak.txt'
	@echo 'make faults     faults put in one at a time, and what was done (SAMPLES=100, LOOPS=200)'
	@echo 'make bench      against glpsol, cbc and highs on the same programs (CASES="d2n2:LA ...")'
	@echo 'make bench-size cost against size, of parts of a case (CASE=examples/east-midlands)'
	@echo 'make analyse    gcc -fanalyzer, clang, clang-tidy and cppcheck; what they may say, and why'
	@echo 'make lint       who includes whom, banned calls, long functions and files'
	@echo 'make clean'

$(BUILD)/ringfence: $(call object,$(engine) $(tools))
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(call object,$(engine) $(verify) $(helpers))
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

# What draws and escapes, without the commands.
drawing = tools/figures.c tools/report/page.c tools/report/svg.c $(wildcard tools/report/chart_*.c)
$(BUILD)/tests/test_charts: $(call object,$(drawing))

# The program that takes every case for a large one.
of_large = $(filter-out $(BUILD)/solver/search.o,$(call object,$(engine) $(tools)))
$(BUILD)/all_is_large.o: solver/search.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) -DALL_IS_LARGE $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/all_is_large: $(BUILD)/all_is_large.o $(of_large)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/generate: $(call object,$(random))
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

programs: $(BUILD)/ringfence $(BUILD)/all_is_large $(BUILD)/generate $(programs)

# What is missing on a Debian machine is installed first, quietly.
need_%:
	@tools/install.sh $*

parallel = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))
make_programs = +@$(MAKE) --no-print-directory -s $(parallel) programs

check: need_test
	$(make_programs)
	@JOBS=$(JOBS) tests/check.sh $(BUILD)

conformance: need_test
	$(make_programs)
	@JOBS=$(JOBS) tests/conformance.sh $(BUILD)/ringfence tests/conformance/*/*/

large: need_test
	$(make_programs)
	@JOBS=$(JOBS) tests/large.sh $(BUILD)/all_is_large tests/conformance/*/*/

published: need_test
	$(make_programs)
	@JOBS=$(JOBS) LIMIT=30 tests/conformance.sh $(BUILD)/ringfence tests/published/*/

random: need_test
	$(make_programs)
	@JOBS=$(JOBS) python3 tests/random/run.py $(BUILD)/ringfence $(BUILD)/generate 1 100

mutants: need_test
	@JOBS=$(JOBS) python3 tests/random/mutants.py tests/conformance/named/*/ \
	    tests/conformance/random/*/

# Of small cases; stopped and begun again it goes on where it was.
SEEDS = 10000
soak: need_test
	$(make_programs)
	@RINGFENCE_MATRICES=$(SEEDS) $(BUILD)/tests/test_solver
	@JOBS=$$(nproc) JOURNAL=$(BUILD)/soak.journal nice python3 tests/random/run.py \
	    $(BUILD)/ringfence $(BUILD)/generate 1 $(SEEDS) small | tee $(BUILD)/soak.txt

# TINY_BLOCKS makes memory move at every turn, TINY_LIMITS lets little be read: what the fuzzers
# reach, and test_limits.
sanitize = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
           -fno-omit-frame-pointer
strict: need_test
	@ASAN_OPTIONS=detect_leaks=1 SLOW=10 $(MAKE) --no-print-directory check \
	    BUILD=$(BUILD)/strict HARDEN= CPPFLAGS=-DTINY_BLOCKS CFLAGS='$(sanitize) -Werror'

memcheck: need_test
	$(make_programs)
	@tests/memcheck.sh $(BUILD)/ringfence

# One table of all faults put in; SAMPLES of each kind in each command, LOOPS of each kill.
SAMPLES = 100
LOOPS   = 200
faults: need_test
	$(make_programs)
	@JOBS=$(JOBS) SAMPLES=$(SAMPLES) LOOPS=$(LOOPS) tests/faults/all.sh $(BUILD)

bench: need_bench
	$(make_programs)
	@tests/bench.py $(BUILD)/ringfence $(CASES)

CASE  = examples/east-midlands
SIZES = 1 2 4 9
bench-size: need_bench
	$(make_programs)
	@tests/bench_size.py $(BUILD)/ringfence $(CASE) $(SIZES)

demo: need_build
	@echo 'Building (a minute or less) ...'
	@$(MAKE) --no-print-directory -s $(parallel) all
	@tools/demo.sh $(BUILD)/ringfence $(BUILD)/demo $(DEMO_TIME) $(JOBS)

# Fuzzing: clang's libFuzzer with sanitizers and tiny limits, each for FUZZ_TIME seconds.
FUZZ_TIME = 60
fuzz_build = $(BUILD)/fuzz
fuzz_flags = -O1 -g -fsanitize=address,undefined,fuzzer-no-link \
             -fno-sanitize-recover=undefined -fno-omit-frame-pointer -Wno-sign-conversion -DTINY_BLOCKS -DTINY_LIMITS
fuzz_programs = $(patsubst tests/fuzz/%.c,$(fuzz_build)/%,$(filter tests/fuzz/fuzz_%,$(fuzzers)))
fuzz_object = $(patsubst %.c,$(fuzz_build)/%.o,$(1))

$(fuzz_build)/%.o: %.c
	@mkdir -p $(@D)
	clang $(ALL_CPPFLAGS) -std=c11 -ffp-contract=off $(WARN) $(fuzz_flags) -MMD -MP -c -o $@ $<

$(fuzz_build)/engine.a: $(call fuzz_object,$(engine) $(helpers) tests/fuzz/fuzz.c)
	@rm -f $@
	ar rcs $@ $^

$(fuzz_build)/fuzz_%: $(fuzz_build)/tests/fuzz/fuzz_%.o $(fuzz_build)/engine.a
	clang $(fuzz_flags) -fsanitize=fuzzer -o $@ $^ $(LIBS)

fuzz-programs: $(fuzz_programs)

fuzz: need_test
	@JOBS=$(JOBS) tests/fuzz.sh $(BUILD) $(FUZZ_TIME)

.PHONY: bad-input fuzz fuzz-programs

bad-input: all
	@tests/bad_input.sh $(BUILD)/ringfence --write

analyse: need_analyse
	@JOBS=$(JOBS) tools/analyse.sh

lint:
	@CC='$(CC)' tools/rooms.sh
	@tools/style.sh

clean:
	rm -rf $(BUILD)

.PHONY: all help programs check conformance large published random mutants soak strict memcheck faults bench bench-size demo lint analyse clean
.SECONDARY:
.DELETE_ON_ERROR:

-include $(patsubst %.o,%.d,$(call fuzz_object,$(engine) $(helpers) $(fuzzers)))
-include $(BUILD)/all_is_large.d
-include $(patsubst %.o,%.d,$(call object,$(engine) $(tools) $(mains) $(helpers) $(random)))
