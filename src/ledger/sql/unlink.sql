-- Throws away all that is derived; all reports are to be linked.
DELETE FROM thread;
DELETE FROM voiced;
DELETE FROM party_actor;
DELETE FROM party_name;
DELETE FROM party;
DELETE FROM telling;
DELETE FROM event_place;
DELETE FROM event;
DELETE FROM story;
DELETE FROM source;
INSERT OR IGNORE INTO pending SELECT n FROM document;
