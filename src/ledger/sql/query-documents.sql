SELECT id AS report, ledger FROM document ORDER BY id LIMIT :limit
