using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>One row, many who want it; many rows, one that is wrong.</summary>
public sealed class CommitLaneTests
{
    private const int Rivals = 50;

    [DatabaseTheory]
    public async Task Update_WhenFiftyHoldTheSameVersion_ExactlyOneWins(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var row = People.New();
        await store.RunAsync(new Commit().Insert(row));

        var ends = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(i => Task.Run(() => store.RunAsync(new Commit()
            .Update(People.Changed(row, $"名{i}", 2), 1)
            .Audit("test.change", "staff", row.Code, new { i })
            .Publish(() => new Told(i))))));

        ends.Count(e => e.End == CommitEnd.Committed).ShouldBe(1);
        ends.Count(e => e.End == CommitEnd.Outdated).ShouldBe(Rivals - 1);
        var winner = Array.FindIndex(ends, e => e.End == CommitEnd.Committed);
        var stored = (await store.AllAsync<StaffMember>()).ShouldHaveSingleItem();
        (stored.Name, stored.Version).ShouldBe(($"名{winner}", 2));
        (await store.AllAsync<AuditEntry>()).ShouldHaveSingleItem().Details.ShouldBe($$"""{"i":{{winner}}}""");
        (await store.AllAsync<OutboxMessage>()).ShouldHaveSingleItem().Payload.ShouldBe($$"""{"id":{{winner}}}""");
    }

    [DatabaseTheory]
    public async Task Update_WhenTheRowIsGone_IsOutdated(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        (await store.RunAsync(new Commit().Update(People.New(), 1).Audit("test.change", "staff", "x"))).End.ShouldBe(CommitEnd.Outdated);
        (await store.AllAsync<AuditEntry>()).ShouldBeEmpty();
    }

    [DatabaseTheory]
    public async Task Write_WithoutItsAuditEntry_IsRefused(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        await Should.ThrowAsync<InvalidOperationException>(() => WriteAsync(store, new Commit().Insert(People.New())));
        (await store.AllAsync<StaffMember>()).ShouldBeEmpty();

        (await WriteAsync(store, new Commit().Insert(People.New()).WithoutAudit("a test"))).IsSuccess.ShouldBeTrue();
        (await WriteAsync(store, new Commit().Include(new Commit().Insert(People.New()).Audit("test.add", "staff", "x")).Audit("test.add", "staff", "y"))).IsSuccess.ShouldBeTrue();
        (await store.AllAsync<AuditEntry>()).Count.ShouldBe(2);
    }

    private static Task<Result<Done>> WriteAsync(Store store, Commit commit) => store.Lane.WriteAsync(commit, CommitOrigin.System("test"), default);

    /// <summary>Rivals that arrive together are told apart by the lane, not by luck: they never share a transaction.</summary>
    [DatabaseTheory]
    public async Task Update_WhenRivalsWaitTogether_TheFirstToArriveWins(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var row = People.New();
        await store.RunAsync(new Commit().Insert(row));
        List<Task<CommitOutcome>> waiting;
        await using (await store.HoldAsync())
        {
            waiting = [.. Enumerable.Range(0, 20).Select(i => store.RunAsync(new Commit().Update(People.Changed(row, $"名{i}", 2), 1)))];
        }

        var ends = await Task.WhenAll(waiting);
        ends[0].End.ShouldBe(CommitEnd.Committed);
        ends.Skip(1).ShouldAllBe(e => e.End == CommitEnd.Outdated);
    }

    [DatabaseTheory]
    public async Task Group_WhenOneIsADuplicate_TheOthersAreWritten(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var taken = People.New();
        await store.RunAsync(new Commit().Insert(taken));
        var numbers = new long[100];
        List<Task<CommitOutcome>> waiting;
        await using (await store.HoldAsync())
        {
            waiting = [.. Enumerable.Range(0, 100).Select(i => store.RunAsync(new Commit()
                .Number("series", n => numbers[i] = n)
                .Insert(People.New(i == 42 ? taken.Code : null))
                .Audit("test.insert", "staff", "x")
                .Publish(() => new Told(i))))];
        }

        var ends = await Task.WhenAll(waiting);
        ends[42].End.ShouldBe(CommitEnd.Duplicate);
        ends.Count(e => e.End == CommitEnd.Committed).ShouldBe(99);
        (await store.AllAsync<StaffMember>()).Count.ShouldBe(100);
        (await store.AllAsync<OutboxMessage>()).Count.ShouldBe(99);
        numbers.Where((_, i) => i != 42).Order().ShouldBe(Enumerable.Range(1, 99).Select(n => (long)n));
        var verdict = await store.VerifyAsync();
        (verdict.Entries, verdict.FirstBreak).ShouldBe((99L, null));
    }

    [DatabaseTheory]
    public async Task Group_WhenNothingIsWrong_SharesOneTransaction(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        List<Task<CommitOutcome>> waiting;
        await using (await store.HoldAsync())
        {
            waiting = [.. Enumerable.Range(0, 100).Select(_ => store.RunAsync(new Commit().Insert(People.New())))];
        }

        (await Task.WhenAll(waiting)).ShouldAllBe(e => e.End == CommitEnd.Committed);
        store.Lane.Counts.ShouldBe((101, 2), "the hold, then all hundred together");
    }

    [DatabaseTheory]
    public async Task Group_WhenOneRefersToNothing_OnlyThatOneIsRefused(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        List<Task<CommitOutcome>> waiting;
        await using (await store.HoldAsync())
        {
            waiting =
            [
                store.RunAsync(new Commit().Insert(People.New())),
                store.RunAsync(new Commit().Insert(People.New()).Insert(new Unit { Id = People.New().Id, Code = "U1", Name = "无处", Kind = default, Region = "999999" })),
                store.RunAsync(new Commit().Insert(People.New())),
            ];
        }

        (await Task.WhenAll(waiting)).Select(e => e.End).ShouldBe([CommitEnd.Committed, CommitEnd.MissingReference, CommitEnd.Committed]);
        (await store.AllAsync<StaffMember>()).Count.ShouldBe(2);
    }

    [DatabaseTheory]
    public async Task Number_UnderParallelLoadWithFailures_HasNoGapsAndNoDoubles(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var taken = People.New();
        await store.RunAsync(new Commit().Insert(taken));
        var given = new (string Series, long Number)[300];
        var ends = await Task.WhenAll(Enumerable.Range(0, given.Length).Select(i => Task.Run(() =>
        {
            var series = $"day-{i % 3}";
            var commit = new Commit().Number(series, n => given[i] = (series, n)).Audit("test", "staff", "x");
            return store.RunAsync((i % 10) switch
            {
                3 => commit.Insert(People.New(taken.Code)),
                6 => commit.Update(People.Changed(taken, "x", 9), 8),
                _ => commit.Insert(People.New()),
            });
        })));

        ends.Count(e => e.End == CommitEnd.Duplicate).ShouldBe(30);
        ends.Count(e => e.End == CommitEnd.Outdated).ShouldBe(30);
        foreach (var series in given.Where((_, i) => ends[i].End == CommitEnd.Committed).GroupBy(g => g.Series))
        {
            series.Select(g => g.Number).Order().ShouldBe(Enumerable.Range(1, series.Count()).Select(n => (long)n), series.Key);
        }

        var verdict = await store.VerifyAsync();
        (verdict.Entries, verdict.FirstBreak).ShouldBe((240L, null));
    }

    [DatabaseTheory]
    public async Task RunAlone_WhenTheWorkThrows_RollsBackAndTheLaneGoesOn(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        await Should.ThrowAsync<InvalidOperationException>(() => store.Lane.RunAloneAsync(async (db, ct) =>
        {
            await db.ExecuteAsync("INSERT INTO number_series (series, last) VALUES ('x', 1)", ct);
            throw new InvalidOperationException("stop");
        }, default));
        (await store.ScalarAsync("SELECT count(*) FROM number_series")).ShouldBe(0L);
        (await store.RunAsync(new Commit().Insert(People.New()))).End.ShouldBe(CommitEnd.Committed);
    }

    [DatabaseTheory]
    public async Task SaveChanges_IsRefused_BecauseItWouldForgetVersionAuditAndOutbox(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        await Should.ThrowAsync<InvalidOperationException>(() => store.ReadAsync(async db =>
        {
            db.Add(People.New());
            return await db.SaveChangesAsync();
        }));
    }
}
