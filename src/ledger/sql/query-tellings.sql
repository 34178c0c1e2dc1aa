SELECT d.id AS report, t.incident, t.main, d.outlet, d.published, d.title,
  (SELECT count(*) - 1 FROM story c WHERE c.voice = y.voice) AS copies
FROM telling t JOIN document d ON d.n = t.document JOIN story y ON y.document = d.n AND y.voice = d.n
WHERE t.event = (SELECT n FROM event WHERE id = :id) AND (:since IS NULL OR d.day >= :since)
ORDER BY coalesce(d.day, '~'), d.id, t.incident
LIMIT :limit
