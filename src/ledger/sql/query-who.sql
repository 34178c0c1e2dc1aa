WITH meant (party) AS MATERIALIZED (SELECT party FROM party_name WHERE folded = culpa_fold(:name))
SELECT v.day, p.name AS party, v.role, t.act, t.speaker, t.target, t.said, t.hedge, t.frame, e.id AS incident, t.outlet, t.report,
  t.statement_id AS statement, t.start, t."end"
FROM (SELECT v.* FROM meant JOIN voiced v USING (party) WHERE (:since IS NULL OR v.day >= :since) AND (:until IS NULL OR v.day <= :until)
  ORDER BY v.day DESC, v.document DESC, v.statement DESC LIMIT :limit) v
JOIN party p ON p.n = v.party
JOIN told t ON t.document = v.document AND t.statement = v.statement
LEFT JOIN event e ON e.n = t.event
ORDER BY v.day, t.report, v.statement, v.role, v.party
