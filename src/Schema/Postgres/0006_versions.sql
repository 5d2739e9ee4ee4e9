-- Versions for records that administrators change by hand and that are known by a code: two people may do so at the same time.
ALTER TABLE regions ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE roles ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE calendar_days ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE categories ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE dispatch_rules ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE limit_rules ADD COLUMN version integer NOT NULL DEFAULT 1;
