SELECT what, breakdown, low, high, qualifier, giver, day, count(*) AS times, outlet, report,
  (SELECT id FROM document WHERE n = voice) AS voice, min(start) AS start, "end"
FROM figure_told
WHERE event = (SELECT n FROM event WHERE id = :id) AND (:since IS NULL OR day >= :since)
GROUP BY what, breakdown, day, document, low, high, giver
ORDER BY what, breakdown, day, report, min(start)
LIMIT :limit
