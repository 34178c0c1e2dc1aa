-- One report out of everything; the others of its story, and those that recall what it tells, are to be linked again. The
-- report that names the story stays in it, so that the incident keeps its id; where that is the one that goes, another gives
-- the name. Parameters: :document.
INSERT OR IGNORE INTO pending
SELECT o.document FROM story s JOIN story o USING (story) WHERE s.document = :document AND o.document <> :document
UNION
SELECT o.document FROM telling t JOIN telling o USING (event) WHERE t.document = :document AND o.document <> :document;
-- Outlets of what is to be linked again are counted anew. Linking adds to the others.
DELETE FROM source WHERE outlet IN (SELECT coalesce(outlet, '') FROM document WHERE n = :document OR n IN (SELECT document FROM pending)
  OR n IN (SELECT document FROM story WHERE voice = (SELECT voice FROM story WHERE document = :document)));
CREATE TEMP TABLE former AS
SELECT event AS n, 'event' AS kind FROM telling WHERE document = :document
UNION SELECT party, 'party' FROM party_actor WHERE document = :document;
UPDATE event SET story = (SELECT min(document) FROM story s WHERE s.story = :document AND document <> :document)
WHERE story = :document;
UPDATE story SET story = other.n
FROM (SELECT min(document) AS n FROM story WHERE story = :document AND document <> :document) other
WHERE story.story = :document AND other.n IS NOT NULL;
DELETE FROM story WHERE document <> story AND story = (SELECT story FROM story WHERE document = :document);
UPDATE story SET voice = document WHERE voice = :document;
INSERT INTO document_words (document_words, rowid, title, body)
SELECT 'delete', n, title, body FROM document_text WHERE n = :document;
DELETE FROM document WHERE n = :document;
DELETE FROM event WHERE n IN (SELECT n FROM former WHERE kind = 'event') AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.event = event.n);
DELETE FROM party WHERE n IN (SELECT n FROM former WHERE kind = 'party') AND NOT EXISTS (SELECT 1 FROM party_actor a WHERE a.party = party.n);
DROP TABLE former;
