-- Images that came with messages. The bytes are blobs; a row here is what keeps its blob from the orphan sweep.
CREATE TABLE message_attachments (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL,
  turn_id TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  blob_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  name TEXT,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  url TEXT NOT NULL
);
CREATE INDEX message_attachments_by_session ON message_attachments (session_id, turn_id, ordinal);
CREATE INDEX message_attachments_by_blob ON message_attachments (blob_name);
