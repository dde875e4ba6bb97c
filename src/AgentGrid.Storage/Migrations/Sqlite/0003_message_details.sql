-- Which models did not answer and why; and the images that came with a message. JSON, null where there are none.
ALTER TABLE chat_messages ADD COLUMN rejections TEXT;
ALTER TABLE chat_messages ADD COLUMN attachments TEXT;
