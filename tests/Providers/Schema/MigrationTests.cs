using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Schema;

public sealed class MigrationTests
{
    [DatabaseTheory]
    public async Task Migrate_WhenRunAgain_ChangesNothing(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = Fresh(database, Store.Shipped);
        (await store.Migrator.MigrateAsync(default)).Value.ShouldBe(Store.Shipped.For(store.Options.Kind).Count);
        (await store.Migrator.MigrateAsync(default)).Value.ShouldBe(0);
    }

    [DatabaseTheory]
    public async Task Migrate_WhenAScriptWasEditedAfterwards_IsRefused(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var first = Fresh(database, Scripts("CREATE TABLE a (x integer)"));
        (await first.Migrator.MigrateAsync(default)).Value.ShouldBe(1);
        await using var edited = Fresh(database, Scripts("CREATE TABLE a (x integer, y integer)", "CREATE TABLE b (x integer)"));
        (await edited.Migrator.MigrateAsync(default)).Error!.Code.ShouldBe("platform.schema-changed");
        (await edited.ScalarAsync("SELECT count(*) FROM schema_versions")).ShouldBe(1L);
    }

    [DatabaseTheory]
    public async Task Migrate_WhenOnlyLineEndsDiffer_IsTheSameScript(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var unix = Fresh(database, Scripts("CREATE TABLE a (\n x integer)"));
        (await unix.Migrator.MigrateAsync(default)).Value.ShouldBe(1);
        await using var windows = Fresh(database, Scripts("CREATE TABLE a (\r\n x integer)"));
        (await windows.Migrator.MigrateAsync(default)).Value.ShouldBe(0);
    }

    [DatabaseTheory]
    public async Task Migrate_WhenTheDatabaseIsNewer_IsRefusedAndLeftAlone(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var newer = Fresh(database, Scripts("CREATE TABLE a (x integer)", "CREATE TABLE b (x integer)"));
        (await newer.Migrator.MigrateAsync(default)).Value.ShouldBe(2);
        await using var older = Fresh(database, Scripts("CREATE TABLE a (x integer)"));
        (await older.Migrator.MigrateAsync(default)).Error!.Code.ShouldBe("platform.database-newer");
        (await older.ScalarAsync("SELECT count(*) FROM b")).ShouldBe(0L);
    }

    [DatabaseTheory]
    public async Task Migrate_WhenAScriptFails_LeavesNothingOfItAndGoesOnFromThere(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var broken = Fresh(database, Scripts("CREATE TABLE a (x integer)", "CREATE TABLE b (x integer); INSERT INTO nowhere VALUES (1)"));
        await Should.ThrowAsync<System.Data.Common.DbException>(() => broken.Migrator.MigrateAsync(default));
        await using var mended = Fresh(database, Scripts("CREATE TABLE a (x integer)", "CREATE TABLE b (x integer)"));
        (await mended.Migrator.MigrateAsync(default)).Value.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Migrate_WhenSeveralProcessesStartTogether_EachScriptRunsOnce(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        // Slow enough that all have seen an empty database before the first is done.
        const string slow = "CREATE TABLE a (x integer); INSERT INTO a WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 400000) SELECT x FROM n";
        var stores = Enumerable.Range(0, 6).Select(_ => Fresh(database, Scripts(slow, "CREATE TABLE b (x integer)"))).ToList();
        var applied = await Task.WhenAll(stores.Select(s => Task.Run(() => s.Migrator.MigrateAsync(default))));
        applied.Sum(a => a.Value).ShouldBe(2);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private static Store Fresh(TestDatabase database, SchemaScripts scripts)
    {
        Directory.CreateDirectory(database.DataFolder);
        return Store.Build(Store.OptionsOf(database.ConnectionString, database.DataFolder), scripts);
    }

    private static SchemaScripts Scripts(params string[] sql) => new(_ => [.. sql.Select((text, i) => new SchemaScript(i + 1, $"{i + 1:D4}_test", text))]);
}
