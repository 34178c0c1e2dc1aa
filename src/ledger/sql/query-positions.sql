SELECT day, speaker, stance, act, target, changed, previous, said, outlet, report, statement_id AS statement, start, "end"
FROM position
WHERE event = (SELECT n FROM event WHERE id = :id) AND (:since IS NULL OR day >= :since)
ORDER BY culpa_fold(speaker), party, whom, day, document, position.statement
LIMIT :limit
