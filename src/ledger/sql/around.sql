-- The pending reports, and those within a month of one of them or of no known day: among them copies and other tellings are
-- looked for. Months that touch are one stretch, so that each report is found once, in the index on document(day).
WITH newcomer (day) AS (SELECT DISTINCT date(d.day) FROM pending CROSS JOIN document d ON d.n = document WHERE date(d.day) IS NOT NULL),
apart (day, number) AS (SELECT day, sum(far) OVER (ORDER BY day)
  FROM (SELECT day, coalesce(julianday(day) - lag(julianday(day)) OVER (ORDER BY day) > 63, 0) AS far FROM newcomer)),
stretch (since, until) AS (SELECT date(min(day), '-31 days'), date(max(day), '+31 days') FROM apart GROUP BY number)
SELECT n, ledger FROM document
WHERE n IN (SELECT document FROM pending
  UNION SELECT d.n FROM stretch CROSS JOIN document d ON d.day BETWEEN since AND until
  UNION SELECT n FROM document WHERE day IS NULL)
ORDER BY n
