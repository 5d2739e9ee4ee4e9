-- Facts about the installation as a whole, e.g. under which master key its personal data are sealed.
CREATE TABLE installation_facts (
  name text PRIMARY KEY,
  value text NOT NULL
);
