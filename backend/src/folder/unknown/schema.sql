-- Blobs that a start found in the folder and the database did not know.
CREATE TABLE unknown_blobs (
  name TEXT PRIMARY KEY,
  found INTEGER NOT NULL,          -- when, in milliseconds since 1970
  orphan INTEGER NOT NULL          -- 1: no database can have a row of it, so it may be removed; 0: a newer one may
) STRICT, WITHOUT ROWID;
