using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Providers.Tests.Lane;

/// <summary>A repeated request changes nothing and gets the answer of the first.</summary>
public sealed class IdempotencyTests
{
    [DatabaseTheory]
    public async Task Save_WhenFiftyRequestsCarryOneKey_WritesOnceAndAnswersAllAlike(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SaveAsync(store, "key", "same"))));

        answers.ShouldAllBe(a => a.IsSuccess);
        answers.Select(a => a.Value).Distinct().ShouldHaveSingleItem().Number.ShouldBe(1);
        (await store.AllAsync<StaffMember>()).ShouldHaveSingleItem();
        (await store.ScalarAsync("SELECT last FROM number_series WHERE series = 'answers'")).ShouldBe(1L);
        (await store.VerifyAsync()).Entries.ShouldBe(1);
    }

    [DatabaseTheory]
    public async Task Save_WhenRandomReplaysMix_EveryKeyIsWrittenOnce(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var random = new Random(7);
        var keys = Enumerable.Range(0, 500).Select(_ => $"k{random.Next(100)}").ToList();
        var answers = await Task.WhenAll(keys.Select(k => Task.Run(async () => (Key: k, Answer: (await SaveAsync(store, k, k)).Value))));
        foreach (var key in answers.GroupBy(a => a.Key))
        {
            key.Select(a => a.Answer).Distinct().ShouldHaveSingleItem(key.Key);
        }

        (await store.AllAsync<StaffMember>()).Count.ShouldBe(keys.Distinct().Count());
        answers.Select(a => a.Answer.Number).Distinct().Order().ShouldBe(Enumerable.Range(1, keys.Distinct().Count()).Select(n => (long)n));
    }

    [DatabaseTheory]
    public async Task Save_WhenTheKeyStandsForAnotherRequest_IsRefused(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        (await SaveAsync(store, "key", "one")).IsSuccess.ShouldBeTrue();
        (await SaveAsync(store, "key", "other")).Error!.Code.ShouldBe("platform.idempotency-key-reused");
        (await EarlierAsync(store, "key", "other"))!.Value.Error!.Code.ShouldBe("platform.idempotency-key-reused");
        (await EarlierAsync(store, "key", "one"))!.Value.Value.Number.ShouldBe(1);
        (await EarlierAsync(store, "unknown", "one")).ShouldBeNull();
        (await store.AllAsync<StaffMember>()).ShouldHaveSingleItem();
    }

    /// <summary>A receipt names a tracking code: a copy of the database must not tell it.</summary>
    [DatabaseTheory]
    public async Task Save_WithAKey_KeepsItsAnswerSealed(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var first = (await SaveAsync(store, "key", "same")).Value;
        (await SaveAsync(store, "other", "same")).IsSuccess.ShouldBeTrue();
        var kept = (await store.AllAsync<IdempotencyKey>()).ToDictionary(k => k.Key, k => k.Answer);
        kept["key"].ShouldNotContain(first.Code);
        kept["key"].ShouldNotContain("code", Case.Insensitive);
        (await EarlierAsync(store, "key", "same"))!.Value.Value.ShouldBe(first);

        // One request's answer put in the place of another's is refused, not told.
        await store.Lane.RunAloneAsync((db, token) => db.ExecuteAsync("UPDATE idempotency_keys SET answer = @answer WHERE key = 'key'", token, ("answer", kept["other"])), default);
        await Should.ThrowAsync<System.Security.Cryptography.CryptographicException>(() => EarlierAsync(store, "key", "same"));
    }

    [DatabaseTheory]
    public async Task Save_WhenItWasAnsweredBeforeAnswersWereSealed_GetsThatAnswer(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        (await SaveAsync(store, "key", "same")).IsSuccess.ShouldBeTrue();
        await store.Lane.RunAloneAsync((db, token) => db.ExecuteAsync("UPDATE idempotency_keys SET answer = @answer", token, ("answer", """{"number":7,"code":"old"}""")), default);
        (await SaveAsync(store, "key", "same")).Value.ShouldBe(new Answer(7, "old"));
    }

    /// <summary>A refusal must not burn the key: what was refused then may be right now.</summary>
    [DatabaseTheory]
    [Row(1)]
    [Row(5)]
    public async Task Save_WhenTheFirstTryWasRefused_TheKeyIsFreeAgain(DatabaseKind kind, int together)
    {
        using var database = await TestDatabase.CreateAsync(kind);
        await using var store = await Store.OpenAsync(database);
        var row = People.New();
        await store.RunAsync(new Commit().Insert(row));
        List<Task<Result<Answer>>> waiting;
        await using (await store.HoldAsync())
        {
            waiting = [SaveAsync(store, "key", "same", new Commit().Update(People.Changed(row, "新", 3), 2).Audit("test.change", "staff", row.Code)),
                .. Enumerable.Range(1, together - 1).Select(i => SaveAsync(store, $"key{i}", "same"))];
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        (await Task.WhenAll(waiting))[0].Error!.Code.ShouldBe("platform.outdated");
        (await SaveAsync(store, "key", "same", new Commit().Update(People.Changed(row, "新", 2), 1).Audit("test.change", "staff", row.Code))).IsSuccess.ShouldBeTrue();
        (await SaveAsync(store, "key", "same", new Commit().Update(People.Changed(row, "更", 3), 2).Audit("test.change", "staff", row.Code))).IsSuccess.ShouldBeTrue();
        (await store.AllAsync<StaffMember>()).ShouldContain(s => s.Id == row.Id && s.Name == "新" && s.Version == 2);
    }

    private static async Task<Result<Answer>> SaveAsync(Store store, string key, string hash, Commit? commit = null)
    {
        using var scope = store.Services.CreateScope();
        long number = 0;
        var row = People.New();
        commit ??= new Commit().Number("answers", n => number = n).Insert(row).Audit("test.save", "staff", row.Code);
        return await Writer(scope, key, hash).SaveAsync(commit, () => new Answer(number, row.Code), default);
    }

    private static async Task<Result<Answer>?> EarlierAsync(Store store, string key, string hash)
    {
        using var scope = store.Services.CreateScope();
        return await Writer(scope, key, hash).EarlierAsync<Answer>(default);
    }

    private static Writer Writer(IServiceScope scope, string key, string hash)
    {
        var chosen = scope.ServiceProvider.GetRequiredService<RequestKey>();
        (chosen.Key, chosen.RequestHash) = (key, hash);
        return scope.ServiceProvider.GetRequiredService<Writer>();
    }

    private sealed record Answer(long Number, string Code);
}
