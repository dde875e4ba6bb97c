-- Where the pages and sections of a chunk begin that holds text of more than one; null for one, and for chunks made before this.
ALTER TABLE knowledge_chunks ADD COLUMN places TEXT;
