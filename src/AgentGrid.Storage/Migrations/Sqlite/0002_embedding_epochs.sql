-- Which vectors a file's live chunks have and which ones are built beside them, as model@dimensions.
ALTER TABLE knowledge_files ADD COLUMN vectors TEXT;
ALTER TABLE knowledge_files ADD COLUMN built_vectors TEXT;
ALTER TABLE knowledge_files ADD COLUMN paused BIGINT NOT NULL DEFAULT 0;

UPDATE knowledge_files SET vectors = (
  SELECT c.embedding_model || '@' || c.dimensions FROM knowledge_chunks c
  WHERE c.file_id = knowledge_files.id AND c.epoch = knowledge_files.epoch AND c.embedding_model IS NOT NULL LIMIT 1)
WHERE epoch > 0;

-- The vectors an agent's questions are compared with, and those that are to take their place.
CREATE TABLE knowledge_epochs (
  agent_id TEXT NOT NULL PRIMARY KEY,
  serving TEXT NOT NULL,
  target TEXT,
  error_code TEXT,
  error_message TEXT,
  updated_at BIGINT NOT NULL
);

-- Files of one agent may differ: naming a target makes the server look at them.
INSERT INTO knowledge_epochs (agent_id, serving, target, updated_at)
SELECT agent_id, max(vectors), CASE WHEN min(vectors) <> max(vectors) THEN max(vectors) END, max(updated_at)
FROM knowledge_files WHERE vectors IS NOT NULL GROUP BY agent_id;
