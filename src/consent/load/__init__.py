"""Reads what people typed. All complaints about input come from here, in one pass, and never quote a patient.

| room | takes | gives |
|---|---|---|
| ``typed`` | the bytes of any file people type | plain data and models, each value with its place |
| ``library`` | the template folders | ``load_library``: procedures, clauses, policies, words |
| ``practice`` | ``practice.yaml`` and its neighbours | ``load_practice``, logo, forms, waivers, baseline |
| ``record`` | record files | ``load_records``: one patient, one visit, held against both of these |
| ``source`` | a schedule of any kind | ``open_source``: row after row, a record or the reasons why not |
| ``table``, ``fhir`` | CSV, XLSX, JSON lines; FHIR R4 | ``rows`` for ``source`` to judge |

Never assembles, prints or writes. Every complaint has a code of its own in ``codes``.
"""
