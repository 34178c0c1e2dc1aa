-- From stories and voices, which are there, to all the rest that is derived, for the reports in temp.touched: with a report
-- all of its story. culpa_fold(text) is without case, accents, articles and signs. CROSS JOIN: SQLite keeps the order, from
-- the few that are touched to their rows by index. Left to itself it takes all rows of the store and looks each up among the few.

CREATE TEMP TABLE former AS
SELECT DISTINCT event AS n, 'event' AS kind FROM touched CROSS JOIN telling USING (document)
UNION ALL SELECT DISTINCT party, 'party' FROM touched CROSS JOIN party_actor USING (document);
DELETE FROM thread WHERE document IN (SELECT document FROM touched);
DELETE FROM thread WHERE to_document IN (SELECT document FROM touched);
DELETE FROM voiced WHERE document IN (SELECT document FROM touched);
DELETE FROM party_actor WHERE document IN (SELECT document FROM touched);
DELETE FROM telling WHERE document IN (SELECT document FROM touched);
-- The incident of a story whose last report was taken out; its id is free again.
DELETE FROM event WHERE n IN (SELECT n FROM former WHERE kind = 'event') AND story IS NULL AND key IS NULL
  AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.event = event.n);

-- Events. A report is about one incident: the one that most of it speaks of, no recalled one where there is another.
CREATE TEMP TABLE chosen (document INTEGER PRIMARY KEY, incident INTEGER);
INSERT INTO chosen
SELECT document, n FROM (SELECT i.document, i.n, row_number() OVER (PARTITION BY i.document ORDER BY i.background,
    (SELECT count(*) FROM statement s WHERE s.document = i.document AND s.about = i.id)
    + (SELECT count(*) FROM figure f WHERE f.document = i.document AND f.incident = i.n)
    + (SELECT count(*) FROM proceeding p WHERE p.document = i.document AND p.incident = i.n) DESC, i.n) AS place
  FROM touched CROSS JOIN incident i USING (document))
WHERE place = 1;

INSERT INTO event (story)
SELECT s.story FROM chosen CROSS JOIN story s USING (document) CROSS JOIN document d ON d.n = s.document
WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.story = s.story)
GROUP BY s.story ORDER BY min(coalesce(d.day, '~')), min(d.id);
INSERT INTO telling (document, incident, event, main)
SELECT c.document, c.incident, e.n, 1 FROM chosen c CROSS JOIN story s USING (document) CROSS JOIN event e ON e.story = s.story;

-- What is only recalled: the main incident of another story, of the same kind, place and day; else one of its own, shared
-- with others who recall the same.
CREATE TEMP TABLE recalled (document INTEGER, incident INTEGER, key TEXT, event INTEGER);
INSERT INTO recalled
SELECT i.document, i.n,
  CASE WHEN length(i."when") = 10 AND i.place IS NOT NULL
    THEN 'recalled ' || (SELECT min(bit) FROM incident_type WHERE bit & i.type_bits) || ' ' || culpa_fold(i.place) || ' ' || i."when"
    ELSE 'of ' || d.id || ' ' || i.id END,
  CASE WHEN length(i."when") = 10 AND i.place IS NOT NULL
    THEN (SELECT min(t.event) FROM incident m JOIN telling t ON t.document = m.document AND t.incident = m.n
      WHERE m."when" = i."when" AND m.place IS NOT NULL AND culpa_fold(m.place) = culpa_fold(i.place)
        AND m.type_bits & i.type_bits AND t.main
        AND t.event NOT IN (SELECT o.event FROM telling o WHERE o.document = i.document AND o.main)) END
FROM touched CROSS JOIN incident i USING (document) CROSS JOIN document d ON d.n = i.document
WHERE NOT EXISTS (SELECT 1 FROM chosen c WHERE c.document = i.document AND c.incident = i.n);
INSERT INTO event (key)
SELECT r.key FROM recalled r CROSS JOIN document d ON d.n = r.document
WHERE r.event IS NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.key = r.key)
GROUP BY r.key ORDER BY min(coalesce(d.day, '~')), min(d.id), min(incident);
INSERT INTO telling (document, incident, event, main)
SELECT document, incident, coalesce(event, (SELECT n FROM event e WHERE e.key = r.key)), 0 FROM recalled r;

-- What the tellings of an event come to.
CREATE TEMP TABLE changed (event INTEGER PRIMARY KEY);
INSERT INTO changed SELECT DISTINCT event FROM telling WHERE document IN (SELECT document FROM touched);
CREATE TEMP TABLE tale (event INTEGER, document INTEGER, incident INTEGER, day TEXT, id TEXT, title TEXT, voice INTEGER,
  types TEXT, type_bits INTEGER, "when" TEXT, venue TEXT, place TEXT, region TEXT, country TEXT);
