SELECT day, speaker, stance, act, target, changed, CASE WHEN changed THEN previous END AS before, said, outlet, report, statement_id AS statement, start, "end"
FROM position
WHERE event = (SELECT n FROM event WHERE id = :id) AND (:since IS NULL OR day >= :since)
ORDER BY culpa_fold(speaker), whom <> 0, culpa_fold(target), day, report, position.statement
LIMIT :limit
