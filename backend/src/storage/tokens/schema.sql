-- What lets whoever holds it read one file. The secret is signed and names its row; it is stored nowhere.
CREATE TABLE file_tokens (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file INTEGER NOT NULL REFERENCES files (seq) ON DELETE CASCADE,
  created INTEGER NOT NULL,
  expires INTEGER,                 -- null: never
  accessed INTEGER                 -- null: never used
) STRICT;
CREATE INDEX file_tokens_by_file ON file_tokens (file, seq);
