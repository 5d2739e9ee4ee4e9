using System.Globalization;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>
/// Whoever has the database in their hands and changes the audit is found out, and the first entry that is not as it was is named.
/// Whoever also writes fitting hashes and a fitting head is found out by the anchors that were taken out of the house.
/// </summary>
public sealed class AuditChainTests
{
    private const int Entries = 40;
    private const int Attacks = 1_000;
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
        await DisarmAsync(store, kind);
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

    /// <summary>The anchors lie at entries 10, 20, 30 and 40. What was rewritten with fitting hashes is bounded by those that still agree.</summary>
    [DatabaseTheory]
    public async Task Verify_WithAnchors_FindsAChainThatWasRewrittenOrCutOff(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await FilledAsync(database);
        await DisarmAsync(store, kind);
        var original = (await store.AllAsync<AuditEntry>()).OrderBy(e => e.Sequence).ToList();
        var anchors = Anchors(original);
        (await store.VerifyAsync(anchors)).ShouldBe(new AuditVerdict(Entries, 1, null, anchors.Count));
        var random = new Random(Seed);
        for (var i = 0; i < 100; i++)
        {
            var cut = i % 2 == 0;
            var from = random.Next(1, Entries + 1);
            var forged = cut ? original.GetRange(0, from - 1) : Rewritten(original, from);
            await store.SqlAsync("DELETE FROM audit_entries");
            await store.RunAsync(new Commit().InsertAll(forged).Upsert(new AuditHead { Chain = 0, Sequence = forged.Count, Hash = forged is [.., var last] ? last.Hash : [] }));
            (await store.VerifyAsync()).FirstBreak.ShouldBeNull("the chain by itself looks sound");

            var broken = (await store.VerifyAsync(anchors)).FirstBreak.ShouldNotBeNull($"attack {i} from {from}");

            broken.Sequence.ShouldBe(cut ? from : ((from - 1) / 10 * 10) + 1, $"attack {i} from {from}");
        }

        (await store.VerifyAsync([.. anchors.Take(3), anchors[3] with { Sequence = 39 }])).FirstBreak!.Reason.ShouldBe("anchor-forged");
        (await store.VerifyAsync([.. anchors, AuditAnchor.FromLine("{\"cut")])).FirstBreak!.Reason.ShouldBe("anchor-unreadable");
        AuditAnchor.FromLine(anchors[0].ToLine())!.IsSigned.ShouldBeTrue();
    }

    [DatabaseTheory]
    public async Task Entries_AreNeitherChangedNorRemoved_WhateverTheClockSays(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        var time = new FakeTime();
        await using var store = await FilledAsync(database, time);
        string[] attempts =
        [
            "DELETE FROM audit_entries WHERE sequence = 1", "UPDATE audit_entries SET actor = 'x' WHERE sequence = 1", "UPDATE retention_rules SET days = 1 WHERE code = 'audit'; DELETE FROM audit_entries",
            "INSERT INTO audit_bases (chain, sequence, hash) SELECT 0, 40, hash FROM audit_heads",
        ];
        foreach (var attempt in attempts)
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(store.SqlAsync(attempt), attempt);
        }

        await using var keeper = new AnchorKeeper(store, database, time);
        await keeper.AnchorAsync();
        time.SetUtcNow(FakeTime.Start.AddYears(10));
        await keeper.AnchorAsync();
        await keeper.Purge.RunOnceAsync(default);
        (await store.AllAsync<AuditEntry>()).Count.ShouldBe(Entries, "ten years by the clock are no minute of running");

        // 184 days of running, and the rule of the county: three years. Both have to be over.
        time.SetUtcNow(FakeTime.Start);
        time.Advance(TimeSpan.FromDays(185));
        await keeper.AnchorAsync();
        await keeper.Purge.RunOnceAsync(default);
        (await store.AllAsync<AuditEntry>()).Count.ShouldBe(Entries, "younger than the rule");
        await store.SqlAsync("UPDATE retention_rules SET days = 1 WHERE code = 'audit'");
        await keeper.Purge.RunOnceAsync(default);

