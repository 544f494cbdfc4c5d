# Two commands matter: `make run` opens the program, `make test` tests it.
# Everything else is for the people who build it.

GO ?= go
# The same flags everywhere: other flags compile the window's C code again,
# which takes minutes.
HEADLESS = CGO_ENABLED=0 $(GO)
# Where the toolkit can tell a screen reader what is in the window, it must be asked to.
ALOUD = $(if $(filter Darwin Windows_NT MINGW% MSYS%,$(OS) $(shell uname -s)),-tags accessibility)
export LANG = en_GB.UTF-8

.PHONY: run build test race lint bench kill letters window clean

# run opens the window. Where there is no screen the program says so and does
# the main job in the terminal, which needs nothing but Go.
run: go-is-new-enough
	@if .ci/needs --screen; then \
		.ci/needs && $(MAKE) --no-print-directory build && ./leverarch; \
	else \
		$(HEADLESS) build -tags headless -o leverarch . && ./leverarch; \
	fi

build: go-is-new-enough
	@echo "Building. The first time takes a few minutes; after that, seconds."
	CGO_ENABLED=1 $(GO) build $(ALOUD) -o leverarch .

# test needs nothing but Go: no screen, no C compiler, no OpenGL.
test: go-is-new-enough
	$(HEADLESS) test -timeout 30m -tags headless ./...

# race needs a C compiler.
race:
	CGO_ENABLED=1 $(GO) test -race -timeout 30m -tags headless ./...

lint:
	@test -z "$$(gofmt -l .)" || { echo "These files want gofmt:"; gofmt -l .; exit 1; }
	$(HEADLESS) vet -tags headless ./...
	$(HEADLESS) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 -tags headless ./...

bench:
	$(HEADLESS) test -tags headless -run '^$$' -bench . -benchtime 1s ./app/... ./vault/... ./export/...
	$(HEADLESS) test -tags headless -run '^$$' -bench Show -benchtime 10x ./screens

# letters reads a folder of letters and prints what was found in them. Another
# folder: make letters LETTERS=folder. Without one, the few kept here are tried.
LETTERS ?= $(wildcard ../shared/letters)
letters: go-is-new-enough
	cd app && LEVERARCH_LETTERS="$(if $(LETTERS),$(abspath $(LETTERS)))" $(HEADLESS) test -tags headless -count=1 -timeout 60m -run '^TestLetters$$' $(if $(LETTERS),,-v)

.PHONY: go-is-new-enough
go-is-new-enough:
	@.ci/needs --go

# pictures draws every screen in every look, for people to look at.
.PHONY: pictures
pictures: go-is-new-enough
	@mkdir -p pictures
	PICTURES=$(CURDIR)/pictures $(HEADLESS) test -tags headless -count=1 -timeout 30m -run '^TestEveryScreenFits' ./screens
	@cp pictures/home-light-100.png docs/home.png
	@echo "They are in the folder pictures; the one of the README is put in its place."
