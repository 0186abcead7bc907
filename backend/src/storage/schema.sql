CREATE TABLE buckets (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  permissions TEXT NOT NULL,       -- a JSON list
  file_security INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  maximum_file_size INTEGER NOT NULL, -- bytes
  extensions TEXT NOT NULL,        -- a JSON list, lower case; empty allows all
  compression TEXT NOT NULL,
  encryption INTEGER NOT NULL,
  antivirus INTEGER NOT NULL,
  transformations INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL
) STRICT;

-- Files whose bytes are all there. A row comes after its bytes and goes before them.
CREATE TABLE files (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  bucket INTEGER NOT NULL REFERENCES buckets (seq),
  name TEXT NOT NULL,
  folder TEXT NOT NULL,
  permissions TEXT NOT NULL,
  mime TEXT NOT NULL,
  signature TEXT NOT NULL,         -- MD5 of the content
  size INTEGER NOT NULL,           -- bytes of content
  stored INTEGER NOT NULL,         -- bytes on disk
  chunks INTEGER NOT NULL,         -- in how many it was sent
  blob TEXT NOT NULL UNIQUE,       -- its name on disk
  sealed INTEGER NOT NULL,         -- whether it is encrypted there
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (bucket, id)
) STRICT;
CREATE INDEX files_by_bucket ON files (bucket, seq);
CREATE INDEX files_by_age ON files (bucket, created);

-- Who may read a file, by role, so that a list touches nobody else's files.
CREATE TABLE file_readers (
  role TEXT NOT NULL,
  file INTEGER NOT NULL REFERENCES files (seq) ON DELETE CASCADE,
  PRIMARY KEY (role, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_readers_by_file ON file_readers (file);

-- Files that are being sent in chunks.
CREATE TABLE uploads (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  bucket INTEGER NOT NULL REFERENCES buckets (seq) ON DELETE CASCADE,
  starter TEXT NOT NULL,           -- who began it, and alone may go on
  name TEXT NOT NULL,
  folder TEXT NOT NULL,
  permissions TEXT NOT NULL,
  size INTEGER NOT NULL,           -- of the whole
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  UNIQUE (bucket, id)
) STRICT;

CREATE TABLE upload_chunks (
  upload INTEGER NOT NULL REFERENCES uploads (seq) ON DELETE CASCADE,
  place INTEGER NOT NULL,          -- from 0
  blob TEXT NOT NULL,
  size INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  PRIMARY KEY (upload, place)
) STRICT, WITHOUT ROWID;