        (await store.AllAsync<AuditEntry>()).ShouldHaveSingleItem().Action.ShouldBe("audit.forget");
        (await store.VerifyAsync(keeper.Exported)).FirstBreak.ShouldBeNull("a chain that was forgotten after its time begins at its base");
    }

    [DatabaseTheory]
    public async Task Change_WithoutRoomForItsAuditEntry_IsRefused(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await FilledAsync(database);
        await store.SqlAsync(kind == DatabaseKind.Postgres
            ? "CREATE FUNCTION full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$; CREATE TRIGGER no_room BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION full()"
            : "CREATE TRIGGER no_room BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'full'); END");
        var row = People.New();
        var refused = store.RunAsync(new Commit().Insert(row).Audit("test.entry", "staff", "x"));
        if (kind == DatabaseKind.Postgres)
        {
            (await refused).End.ShouldBe(CommitEnd.Unavailable);
        }
        else
        {
            await Should.ThrowAsync<System.Data.Common.DbException>(refused);
        }

        (await store.AllAsync<Fengqiao.Organization.Domain.StaffMember>()).Count.ShouldBe(Entries);
        await store.SqlAsync(kind == DatabaseKind.Postgres ? "DROP TRIGGER no_room ON audit_entries" : "DROP TRIGGER no_room");
        (await store.RunAsync(new Commit().Insert(row).Audit("test.entry", "staff", "x"))).End.ShouldBe(CommitEnd.Committed);
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

    /// <summary>What somebody with the database in their hands does first.</summary>
    private static async Task DisarmAsync(Store store, DatabaseKind kind)
    {
        foreach (var trigger in (string[])["audit_entries_unchanged", "audit_entries_kept"])
        {
            await store.SqlAsync($"DROP TRIGGER {trigger}" + (kind == DatabaseKind.Postgres ? " ON audit_entries" : ""));
        }
    }

    private static List<AuditAnchor> Anchors(List<AuditEntry> entries)
    {
        var key = CryptoSuite.International.NewSigningKey();
        var anchors = new List<AuditAnchor>();
        foreach (var entry in entries.Where(e => e.Sequence % 10 == 0))
        {
            anchors.Add(new AuditAnchor
            {
                Number = anchors.Count + 1, Chain = 0, Sequence = entry.Sequence, Hash = entry.Hash, AtUtc = entry.AtUtc, Minutes = entry.Sequence,
                Previous = anchors is [.., var before] ? before.Digest : [], Suite = 1, PublicKey = key.PublicKey,
            }.SignedBy(CryptoSuite.International, key.PrivateKey));
        }

        return anchors;
    }

    /// <summary>The same chain, the entry <paramref name="from"/> saying something else, and every hash from there on fitting.</summary>
    private static List<AuditEntry> Rewritten(List<AuditEntry> original, int from)
    {
        var forged = original.GetRange(0, from - 1);
        foreach (var e in original.Skip(from - 1))
        {
            var previous = forged is [.., var last] ? last.Hash : [];
            var actor = e.Sequence == from ? "somebody-else" : e.Actor;
            forged.Add(new AuditEntry
            {
                Chain = e.Chain, Sequence = e.Sequence, AtUtc = e.AtUtc, Actor = actor, Action = e.Action, ObjectType = e.ObjectType, ObjectId = e.ObjectId, Details = e.Details, Source = e.Source,
                PreviousHash = previous,
                Hash = AuditEntry.ComputeHash(e.Chain, e.Sequence, e.AtUtc, actor, e.Action, e.ObjectType, e.ObjectId, e.Details, e.Source, previous),
            });
        }

        return forged;
    }

    private static async Task<Store> FilledAsync(TestDatabase database, TimeProvider? time = null)
    {
        var store = await Store.OpenAsync(database, time);
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
