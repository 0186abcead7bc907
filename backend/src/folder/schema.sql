-- Which data folder this is. `files/identity` holds the same id and stamp.
CREATE TABLE data_folder (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  generation INTEGER NOT NULL,     -- grows at each start and each close
  token TEXT NOT NULL,             -- random: two copies of one folder get different ones
  file_key TEXT NOT NULL           -- digest of the key to the files
) STRICT;

-- The row that shows whether the database can be written.
CREATE TABLE probe (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at INTEGER NOT NULL
) STRICT;
