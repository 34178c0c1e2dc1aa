SELECT what, breakdown, min(coalesce(low, high)) AS lowest, max(coalesce(high, low)) AS highest, count(*) AS told,
  count(DISTINCT voice) AS voices, min(nullif(day, '')) AS first_day, max(nullif(day, '')) AS last_day,
  count(DISTINCT coalesce(low, -1) || ' ' || coalesce(high, -1)) AS versions
FROM figure_told
WHERE event = (SELECT n FROM event WHERE id = :id) AND (:since IS NULL OR day >= :since)
GROUP BY what, breakdown
ORDER BY what, breakdown IS NOT NULL, breakdown
LIMIT :limit
