-- Of more than 20,000 reports with the words, those that were added last are ranked: a rank takes a microsecond, and all reports
-- have "the". How rare a word is is told by all. No limit: all are ranked.
SELECT d.id AS report, d.day, d.outlet, d.title, snippet(document_words, 1, '[', ']', ' ... ', 16) AS words, e.id AS incident
FROM (SELECT rowid, rank FROM (SELECT rowid, rank FROM document_words WHERE document_words MATCH :words
      AND (:since IS NULL OR rowid IN (SELECT n FROM document WHERE day >= :since))
    ORDER BY rowid DESC LIMIT iif(:limit < 0, -1, max(:limit, 20000)))
  ORDER BY rank, rowid LIMIT :limit) hit
JOIN document_words ON document_words.rowid = hit.rowid AND document_words MATCH :words
JOIN document d ON d.n = hit.rowid
LEFT JOIN telling t ON t.document = d.n AND t.main
LEFT JOIN event e ON e.n = t.event
ORDER BY hit.rank, d.id
