using System.Globalization;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>
/// Whoever has the database in their hands and changes the audit is found out, and the first entry that is not as it was is named.
/// (Cutting the end off <em>and</em> writing a fitting head leaves a shorter, sound chain: only an anchor kept elsewhere shows that.)
/// </summary>
public sealed class AuditChainTests
{
    private const int Entries = 40;
    private const int Attacks = 500;
    private const int Seed = 41;

    private static readonly string[] TextColumns = ["actor", "action", "object_type", "object_id", "details", "source"];

    [DatabaseTheory]
    public async Task Verify_WhenNobodyTouchedIt_FindsEveryChainWhole(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await FilledAsync(database);
        (await store.VerifyAsync()).ShouldBe(new AuditVerdict(Entries, 1, null));
    }

    [DatabaseTheory]
    public async Task Verify_AfterAnyAttack_NamesTheFirstBadEntry(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await FilledAsync(database);
        var original = await store.AllAsync<AuditEntry>();
        var head = (await store.AllAsync<AuditHead>()).Single();
        var random = new Random(Seed);
        for (var i = 0; i < Attacks; i++)
        {
            var (what, first) = await AttackAsync(store, random, original);
            var broken = (await store.VerifyAsync()).FirstBreak;
            broken.ShouldNotBeNull($"attack {i}: {what}");
            (broken.Chain, broken.Sequence).ShouldBe((0, first), $"attack {i}: {what}");
            await store.SqlAsync("DELETE FROM audit_entries");
            await store.RunAsync(new Commit().InsertAll(original).Upsert(head));
        }

        (await store.VerifyAsync()).FirstBreak.ShouldBeNull();
    }

    [DatabaseTheory]
    public async Task Entry_IsWrittenWithTheChange_OrNotAtAll(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var row = People.New();
        await store.RunAsync(new Commit().Insert(row).Audit("a", "staff", "1").Audit("b", "staff", "2"));
        (await store.RunAsync(new Commit().Insert(People.New(row.Code)).Audit("c", "staff", "3"))).End.ShouldBe(CommitEnd.Duplicate);
        var entries = await store.AllAsync<AuditEntry>();
        entries.OrderBy(e => e.Sequence).Select(e => (e.Sequence, e.Action, e.Actor, e.Source)).ShouldBe([(1L, "a", "tester", Store.Node), (2L, "b", "tester", Store.Node)]);
        entries.ShouldAllBe(e => e.AtUtc.Kind == DateTimeKind.Utc);
    }

    private static async Task<Store> FilledAsync(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        for (var i = 0; i < Entries; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            await store.RunAsync(new Commit().Insert(People.New()).Audit("test.entry", "staff", number, new { 序号 = i, Text = "改" }));
        }

        return store;
    }

    /// <summary>Does one bad thing and says which entry is the first that is no longer as it was.</summary>
    private static async Task<(string What, long First)> AttackAsync(Store store, Random random, List<AuditEntry> original)
    {
        long k = random.Next(1, Entries + 1);
        long other = random.Next(1, Entries + 1);
        switch (random.Next(9))
        {
            case 0:
                var column = TextColumns[random.Next(TextColumns.Length)];
                await store.SqlAsync($"UPDATE audit_entries SET {column} = {column} || 'x' WHERE sequence = @k", ("k", k));
                return ($"edit {column} of {k}", k);
            case 1:
                var at = original.Single(e => e.Sequence == k).AtUtc.AddTicks(TimeSpan.TicksPerMicrosecond * random.Next(1, 1000));
                await store.SqlAsync("UPDATE audit_entries SET at_utc = @at WHERE sequence = @k", ("k", k), ("at", at));
                return ($"move {k} in time", k);
            case 2:
                await store.SqlAsync("UPDATE audit_entries SET hash = @hash WHERE sequence = @k", ("k", k), ("hash", Flipped(original, k, random)));
                return ($"flip a bit of the hash of {k}", k);
            case 3:
                await store.SqlAsync("UPDATE audit_entries SET previous_hash = @hash WHERE sequence = @k", ("k", k), ("hash", Flipped(original, k, random)));
                return ($"link {k} elsewhere", k);
            case 4:
                await store.SqlAsync("DELETE FROM audit_entries WHERE sequence = @k", ("k", k));
                return ($"delete {k}", k);
            case 5:
                await store.SqlAsync("DELETE FROM audit_entries WHERE sequence >= @k", ("k", k));
                return ($"cut off from {k}", k);
            case 6 when k != other:
                await store.SqlAsync("UPDATE audit_entries SET sequence = -1 WHERE sequence = @k", ("k", k));
                await store.SqlAsync("UPDATE audit_entries SET sequence = @k WHERE sequence = @o", ("k", k), ("o", other));
                await store.SqlAsync("UPDATE audit_entries SET sequence = @o WHERE sequence = -1", ("o", other));
                return ($"swap {k} and {other}", Math.Min(k, other));
            case 7:
                await store.SqlAsync("DELETE FROM audit_entries WHERE sequence = @k", ("k", k));
                await store.SqlAsync("UPDATE audit_entries SET sequence = sequence - 1000000 WHERE sequence > @k", ("k", k));
                await store.SqlAsync("UPDATE audit_entries SET sequence = sequence + 999999 WHERE sequence < 0");
                return ($"delete {k} and close the gap", k);
            default:
                await store.SqlAsync("INSERT INTO audit_entries SELECT chain, @n, at_utc, actor, action, object_type, object_id, details, source, previous_hash, hash FROM audit_entries WHERE sequence = @k", ("n", (long)Entries + 1), ("k", k));
                return ($"append a copy of {k}", Entries + 1);
        }
    }

    private static byte[] Flipped(List<AuditEntry> original, long sequence, Random random)
    {
        var hash = original.Single(e => e.Sequence == sequence).Hash.ToArray();
        hash[random.Next(hash.Length)] ^= (byte)(1 << random.Next(8));
        return hash;
    }
}
