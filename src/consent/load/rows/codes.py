"""Complaints a source of many records can make besides those of a record file. A code is never reused."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NO_SUCH_OPTION = "REC040"
MISSING_COLUMN = "REC041"
UNMATCHED_COLUMN = "REC042"
TWO_COLUMNS = "REC043"
ENCODING = "REC044"
RAGGED = "REC045"
QUOTES = "REC046"
CUT_OFF = "REC047"
TOO_LARGE = "REC048"
CELL = "REC049"
DATE_FORM = "REC050"
UNSPENT = "REC051"
NOT_A_SOURCE = "REC052"
WORKBOOK = "REC053"
NO_PATIENT = "REC054"
NOT_SHOWN = "REC056"
STATUS_WORD = "REC057"
OTHER_PROCEDURE = "REC058"
TWO_PEOPLE = "REC059"
OTHER_SIDE = "REC066"
NEEDS_GUIDANCE = "REC067"
MIXED_NAME = "REC069"
SUPPOSED = "REC080"
HL7_MESSAGE = "REC081"
HL7_LEFT_OUT = "REC082"
FHIR_VERSION = "REC060"
FHIR_SHAPE = "REC061"
FHIR_REFERENCE = "REC062"
FHIR_CODE = "REC063"
FHIR_LEFT_OUT = "REC064"
FHIR_ELEMENT = "REC065"

SOURCE_CODES: Mapping[str, str] = MappingProxyType(
    {
        NO_SUCH_OPTION: "an option names something that does not exist: a sheet, an encoding, a field",
        MISSING_COLUMN: "the table lacks columns that must be there",
        UNMATCHED_COLUMN: "a column or key that is not read (warning)",
        TWO_COLUMNS: "two columns hold the same field",
        ENCODING: "the text is not in the encoding it is read with",
        RAGGED: "a row has fewer or more cells than there are headings",
        QUOTES: "the quotation marks of a row do not come in pairs, or a row has no end",
        CUT_OFF: "the source could not be read to its end",
        TOO_LARGE: "a line, a row or a file is larger than can be right",
        CELL: "a cell holds what no text can be read from: an error, a time, a number that lost digits",
        DATE_FORM: "a date that is not written YYYY-MM-DD, or could be read in two ways",
        UNSPENT: "a body site, side or indication that belongs to none of the row's procedures",
        NOT_A_SOURCE: "the file or folder holds nothing that records can be read from",
        WORKBOOK: "the workbook is protected, damaged, of another format, or unpacks to far too much",
        NO_PATIENT: "a row without a visit: the headings again, a total, a note",
        NOT_SHOWN: "rows a workbook hides are read, or sheets of it are not (warning)",
        STATUS_WORD: "a status nobody knows, so the visit may be off (warning)",
        OTHER_PROCEDURE: "a code that does not say what is injected, or words for something else beside it",
        TWO_PEOPLE: "one medical record number with two names or two birth dates",
        OTHER_SIDE: "a diagnosis or a text names another side than the visit",
        NEEDS_GUIDANCE: "a code includes ultrasound guidance, which the packet is silent about (warning)",
        MIXED_NAME: "a name with something else in its cell: a number, a day, an age, a sign, a title",
        HL7_MESSAGE: "HL7 v2 messages without an appointment",
        HL7_LEFT_OUT: "HL7 v2 messages that were left out (warning)",
        SUPPOSED: "what no cell says and the columns file supposes (warning)",
        FHIR_VERSION: "the FHIR data is not R4",
        FHIR_SHAPE: "the FHIR data is no Bundle, NDJSON export or resource that can be used",
        FHIR_REFERENCE: "a FHIR reference leads to nothing in the source",
        FHIR_CODE: "a FHIR code that is not mapped",
        FHIR_LEFT_OUT: "FHIR resources that were left out (warning)",
        FHIR_ELEMENT: "a FHIR element is missing, incomplete or contradicts another",
    }
)
"""What each code stands for, in one line."""
