"""Rules on the sources: what clinicians, lawyers and designers wrote, before any packet is made."""

from __future__ import annotations

from consent.checks.source import (
    cls110_dictated_wording,
    cls111_no_promise,
    cls112_true_fda_status,
    cls113_no_blessing_by_a_state,
    cls114_no_waiver_of_rights,
    cls115_no_patient_story,
    cls116_nothing_unfinished,
    cls117_true_in_any_company,
    cls118_attribution_owned,
    cls119_status_told,
    pro102_not_its_own_alternative,
    rdb110_clause_readable,
    rdb111_section_readable,
    rdb112_abbreviation_explained,
    rev101_review_date_passed,
    rev102_review_date_near,
    rev103_approver_named,
    rev104_owner_named,
    rev105_sources_named,
    rev106_no_recalled_source,
    rsk101_likelihood_says_something,
    rsk102_percentage_with_frequency,
    rsk103_no_ratio_without_base,
    rsk105_one_risk_one_number,
    rsk106_number_of_this_site,
    tpl101_known_names,
    tpl102_no_default_filter,
    tpl103_templates_compile,
)
from consent.checks.source.context import SourceContext
from consent.models.finding import Finding

SOURCE_RULES = (
    rev101_review_date_passed,
    rev102_review_date_near,
    rev103_approver_named,
    rev104_owner_named,
    rev105_sources_named,
    rev106_no_recalled_source,
    cls110_dictated_wording,
    cls111_no_promise,
    cls112_true_fda_status,
    cls113_no_blessing_by_a_state,
    cls114_no_waiver_of_rights,
    cls115_no_patient_story,
    cls116_nothing_unfinished,
    cls117_true_in_any_company,
    cls118_attribution_owned,
    cls119_status_told,
    rsk101_likelihood_says_something,
    rsk102_percentage_with_frequency,
    rsk103_no_ratio_without_base,
    rsk105_one_risk_one_number,
    rsk106_number_of_this_site,
    pro102_not_its_own_alternative,
    rdb110_clause_readable,
    rdb111_section_readable,
    rdb112_abbreviation_explained,
    tpl101_known_names,
    tpl102_no_default_filter,
    tpl103_templates_compile,
)

__all__ = ["SOURCE_RULES", "SourceContext", "check_sources"]


def check_sources(context: SourceContext) -> tuple[Finding, ...]:
    """Everything wrong with the sources, in one pass."""
    found = dict.fromkeys(finding for rule in SOURCE_RULES for finding in rule.check(context))
    return tuple(sorted(found, key=lambda f: (f.place, f.code, f.message)))
