# The front door; Meson does the work. Every target sets up what it needs.
BUILD ?= build
MESON_ARGS ?= --buildtype=release -Db_lto=true

.PHONY: all setup run test install bench exam fuzz lint sanitize clean
all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet

setup:
	@sh tools/setup.sh

$(BUILD)/build.ninja: | setup
	@meson setup $(BUILD) $(MESON_ARGS) >$(BUILD).log 2>&1 || { cat $(BUILD).log; exit 1; }
	@rm -f $(BUILD).log

# Build it and show the main job: what returned mail says, and what one code means.
run: all
	@sh tools/show.sh $(BUILD)/retort

# All tests; the last line is "N passed, N failed".
test: all
	@sh tests/run.sh $(BUILD)

install: all
	@meson install -C $(BUILD)

# Measurements; each prints ratios to a peer or a limit in the same run.
bench: all
	@sh bench/run.sh $(BUILD)

# The exam beside the project, where there is one.
exam: all
	@sh tests/exam.sh $(BUILD)/retort

# Fuzz every target for SECONDS_EACH seconds (60), with sanitizers.
fuzz: setup
	@sh fuzz/run.sh $${SECONDS_EACH:-60}

# Style, static analysis, manuals.
lint: all
	@sh tools/lint.sh $(BUILD)

# All tests under AddressSanitizer and UndefinedBehaviorSanitizer.
sanitize: setup
	@test -f $(BUILD)-sanitize/build.ninja || meson setup $(BUILD)-sanitize -Db_sanitize=address,undefined \
		--buildtype=debugoptimized >/dev/null
	@ninja -C $(BUILD)-sanitize --quiet
	@sh tests/run.sh $(BUILD)-sanitize

clean:
	@rm -rf $(BUILD) $(BUILD)-sanitize $(BUILD)-fuzz
