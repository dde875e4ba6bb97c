-- Everything the first release stores. Times are unix milliseconds, booleans 0 or 1, enums their camelCase names.

CREATE TABLE store_info (
  id TEXT NOT NULL PRIMARY KEY,
  created_at BIGINT NOT NULL
);

-- Rows that serialise rare decisions: who is the first admin, who is the last.
CREATE TABLE latches (
  name TEXT NOT NULL PRIMARY KEY,
  touched_at BIGINT NOT NULL
);

CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  suspended BIGINT NOT NULL,
  password_hash TEXT NOT NULL,
  revision BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX users_by_age ON users (created_at, id);
CREATE INDEX users_admins ON users (id) WHERE role = 'admin';

CREATE TABLE token_families (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked BIGINT NOT NULL
);
CREATE INDEX token_families_by_user ON token_families (user_id);
CREATE INDEX token_families_by_expiry ON token_families (expires_at);

CREATE TABLE access_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  family_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX access_tokens_by_family ON access_tokens (family_id);
CREATE INDEX access_tokens_by_user ON access_tokens (user_id);
CREATE INDEX access_tokens_by_expiry ON access_tokens (expires_at);

CREATE TABLE refresh_tokens (
  hash BLOB NOT NULL PRIMARY KEY,
  family_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  used BIGINT NOT NULL
);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT
);
CREATE INDEX api_keys_by_user ON api_keys (user_id, created_at);

CREATE TABLE audit_log (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT,
  action TEXT NOT NULL,
  target_id TEXT,
  detail TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX audit_log_by_time ON audit_log (created_at, id);
CREATE INDEX audit_log_by_target ON audit_log (target_id, created_at, id);

CREATE TABLE agents (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT,
  search_words TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  active_version BIGINT NOT NULL,
  latest_version BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX agents_by_owner ON agents (owner_id);

CREATE TABLE agent_versions (
  agent_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  config TEXT NOT NULL,
  note TEXT,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (agent_id, version)
);

CREATE TABLE agent_members (
  agent_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  access TEXT NOT NULL,
  added_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (agent_id, user_id)
);
CREATE INDEX agent_members_by_user ON agent_members (user_id);

CREATE TABLE deletion_receipts (
  id TEXT NOT NULL PRIMARY KEY,
  agent_id TEXT NOT NULL UNIQUE,
  requested_by TEXT NOT NULL,
  requested_at BIGINT NOT NULL,
  completed_at BIGINT
);
CREATE INDEX deletion_receipts_open ON deletion_receipts (requested_at) WHERE completed_at IS NULL;

CREATE TABLE chat_sessions (
  id TEXT NOT NULL PRIMARY KEY,
  agent_id TEXT NOT NULL,
  agent_version BIGINT NOT NULL,
  user_id TEXT NOT NULL,
  title TEXT NOT NULL,
  title_words TEXT NOT NULL,
  inputs TEXT NOT NULL,
  last_seq BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted BIGINT NOT NULL
);
CREATE INDEX chat_sessions_deleted ON chat_sessions (id) WHERE deleted = 1;
CREATE INDEX chat_sessions_by_user ON chat_sessions (user_id, updated_at, id);
CREATE INDEX chat_sessions_by_agent ON chat_sessions (agent_id);

CREATE TABLE chat_messages (
  pk INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  content TEXT NOT NULL,
  citations TEXT,
  tool_calls TEXT,
  usage TEXT,
  agent_version BIGINT,
  model TEXT,
  status TEXT NOT NULL,
  turn_id TEXT,
  finish_reason TEXT,
  summarizes_through BIGINT,
  created_at BIGINT NOT NULL,
  UNIQUE (session_id, seq)
);
-- Keyed by chat_messages.pk; the words come from SearchText, so the tokenizer has nothing left to do but split.
CREATE VIRTUAL TABLE chat_message_words USING fts5 (owner, words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');

-- Up to which message the words are in: they follow in groups, since a chat turn should not pay for a search.
CREATE TABLE chat_message_index (
  last_pk INTEGER NOT NULL
);
INSERT INTO chat_message_index (last_pk) VALUES (0);

-- message: the user's text while the turn is queued, or of a turn without a message of its own.
CREATE TABLE chat_turns (
  id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL,
  status TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  message TEXT,
  user_message_id TEXT,
  answer_message_id TEXT,
  agent_version BIGINT NOT NULL,
  model TEXT NOT NULL,
  continues_turn_id TEXT,
  started_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX chat_turns_by_session ON chat_turns (session_id, started_at);
CREATE UNIQUE INDEX chat_turns_running ON chat_turns (session_id) WHERE status = 'running';
CREATE INDEX chat_turns_unfinished ON chat_turns (started_at, id) WHERE ended_at IS NULL;

-- One row for each batch of events that became durable together.
CREATE TABLE turn_events (
  turn_id TEXT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (turn_id, first_seq)
);

CREATE TABLE knowledge_files (
  id TEXT NOT NULL PRIMARY KEY,
  agent_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  content_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  status TEXT NOT NULL,
  stage TEXT NOT NULL,
  progress REAL NOT NULL,
  chunks BIGINT NOT NULL,
  pages BIGINT,
  error_code TEXT,
  error_message TEXT,
  attempts BIGINT NOT NULL,
  blob_name TEXT NOT NULL,
  text_blob_name TEXT,
  epoch BIGINT NOT NULL,
  building_epoch BIGINT,
  checkpoint TEXT,
  revision BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX knowledge_files_by_hash ON knowledge_files (agent_id, sha256) WHERE status <> 'deleting';
CREATE INDEX knowledge_files_by_agent ON knowledge_files (agent_id, created_at, id);
CREATE INDEX knowledge_files_unfinished ON knowledge_files (id) WHERE status IN ('queued', 'processing', 'deleting');
CREATE INDEX knowledge_files_by_blob ON knowledge_files (blob_name);
CREATE INDEX knowledge_files_by_text_blob ON knowledge_files (text_blob_name) WHERE text_blob_name IS NOT NULL;

CREATE TABLE knowledge_chunks (
  file_id TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  text TEXT NOT NULL,
  index_text TEXT,
  heading TEXT,
  page BIGINT,
  start_offset BIGINT NOT NULL,
  end_offset BIGINT NOT NULL,
  content_hash TEXT NOT NULL,
  embedding BLOB,
  embedding_model TEXT,
  dimensions BIGINT NOT NULL,
  PRIMARY KEY (file_id, epoch, ordinal)
);

CREATE TABLE embedding_cache (
  model TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  embedding BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (model, content_hash)
);
CREATE INDEX embedding_cache_by_age ON embedding_cache (created_at);

CREATE TABLE llm_usage (
  id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT,
  agent_id TEXT,
  agent_version BIGINT,
  session_id TEXT,
  turn_id TEXT,
  purpose TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  input_tokens BIGINT NOT NULL,
  cached_input_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  cost_usd TEXT,
  estimated BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  duration_ms REAL NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX llm_usage_by_time ON llm_usage (created_at);
CREATE INDEX llm_usage_by_agent ON llm_usage (agent_id, created_at);

CREATE TABLE llm_providers (
  name TEXT NOT NULL PRIMARY KEY,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  revision BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  revision BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE idempotency_keys (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  response TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
