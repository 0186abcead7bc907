CREATE TABLE users (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  email TEXT UNIQUE,               -- lower case; null for an anonymous account
  phone TEXT UNIQUE,
  password TEXT,                   -- argon2id; null while there is none
  password_updated INTEGER,
  active INTEGER NOT NULL DEFAULT 1,
  email_verified INTEGER NOT NULL DEFAULT 0,
  phone_verified INTEGER NOT NULL DEFAULT 0,
  labels TEXT NOT NULL DEFAULT '[]',
  prefs TEXT NOT NULL DEFAULT '{}',
  created INTEGER NOT NULL,        -- every moment is in milliseconds since 1970
  updated INTEGER NOT NULL,
  accessed INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
  secret TEXT NOT NULL UNIQUE,     -- SHA-256 of the token
  provider TEXT NOT NULL,
  provider_uid TEXT NOT NULL DEFAULT '',
  factors TEXT NOT NULL DEFAULT '[]',
  address TEXT NOT NULL DEFAULT '',
  client TEXT NOT NULL DEFAULT '{}', -- what the user agent tells, as the session model names it
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user, created);

-- One-time secrets a key makes for a person, to sign in with.
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  user INTEGER NOT NULL REFERENCES users (seq) ON DELETE CASCADE,
  secret TEXT NOT NULL,            -- SHA-256
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_user ON tokens (user);