INSERT INTO tale
SELECT t.event, t.document, t.incident, coalesce(d.day, '~'), d.id, d.title, s.voice, i.types, i.type_bits, i."when", i.venue, i.place,
  i.region, i.country
FROM changed CROSS JOIN telling t USING (event) CROSS JOIN document d ON d.n = t.document CROSS JOIN story s ON s.document = d.n
CROSS JOIN incident i ON i.document = t.document AND i.n = t.incident;
CREATE INDEX temp.tale_event ON tale (event, day, id, incident);
UPDATE event SET
  types = coalesce((SELECT group_concat(name, ', ') FROM (SELECT name FROM tale t JOIN incident_type ON bit & type_bits
      WHERE t.event = event.n GROUP BY name
      HAVING 2 * count(DISTINCT voice) >= (SELECT count(DISTINCT voice) FROM tale o WHERE o.event = event.n)
      ORDER BY count(DISTINCT voice) DESC, bit)),
    (SELECT types FROM tale t WHERE t.event = event.n GROUP BY types ORDER BY count(DISTINCT voice) DESC, min(day), min(id) LIMIT 1)),
  "when" = (SELECT "when" FROM tale t WHERE t.event = event.n AND "when" IS NOT NULL
    GROUP BY "when" ORDER BY count(DISTINCT voice) DESC, length("when") DESC, min(day), "when" LIMIT 1),
  venue = (SELECT venue FROM tale t WHERE t.event = event.n AND venue IS NOT NULL
    GROUP BY venue ORDER BY count(DISTINCT voice) DESC, min(day), venue LIMIT 1),
  (place, region, country) = (SELECT place, region, country FROM tale t WHERE t.event = event.n
    AND coalesce(place, region, country) IS NOT NULL
    GROUP BY place, region, country ORDER BY place IS NULL, count(DISTINCT voice) DESC, min(day), place, region LIMIT 1),
  title = (SELECT title FROM tale t WHERE t.event = event.n AND title IS NOT NULL ORDER BY day, id LIMIT 1),
  -- of each report the highest: "one woman was killed" stands beside "84 were killed"
  (killed_low, killed_high) = (SELECT min(low), max(high) FROM (
    SELECT max(coalesce(f.low, f.high)) AS low, max(coalesce(f.high, f.low)) AS high
    FROM tale t JOIN figure f ON f.document = t.document AND f.incident = t.incident
    WHERE t.event = event.n AND f.what = 'killed' AND f.breakdown IS NULL
    GROUP BY t.document)),
  (reports, voices, first_day, last_day) = (SELECT count(DISTINCT document), count(DISTINCT voice), min(nullif(day, '~')),
    max(nullif(day, '~')) FROM tale t WHERE t.event = event.n)
WHERE n IN (SELECT event FROM changed);
DELETE FROM event_place WHERE event IN (SELECT event FROM changed);
INSERT INTO event_place (folded, event)
SELECT culpa_fold(venue), n FROM changed CROSS JOIN event ON n = event WHERE venue IS NOT NULL
UNION SELECT culpa_fold(place), n FROM changed CROSS JOIN event ON n = event WHERE place IS NOT NULL
UNION SELECT culpa_fold(region), n FROM changed CROSS JOIN event ON n = event WHERE region IS NOT NULL
UNION SELECT culpa_fold(country), n FROM changed CROSS JOIN event ON n = event WHERE country IS NOT NULL;
UPDATE event SET base = replace(culpa_fold(CASE WHEN instr(types, ',') THEN substr(types, 1, instr(types, ',') - 1) ELSE types END
  || coalesce(' ' || coalesce(place, region, country), '') || coalesce(' ' || coalesce("when", first_day), '')), ' ', '-')
WHERE base IS NULL;
CREATE TEMP TABLE numbered AS
SELECT n, row_number() OVER (PARTITION BY base ORDER BY n)
  + coalesce((SELECT max(number) FROM event o WHERE o.base = e.base), 0) AS number
FROM changed CROSS JOIN event e ON e.n = changed.event WHERE number IS NULL;
UPDATE event SET number = s.number, id = base || CASE WHEN s.number > 1 THEN ':' || s.number ELSE '' END
FROM numbered s WHERE s.n = event.n;

-- Parties. A full name of a person, the name of a group or of a state's body is the same everywhere; what needs the story to
-- be known (a family name, the ministry) is the same in its reports; a description is the report's own.
CREATE TEMP TABLE named (document INTEGER, actor TEXT, name TEXT, folded TEXT, kind TEXT, country TEXT, wikidata TEXT,
  event INTEGER, key TEXT, PRIMARY KEY (document, actor)) WITHOUT ROWID;
