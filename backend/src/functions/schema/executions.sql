CREATE TABLE executions (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  function TEXT NOT NULL,
  user TEXT,                       -- who called and may read it; null for guests, keys and schedules
  trigger TEXT NOT NULL,
  status TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  request_headers TEXT NOT NULL,   -- a JSON list of {name, value}, as the next one
  response_headers TEXT NOT NULL DEFAULT '[]',
  code INTEGER NOT NULL DEFAULT 0,
  logs TEXT NOT NULL DEFAULT '',
  errors TEXT NOT NULL DEFAULT '',
  duration REAL NOT NULL DEFAULT 0, -- seconds
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;
CREATE INDEX executions_by_function ON executions (function, seq);
CREATE INDEX executions_by_user ON executions (user, function, seq) WHERE user IS NOT NULL;
CREATE INDEX executions_by_age ON executions (created);
CREATE INDEX executions_unfinished ON executions (status) WHERE status IN ('waiting', 'processing');
