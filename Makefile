# Each target installs the Debian packages it lacks and says so.

BUILD_PACKAGES := pkg-config libasound2-dev libespeak-ng-dev libsndfile1-dev libsoxr-dev libebur128-dev libsqlite3-dev \
	libqrencode-dev libxlsxwriter-dev
RUN_PACKAGES := espeak-ng-data tzdata ffmpeg weasyprint fonts-liberation2 libjs-bootstrap5
TEST_PACKAGES := gcc libc6-dev pulseaudio pulseaudio-utils libasound2-plugins alsa-utils espeak-ng sqlite3 e2fsprogs mount \
	openssl python3-venv python3-dateutil python3-ephem python3-icalendar python3-openpyxl python3-html5lib poppler-utils \
	chromium chromium-driver python3-selenium

# The peers that the benchmarks stand beside.
BENCH_PACKAGES := gcc libc6-dev pulseaudio libasound2-plugins python3 python3-dateutil sox ffmpeg mpd mpc liquidsoap \
	gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad \
	python3-gi gir1.2-gstreamer-1.0 gir1.2-gst-plugins-base-1.0

# Suites that run in real time, one after another: beside the others they would measure the machine, not the program.
REAL_TIME := FaultTests|FormatTests|SeveralDevicesTests|OutputTests|EndToEnd|ChildProcessTests|CommandSynthesizerTests

STATE ?= var
RELEASE := .build/release

.PHONY: run test fault soak bench checks lint build release packages test-packages clean

## Apply the sample station, where there is none yet, and run it with its page until Ctrl-C.
run: release
	test -e $(STATE)/station.sqlite || $(RELEASE)/broadcaster apply --sample --state $(STATE) schedules/ninh-giang
	exec $(RELEASE)/broadcaster run --test-announcement --listen 127.0.0.1:8080 --state $(STATE)

## All tests, and the checks that need a release build.
test: test-packages
	swift build --build-tests
	swift test --skip-build --skip '$(REAL_TIME)'
	swift test --skip-build --no-parallel --filter '$(REAL_TIME)'
	$(MAKE) fault
	$(MAKE) checks

## Power cuts on a loop device (needs root), and a disk that fails: no acknowledged entry may be lost.
fault: test-packages
	swift build --product log-writer
	swift build --product broadcaster
	python3 Tests/Durability/power_cut.py .build/debug
	python3 Tests/Durability/disk_faults.py .build/debug

## The arbiter over EVENTS random events, invariants checked at every step.
EVENTS ?= 10000000
soak: packages
	swift build -c release --product arbiter-soak
	$(RELEASE)/arbiter-soak $(EVENTS)

## Allocation and real-time checks: executables of the one release build.
checks: release
	$(RELEASE)/ReleaseChecks

## Numbers beside the peers, in one run; prints ratios. RUNS=1 is a quick look.
bench: release
	@Scripts/install-debian-packages $(BENCH_PACKAGES)
	$(RELEASE)/bench-normalize
	$(RELEASE)/bench-calendar
	$(RELEASE)/bench-planner
	$(RELEASE)/bench-log
	$(RELEASE)/bench-evidence
	$(RELEASE)/bench-speech
	Benchmarks/bench-engine
	Benchmarks/bench-playout

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

release: packages
	swift build -c release

build: packages
	swift build

packages:
	@Scripts/install-debian-packages $(BUILD_PACKAGES) $(RUN_PACKAGES)

test-packages:
	@Scripts/install-debian-packages $(BUILD_PACKAGES) $(RUN_PACKAGES) $(TEST_PACKAGES)
	@# pymerkle, which Debian does not have, checks the log's proofs.
	@test -x .build/oracles/bin/python && .build/oracles/bin/python -c 'import pymerkle' 2>/dev/null || \
	  { /usr/bin/python3 -m venv .build/oracles && .build/oracles/bin/pip install -q 'pymerkle==7.0.0'; }

clean:
	rm -rf .build
