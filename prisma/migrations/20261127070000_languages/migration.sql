ALTER TABLE users ADD COLUMN language text NOT NULL DEFAULT 'en';
ALTER TABLE orders ADD COLUMN language text NOT NULL DEFAULT 'en';
ALTER TABLE terms_acceptances ADD COLUMN language text NOT NULL DEFAULT 'en';
