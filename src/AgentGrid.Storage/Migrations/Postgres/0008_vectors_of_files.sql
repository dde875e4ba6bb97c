-- For which file a cached vector was bought, so that it goes with the file even where no chunk came to have it; null for questions.
ALTER TABLE embedding_cache ADD COLUMN file_id TEXT;
CREATE INDEX embedding_cache_by_file ON embedding_cache (file_id) WHERE file_id IS NOT NULL;