INSERT INTO named
SELECT a.document, a.id, a.name, culpa_fold(a.name), a.kind, a.country, a.wikidata, t.event, NULL
FROM touched CROSS JOIN actor a USING (document) LEFT JOIN telling t ON t.document = a.document AND t.main;
UPDATE named SET key = CASE
  WHEN wikidata IS NOT NULL THEN wikidata
  WHEN kind = 'state' THEN 'state ' || coalesce(country, folded)
  WHEN kind = 'person' AND instr(folded, ' ') AND name GLOB '*[A-Z]*' THEN 'person ' || folded
  WHEN kind IN ('armed group', 'organisation', 'media') AND name GLOB '*[A-Z]*' THEN 'organisation ' || folded
  WHEN kind = 'government body' AND country IS NOT NULL THEN 'body ' || country || ' ' || folded
  WHEN kind IN ('person', 'government body', 'armed group', 'organisation', 'media') AND event IS NOT NULL
    THEN 'event ' || (SELECT id FROM event WHERE n = event) || ' ' || folded
  ELSE 'report ' || (SELECT id FROM document WHERE n = document) || ' ' || actor END;
CREATE INDEX temp.named_event ON named (event, kind);
UPDATE named SET key = coalesce((SELECT min(o.key) FROM named o
    WHERE o.event = named.event AND o.kind = 'person' AND o.key NOT LIKE 'event %' AND o.folded LIKE '% ' || named.folded
    GROUP BY o.event HAVING count(DISTINCT o.key) = 1), key)
WHERE kind = 'person' AND key LIKE 'event %';
INSERT OR IGNORE INTO party (key, name, kind, country, wikidata)
SELECT key, name, kind, country, wikidata FROM named CROSS JOIN document d ON d.n = document ORDER BY coalesce(d.day, '~'), d.id, actor;
INSERT INTO party_actor (document, actor, party) SELECT document, actor, p.n FROM named CROSS JOIN party p USING (key);
INSERT OR IGNORE INTO party_name (folded, party)
SELECT folded, p.n FROM named CROSS JOIN party p USING (key)
UNION
SELECT culpa_fold(l.value), pa.party
FROM touched CROSS JOIN document d ON d.n = touched.document CROSS JOIN json_each(d.ledger, '$.actors') a
CROSS JOIN party_actor pa ON pa.document = d.n AND pa.actor = a.value ->> '$.id'
CROSS JOIN json_each(a.value, '$.aliases') l
WHERE l.value GLOB '*[A-Z]*';

-- Who says it, and to or about whom.
INSERT INTO voiced (party, day, document, statement, role)
SELECT party, day, document, statement, 'by' FROM told
WHERE document IN (SELECT document FROM touched) AND party IS NOT NULL AND document = voice
UNION ALL
SELECT target_party, day, document, statement, 'about' FROM told
WHERE document IN (SELECT document FROM touched) AND target_party IS NOT NULL AND document = voice;

-- Threads: in a report by its own account; across reports that are no copies, denials of what was said before, the same words
-- again, and a party that takes another position.
INSERT OR IGNORE INTO thread (document, statement, kind, to_document, to_statement)
SELECT document, n, CASE act WHEN 'deny' THEN 'denies' WHEN 'verify' THEN 'verifies' ELSE 'answers' END, document, re
FROM touched CROSS JOIN statement USING (document) WHERE re IS NOT NULL AND act IS NOT NULL;

CREATE TEMP TABLE saying (n INTEGER PRIMARY KEY, event INTEGER, document INTEGER, report TEXT, statement INTEGER, day TEXT,
  party INTEGER, act TEXT, target INTEGER, words TEXT, answers INTEGER);
INSERT INTO saying (event, document, report, statement, day, party, act, target, words, answers)
SELECT t.event, t.document, t.report, t.statement, t.day, t.party, t.act, t.target_party, culpa_fold(t.said), s.re
FROM told t CROSS JOIN statement s ON s.document = t.document AND s.n = t.statement
WHERE t.document IN (SELECT document FROM touched) AND t.event IS NOT NULL AND t.party IS NOT NULL AND t.document = t.voice;
CREATE INDEX temp.saying_target ON saying (event, target, day);
CREATE INDEX temp.saying_words ON saying (event, party, act, words);
INSERT OR IGNORE INTO thread (document, statement, kind, to_document, to_statement)
SELECT s.document, s.statement, 'denies', a.document, a.statement
FROM saying s JOIN saying a ON a.n = (SELECT n FROM saying o
  WHERE o.event = s.event AND o.target = s.party AND o.day <= s.day AND o.document <> s.document AND o.party <> s.party
    AND o.act IN ('accuse', 'insinuate')
  ORDER BY o.day DESC, o.report DESC, o.statement DESC LIMIT 1)
