SELECT d.id AS report, t.incident, t.main
FROM telling t JOIN document d ON d.n = t.document
WHERE t.event = (SELECT n FROM event WHERE id = :id) AND (:since IS NULL OR d.day >= :since)
ORDER BY coalesce(d.day, '~'), d.id, t.incident
LIMIT :limit
