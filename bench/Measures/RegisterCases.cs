using Fengqiao.Bench.Bare;
using Fengqiao.Bench.Load;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>A case through <c>POST /api/v1/cases</c> with all its checks against the bare insert.</summary>
internal static class RegisterCases
{
    public static async Task<Table> RunAsync(Ground ground)
    {
        var before = await ground.County.CountAsync("SELECT count(*) FROM cases");
        var texts = ground.Texts("C");
        var bareTexts = ground.Texts("B");
        var (posted, inserted) = (0, 0);
        var token = await Server.TokenAsync(ground.County, "county-dispatcher");
        await using var product = await Server.StartProductAsync(ground.County);
        await using var bare = await Server.StartBareAsync(ground.Kind, ground.BareStore);
        var bareBefore = await BareCount.OfAsync(ground);

        await ProductAsync(TimeSpan.MaxValue, ground.Options.WarmUp);
        await BareAsync(TimeSpan.MaxValue, ground.Options.WarmUp);
        var length = TimeSpan.FromSeconds(ground.Options.Seconds);
        var pairs = await Duel.RunAsync(ground.Options.Rounds, () => ProductAsync(length), () => BareAsync(length));

        Check.Same("cases", posted, await ground.County.CountAsync("SELECT count(*) FROM cases") - before);
        Check.Same("bare rows", inserted * 3L, await BareCount.OfAsync(ground) - bareBefore);
        return Duel.TableOf(ground.Kind, "cases", pairs);

        async Task<(RoundResult, TimeSpan)> ProductAsync(TimeSpan time, int most = int.MaxValue)
        {
            var round = await LoadRound.RunAsync(product.Port, product.Process, ground.Options.Connections, time, LoadRound.AtMost(most, async send =>
            {
                Check.Status(await send(CaseRequests.Register(texts, token)), 201);
                return 1;
            }));
            posted += round.Done;
            return (round, await ground.DrainAsync());
        }

        async Task<RoundResult> BareAsync(TimeSpan time, int most = int.MaxValue)
        {
            var round = await LoadRound.RunAsync(bare.Port, bare.Process, ground.Options.Connections, time, LoadRound.AtMost(most, send => CaseRequests.InsertBareAsync(send, bareTexts)));
            inserted += round.Done;
            return round;
        }
    }
}

internal static class CaseRequests
{
    public static byte[] Register(CaseTexts texts, string token)
    {
        var (json, number) = texts.Next();
        return RawClient.Post("/api/v1/cases", Headers(token, texts.Key(number)), json);
    }

    public static async Task<int> InsertBareAsync(Send send, CaseTexts texts)
    {
        Check.Status(await send(RawClient.Post("/cases", "", texts.Next().Json)), 201);
        return 1;
    }

    public static string Headers(string token, string key, string? version = null) =>
        $"Authorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n{(version is null ? "" : $"If-Match: {version}\r\n")}";
}

internal static class BareCount
{
    /// <summary>Rows in the three bare tables.</summary>
    public static async Task<long> OfAsync(Ground ground)
    {
        await using var store = await BareStores.OpenAsync(ground.Kind, ground.BareStore);
        return await store.CountAsync("bare_cases") + await store.CountAsync("bare_timeline") + await store.CountAsync("bare_outbox");
    }
}

/// <summary>A figure counts only if the work was done.</summary>
internal static class Check
{
    public static void Status(Answer answer, int expected)
    {
        if (answer.Status != expected)
        {
            throw new InvalidOperationException($"Answered {answer.Status} instead of {expected}: {answer.Body}");
        }
    }

    public static void Same(string what, long acknowledged, long stored)
    {
        if (acknowledged != stored)
        {
            throw new InvalidOperationException($"{what}: {acknowledged} were acknowledged and {stored} are stored.");
        }
    }
}
