using System.Collections.Concurrent;
using System.Text.Json;
using Fengqiao.Bench.Load;
using Fengqiao.Bench.Processes;

namespace Fengqiao.Bench.Measures;

/// <summary>Sign, progress and submit, each a move with its version compared, against the bare insert.</summary>
internal static class MoveCases
{
    private static readonly (string Move, string Body)[] Moves =
    [
        ("sign", "{}"),
        ("progress", """{"text":"已联系反映人核实情况，现场查看后责成物业三日内提出整改方案，并约定下周一再次到场复查。"}"""),
        ("submit", """{"text":"整改已完成，经现场复核情况属实，反映人表示认可，相关照片和记录已归档，现申请办结。"}"""),
    ];

    public static async Task<Table> RunAsync(Ground ground)
    {
        var texts = ground.Texts("M");
        var bareTexts = ground.Texts("N");
        var dispatcher = await Server.TokenAsync(ground.County, "county-dispatcher");
        var handler = await Server.TokenAsync(ground.County, "handler");
        await using var product = await Server.StartProductAsync(ground.County);
        await using var bare = await Server.StartBareAsync(ground.Kind, ground.BareStore);
        var unit = await UnitOfAsync(product, handler);
        var before = await ground.County.CountAsync("SELECT count(*) FROM case_timeline WHERE move IN ('Sign','Progress','Submit')");
        var (moved, keys) = (0, 0);

        var (warm, _) = await ProductAsync(TimeSpan.MaxValue, ground.Options.WarmUp / Moves.Length);
        await BareAsync(TimeSpan.MaxValue, ground.Options.WarmUp);
        var length = TimeSpan.FromSeconds(ground.Options.Seconds);
        // Half as many again as the warm-up says: a round must not run out of cases.
        var needed = (int)(warm.PerSecond / Moves.Length * ground.Options.Seconds * 1.5);
        var pairs = await Duel.RunAsync(ground.Options.Rounds, () => ProductAsync(length, needed), () => BareAsync(length));

        Check.Same("moves", moved, await ground.County.CountAsync("SELECT count(*) FROM case_timeline WHERE move IN ('Sign','Progress','Submit')") - before);
        return Duel.TableOf(ground.Kind, "moves", pairs);

        async Task<(RoundResult, TimeSpan)> ProductAsync(TimeSpan time, int cases)
        {
            var ready = await DispatchAsync(cases);
            await ground.DrainAsync();
            var round = await LoadRound.RunAsync(product.Port, product.Process, ground.Options.Connections, time, send => HandleAsync(send, ready));
            moved += round.Done;
            return (round, await ground.DrainAsync());
        }

        Task<RoundResult> BareAsync(TimeSpan time, int most = int.MaxValue) =>
            LoadRound.RunAsync(bare.Port, bare.Process, ground.Options.Connections, time, LoadRound.AtMost(most, send => CaseRequests.InsertBareAsync(send, bareTexts)));

        async Task<int> HandleAsync(Send send, ConcurrentQueue<(string Number, string Version)> ready)
        {
            if (!ready.TryDequeue(out var next))
            {
                return 0;
            }

            var version = next.Version;
            foreach (var (move, body) in Moves)
            {
                version = await MoveAsync(send, next.Number, move, body, version, handler);
            }

            return Moves.Length;
        }

        async Task<string> MoveAsync(Send send, string number, string move, string body, string version, string token)
        {
            var key = texts.Key(-Interlocked.Increment(ref keys));
            var answer = await send(RawClient.Post($"/api/v1/cases/{number}/moves/{move}", CaseRequests.Headers(token, key, version), body));
            Check.Status(answer, 200);
            return answer.Header("ETag")!;
        }

        // Not measured: cases taken in and sent to the handler's unit.
        async Task<ConcurrentQueue<(string Number, string Version)>> DispatchAsync(int cases)
        {
            var made = new ConcurrentQueue<(string, string)>();
            await LoadRound.RunAsync(product.Port, product.Process, ground.Options.Connections, TimeSpan.MaxValue, LoadRound.AtMost(cases, async send =>
            {
                var answer = await send(CaseRequests.Register(texts, dispatcher));
                Check.Status(answer, 201);
                using var registered = JsonDocument.Parse(answer.Body);
                var number = registered.RootElement.GetProperty("number").GetString()!;
                made.Enqueue((number, await MoveAsync(send, number, "dispatch", $$"""{"leadUnit":"{{unit}}"}""", answer.Header("ETag")!, dispatcher)));
                return 2;
            }));
            return made;
        }
    }

    /// <summary>Code of the unit in which the account handles cases.</summary>
    private static async Task<string> UnitOfAsync(Server product, string token)
    {
        using var client = await RawClient.ConnectAsync(product.Port);
        var authorization = $"Authorization: Bearer {token}\r\n";
        using var me = JsonDocument.Parse((await client.SendAsync(RawClient.Get("/api/v1/me", authorization))).Body);
        var id = me.RootElement.GetProperty("posts")[0].GetProperty("unitId").GetGuid();
        using var units = JsonDocument.Parse((await client.SendAsync(RawClient.Get("/api/v1/units?pageSize=200", authorization))).Body);
        return units.RootElement.GetProperty("items").EnumerateArray().First(u => u.GetProperty("id").GetGuid() == id).GetProperty("code").GetString()!;
    }
}
