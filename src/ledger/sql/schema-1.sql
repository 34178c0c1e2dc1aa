-- The store, version 1. docs/store.md describes tables and views; tests/docs hold it to this file.

-- Facts: what each report says, filled once, when the report is added, out of its ledger (add.sql).

CREATE TABLE document (
  n INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order of adding; never given twice
  id TEXT NOT NULL UNIQUE,
  url TEXT, outlet TEXT, title TEXT, byline TEXT, published TEXT, language TEXT,
  day TEXT AS (CASE WHEN length(published) >= 10 THEN substr(published, 1, 10) END) STORED,
  ledger TEXT NOT NULL -- docs/ledger-json.md, the bytes as they were written when the report was read
) STRICT;
CREATE INDEX document_day ON document (day);
CREATE INDEX document_outlet ON document (outlet, day);

CREATE TABLE actor (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT, role TEXT,
  "of" TEXT,
  count INTEGER,
  country TEXT,
  wikidata TEXT,
  PRIMARY KEY (document, id),
  FOREIGN KEY (document, "of") REFERENCES actor DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_type (name TEXT PRIMARY KEY, bit INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO incident_type SELECT value, 1 << key FROM json_each('["shooting", "bombing", "arson", "stabbing",
  "vehicle attack", "kidnapping", "hijacking", "assassination", "air strike", "shelling", "armed clash", "chemical attack",
  "cyber attack", "sabotage", "riot", "police violence", "execution", "fire", "explosion", "collapse", "crash", "sinking",
  "earthquake", "flood", "storm", "outbreak", "other"]');

CREATE TABLE incident (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  n INTEGER NOT NULL, -- by the first mention, from 0
  id TEXT NOT NULL,
  types TEXT NOT NULL, -- names, with ", " between them
  type_bits INTEGER NOT NULL, -- the same, of incident_type
  background INTEGER NOT NULL,
  "when" TEXT, when_start INTEGER, when_end INTEGER,
  venue TEXT, place TEXT, region TEXT, country TEXT,
  latitude REAL, longitude REAL, where_start INTEGER, where_end INTEGER,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (document, n),
  UNIQUE (document, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX incident_when ON incident ("when", place) WHERE "when" IS NOT NULL;

-- Weapons, targets and victims.
CREATE TABLE incident_part (
  document INTEGER NOT NULL, incident INTEGER NOT NULL, n INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('weapon', 'target', 'victim')),
  words TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (document, incident, role, n),
  FOREIGN KEY (document, incident) REFERENCES incident ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE statement (
  document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  n INTEGER NOT NULL, -- s1 is 1
  actor TEXT,
  act TEXT, -- none: ascribed to someone, but no statement
  target TEXT,
  re INTEGER, inside INTEGER,
  about TEXT,
  mode TEXT NOT NULL,
  "when" TEXT,
  said TEXT, -- the content, its pieces with " ... " between them
  hedge TEXT, frame TEXT, evidence TEXT,
  cue_start INTEGER, cue_end INTEGER,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (document, n),
  FOREIGN KEY (document, actor) REFERENCES actor DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (document, target) REFERENCES actor DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (document, re) REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (document, inside) REFERENCES statement DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (document, about) REFERENCES incident (document, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  document INTEGER NOT NULL, incident INTEGER NOT NULL, n INTEGER NOT NULL,
  what TEXT NOT NULL,
  low INTEGER, high INTEGER,
  qualifier TEXT, breakdown TEXT,
  "by" TEXT,
  as_of TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (document, incident, n),
  FOREIGN KEY (document, incident) REFERENCES incident ON DELETE CASCADE,
  FOREIGN KEY (document, "by") REFERENCES actor DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE proceeding (
  document INTEGER NOT NULL, incident INTEGER NOT NULL, n INTEGER NOT NULL,
  act TEXT NOT NULL,
  who TEXT, party TEXT,
  "by" TEXT,
  count INTEGER, offence TEXT, "when" TEXT, until TEXT,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  PRIMARY KEY (document, incident, n),
  FOREIGN KEY (document, incident) REFERENCES incident ON DELETE CASCADE,
  FOREIGN KEY (document, who) REFERENCES actor DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (document, "by") REFERENCES actor DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Who is said to have done it; the statements that say so, none where the report itself does.
CREATE TABLE perpetrator (
  document INTEGER NOT NULL, incident INTEGER NOT NULL, n INTEGER NOT NULL,
  actor TEXT, words TEXT, start INTEGER, "end" INTEGER,
  PRIMARY KEY (document, incident, n),
  FOREIGN KEY (document, incident) REFERENCES incident ON DELETE CASCADE,
  FOREIGN KEY (document, actor) REFERENCES actor DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TABLE perpetrator_statement (
  document INTEGER NOT NULL, incident INTEGER NOT NULL, perpetrator INTEGER NOT NULL, statement INTEGER NOT NULL,
  PRIMARY KEY (document, incident, perpetrator, statement),
  FOREIGN KEY (document, incident, perpetrator) REFERENCES perpetrator ON DELETE CASCADE,
  FOREIGN KEY (document, statement) REFERENCES statement ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Spans are in the ledger; where an actor is named, described or pointed at:
CREATE VIEW mention AS
SELECT d.n AS document, a.value ->> '$.id' AS actor, m.value ->> 0 AS start, m.value ->> 1 AS "end"
FROM document d, json_each(d.ledger, '$.actors') a, json_each(a.value, '$.mentions') m;

-- The words of titles and texts. SQLite's JSON ends a string at NUL: U+0001 keeps its place.
CREATE VIEW document_text AS
SELECT n, title, replace(ledger -> '$.document.text', '\u0000', '\u0001') ->> '$' AS body FROM document;
CREATE VIRTUAL TABLE document_words USING fts5(title, body, content = 'document_text', content_rowid = 'n',
  tokenize = 'porter unicode61 remove_diacritics 2');

-- Derived: what holds across reports. `culpa relink` throws it away and makes it anew out of the facts.

-- Reports that no link was looked for yet.
CREATE TABLE pending (document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE) STRICT;

-- Reports with one story tell the same; reports with one voice are copies of one text. Both are named by a report.
CREATE TABLE story (
  document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  story INTEGER NOT NULL,
  voice INTEGER NOT NULL
) STRICT;
CREATE INDEX story_story ON story (story);
CREATE INDEX story_voice ON story (voice);

-- One incident, whoever tells it. Columns sum up its tellings: of when and where what most say.
CREATE TABLE event (
  n INTEGER PRIMARY KEY,
  id TEXT UNIQUE,
  base TEXT, number INTEGER, -- what the id is made of: the base, from the second on with its number
  story INTEGER UNIQUE, -- whose main incident it is; none: only recalled
  key TEXT UNIQUE, -- of one that is only recalled: type, place and day, or the incident itself
  types TEXT, "when" TEXT, venue TEXT, place TEXT, region TEXT, country TEXT,
  killed_low INTEGER, killed_high INTEGER,
  title TEXT,
  reports INTEGER, voices INTEGER,
  first_day TEXT, last_day TEXT -- of the reports
) STRICT;
CREATE INDEX event_last_day ON event (last_day, types, story); -- types: what is of another type need not be read
CREATE INDEX event_base ON event (base, number);
-- What its venue, place, region and country are called, without case, accents and articles.
CREATE TABLE event_place (
  folded TEXT NOT NULL, event INTEGER NOT NULL REFERENCES event ON DELETE CASCADE,
  PRIMARY KEY (folded, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_place_event ON event_place (event);

CREATE TABLE telling (
  document INTEGER NOT NULL, incident INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES event,
  main INTEGER NOT NULL, -- what its report is about
  PRIMARY KEY (document, incident),
  FOREIGN KEY (document, incident) REFERENCES incident ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX telling_event ON telling (event);

-- One actor across reports.
CREATE TABLE party (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT, country TEXT, wikidata TEXT
) STRICT;
CREATE TABLE party_actor (
  document INTEGER NOT NULL, actor TEXT NOT NULL,
  party INTEGER NOT NULL REFERENCES party,
  PRIMARY KEY (document, actor),
  FOREIGN KEY (document, actor) REFERENCES actor ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX party_actor_party ON party_actor (party);
-- What it is called, without case, accents and articles.
CREATE TABLE party_name (
  folded TEXT NOT NULL, party INTEGER NOT NULL REFERENCES party ON DELETE CASCADE,
  PRIMARY KEY (folded, party)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_name_party ON party_name (party);

-- Statements by party and day: by it, or to or about it. Those of copies are left out.
CREATE TABLE voiced (
  party INTEGER NOT NULL REFERENCES party,
  day TEXT NOT NULL, -- when it was said, else published; '' where neither is known
  document INTEGER NOT NULL, statement INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('by', 'about')),
  PRIMARY KEY (party, day, document, statement, role),
  FOREIGN KEY (document, statement) REFERENCES statement ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX voiced_statement ON voiced (document, statement);

-- One statement's answer to another.
CREATE TABLE thread (
  document INTEGER NOT NULL, statement INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('answers', 'denies', 'verifies', 'repeats', 'supersedes')),
  to_document INTEGER NOT NULL, to_statement INTEGER NOT NULL,
  PRIMARY KEY (document, statement, kind, to_document, to_statement),
  FOREIGN KEY (document, statement) REFERENCES statement ON DELETE CASCADE,
  FOREIGN KEY (to_document, to_statement) REFERENCES statement ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_to ON thread (to_document, to_statement);

CREATE TABLE source (
  outlet TEXT PRIMARY KEY, -- '' where a report names none
  reports INTEGER NOT NULL,
  voices INTEGER NOT NULL, -- copies of one text count once
  copied INTEGER NOT NULL, -- reports whose text another outlet has too
  first_day TEXT, last_day TEXT
) STRICT, WITHOUT ROWID;

-- Statements with names for people.
CREATE VIEW told AS
SELECT d.n AS document, d.id AS report, d.outlet, d.published, y.voice, s.n AS statement, 's' || s.n AS statement_id,
  coalesce(s."when", d.day, '') AS day, t.event, s.act, s.mode, s.said, s.hedge, s.frame, s.evidence, s.start, s."end",
  pa.party, coalesce(p.name, a.name) AS speaker, pt.party AS target_party, coalesce(q.name, b.name) AS target
FROM statement s
JOIN document d ON d.n = s.document
LEFT JOIN story y ON y.document = d.n
LEFT JOIN actor a ON a.document = s.document AND a.id = s.actor
LEFT JOIN party_actor pa ON pa.document = s.document AND pa.actor = s.actor
LEFT JOIN party p ON p.n = pa.party
LEFT JOIN actor b ON b.document = s.document AND b.id = s.target
LEFT JOIN party_actor pt ON pt.document = s.document AND pt.actor = s.target
LEFT JOIN party q ON q.n = pt.party
LEFT JOIN incident i ON i.document = s.document AND i.id = s.about
LEFT JOIN telling t ON t.document = i.document AND t.incident = i.n
WHERE s.act IS NOT NULL;

-- Where a party stands on who is to blame; copies of a report are left out. whom: the party that the stance is on, itself for
-- claims and denials, 0 where it is nobody known.
CREATE VIEW stance AS
SELECT event, party, speaker, day, act, target, report, outlet, document, statement, statement_id, said, start, "end",
  coalesce(CASE WHEN act IN ('claim', 'deny') THEN party ELSE target_party END, 0) AS whom,
  CASE act WHEN 'claim' THEN 'claims it' WHEN 'deny' THEN 'denies it' WHEN 'accuse' THEN 'blames' WHEN 'insinuate' THEN 'hints at'
    WHEN 'exonerate' THEN 'clears' ELSE 'leaves open' END AS stance
FROM told
WHERE act IN ('claim', 'accuse', 'insinuate', 'deny', 'exonerate', 'withhold', 'no_evidence')
  AND party IS NOT NULL AND event IS NOT NULL AND document = voice;

-- The same with changes: changed, where it stood elsewhere on the same party before. For one event ask stance, and look back
-- there: SQLite works out this view for all events first.
CREATE VIEW position AS
SELECT *, whom <> 0 AND previous IS NOT NULL AND previous <> stance AS changed
FROM (SELECT *, lag(stance) OVER (PARTITION BY event, party, whom ORDER BY day, report, statement) AS previous FROM stance);

-- Figures with who gives them, when and where.
CREATE VIEW figure_told AS
SELECT t.event, f.what, f.breakdown, f.low, f.high, f.qualifier, coalesce(p.name, a.name) AS giver,
  coalesce(f.as_of, d.day, '') AS day, d.outlet, d.id AS report, d.n AS document, y.voice, f.incident, f.n, f.start, f."end"
FROM figure f
JOIN telling t ON t.document = f.document AND t.incident = f.incident
JOIN document d ON d.n = f.document
LEFT JOIN story y ON y.document = d.n
LEFT JOIN actor a ON a.document = f.document AND a.id = f."by"
LEFT JOIN party_actor pa ON pa.document = f.document AND pa.actor = f."by"
LEFT JOIN party p ON p.n = pa.party;
