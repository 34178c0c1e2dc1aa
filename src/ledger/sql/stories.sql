-- Story and voice of the pending reports, out of temp.found, which groups them with reports around them: what was linked
-- before stays where it is, and what is new joins the story that most of its group are in. Then temp.touched is filled. For CROSS JOIN see link.sql.
CREATE TEMP TABLE settled AS
SELECT f.story AS found, s.story, row_number() OVER (PARTITION BY f.story ORDER BY count(*) DESC, s.story) AS place
FROM found f CROSS JOIN story s USING (document) GROUP BY f.story, s.story;
CREATE TEMP TABLE settled_voice AS
SELECT f.voice AS found, s.voice, row_number() OVER (PARTITION BY f.voice ORDER BY count(*) DESC, s.voice) AS place
FROM found f CROSS JOIN story s USING (document) GROUP BY f.voice, s.voice;
CREATE INDEX temp.settled_found ON settled (found, place);
CREATE INDEX temp.settled_voice_found ON settled_voice (found, place);
INSERT OR IGNORE INTO story (document, story, voice)
SELECT f.document, coalesce((SELECT s.story FROM settled s WHERE s.found = f.story AND s.place = 1), f.story),
  coalesce((SELECT s.voice FROM settled_voice s WHERE s.found = f.voice AND s.place = 1), f.voice)
FROM pending CROSS JOIN found f USING (document);
INSERT INTO touched
SELECT o.document FROM (SELECT DISTINCT s.story FROM pending CROSS JOIN story s USING (document)) told CROSS JOIN story o USING (story);
DROP TABLE settled;
DROP TABLE settled_voice;
