-- One record per person. `expires` is the sweeper's list of deadlines as much as a column.
CREATE TABLE presences (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  owner INTEGER NOT NULL UNIQUE REFERENCES users (seq) ON DELETE CASCADE,
  user TEXT NOT NULL UNIQUE,       -- the owner's id
  status TEXT NOT NULL,
  source TEXT NOT NULL,            -- how it was last said: rest or realtime
  expires INTEGER NOT NULL,
  metadata TEXT NOT NULL,          -- a JSON object
  permissions TEXT NOT NULL,       -- a JSON list of strings
  created INTEGER NOT NULL,        -- every moment is in milliseconds since 1970
  updated INTEGER NOT NULL
) STRICT;
CREATE INDEX presences_by_deadline ON presences (expires);
CREATE INDEX presences_from_sockets ON presences (source) WHERE source = 'realtime';

-- Who may read which record, by role: a list reads what the caller may see and nothing else.
CREATE TABLE presence_readers (
  role TEXT NOT NULL,
  presence INTEGER NOT NULL REFERENCES presences (seq) ON DELETE CASCADE,
  PRIMARY KEY (role, presence)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_readers_by_presence ON presence_readers (presence);
