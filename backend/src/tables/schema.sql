-- The catalogue: what databases, tables, columns and indexes there are. Each table's rows live in a SQL table of
-- their own, `rows_<tables.seq>`, whose columns are `c<columns.seq>`; no name in SQL comes from a caller.
CREATE TABLE databases (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  created INTEGER NOT NULL,        -- every moment is in milliseconds since 1970
  updated INTEGER NOT NULL
) STRICT;

CREATE TABLE tables (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: it names a SQL table
  database INTEGER NOT NULL REFERENCES databases (seq) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  row_security INTEGER NOT NULL,
  permissions TEXT NOT NULL,
  stamp INTEGER NOT NULL,          -- random, new with every change to anything that is kept of the table in memory
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (database, id)
) STRICT;

CREATE TABLE columns (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES tables (seq) ON DELETE CASCADE,
  id TEXT NOT NULL,                -- its key
  spec TEXT NOT NULL,              -- JSON, as in the deployment description
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (owner, id)
) STRICT;

CREATE TABLE indexes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES tables (seq) ON DELETE CASCADE,
  id TEXT NOT NULL,
  spec TEXT NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (owner, id)
) STRICT;
