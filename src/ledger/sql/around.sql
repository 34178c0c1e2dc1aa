-- The pending reports, and those within a month of one of them or of no known day: among them copies and other tellings are
-- looked for.
WITH days AS MATERIALIZED (SELECT DISTINCT julianday(day) AS day FROM pending JOIN document ON n = document WHERE day IS NOT NULL)
SELECT n, ledger FROM document d
WHERE d.day IS NULL OR n IN (SELECT document FROM pending)
   OR EXISTS (SELECT 1 FROM days WHERE days.day BETWEEN julianday(d.day) - 31 AND julianday(d.day) + 31)
ORDER BY n
