SELECT h.kind, s.day, s.speaker, s.act, s.said, s.outlet, s.report, s.statement_id AS statement, o.day AS to_day, o.speaker AS to_speaker,
  o.act AS to_act, o.said AS to_said, o.outlet AS to_outlet, o.report AS to_report, o.statement_id AS to_statement
FROM telling t
JOIN told s ON s.document = t.document
JOIN thread h ON h.document = s.document AND h.statement = s.statement
JOIN told o ON o.document = h.to_document AND o.statement = h.to_statement
WHERE t.event = (SELECT n FROM event WHERE id = :id) AND t.event IN (s.event, o.event) AND (:since IS NULL OR s.day >= :since)
GROUP BY h.document, h.statement, h.kind, h.to_document, h.to_statement
ORDER BY s.day, s.report, s.statement, h.kind, o.report, o.statement
LIMIT :limit
