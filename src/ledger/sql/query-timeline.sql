WITH here AS MATERIALIZED (SELECT t.document, t.incident FROM telling t WHERE t.event = (SELECT n FROM event WHERE id = :id)),
line (day, kind, who, what, target, words, outlet, report, document, start, "end") AS (
SELECT i."when", 'incident', NULL, i.types, NULL, concat_place, d.outlet, d.id, d.n, i.start, i."end"
FROM (SELECT i.*, coalesce(i.venue || ', ', '') || coalesce(i.place || ', ', '') || coalesce(i.country, '') AS concat_place
    FROM here h JOIN incident i ON i.document = h.document AND i.n = h.incident) i
JOIN document d ON d.n = i.document WHERE i."when" IS NOT NULL
UNION ALL
SELECT t.day, 'statement', t.speaker, t.act, t.target, t.said, t.outlet, t.report, t.document, t.start, t."end"
FROM here h JOIN told t ON t.document = h.document
WHERE t.event = (SELECT n FROM event WHERE id = :id) AND t.act NOT IN ('report', 'say')
UNION ALL
SELECT f.day, 'figure', f.giver, f.what, f.breakdown,
  CASE WHEN f.low = f.high THEN f.low || '' WHEN f.high IS NULL THEN 'at least ' || f.low WHEN f.low IS NULL THEN 'at most ' || f.high
    ELSE f.low || '-' || f.high END, f.outlet, f.report, f.document, f.start, f."end"
FROM figure_told f WHERE f.event = (SELECT n FROM event WHERE id = :id)
UNION ALL
SELECT coalesce(p."when", d.day), 'proceeding', a.name, p.act, coalesce(b.name, p.party), p.offence, d.outlet, d.id, d.n, p.start, p."end"
FROM here h JOIN proceeding p ON p.document = h.document AND p.incident = h.incident JOIN document d ON d.n = h.document
LEFT JOIN actor a ON a.document = p.document AND a.id = p."by" LEFT JOIN actor b ON b.document = p.document AND b.id = p.who)
SELECT day, kind, who, what, target, words, outlet, report, start, "end"
FROM line
WHERE day <> '' AND (:since IS NULL OR day >= :since)
ORDER BY day, kind, document, start, "end", what
LIMIT :limit
