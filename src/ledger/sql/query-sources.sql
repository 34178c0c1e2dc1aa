SELECT nullif(outlet, '') AS outlet, reports, voices, copied, first_day, last_day
FROM source
ORDER BY reports DESC, outlet
LIMIT :limit
