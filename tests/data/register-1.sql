-- A register as version 1 left it: the tables of that program, and one packet that was signed.
CREATE TABLE content (
    sha256 TEXT PRIMARY KEY, template_version TEXT NOT NULL, edition TEXT NOT NULL, paper TEXT NOT NULL,
    language TEXT NOT NULL, procedures TEXT NOT NULL, policies TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE words (sha256 TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE clause (
    content TEXT NOT NULL REFERENCES content, place INTEGER NOT NULL, id TEXT NOT NULL, version TEXT NOT NULL,
    sha256 TEXT NOT NULL, words TEXT NOT NULL REFERENCES words, PRIMARY KEY (content, place)
) WITHOUT ROWID;
CREATE TABLE issue (
    number INTEGER PRIMARY KEY, packet_id TEXT NOT NULL, mark TEXT NOT NULL, made_from TEXT NOT NULL,
    record_id TEXT NOT NULL, mrn TEXT NOT NULL, content TEXT NOT NULL, issued_on TEXT NOT NULL,
    scheduled_on TEXT NOT NULL, state TEXT NOT NULL, state_at TEXT NOT NULL, UNIQUE (packet_id, mark)
);
CREATE INDEX issue_record ON issue (record_id);
CREATE INDEX issue_mrn ON issue (mrn);
CREATE TABLE file (
    issue INTEGER NOT NULL REFERENCES issue, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    pages INTEGER NOT NULL, master TEXT NOT NULL, path TEXT NOT NULL, source TEXT NOT NULL,
    PRIMARY KEY (issue, sha256)
) WITHOUT ROWID;
CREATE TABLE event (
    issue INTEGER NOT NULL REFERENCES issue, state TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL
);
CREATE INDEX event_issue ON event (issue);
CREATE TABLE scan (
    sha256 TEXT PRIMARY KEY, issue INTEGER NOT NULL REFERENCES issue, page INTEGER NOT NULL,
    copy TEXT NOT NULL, placed_by TEXT NOT NULL, result TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX scan_issue ON scan (issue, page);
INSERT INTO content VALUES ('c0ffee', '1.0-c0ffee', 'standard', 'letter', 'en', 'ha-medium@1.0.0', 'us-fda@1.0.0');
INSERT INTO words VALUES ('ab12', 'This may not help.');
INSERT INTO clause VALUES ('c0ffee', 0, 'no-cure', '1.0.0', 'ab', 'ab12');
INSERT INTO issue VALUES (1, 'AAAAA-AAAAA', '', 'digest', 'r-1', 'mrn', 'c0ffee', '2026-11-24', '2026-12-01', 'signed', '2026-11-24T09:00:00Z');
INSERT INTO file VALUES (1, '00', 1000, 3, '', 'out/AAAAA-AAAAA.pdf', 'records/r-1.yaml');
INSERT INTO event VALUES (1, 'issued', '2026-11-24T08:00:00Z', '');
INSERT INTO event VALUES (1, 'signed', '2026-11-24T09:00:00Z', '');
PRAGMA application_id = 1129206612;
PRAGMA user_version = 1;
