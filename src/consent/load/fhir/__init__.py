"""FHIR R4: who comes when for what, from Bundles and bulk exports, as documents shaped as records.

Only the few elements a record needs are read. Each is read by hand: none of them is trusted to be there.
"""
