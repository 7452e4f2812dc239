PRAGMA application_id = 1128549425;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE call (ticket INTEGER PRIMARY KEY AUTOINCREMENT, at_s REAL NOT NULL, kind TEXT NOT NULL);
INSERT INTO "call" VALUES(1,10.0,'bulk');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('call',1);
COMMIT;
