-- events: the ids across reports of its incidents, a line each. copy: another report has its text.
SELECT d.id AS report, d.ledger,
  (SELECT group_concat(id, char(10)) FROM (SELECT e.id FROM telling t JOIN event e ON e.n = t.event
    WHERE t.document = d.n ORDER BY t.incident)) AS events,
  coalesce(y.voice <> d.n, 0) AS copy
FROM document d LEFT JOIN story y ON y.document = d.n
ORDER BY d.id
LIMIT :limit
