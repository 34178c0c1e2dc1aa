SELECT id, "when", venue, place, region, country, types, killed_low, killed_high, reports, voices, first_day, last_day, title
FROM event
WHERE (:id IS NULL OR id = :id) AND (:all OR :id IS NOT NULL OR story IS NOT NULL)
  AND (:since IS NULL OR last_day >= :since) AND (:until IS NULL OR first_day <= :until)
  AND (:type IS NULL OR instr(types, :type) AND instr(', ' || types || ', ', ', ' || :type || ', '))
  AND (:place IS NULL OR n IN (SELECT event FROM event_place WHERE folded = culpa_fold(:place)))
ORDER BY last_day DESC, reports DESC, id
LIMIT :limit
