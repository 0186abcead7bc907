-- Blobs in the folder that no row names: what a crash may leave. A blob that is neither here nor in a row is one that
-- this database knows nothing of, and is never deleted.
CREATE TABLE blobs_without_row (
  name TEXT PRIMARY KEY,
  deleted INTEGER NOT NULL         -- 1: its row is deleted; 0: its row is not written yet
) STRICT, WITHOUT ROWID;
CREATE TRIGGER file_names_blob AFTER INSERT ON files BEGIN
  DELETE FROM blobs_without_row WHERE name = NEW.blob;
END;
CREATE TRIGGER file_frees_blob AFTER DELETE ON files BEGIN
  INSERT OR REPLACE INTO blobs_without_row (name, deleted) VALUES (OLD.blob, 1);
END;
CREATE TRIGGER chunk_names_blob AFTER INSERT ON upload_chunks BEGIN
  DELETE FROM blobs_without_row WHERE name = NEW.blob;
END;
CREATE TRIGGER chunk_frees_blob AFTER DELETE ON upload_chunks BEGIN
  INSERT OR REPLACE INTO blobs_without_row (name, deleted) VALUES (OLD.blob, 1);
END;
