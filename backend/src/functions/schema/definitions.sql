-- The functions there are, and the values each is given. What the deployment description names is brought up to date
-- at every start; what keys add beside it stays.
CREATE TABLE functions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  spec TEXT NOT NULL,              -- JSON, as in the deployment description
  created INTEGER NOT NULL,        -- every moment is in milliseconds since 1970
  updated INTEGER NOT NULL
) STRICT;

CREATE TABLE variables (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  function INTEGER NOT NULL REFERENCES functions (seq) ON DELETE CASCADE,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  secret INTEGER NOT NULL,         -- whether the API never tells the value again
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (function, id),
  UNIQUE (function, key)
) STRICT;

-- When an execution was asked to begin, if not at once; and what it will be asked then.
ALTER TABLE executions ADD COLUMN scheduled INTEGER;
CREATE INDEX executions_by_delay ON executions (scheduled) WHERE status = 'scheduled';
CREATE TABLE delayed (
  execution TEXT PRIMARY KEY REFERENCES executions (id) ON DELETE CASCADE,
  headers TEXT NOT NULL,           -- the caller's own, a JSON list of pairs
  address TEXT NOT NULL,           -- the caller's
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
