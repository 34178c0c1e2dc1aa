WITH here AS MATERIALIZED (
  SELECT t.document, t.incident, d.id AS report, d.outlet, d.day,
    (SELECT count(*) - 1 FROM story c WHERE c.voice = y.voice) AS copies
  FROM telling t JOIN story y ON y.document = t.document AND y.voice = y.document JOIN document d ON d.n = t.document
  WHERE t.event = (SELECT n FROM event WHERE id = :id)),
line (day, kind, who, what, target, words, document, incident, start, "end") AS (
  SELECT i."when", 'incident', NULL, i.types, NULL,
    coalesce(i.venue || CASE WHEN coalesce(i.place, i.country) IS NULL THEN '' ELSE ', ' END, '')
      || coalesce(i.place || CASE WHEN i.country IS NULL THEN '' ELSE ', ' END, '') || coalesce(i.country, ''),
    i.document, i.n, i.start, i."end"
  FROM here h JOIN incident i ON i.document = h.document AND i.n = h.incident
  UNION ALL
  SELECT t.day, 'statement', t.speaker, t.act, t.target, t.said, t.document, h.incident, t.start, t."end"
  FROM here h JOIN told t ON t.document = h.document
  WHERE t.event = (SELECT n FROM event WHERE id = :id) AND t.act NOT IN ('report', 'say')
  UNION ALL
  SELECT f.day, 'figure', f.giver, f.what, f.breakdown,
    CASE WHEN f.low = f.high THEN f.low || '' WHEN f.high IS NULL THEN 'at least ' || f.low
      WHEN f.low IS NULL THEN 'at most ' || f.high ELSE f.low || '-' || f.high END,
    f.document, f.incident, f.start, f."end"
  FROM figure_told f WHERE f.event = (SELECT n FROM event WHERE id = :id)
  UNION ALL
  SELECT coalesce(p."when", h.day), 'proceeding', a.name, p.act, coalesce(b.name, p.party), p.offence, p.document, p.incident, p.start,
    p."end"
  FROM here h JOIN proceeding p ON p.document = h.document AND p.incident = h.incident
  LEFT JOIN actor a ON a.document = p.document AND a.id = p."by" LEFT JOIN actor b ON b.document = p.document AND b.id = p.who)
SELECT l.day, l.kind, l.who, l.what, l.target, l.words, h.outlet, h.report, nullif(h.copies, 0) AS copies, l.start, l."end"
FROM line l JOIN here h USING (document, incident)
WHERE l.day <> '' AND (:since IS NULL OR l.day >= :since)
GROUP BY l.day, l.kind, l.who, l.what, l.target, l.words, l.document
ORDER BY l.day, l.kind, h.report, l.start, l."end", l.what
LIMIT :limit
