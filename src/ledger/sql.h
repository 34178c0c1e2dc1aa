/* The SQL of a store: sql/NAME.sql is sql_NAME, with _ for -. */
#ifndef LEDGER_SQL_H
#define LEDGER_SQL_H

extern const char sql_schema_1[], sql_add[], sql_remove[], sql_around[], sql_stories[], sql_link[], sql_unlink[];
extern const char sql_query_incidents[], sql_query_tellings[], sql_query_figures[], sql_query_spread[],
    sql_query_positions[], sql_query_threads[], sql_query_timeline[], sql_query_who[], sql_query_search[],
    sql_query_sources[], sql_query_documents[];

#endif
