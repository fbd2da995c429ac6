"""HL7 v2 messages: appointments (SIU) and the demographics beside them (ADT)."""
