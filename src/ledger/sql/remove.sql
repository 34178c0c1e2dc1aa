-- One report out of everything; the others of its story are to be linked again. Parameters: :document.
INSERT OR IGNORE INTO pending
SELECT o.document FROM story s JOIN story o USING (story) WHERE s.document = :document AND o.document <> :document;
DELETE FROM story WHERE story = (SELECT story FROM story WHERE document = :document);
INSERT INTO document_words (document_words, rowid, title, body)
SELECT 'delete', n, title, body FROM document_text WHERE n = :document;
DELETE FROM document WHERE n = :document;
DELETE FROM event WHERE n NOT IN (SELECT event FROM telling);
DELETE FROM party WHERE n NOT IN (SELECT party FROM party_actor);