WHERE s.act = 'deny' AND s.answers IS NULL;
INSERT OR IGNORE INTO thread (document, statement, kind, to_document, to_statement)
SELECT s.document, s.statement, 'repeats', a.document, a.statement
FROM saying s JOIN saying a ON a.n = (SELECT n FROM saying o
  WHERE o.event = s.event AND o.party = s.party AND o.act = s.act AND o.words = s.words AND o.document <> s.document
    AND (o.day, o.report) < (s.day, s.report)
  ORDER BY o.day, o.report, o.statement LIMIT 1)
WHERE s.words IS NOT NULL;
INSERT OR IGNORE INTO thread (document, statement, kind, to_document, to_statement)
SELECT document, statement, 'supersedes', to_document, to_statement
FROM (SELECT document, statement, whom, stance, lag(stance) OVER w AS previous, lag(document) OVER w AS to_document,
    lag(statement) OVER w AS to_statement
  FROM stance WHERE event IN (SELECT event FROM changed) AND document IN (SELECT document FROM changed CROSS JOIN telling USING (event))
  WINDOW w AS (PARTITION BY event, party, whom ORDER BY day, report, statement))
WHERE whom <> 0 AND previous <> stance;

-- Sources, by independent voice. What the pending reports add to those that are there: only their voices are looked at, before and
-- after. Then those that are not there, whole. Outlets are told by steps through the index, not by a look at each report.
CREATE TEMP TABLE heard AS
SELECT s.voice, coalesce(d.outlet, '') AS outlet, count(*) AS reports, count(p.document) AS added,
  min(CASE WHEN p.document THEN d.day END) AS first_day, max(CASE WHEN p.document THEN d.day END) AS last_day
FROM (SELECT DISTINCT voice FROM pending CROSS JOIN story USING (document)) v CROSS JOIN story s USING (voice)
CROSS JOIN document d ON d.n = s.document LEFT JOIN pending p ON p.document = d.n
GROUP BY s.voice, coalesce(d.outlet, '');
UPDATE source SET reports = source.reports + more.reports, voices = source.voices + more.voices,
  copied = source.copied + more.copied,
  first_day = coalesce(min(source.first_day, more.first_day), source.first_day, more.first_day),
  last_day = coalesce(max(source.last_day, more.last_day), source.last_day, more.last_day)
FROM (SELECT outlet, sum(added) AS reports, sum(reports = added) AS voices, min(first_day) AS first_day, max(last_day) AS last_day,
    sum(CASE WHEN outlets > 1 THEN reports ELSE 0 END - CASE WHEN outlets_before > 1 THEN reports - added ELSE 0 END) AS copied
  FROM (SELECT *, count(*) OVER w AS outlets, sum(reports > added) OVER w AS outlets_before FROM heard WINDOW w AS (PARTITION BY voice))
  GROUP BY outlet) more
WHERE more.outlet = source.outlet;
WITH RECURSIVE outlets (outlet) AS (SELECT NULL UNION SELECT min(outlet) FROM document
  UNION SELECT (SELECT min(d.outlet) FROM document d WHERE d.outlet > o.outlet) FROM outlets o)
INSERT INTO source (outlet, reports, voices, copied, first_day, last_day)
SELECT coalesce(d.outlet, ''), count(*), count(DISTINCT s.voice),
  sum(EXISTS (SELECT 1 FROM story o CROSS JOIN document e ON e.n = o.document
    WHERE o.voice = s.voice AND o.document <> d.n AND e.outlet IS NOT d.outlet)),
  min(d.day), max(d.day)
FROM outlets o CROSS JOIN document d ON d.outlet IS o.outlet CROSS JOIN story s ON s.document = d.n
WHERE coalesce(o.outlet, '') NOT IN (SELECT outlet FROM source)
GROUP BY o.outlet;

-- What nothing leads to any more.
DELETE FROM event WHERE n IN (SELECT n FROM former WHERE kind = 'event') AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.event = event.n);
DELETE FROM party WHERE n IN (SELECT n FROM former WHERE kind = 'party') AND NOT EXISTS (SELECT 1 FROM party_actor a WHERE a.party = party.n);
DROP TABLE former;

DELETE FROM pending;
DROP TABLE chosen;
DROP TABLE recalled;
DROP TABLE changed;
DROP TABLE tale;
DROP TABLE numbered;
DROP TABLE named;
DROP TABLE saying;
DROP TABLE heard;
