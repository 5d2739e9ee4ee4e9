-- Lists and figures are answered from the ledger in memory, which asks what was changed lately; these served lists only, and cost each write.
CREATE INDEX ix_cases_updated ON cases (updated_utc);
DROP INDEX ix_cases_state_desk;
DROP INDEX ix_cases_lead_unit;
DROP INDEX ix_cases_received;
