# Thin: every target is `python3 dev.py TARGET`, which works without make.
TARGETS := example test all setup lint types imports smoke build container bench golden-update docs gallery rule-pictures lock

.PHONY: $(TARGETS)
$(TARGETS):
	@python3 dev.py $@
