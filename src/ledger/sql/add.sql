-- One report into the facts, out of its ledger. Parameters: :id, and :ledger, its JSON.
INSERT INTO document (id, url, outlet, title, byline, published, language, ledger)
SELECT :id, d ->> '$.url', d ->> '$.outlet', d ->> '$.title', d ->> '$.byline', d ->> '$.published',
  d ->> '$.language', :ledger
FROM (SELECT :ledger -> '$.document' AS d);

-- From here on :document, too.
INSERT INTO actor (document, id, name, kind, role, "of", count, country, wikidata)
SELECT :document, value ->> '$.id', value ->> '$.name', value ->> '$.kind', value ->> '$.role', value ->> '$.of',
  value ->> '$.count', value ->> '$.country', value ->> '$.wikidata'
FROM json_each(:ledger, '$.actors');

INSERT INTO incident (document, n, id, types, type_bits, background, "when", when_start, when_end, venue, place, region, country,
  latitude, longitude, where_start, where_end, start, "end")
SELECT :document, i.key, i.value ->> '$.id',
  (SELECT group_concat(value, ', ') FROM json_each(i.value, '$.types')),
  (SELECT sum(bit) FROM json_each(i.value, '$.types') t JOIN incident_type ON name = t.value),
  coalesce(i.value ->> '$.background', 0),
  i.value ->> '$.when.value', i.value ->> '$.when.span[0]', i.value ->> '$.when.span[1]',
  i.value ->> '$.where.venue', i.value ->> '$.where.place', i.value ->> '$.where.region', i.value ->> '$.where.country',
  CAST(i.value ->> '$.where.latitude' AS REAL), CAST(i.value ->> '$.where.longitude' AS REAL),
  i.value ->> '$.where.span[0]', i.value ->> '$.where.span[1]', i.value ->> '$.span[0]', i.value ->> '$.span[1]'
FROM json_each(:ledger, '$.incidents') i;

INSERT INTO incident_part (document, incident, n, role, words, start, "end")
SELECT :document, i.key, p.key, k.column2, p.value ->> '$.text', p.value ->> '$.span[0]', p.value ->> '$.span[1]'
FROM json_each(:ledger, '$.incidents') i,
  (VALUES ('$.weapons', 'weapon'), ('$.targets', 'target'), ('$.victims', 'victim')) k, json_each(i.value, k.column1) p;

INSERT INTO statement (document, n, actor, act, target, re, inside, about, mode, "when", said, hedge, frame, evidence, cue_start,
  cue_end, start, "end")
WITH text (bytes) AS MATERIALIZED (SELECT CAST(body AS BLOB) FROM document_text WHERE n = :document)
SELECT :document, CAST(substr(v ->> '$.id', 2) AS INTEGER), v ->> '$.actor', v ->> '$.act', v ->> '$.target',
  CAST(substr(v ->> '$.re', 2) AS INTEGER), CAST(substr(v ->> '$.inside', 2) AS INTEGER), v ->> '$.about', v ->> '$.mode',
  v ->> '$.when',
  (SELECT group_concat(CAST(substr(bytes, (c.value ->> 0) + 1, (c.value ->> 1) - (c.value ->> 0)) AS TEXT), ' ... ')
    FROM json_each(v, '$.content') c),
  v ->> '$.hedge', v ->> '$.frame', v ->> '$.evidence', v ->> '$.cue[0]', v ->> '$.cue[1]', v ->> '$.span[0]', v ->> '$.span[1]'
FROM text, (SELECT value AS v FROM json_each(:ledger, '$.statements')
  UNION ALL SELECT value FROM json_each(:ledger, '$.attributions'));

INSERT INTO figure (document, incident, n, what, low, high, qualifier, breakdown, "by", as_of, start, "end")
SELECT :document, i.key, f.key, f.value ->> '$.what', f.value ->> '$.low', f.value ->> '$.high', f.value ->> '$.qualifier',
  f.value ->> '$.breakdown', f.value ->> '$.by', f.value ->> '$.as_of', f.value ->> '$.span[0]', f.value ->> '$.span[1]'
FROM json_each(:ledger, '$.incidents') i, json_each(i.value, '$.figures') f;

INSERT INTO proceeding (document, incident, n, act, who, party, "by", count, offence, "when", until, start, "end")
SELECT :document, i.key, p.key, p.value ->> '$.act', p.value ->> '$.who', p.value ->> '$.party', p.value ->> '$.by',
  p.value ->> '$.count', p.value ->> '$.offence', p.value ->> '$.when', p.value ->> '$.until', p.value ->> '$.span[0]',
  p.value ->> '$.span[1]'
FROM json_each(:ledger, '$.incidents') i, json_each(i.value, '$.proceedings') p;

INSERT INTO perpetrator (document, incident, n, actor, words, start, "end")
SELECT :document, i.key, p.key, p.value ->> '$.actor', p.value ->> '$.text', p.value ->> '$.span[0]', p.value ->> '$.span[1]'
FROM json_each(:ledger, '$.incidents') i, json_each(i.value, '$.perpetrators') p;

INSERT INTO perpetrator_statement (document, incident, perpetrator, statement)
SELECT :document, i.key, p.key, CAST(substr(s.value, 2) AS INTEGER)
FROM json_each(:ledger, '$.incidents') i, json_each(i.value, '$.perpetrators') p, json_each(p.value, '$.statements') s;

INSERT INTO document_words (rowid, title, body) SELECT n, title, body FROM document_text WHERE n = :document;

INSERT INTO pending (document) VALUES (:document);
