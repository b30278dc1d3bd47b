ALTER TABLE mails ADD COLUMN language text;
