# Two commands do everything: `make demo` runs the default benchmark, `make test` passes the tests.
# Product and tests share one optimised build.
SWIFT_BUILD = swift build -c release
SWIFT_TEST = swift test -c release --disable-testable-imports
TALLY = .build/release/tally

.PHONY: help deps build demo test lint peers fuzz throughput protocol

help:
	@echo "make demo        build and run the default benchmark"
	@echo "make test        build and run the tests"
	@echo "make lint        check the formatting"
	@echo "make peers       check against real peers (installs them from PyPI and Debian)"
	@echo "make fuzz        feed the readers with mutated inputs for a minute"
	@echo "make throughput  measure against wrk"

deps:
	@sh Tests/install-libraries.sh

build: deps
	@echo "Building tally (the first time takes six to sixteen minutes on two cores) ..."
	@$(SWIFT_BUILD) --product tally

demo: build
	@$(TALLY) run benchmarks/receipts.yaml
	@echo "results: results/tally.sqlite; the command: $(TALLY), for example: $(TALLY) show latest"

test: deps
	@echo "Building the tests (the first time takes some minutes) ..."
	@$(SWIFT_BUILD) --build-tests
	@$(SWIFT_TEST) --skip-build

lint:
	@swift format lint --strict --recursive Package.swift Sources Tests

peers: build
	@bash Tests/peers/run.sh

fuzz: deps
	@bash Tests/fuzz.sh

# Needs Debian's protobuf-compiler, and swift-protobuf's protoc-gen-swift on the PATH.
protocol:
	@cd Sources/TallyWandB/Records && protoc --swift_opt=Visibility=Package \
		--swift_opt=UseAccessLevelOnImports=true --swift_out=. wandb_log.proto

throughput: build
	@bash benchmarks/throughput.sh
