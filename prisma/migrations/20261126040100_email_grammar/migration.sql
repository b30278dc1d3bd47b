-- All that RFC 5321 allows without quotes, but for `=`: the one character by which a signed text could be cut anew.
ALTER TABLE "users" DROP CONSTRAINT "users_email_grammar";
ALTER TABLE "users" ADD CONSTRAINT "users_email_grammar" CHECK (
  length("email") <= 128 AND "email" ~ '^[a-z0-9.!#$%&''*+/?^_`{|}~-]+@[a-z0-9.-]+\.[a-z]([a-z0-9-]*[a-z0-9])$'
);
