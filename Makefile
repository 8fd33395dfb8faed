.PHONY: setup run dev test lint bench clean

# On a CI machine builds outlive the checkout.
ifneq ($(CI),)
export CARGO_TARGET_DIR ?= $(or $(PILOTBOARD_CACHE),$(HOME)/.cache/pilotboard)/target
endif

setup: ; @tools/setup.sh run && tools/setup.sh test
run:   ; @tools/run.sh
dev:   ; @tools/dev.sh
test:  ; @tools/test.sh
lint:  ; @tools/lint.sh
bench: ; @tools/bench.sh
clean: ; @cargo clean && rm -rf dist
