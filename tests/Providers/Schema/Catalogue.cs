using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Providers.Tests.Schema;

internal sealed record DbColumn(string Table, string Name, string Type, bool IsNullable);

/// <param name="Columns">In the order of the index, joined by commas.</param>
internal sealed record DbIndex(string Table, string Name, string Columns, bool IsUnique);

internal sealed record DbKey(string Table, string Columns);

internal sealed record DbForeignKey(string Table, string Columns, string Parent);

/// <summary>What a database really holds, told by the database itself and in the same words for both stores.</summary>
internal sealed record Catalogue(IReadOnlyList<DbColumn> Columns, IReadOnlyList<DbKey> Keys, IReadOnlyList<DbIndex> Indexes, IReadOnlyList<DbForeignKey> ForeignKeys)
{
    private const string SqliteTables = "FROM sqlite_schema t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'case_search%'";
    private const string PostgresTables = "FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'";

    public IEnumerable<string> Tables => Columns.Select(c => c.Table).Distinct();

    public static Task<Catalogue> OfAsync(Store store, DatabaseKind kind) => store.ReadAsync(async db => kind == DatabaseKind.Sqlite
        ? new Catalogue(
            await db.Database.SqlQueryRaw<DbColumn>(
                "SELECT t.name AS \"Table\", c.name AS Name, c.type AS Type, c.\"notnull\" = 0 AND c.pk = 0 AS IsNullable FROM (SELECT t.name " + SqliteTables + ") t, pragma_table_info(t.name) c").ToListAsync(),
            await db.Database.SqlQueryRaw<DbKey>(
                "SELECT x.name AS \"Table\", group_concat(x.c) AS Columns " +
                "FROM (SELECT t.name, c.name AS c FROM (SELECT t.name " + SqliteTables + ") t, pragma_table_info(t.name) c WHERE c.pk > 0 ORDER BY t.name, c.pk) x GROUP BY x.name").ToListAsync(),
            await db.Database.SqlQueryRaw<DbIndex>(
                "SELECT x.t AS \"Table\", x.i AS Name, group_concat(x.c) AS Columns, x.u AS IsUnique " +
                "FROM (SELECT t.name AS t, i.name AS i, i.\"unique\" AS u, c.name AS c FROM (SELECT t.name " + SqliteTables + ") t, pragma_index_list(t.name) i, pragma_index_info(i.name) c WHERE i.origin = 'c' ORDER BY t.name, i.name, c.seqno) x GROUP BY x.t, x.i, x.u").ToListAsync(),
            await db.Database.SqlQueryRaw<DbForeignKey>(
                "SELECT x.t AS \"Table\", group_concat(x.c) AS Columns, x.p AS Parent " +
                "FROM (SELECT t.name AS t, f.id AS id, f.\"from\" AS c, f.\"table\" AS p FROM (SELECT t.name " + SqliteTables + ") t, pragma_foreign_key_list(t.name) f ORDER BY t.name, f.id, f.seq) x GROUP BY x.t, x.id, x.p").ToListAsync())
        : new Catalogue(
            await db.Database.SqlQueryRaw<DbColumn>(
                "SELECT t.relname::text AS \"Table\", a.attname::text AS \"Name\", format_type(a.atttypid, a.atttypmod) AS \"Type\", NOT a.attnotnull AS \"IsNullable\" " + PostgresTables + " " +
                "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped WHERE t.relkind = 'r' AND t.relname <> 'case_search'").ToListAsync(),
            await db.Database.SqlQueryRaw<DbKey>(
                "SELECT t.relname::text AS \"Table\"" +
                ", (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(a, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.a) AS \"Columns\" " + PostgresTables + " " +
                "JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'p' WHERE t.relname <> 'case_search'").ToListAsync(),
            await db.Database.SqlQueryRaw<DbIndex>(
                "SELECT t.relname::text AS \"Table\", i.relname::text AS \"Name\"" +
                ", (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(x.indkey::int2[]) WITH ORDINALITY k(a, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.a) AS \"Columns\", x.indisunique AS \"IsUnique\" " + PostgresTables + " " +
                "JOIN pg_index x ON x.indrelid = t.oid AND NOT x.indisprimary JOIN pg_class i ON i.oid = x.indexrelid WHERE t.relname <> 'case_search'").ToListAsync(),
            await db.Database.SqlQueryRaw<DbForeignKey>(
                "SELECT t.relname::text AS \"Table\"" +
                ", (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k(a, n) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.a) AS \"Columns\", p.relname::text AS \"Parent\" " + PostgresTables + " " +
                "JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f' JOIN pg_class p ON p.oid = c.confrelid").ToListAsync()));
}
