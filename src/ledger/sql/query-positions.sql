SELECT day, speaker, stance, act, target, whom <> 0 AND coalesce(previous <> stance, 0) AS changed,
  CASE WHEN whom <> 0 AND previous <> stance THEN previous END AS before, said, outlet, report, statement_id AS statement, start, "end"
FROM (SELECT *, lag(stance) OVER (PARTITION BY party, whom ORDER BY day, report, statement) AS previous
  FROM stance WHERE event = (SELECT n FROM event WHERE id = :id)
    AND document IN (SELECT document FROM telling WHERE event = (SELECT n FROM event WHERE id = :id))) p -- where to look
WHERE :since IS NULL OR day >= :since
ORDER BY culpa_fold(speaker), whom <> 0, culpa_fold(target), day, report, p.statement
LIMIT :limit
