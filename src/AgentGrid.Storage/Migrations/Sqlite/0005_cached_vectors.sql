-- Under which key the embedding cache has a chunk's vector; null where there is no cache, so that the built-in embedder pays for no index.
ALTER TABLE knowledge_chunks ADD COLUMN embedded_hash TEXT;
CREATE INDEX knowledge_chunks_by_embedded_hash ON knowledge_chunks (embedded_hash) WHERE embedded_hash IS NOT NULL;
CREATE INDEX embedding_cache_by_hash ON embedding_cache (content_hash);
